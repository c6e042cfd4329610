"""`iotcheck schema`: a JSON Schema, for editors and for programs."""

from typing import Annotated

import typer

from iotcheck.cli.help import argument, command_help, option
from iotcheck.cli.inputs import load_policies
from iotcheck.cli.options import refuse
from iotcheck.cli.output import Output
from iotcheck.errors import ExitCode, Location, Problem, UsageError


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "schema"))
    def schema(
        name: Annotated[str, argument(language, "SCHEMA")],
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
    ) -> int:
        from iotcheck.schemas import NAMES, schema_text

        if name not in NAMES:
            refuse("unknown-word", name, NAMES, place="iotcheck schema")
        if policies is not None and name != "answers":
            raise UsageError([Problem(Location("--policies"), "no-effect-with", {"other": f"schema {name}"})])
        result = Output(language, "json", output, force=force)
        result.check(policies)
        result.write(schema_text(name, load_policies(policies)))
        return ExitCode.OK
