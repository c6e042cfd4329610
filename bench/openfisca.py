"""The same rules in OpenFisca-core: a variable for each fact and each program, evaluated with numpy for all applicants.

OpenFisca has no unknown: an open fact is a default value there. A verdict that we call decided must be the same for any
value of the open facts, so also for that one; the comparison in `bench.screen` checks it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.generated import CHOICES, FACTS, Rule

Column = Sequence[Any]
_PERIOD = period("2026-01")
_Choice = Enum("_Choice", {choice: choice for choice in CHOICES})
_TYPES = {"boolean": bool, "choice": Enum, "money": float, "count": int, "date": date}


class OpenFisca:
    """A tax and benefit system of the generated rules, and a simulation over a table."""

    def __init__(self, rules: list[Rule]) -> None:
        self._person = build_entity(key="person", plural="persons", label="Applicant", is_person=True)
        self._system = TaxBenefitSystem([self._person])
        for name, kind in FACTS.items():
            extra = {"possible_values": _Choice, "default_value": _Choice[CHOICES[0]]} if kind == "choice" else {}
            self._add(name, value_type=_TYPES[kind], **extra)
        self.programs = [f"p{number}" for number in range(len(rules))]
        for name, rule in zip(self.programs, rules, strict=True):
            self._add(name, value_type=bool, formula=_formula(rule["when"]))

    def load(self, columns: Mapping[str, Column]) -> None:
        """Set the facts of all applicants."""
        rows = len(next(iter(columns.values())))
        self._rows = rows
        self._inputs = {name: _array(kind, columns[name]) for name, kind in FACTS.items()}

    def verdicts(self) -> list[Any]:
        """Return one boolean array a program; everything is computed anew."""
        simulation = SimulationBuilder().build_default_simulation(self._system, count=self._rows)
        for name, values in self._inputs.items():
            simulation.set_input(name, _PERIOD, values)
        return [simulation.calculate(name, _PERIOD) for name in self.programs]

    def _add(self, name: str, **attributes: Any) -> None:
        definition = {"entity": self._person, "definition_period": DateUnit.MONTH, "label": name, **attributes}
        self._system.add_variable(type(name, (Variable,), definition))


def _array(kind: str, values: Column) -> Any:
    match kind:
        case "boolean":
            return numpy.array([value is True for value in values])
        case "choice":
            return numpy.array([CHOICES.index(value or CHOICES[0]) for value in values], dtype=numpy.uint8)
        case "money":
            return numpy.array([value or 0 for value in values], dtype=numpy.float32)
        case "count":
            return numpy.array([value or 0 for value in values], dtype=numpy.int32)
        case _:
            return numpy.array([value or date(1970, 1, 1) for value in values], dtype="datetime64[D]")


def _formula(condition: Rule) -> Callable[..., Any]:
    evaluate = _compile(condition)

    def formula(person: Any, month: Any) -> Any:
        return evaluate(lambda name: person(name, month))

    return formula


def _compile(condition: Rule) -> Callable[[Callable[[str], Any]], Any]:
    ((key, operand),) = condition.items()
    if key in ("all", "any"):
        children = [_compile(child) for child in operand]
        join = numpy.logical_and if key == "all" else numpy.logical_or
        return lambda of: join.reduce([child(of) for child in children])
    if key == "not":
        child = _compile(operand)
        return lambda of: ~child(of)
    if key == "at_least":
        children = [_compile(child) for child in operand["of"]]
        return lambda of: sum(child(of).astype(numpy.uint8) for child in children) >= operand["count"]
    return _leaf(key, operand)


def _leaf(fact: str, operand: Any) -> Callable[[Callable[[str], Any]], Any]:
    match FACTS[fact]:
        case "boolean":
            return lambda of: of(fact) == operand
        case "choice":
            wanted = [CHOICES.index(choice) for choice in operand]
            return lambda of: numpy.logical_or.reduce([of(fact).view(numpy.ndarray) == one for one in wanted])
        case _:
            return _comparison(fact, operand)


def _comparison(fact: str, operand: Any) -> Callable[[Callable[[str], Any]], Any]:
    ((operator, bound),) = operand.items()
    compare = {
        "at_least": numpy.greater_equal,
        "on_or_after": numpy.greater_equal,
        "more_than": numpy.greater,
        "at_most": numpy.less_equal,
        "less_than": numpy.less,
        "before": numpy.less,
    }[operator]
    threshold = numpy.datetime64(bound) if isinstance(bound, str) else bound
    return lambda of: compare(of(fact), threshold)
