from celery import shared_task

from investguangdong.core import actions


@shared_task(name="core.forget_old_rows")
def forget_old_rows():
    actions.forget_old_rows()
