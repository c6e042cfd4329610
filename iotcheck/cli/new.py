"""`iotcheck new`: a folder with a starter policy file in the user's language, its cases and its schema."""

from pathlib import Path
from typing import Annotated

import typer

from iotcheck.cli.help import argument, command_help, option
from iotcheck.cli.inputs import load_policies
from iotcheck.cli.output import Output
from iotcheck.errors import ExitCode, Location, Problem, ReadWriteError
from iotcheck.files import read_bytes, write_text
from iotcheck.loader import shipped_policies
from iotcheck.texts import say
from iotcheck.typeset import one_line


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "new"))
    def new(
        folder: Annotated[str, argument(language, "FOLDER")],
        force: Annotated[bool, option(language, "--force")] = False,
    ) -> int:
        from iotcheck.schemas import schema_text

        starter = Path(shipped_policies()).parent / "starter" / language
        policies, cases = (read_bytes(str(starter / name)).decode() for name in ("policies.yaml", "cases.yaml"))
        texts = {
            "policies.yaml": policies.replace("$schema=../../policies", "$schema=policies", 1),
            "cases.yaml": cases,
            "policies.schema.json": schema_text("policies", load_policies(str(starter / "policies.yaml"))),
        }
        place = Path(folder)
        standing = [] if force else [name for name in texts if (place / name).exists()]
        if standing:
            raise ReadWriteError([Problem(Location(str(place / name)), "file-exists") for name in standing])
        place.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            write_text(str(place / name), text, force=force)
        file = str(place / "policies.yaml")
        Output(language).write(say(language, "commands.new", folder=one_line(folder), file=one_line(file)) + "\n")
        return ExitCode.OK
