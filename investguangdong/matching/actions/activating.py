"""Which version of the weights serves: a person decides, and can go back with one click."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.jobs import wake_on_commit
from investguangdong.matching.actions.answering import NotPossible
from investguangdong.matching.models import ScoreModel
from investguangdong.matching.weights import DEFAULT, check, written

RESCORE = "matching.rescore_all"


@transaction.atomic
def activate(model: ScoreModel, *, by, instead_of: str) -> ScoreModel:
    """From now on this version serves, and every pair is scored anew. `instead_of` is the version the person saw
    serving when she decided. Raises `NotPossible` where another one serves by now or the version does not fit
    the signals of today, `PermissionDenied` to whoever does not work for the whole province."""
    if not scope_of(by).writes_everywhere:
        raise PermissionDenied
    serving = lock_serving()
    if serving.version != instead_of:
        raise NotPossible(_("Another version serves by now. Look at the comparison again."))
    if serving.version == model.version:
        raise NotPossible(_("This version serves already."))
    if check(model.weights):
        raise NotPossible(_("This version has other signals than the model of today and cannot serve."))
    ScoreModel.objects.filter(pk=serving.pk).update(is_serving=False)
    model.is_serving, model.served_from, model.activated_by = True, clock.now(), by
    model.save(update_fields=["is_serving", "served_from", "activated_by"])
    record("activated", model, by=by, changes={"serving": (serving.version, model.version)})
    wake_on_commit(RESCORE)
    return model


def roll_back(*, by, instead_of: str) -> ScoreModel:
    """To the version that served last. Raises `NotPossible` where there is none."""
    previous = ScoreModel.objects.served_before()
    if previous is None:
        raise NotPossible(_("No other version has served yet."))
    return activate(previous, by=by, instead_of=instead_of)


def lock_serving() -> ScoreModel:
    """The version in use, held until the transaction ends. The stated one gets its row the first time, and
    again when a release has changed the signals."""
    row = ScoreModel.objects.select_for_update().filter(is_serving=True).first()
    if row is None or check(row.weights):
        ScoreModel.objects.filter(is_serving=True).update(is_serving=False)
        stated = {"weights": written(DEFAULT), "note": "Stated by hand."}
        row, _made = ScoreModel.objects.get_or_create(version=DEFAULT.version, defaults=stated)
        row.is_serving = True
    row.served_from = row.served_from or row.created_at
    row.save(update_fields=["is_serving", "served_from"])
    return row
