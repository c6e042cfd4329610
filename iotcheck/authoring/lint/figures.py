"""Figures that no quote says, and operators that the words beside a figure speak against."""

from __future__ import annotations

from iotcheck.authoring.figures.support import Support, support
from iotcheck.authoring.lint.context import LintContext, written


def check_figures(context: LintContext) -> None:
    """Note figures under quotes none of which says them, and those whose quote asks for another operator."""
    for found in support(context.policies):
        stated = found.stated
        if found.quoted and not found.said:
            quotes = [citation.quote for citation in reversed(stated.citations) if citation.quote]
            context.problem(stated.location, "figure-not-in-quote", figure=_as_written(context, found), quotes=quotes)
        elif not found.quoted and any(citation.document in context.texts for citation in stated.citations):
            context.problem(stated.location, "figure-without-quote", figure=_as_written(context, found))
        elif (said := found.opposed) is not None and said.direction is not None:
            role = stated.roles[0]
            operator = f"not {role.operator}" if role.negated else role.operator
            figure = _as_written(context, found)
            words = said.direction.words or said.words
            context.problem(stated.location, "figure-direction", figure=figure, words=words, operator=operator)


def _as_written(context: LintContext, found: Support) -> str:
    """Return a figure as the file has it where it stands by itself, such as 300万元."""
    place, value = found.stated.location, found.stated.value
    text = next((scalar.text for scalar in context.scalars if scalar.location == place), "")
    return text if any(character.isdigit() for character in text) else written(value)
