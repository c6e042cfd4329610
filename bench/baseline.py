"""The floor of start-up: a one-command Typer app that loads a file with PyYAML's C loader and prints JSON."""

import json
from pathlib import Path

import typer
import yaml

app = typer.Typer(add_completion=False)


@app.command()
def show(path: str) -> None:
    """Load a YAML file and print it as JSON."""
    with Path(path).open("rb") as file:
        print(json.dumps(yaml.load(file, Loader=yaml.CSafeLoader), ensure_ascii=False, default=str))


if __name__ == "__main__":
    app()
