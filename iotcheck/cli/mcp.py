"""`iotcheck mcp`: a server of the Model Context Protocol on stdin and stdout, for assistants."""

import json
import logging
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from iotcheck import __version__
from iotcheck.api import PolicySet
from iotcheck.assistants import call, instructions, tools
from iotcheck.cli.days import choose_day, parse_as_of
from iotcheck.cli.help import command_help, option
from iotcheck.cli.inputs import load_policies
from iotcheck.cli.runtime import write_stdout
from iotcheck.errors import ExitCode
from iotcheck.render.json import dumps
from iotcheck.service import Service


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "mcp"))
    def mcp(
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        print_config: Annotated[bool, option(language, "--print-config")] = False,
    ) -> int:
        named = parse_as_of(as_of)
        rules = load_policies(policies)
        if print_config:
            write_stdout(dumps(_config(as_of, policies, language)))
            return ExitCode.OK
        day = choose_day(rules, named, language)
        _serve(Service(policies=PolicySet(rules=rules), as_of=day, language=language))
        return ExitCode.OK


def _config(as_of: str | None, policies: str | None, language: str) -> dict[str, Any]:
    """Return what programs with assistants are configured with: how to start this one, in any folder."""
    arguments = ["-P", "-m", "iotcheck", "mcp", "--lang", language]
    if as_of is not None:
        arguments += ["--as-of", as_of]
    if policies is not None:
        arguments += ["--policies", str(Path(policies).resolve())]
    return {"mcpServers": {"iotcheck": {"command": sys.executable, "args": arguments}}}


def _serve(service: Service) -> None:
    """Answer until stdin ends, by the official SDK."""
    try:
        import anyio
        import mcp_types as types
        from mcp.server.lowlevel import Server
        from mcp.server.stdio import stdio_server
    except ModuleNotFoundError as error:
        from iotcheck.screen.readers import missing_library

        raise missing_library("iotcheck mcp", ModuleNotFoundError(name="mcp"), "command-needs-library") from error
    logging.disable()  # it would write to stderr what nobody asked for
    offered = [types.Tool.model_validate({**tool, "annotations": _READ_ONLY}) for tool in tools(service.language)]

    async def list_tools(_context: Any, _params: Any) -> Any:
        return types.ListToolsResult(tools=offered)

    async def call_tool(_context: Any, params: Any) -> Any:
        found, answered = call(service, params.name, params.arguments)
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=not answered)

    async def answer() -> None:
        server: Any = Server(
            "iotcheck",
            version=__version__,
            instructions=instructions(service.language),
            on_list_tools=list_tools,
            on_call_tool=call_tool,
        )
        async with stdio_server() as (requests, responses):
            await server.run(requests, responses, server.create_initialization_options())

    anyio.run(answer)


_READ_ONLY = {"readOnlyHint": True, "openWorldHint": False, "idempotentHint": True}
