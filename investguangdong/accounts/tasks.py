import logging

from celery import shared_task

from investguangdong.accounts import copies, erasing
from investguangdong.core.locks import advisory_lock
from investguangdong.core.privacy import declarations

log = logging.getLogger(__name__)


@shared_task(name="accounts.carry_out_erasures")
def carry_out_erasures():
    with advisory_lock("accounts.carry_out_erasures") as mine:
        if mine:
            erasing.carry_out_due()
            erasing.forget_letters()


@shared_task(name="accounts.build_copy")
def build_copy(code: str):
    copies.build(code)


@shared_task(name="accounts.build_copies")
def build_copies():
    with advisory_lock("accounts.build_copies") as mine:
        if mine:
            copies.build_waiting()


@shared_task(name="accounts.forget", soft_time_limit=1500, time_limit=1800)
def forget():
    """What is past its term, of every kind that was declared. One kind that fails does not keep the others."""
    with advisory_lock("accounts.forget") as mine:
        for name, declared in declarations().items() if mine else ():
            try:
                log.info("forgotten of %s: %s", name, declared.forget())
            except Exception:
                log.exception("%s was not forgotten.", name)
