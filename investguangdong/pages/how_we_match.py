"""How matching works, for everybody: the conditions, the scorecard in use, the order of the list."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from investguangdong.matching import ordering, scorecard
from investguangdong.matching.learning import FEWEST
from investguangdong.matching.models import ScoreModel


@require_safe
def how_we_match(request):
    weights = ScoreModel.objects.serving()
    context = {
        "version": weights.version,
        "served_from": ScoreModel.objects.filter(is_serving=True)
        .values_list("served_from", flat=True)
        .first(),
        "groups": list(scorecard.lines(weights)),
        "silent": scorecard.silent(weights),
        "a_city": ordering.MOST_A_CITY,
        "floor": ordering.FLOOR,
        "within": round(ordering.WITHIN),
        "fewest": FEWEST,
    }
    return render(request, "pages/how_we_match.html", context)
