"""The floor of start-up: a one-command Typer app that loads files with PyYAML's C loader and prints JSON."""

import json
from pathlib import Path
from typing import Any

import typer
import yaml

app = typer.Typer(add_completion=False)


@app.command()
def show(path: str) -> None:
    """Load a YAML file with the pieces that it includes and print them as JSON."""
    root = _load(Path(path))
    pieces = [root, *(_load(Path(path).parent / name) for name in root.get("include", ()))]
    print(json.dumps(pieces, ensure_ascii=False, default=str))


def _load(path: Path) -> Any:
    with path.open("rb") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    app()
