"""`iotcheck docs`: a policy file as a document for people."""

from typing import Annotated

import typer

from iotcheck.cli.inputs import load_policies
from iotcheck.cli.options import choose_format
from iotcheck.cli.output import check_output, write_page, write_result
from iotcheck.cli.usage import argument, command_help, option
from iotcheck.render.docs import docs_html, docs_markdown

FORMATS = {"markdown": docs_markdown, "html": docs_html}


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "docs"))
    def docs_command(
        file: Annotated[str | None, argument(language, "FILE")] = None,
        output_format: Annotated[
            str | None, option(language, "--format", metavar="|".join(FORMATS), meaning="docs--format")
        ] = None,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
    ) -> None:
        chosen = choose_format(tuple(FORMATS), output_format, output=output)
        policies = load_policies(file)
        check_output(output, (file,), force=force)
        write = write_page if chosen == "markdown" else write_result
        write(FORMATS[chosen](policies, language), output, force=force)
