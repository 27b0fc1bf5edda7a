from celery import shared_task

from investguangdong.content.actions import feedback, newsletter


@shared_task(name="content.send_issues")
def send_issues():
    newsletter.send_issues()


@shared_task(name="content.forget")
def forget():
    newsletter.note_leavers()
    newsletter.forget_requests()
    feedback.forget_old_feedback()
