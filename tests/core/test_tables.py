import threading

import pytest
from django.db import connection, transaction

from investguangdong.core import submissions
from investguangdong.core.actions import fill_traditional, mark_machine, queue_change, sweep_changes
from investguangdong.core.locks import advisory_lock
from investguangdong.core.models import Change, JobRun, SubmissionKey, TranslationState
from investguangdong.core.paging import page_of
from investguangdong.core.registry import Registry


@pytest.mark.django_db
def test_second_submission_finds_what_the_first_made():
    assert submissions.once("user:1", "key", "print") is None
    submissions.settle("user:1", "key", "IG-2026-000001")
    assert submissions.once("user:1", "key", "print") == "IG-2026-000001"


@pytest.mark.django_db
def test_same_key_with_other_content_is_refused():
    submissions.once("user:1", "key", "print")
    with pytest.raises(submissions.OtherSubmission):
        submissions.once("user:1", "key", "other print")


@pytest.mark.django_db
def test_same_key_of_another_person_is_another_submission():
    submissions.once("user:1", "key", "print")
    assert submissions.once("user:2", "key", "print") is None


def test_fingerprint_does_not_depend_on_the_key_or_the_order():
    left = submissions.fingerprint({"name": "A", "question": "B", "submission_key": "1"})
    assert left == submissions.fingerprint({"question": "B", "name": "A", "submission_key": "2"})


@pytest.mark.django_db(transaction=True)
def test_ten_parallel_clicks_have_one_effect():
    made, seen, ready = [], [], threading.Barrier(10)

    def click():
        ready.wait()
        try:
            with transaction.atomic():
                reference = submissions.once("user:1", "key", "print")
                if reference is None:
                    made.append(1)
                    submissions.settle("user:1", "key", "IG-2026-000001")
                else:
                    seen.append(reference)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), seen) == (1, ["IG-2026-000001"] * 9)


@pytest.mark.django_db(transaction=True)
def test_submission_outside_the_transaction_of_its_effect_is_a_mistake():
    with pytest.raises(transaction.TransactionManagementError):
        submissions.once("user:1", "key", "print")


@pytest.mark.django_db
def test_traditional_text_is_a_machines_until_reviewed(shenzhen):
    shenzhen.name_zh_hans, shenzhen.name_zh_hant = "里水税务", ""
    assert fill_traditional(shenzhen, ["name"], where="official") == ["name"]
    assert shenzhen.name_zh_hant == "里水稅務"
    mark_machine([shenzhen], ["name"])
    state = TranslationState.objects.get()
    assert (state.field, state.language, state.state) == ("name", "zh-hant", "machine")


@pytest.mark.django_db
def test_reviewed_traditional_text_is_left_alone(shenzhen):
    mark_machine([shenzhen], ["name"])
    TranslationState.objects.update(state=TranslationState.State.REVIEWED)
    shenzhen.name_zh_hant = "a person's words"
    assert fill_traditional(shenzhen, ["name"]) == []
    mark_machine([shenzhen], ["name"])
    assert shenzhen.name_zh_hant == "a person's words"
    assert TranslationState.objects.get().state == TranslationState.State.REVIEWED


@pytest.mark.django_db
def test_change_reaches_every_consumer_once():
    row = SubmissionKey.objects.create(actor_key="a", key="k")
    queue_change(row, "reference", "", "new")
    got = []
    for _ in range(2):
        for consumer in ("matching", "followers"):
            sweep_changes(consumer, topics=["core"], handle=got.extend)
    assert [(change.field, change.old, change.new) for change in got] == [("reference", "", "new")] * 2


@pytest.mark.django_db
def test_change_whose_handling_fails_is_offered_again():
    queue_change(SubmissionKey.objects.create(actor_key="a", key="k"), "reference", "", "new")
    with pytest.raises(ZeroDivisionError):
        sweep_changes("matching", topics=["core"], handle=lambda changes: 1 / 0)
    assert Change.objects.not_seen_by("matching").count() == 1


@pytest.mark.django_db(transaction=True)
def test_lock_by_name_is_held_by_one_process_and_nobody_waits():
    answers = []

    def other_process():
        with advisory_lock("digest") as mine:
            answers.append(mine)
        connection.close()

    with advisory_lock("digest") as mine:
        other = threading.Thread(target=other_process)
        other.start()
        other.join()
        assert (mine, answers) == (True, [False])
    with advisory_lock("digest") as again:
        assert again


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "shown"), [("1", 1), ("2", 2), ("99", 2), ("-1", 1), ("x", 1), ("9" * 30, 1)]
)
def test_page_number_that_makes_no_sense_shows_a_page_that_does(asked, shown):
    JobRun.objects.bulk_create(JobRun(key=str(number)) for number in range(30))
    page = page_of(JobRun.objects.order_by("id"), asked)
    assert (page.number, page.paginator.count) == (shown, 30)


@pytest.mark.django_db
def test_technical_rows_are_for_those_who_may_see_them(investor, auditor):
    JobRun.objects.create(key="x")
    assert [JobRun.objects.visible_to(reader).count() for reader in (investor, auditor)] == [0, 1]


def test_registered_name_belongs_to_one_function():
    registry = Registry("things")
    registry.register("b", len)
    registry.register("b", len)
    registry.register("a", sum, order=1)
    assert list(registry) == ["b", "a"]
    with pytest.raises(ValueError, match="registered twice"):
        registry.register("b", sum)
