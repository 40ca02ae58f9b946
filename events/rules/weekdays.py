"""The weekdays of a rule, as the sentence needs them: gender, number and case.

Each row begins with Monday.
"""

from django.utils.translation import pgettext_lazy

# The weekdays counted from a day on.
COUNTED = (
    (
        pgettext_lazy("on a weekday", "the first Monday"),
        pgettext_lazy("on a weekday", "the first Tuesday"),
        pgettext_lazy("on a weekday", "the first Wednesday"),
        pgettext_lazy("on a weekday", "the first Thursday"),
        pgettext_lazy("on a weekday", "the first Friday"),
        pgettext_lazy("on a weekday", "the first Saturday"),
        pgettext_lazy("on a weekday", "the first Sunday"),
    ),
    (
        pgettext_lazy("on a weekday", "the second Monday"),
        pgettext_lazy("on a weekday", "the second Tuesday"),
        pgettext_lazy("on a weekday", "the second Wednesday"),
        pgettext_lazy("on a weekday", "the second Thursday"),
        pgettext_lazy("on a weekday", "the second Friday"),
        pgettext_lazy("on a weekday", "the second Saturday"),
        pgettext_lazy("on a weekday", "the second Sunday"),
    ),
    (
        pgettext_lazy("on a weekday", "the third Monday"),
        pgettext_lazy("on a weekday", "the third Tuesday"),
        pgettext_lazy("on a weekday", "the third Wednesday"),
        pgettext_lazy("on a weekday", "the third Thursday"),
        pgettext_lazy("on a weekday", "the third Friday"),
        pgettext_lazy("on a weekday", "the third Saturday"),
        pgettext_lazy("on a weekday", "the third Sunday"),
    ),
    (
        pgettext_lazy("on a weekday", "the fourth Monday"),
        pgettext_lazy("on a weekday", "the fourth Tuesday"),
        pgettext_lazy("on a weekday", "the fourth Wednesday"),
        pgettext_lazy("on a weekday", "the fourth Thursday"),
        pgettext_lazy("on a weekday", "the fourth Friday"),
        pgettext_lazy("on a weekday", "the fourth Saturday"),
        pgettext_lazy("on a weekday", "the fourth Sunday"),
    ),
    (
        pgettext_lazy("on a weekday", "the fifth Monday"),
        pgettext_lazy("on a weekday", "the fifth Tuesday"),
        pgettext_lazy("on a weekday", "the fifth Wednesday"),
        pgettext_lazy("on a weekday", "the fifth Thursday"),
        pgettext_lazy("on a weekday", "the fifth Friday"),
        pgettext_lazy("on a weekday", "the fifth Saturday"),
        pgettext_lazy("on a weekday", "the fifth Sunday"),
    ),
)
# The weekdays counted back from a day.
COUNTED_BACK = (
    (
        pgettext_lazy("on a weekday", "the last Monday"),
        pgettext_lazy("on a weekday", "the last Tuesday"),
        pgettext_lazy("on a weekday", "the last Wednesday"),
        pgettext_lazy("on a weekday", "the last Thursday"),
        pgettext_lazy("on a weekday", "the last Friday"),
        pgettext_lazy("on a weekday", "the last Saturday"),
        pgettext_lazy("on a weekday", "the last Sunday"),
    ),
    (
        pgettext_lazy("on a weekday", "the last but one Monday"),
        pgettext_lazy("on a weekday", "the last but one Tuesday"),
        pgettext_lazy("on a weekday", "the last but one Wednesday"),
        pgettext_lazy("on a weekday", "the last but one Thursday"),
        pgettext_lazy("on a weekday", "the last but one Friday"),
        pgettext_lazy("on a weekday", "the last but one Saturday"),
        pgettext_lazy("on a weekday", "the last but one Sunday"),
    ),
)
NEAREST = (
    pgettext_lazy("on the nearest weekday", "the Monday"),
    pgettext_lazy("on the nearest weekday", "the Tuesday"),
    pgettext_lazy("on the nearest weekday", "the Wednesday"),
    pgettext_lazy("on the nearest weekday", "the Thursday"),
    pgettext_lazy("on the nearest weekday", "the Friday"),
    pgettext_lazy("on the nearest weekday", "the Saturday"),
    pgettext_lazy("on the nearest weekday", "the Sunday"),
)
