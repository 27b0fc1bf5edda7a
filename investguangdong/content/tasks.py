from celery import shared_task

from investguangdong.content.actions import newsletter


@shared_task(name="content.send_issues")
def send_issues():
    newsletter.send_issues()
