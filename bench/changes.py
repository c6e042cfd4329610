"""The small faults that `bench.mutation` makes: each place of a module where its code can be changed, and into what."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]

_BUGS = (
    "TypeError",
    "ZeroDivisionError",
    "KeyError",
    "AssertionError",
    "RuntimeError",
)  # their words are nobody's data
_OTHERS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


class Mutant(NamedTuple):
    """One change: the module, the line and its text, what was changed, and the changed module's tree."""

    module: str
    line: int
    text: str
    change: str
    tree: ast.Module

    @property
    def path(self) -> Path:
        """The module's file."""
        return path_of(self.module)

    @property
    def key(self) -> str:
        """How `bench.survivors` names it."""
        return f"{self.module}: {self.text} | {self.change}"


def mutants(module: str, made: bool = True) -> Iterator[Mutant]:
    """Yield every change of a module; where they are only to be named, not `made`, the tree is that of the module."""
    source = path_of(module).read_text(encoding="utf-8")
    lines = source.splitlines()
    unchanged = ast.parse(source)
    for number, place in enumerate(_places(unchanged)):
        line = getattr(place.node, "lineno", 0)
        tree = unchanged
        if made:
            tree = ast.parse(source)
            list(_places(tree))[number].apply()
            ast.fix_missing_locations(tree)
        yield Mutant(module, line, lines[line - 1].strip(), place.change, tree)


def path_of(module: str) -> Path:
    """Return the file of a module."""
    path = ROOT / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


class _Place(NamedTuple):
    """Where a tree can be changed, into what: the holder's field, or an item of the list that it is."""

    node: ast.AST
    change: str
    holder: ast.AST
    field: str
    item: int | None
    value: object

    def apply(self) -> None:
        """Make the change."""
        if self.item is None:
            setattr(self.holder, self.field, self.value)
        else:
            getattr(self.holder, self.field)[self.item] = self.value


def _places(tree: ast.Module) -> Iterator[_Place]:
    """Yield each place of a tree that can be changed."""
    for holder, field, index, node in _nodes(tree):
        match node:
            case ast.Compare(ops=operators):
                for number, operator in enumerate(operators):
                    yield _other(node, "ops", number, operator)
            case ast.BoolOp(op=operator) | ast.BinOp(op=operator) | ast.AugAssign(op=operator):
                if type(operator) in _OTHERS:
                    yield _other(node, "op", None, operator)
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
                    yield _Place(test, "negated", node, "test", None, ast.UnaryOp(ast.Not(), test))
            case ast.Constant(value=bool(value)):
                yield _Place(node, f"{value} to {not value}", node, "value", None, not value)
            case ast.Constant(value=int(value)):
                yield _Place(node, f"{value} to {value + 1}", node, "value", None, value + 1)
            case ast.Constant(value=str(value)):
                yield _Place(node, f"{value!r} to other text", node, "value", None, f"XX{value}")
            case ast.Return(value=ast.Constant(value=None)):
                continue
            case ast.Return(value=ast.expr()):
                yield _Place(node, "returns None", node, "value", None, ast.Constant(None))
            case _:
                pass
        for words, instead in _instead(node):
            yield _Place(node, words, holder, field, index, instead)


def _other(node: ast.AST, field: str, index: int | None, operator: ast.AST) -> _Place:
    other = _OTHERS[type(operator)]
    return _Place(node, f"{type(operator).__name__} to {other.__name__}", node, field, index, other())


def _instead(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield what may stand in a whole node's place."""
    match node:
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield f"no {type(node.op).__name__}", operand
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise() | ast.AugAssign():
            yield "left out", ast.Pass()
        case ast.Continue():
            yield "continue to break", ast.Break()
        case ast.Break():
            yield "break to continue", ast.Continue()
        case _:
            pass


def _nodes(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Yield the nodes of a tree with their place in their parent: no docstrings, annotations, imports, type checks."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params", "bases") or isinstance(
            node, ast.JoinedStr
        ):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.Import | ast.ImportFrom | ast.Assert):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                continue
            if isinstance(child, ast.match_case | ast.Expr) and "assert_never(" in ast.unparse(child):
                continue
            if isinstance(node, ast.Raise) and isinstance(child, ast.Call) and ast.unparse(child.func) in _BUGS:
                continue
            if isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) in ("__slots__", "__all__"):
                continue
            yield node, field, place, child
            yield from _nodes(child)
