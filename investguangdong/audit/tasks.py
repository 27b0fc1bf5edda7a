from celery import shared_task

from investguangdong.audit import actions


@shared_task(name="audit.seal")
def seal():
    actions.seal()
