"""`iotcheck docs`: a policy file as a document for people."""

from typing import Annotated

import typer

from iotcheck.cli.help import argument, command_help, option
from iotcheck.cli.inputs import load_policies
from iotcheck.cli.options import FORMATS, choose_format
from iotcheck.cli.output import Output
from iotcheck.cli.runtime import tell
from iotcheck.cli.sources import read_texts
from iotcheck.render.docs import docs_document
from iotcheck.texts import problem_line


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "docs"))
    def docs_command(
        file: Annotated[str | None, argument(language, "FILE")] = None,
        output_format: Annotated[
            str | None, option(language, "--format", metavar="|".join(FORMATS["docs"]), meaning="docs--format")
        ] = None,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
    ) -> None:
        chosen = choose_format(FORMATS["docs"], output_format, output=output)
        policies = load_policies(file)
        texts, problems = read_texts(policies)
        for problem in problems:
            tell(problem_line(language, problem._replace(severity="warning")))
        result = Output(language, chosen, output, force=force)
        result.check(file)
        result.show(lambda: docs_document(policies, language, texts))
