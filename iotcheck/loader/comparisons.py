"""The comparisons of facts, part of the table of shapes: which there are for each type, what they mean, an example."""

from iotcheck.loader.shapes import Form
from iotcheck.model import DateOperator, FactType, Operator

NUMERIC_COMPARISONS = tuple(Operator)
# Which comparisons stand in `FACT: {COMPARISON: …}`, by type of fact.
COMPARISONS: dict[FactType, tuple[str, ...]] = {
    FactType.BOOLEAN: (),
    FactType.CHOICE: ("none_of", "same_as"),
    FactType.CHOICES: ("none_of", "includes_all"),
    FactType.COUNT: NUMERIC_COMPARISONS,
    FactType.NUMBER: NUMERIC_COMPARISONS,
    FactType.MONEY: NUMERIC_COMPARISONS,
    FactType.DATE: tuple(DateOperator),
}
COMPARISON_FORMS: dict[str, Form] = {
    "none_of": Form((), "Is none of the values; of choices: includes none of them.", "size: {none_of: [large]}"),
    "same_as": Form((), "Is the answer to another fact, which has the same choices.", "size: {same_as: size_before}"),
    "includes_all": Form((), "Includes every one of the values.", "fields: {includes_all: [sensors, networks]}"),
    "at_least": Form((), "The bound or more.", "rd_spend: {at_least: {percent: 5, of: revenue}}"),
    "at_most": Form((), "The bound or less.", "staff: {at_most: 300}"),
    "more_than": Form((), "More than the bound.", "growth: {more_than: 0.5}"),
    "less_than": Form((), "Less than the bound.", "revenue: {less_than: 4000万元}"),
    "between": Form((), "From one bound to the other, both included.", "staff: {between: [20, 300]}"),
    "on_or_after": Form(
        (),
        "That day or later. For the day may stand another date fact, here and in the next three.",
        "founded: {on_or_after: 2016-01-01}",
    ),
    "after": Form((), "Later than that day.", "founded: {after: 2015-12-31}"),
    "on_or_before": Form((), "That day or earlier.", "founded: {on_or_before: 2015-12-31}"),
    "before": Form((), "Earlier than that day.", "founded: {before: 2016-01-01}"),
    "in_year": Form(
        (),
        "Within a calendar year: its number, or `last` or `this`, seen from the as-of day.",
        "founded: {in_year: last}",
    ),
    "years_before": Form(
        (),
        "At least so many whole years before the as-of day; 29 February counts as 28. Here and in the next two the "
        "number may be a table's: `{table: NAME, by: FACT}`.",
        "founded: {years_before: 3}",
    ),
    "months_before": Form(
        (),
        "At least so many whole months before the as-of day; 31 January is one month before the last of February.",
        "founded: {months_before: 6}",
    ),
    "days_before": Form((), "At least so many days before the as-of day.", "founded: {days_before: 183}"),
}
