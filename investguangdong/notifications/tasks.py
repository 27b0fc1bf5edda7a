from celery import shared_task

from investguangdong.notifications import delivery


@shared_task(name="notifications.deliver")
def deliver():
    delivery.drain()


@shared_task(name="notifications.sweep")
def sweep():
    delivery.settle_abandoned()
    delivery.drain()
