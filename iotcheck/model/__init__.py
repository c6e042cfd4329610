"""The model: what a policy file means, as frozen values. No behaviour but parsing a value and choosing an edition."""

from iotcheck.model.applying import Applying, Window, WindowOnDay, WindowState
from iotcheck.model.bands import Band, Bands
from iotcheck.model.dates import DateOperator, Limit, RelativeYear
from iotcheck.model.facts import Fact, FactType, Text
from iotcheck.model.policies import (
    Confidence,
    Edition,
    Everyone,
    NamedCondition,
    NeededDocument,
    Note,
    PolicySet,
    Program,
    Status,
    Table,
)
from iotcheck.model.rules import (
    All,
    Amount,
    Any,
    AtLeast,
    Branch,
    Calculation,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    Constant,
    DerivedAmount,
    DerivedCondition,
    FactAmount,
    GrantOf,
    Group,
    Leaf,
    Met,
    NamedAmount,
    NoAmount,
    Not,
    OnDay,
    Operation,
    Operator,
    Rounding,
    Selection,
    Selects,
    TableLookup,
)
from iotcheck.model.sources import Agency, Citation, Evidence, Source
from iotcheck.model.sums import MAIN_GROUP, Every, Period, SumGroup

__all__ = [
    "MAIN_GROUP", "Agency", "All", "Amount", "Any", "Applying", "AtLeast", "Band", "Bands", "Branch", "Calculation",
    "Cases", "Citation", "Compares", "ComparesDate", "Condition", "Confidence", "Confirm", "Constant",
    "DateOperator", "DerivedAmount", "DerivedCondition", "Edition", "Every", "Everyone", "Evidence",
    "Fact", "FactAmount",
    "FactType", "GrantOf", "Group", "Leaf", "Limit", "Met", "NamedAmount", "NamedCondition", "NeededDocument",
    "NoAmount", "Not",
    "Note", "OnDay", "Operation", "Operator", "Period", "PolicySet", "Program", "RelativeYear", "Rounding",
    "Selection", "Selects", "Source", "Status", "SumGroup", "Table", "TableLookup", "Text", "Window", "WindowOnDay",
    "WindowState",
]  # fmt: skip
