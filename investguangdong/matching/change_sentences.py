"""What would raise a score, once for each reader, as the first half of a sentence."""

from django.utils.translation import gettext_lazy as _

from investguangdong.matching.sentences import Said

# What would raise a score, as the first half of a sentence: "If you add Zhuhai to your cities, …".
CHANGES = {
    "sector.add": Said(
        _("If you add %(sector)s to your sectors"), _("If the investor adds %(sector)s to its sectors")
    ),
    "amount.say": Said(
        _("If you say how much you want to invest, and it meets %(theirs)s"),
        _("If the investor says how much it wants to invest, and it meets %(theirs)s"),
    ),
    "amount.up": Said(
        _("If you widen your amount up to %(limit)s"), _("If the investor widens its amount up to %(limit)s")
    ),
    "amount.down": Said(
        _("If you also consider amounts from %(limit)s"),
        _("If the investor also considers amounts from %(limit)s"),
    ),
    "amount.state": Said(
        _("If the listing states an amount within your range"),
        _("If the listing states an amount within the investor's range"),
        _("If your listing states an amount within the investor's range"),
    ),
    "place.add": Said(
        _("If you add %(city)s to your cities"), _("If the investor adds %(city)s to its cities")
    ),
    "mode.add": Said(
        _("If you also accept this way of taking part: %(mode)s"),
        _("If the investor also accepts this way of taking part: %(mode)s"),
    ),
    "mode.offer": Said(
        _("If the project also offers this way of taking part: %(mode)s"),
        promoter=_("If your project also offers this way of taking part: %(mode)s"),
    ),
    "land.say": Said(
        _("If you say how much land you need, and %(has)s ha are enough"),
        _("If the investor says how much land it needs, and %(has)s ha are enough"),
    ),
    "land.less": Said(
        _("If %(has)s ha of land are enough for you"), _("If %(has)s ha of land are enough for the investor")
    ),
    "land.state": Said(
        _("If the listing states %(needed)s ha of land or more"),
        promoter=_("If your listing states %(needed)s ha of land or more"),
    ),
    "power.say": Said(
        _("If you say how much electricity you need, and %(has)s MW are enough"),
        _("If the investor says how much electricity it needs, and %(has)s MW are enough"),
    ),
    "power.less": Said(
        _("If %(has)s MW of electricity are enough for you"),
        _("If %(has)s MW of electricity are enough for the investor"),
    ),
    "power.state": Said(
        _("If the listing states %(needed)s MW of electricity or more"),
        promoter=_("If your listing states %(needed)s MW of electricity or more"),
    ),
    "time.say": Said(
        _("If you say when you want to start, and %(from)s is early enough"),
        _("If the investor says when it wants to start, and %(from)s is early enough"),
    ),
    "time.later": Said(
        _("If you can start as late as %(from)s"), _("If the investor can start as late as %(from)s")
    ),
    "time.state": Said(
        _("If the listing says that it is available by %(to)s"),
        promoter=_("If your listing says that it is available by %(to)s"),
    ),
    "stage.accept": Said(
        _("If you also accept projects at this stage: %(stage)s"),
        _("If the investor also accepts projects at this stage: %(stage)s"),
    ),
    "readiness.check": Said(
        _("If an officer checks the facts of this listing"),
        promoter=_("If you check the facts of your listing"),
    ),
    "readiness.prepare": Said(
        _("If the listing brings the evidence it lacks"),
        promoter=_("If your listing brings the evidence it lacks"),
    ),
    "standing.verify": Said(
        _("If an officer checks your organisation"), _("If an officer checks the investor's organisation")
    ),
}
