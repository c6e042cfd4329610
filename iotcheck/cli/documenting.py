"""`iotcheck docs`: a policy file as a document for people."""

from typing import Annotated

import typer

from iotcheck.authoring.docs import document_of, to_html, to_markdown
from iotcheck.cli.inputs import load_policies
from iotcheck.cli.output import check_output, write_result
from iotcheck.cli.usage import argument, command_help, option, refuse

FORMATS = {"markdown": to_markdown, "html": to_html}


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "docs"))
    def docs_command(
        file: Annotated[str | None, argument(language, "FILE")] = None,
        output_format: Annotated[
            str, option(language, "--format", metavar="|".join(FORMATS), meaning="docs--format")
        ] = "markdown",
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
    ) -> None:
        if output_format not in FORMATS:
            refuse("unknown-word", output_format, FORMATS, place="--format")
        policies = load_policies(file)
        check_output(output, (file,), force=force)
        write_result(FORMATS[output_format](document_of(policies, language)), output, force=force)
