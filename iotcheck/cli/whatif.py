"""`iotcheck whatif [ID]`: what would have to change; with `--set`, what some answers change; all steps of one fact."""

from typing import Annotated

import typer

from iotcheck.cli.days import choose_day, parse_as_of
from iotcheck.cli.help import argument, command_help, option
from iotcheck.cli.inputs import (
    NO_OPTIONS,
    TableOptions,
    check_days,
    find_line_fact,
    find_program,
    load_policies,
    parse_assignments,
    read_known,
    restrict,
    table_answers,
    with_table_options,
)
from iotcheck.cli.options import TEXT_OR_JSON, choose_format
from iotcheck.cli.output import Output
from iotcheck.engine import assess_admitted
from iotcheck.errors import ExitCode
from iotcheck.whatif import Comparison, Found, WhatIf, effects, unlocking, vary, what_if


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "whatif"))
    @with_table_options(language)
    def whatif_command(
        program: Annotated[str | None, argument(language, "ID")] = None,
        answers: Annotated[str | None, option(language, "--answers", metavar="FILE|-")] = None,
        assignments: Annotated[
            list[str] | None, option(language, "--set", metavar="FACT=VALUE", meaning="whatif--set")
        ] = None,
        varied: Annotated[str | None, option(language, "--vary", metavar="FACT")] = None,
        table: Annotated[str | None, option(language, "--table", metavar="FILE", meaning="row--table")] = None,
        row: Annotated[str | None, option(language, "--row", metavar="ID")] = None,
        reading: TableOptions = NO_OPTIONS,
        as_json: Annotated[bool, option(language, "--json")] = False,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        plain: Annotated[bool, option(language, "--plain")] = False,
    ) -> int:
        named = parse_as_of(as_of)
        policy_set = load_policies(policies)
        day = choose_day(policy_set, named, language)
        if program is not None:
            program = find_program(policy_set, program, language, place="iotcheck whatif")
        known = table_answers(policy_set, table, row, reading, day, language)
        known |= read_known(policy_set, answers, language)
        changed = parse_assignments(policy_set, assignments or [])
        check_days(policy_set, {**known, **changed}, day, language)
        chosen = choose_format(TEXT_OR_JSON, as_json=as_json, output=output)
        result = Output(language, chosen, output, force=force, plain=plain)
        result.check(answers, table, policies)
        after = assess_admitted(policy_set, {**known, **changed}, day)
        if varied is not None:
            from iotcheck.render.variation import variation_document, variation_json

            programs = tuple(policy_set.programs) if program is None else (program,)
            variation = vary(after, find_line_fact(policy_set, varied, place="--vary"), programs)
            result.show(
                lambda: variation_document(after, language, variation),
                lambda: variation_json(after, language, variation),
            )
            return ExitCode.OK
        found: Found = what_if(after, program) if program is not None else unlocking(after)
        report = after
        if changed:
            then = found if isinstance(found, WhatIf) else None
            policy_set = restrict(policy_set, program, language)
            report = assess_admitted(policy_set, known, day)
            changes = effects(report, assess_admitted(policy_set, {**known, **changed}, day))
            found = Comparison(changed=changed, effects=changes, then=then)
        from iotcheck.render.whatif import what_if_document, what_if_json

        result.show(lambda: what_if_document(report, language, found), lambda: what_if_json(report, language, found))
        return ExitCode.OK
