"""Which small faults a function can have: a bound, a word, a sign turned."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property, partial
from types import CodeType

_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A function with one fault in it, and what the fault is."""

    module: str
    function: str
    line: int
    fault: str
    make: Callable[[], CodeType | None] = field(compare=False, repr=False)

    @cached_property
    def code(self) -> CodeType | None:
        """Its code, made when it is asked for: of a sample few are."""
        return self.make()

    def __str__(self) -> str:
        """Say where it is and what it is."""
        return f"{self.module}:{self.line} {self.function}: {self.fault}"

    @property
    def key(self) -> str:
        """What it is, wherever in the file: lines move."""
        return f"{self.module} {self.function}: {self.fault}"


def mutants_of(module: str, source: str, path: str) -> Iterator[Mutant]:
    """Give every mutant of a module's functions, in the order of the source.

    Faults are in bodies alone: what a module works out when it is imported, and what
    annotations, defaults and texts for the reader of code say, is left as it is.
    """
    for name, function, alone in _functions_of(source):
        for statement in function.body:
            if _is_text(statement):
                continue
            for place in _places(statement):
                others = [*_others(place)]
                was = ast.unparse(place) if others else ""
                for other in others:
                    fault = f"{was}  ->  {ast.unparse(other)}"
                    if was != ast.unparse(other):
                        make = partial(_faulty, alone, place, other, name, path)
                        yield Mutant(module, name, place.lineno, fault, make)


def marked(source: str, path: str, mark: str) -> Iterator[tuple[str, CodeType]]:
    """Give each function's code with a call of its module's ``mark`` put before it."""
    for name, function, alone in _functions_of(source):
        first = function.body[0]
        call = ast.parse(f"{mark}({name!r})").body[0]
        for node in ast.walk(call):
            ast.copy_location(node, first)
        function.body.insert(0, call)
        code = _code_of(compile(alone, path, "exec"), name)
        function.body.remove(call)
        if code is not None:
            yield name, code


def _functions_of(source: str) -> Iterator[tuple[str, ast.FunctionDef, ast.Module]]:
    """Give a source's functions by qualified name, each with all that it stands in."""
    tree = ast.parse(source)
    ahead = [
        one
        for one in tree.body
        if isinstance(one, ast.ImportFrom) and one.module == "__future__"
    ]
    for statement in tree.body:
        alone = ast.Module([*ahead, statement], type_ignores=[])
        for name, function in _functions([statement], ""):
            yield name, function, alone


def _faulty(
    alone: ast.Module, place: ast.AST, other: ast.AST, name: str, path: str
) -> CodeType | None:
    return _code_of(compile(_with(alone, place, other), path, "exec"), name)


def _functions(
    body: list[ast.stmt], within: str
) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield f"{within}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{within}{node.name}.")


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _places(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Give every part in which a fault can be, annotations and texts left out."""
    if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom) or _is_text(node):
        return  # what an error says is held by tests of messages
    if isinstance(node, ast.expr | ast.stmt):
        yield node
    for name, inner in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "format_spec"):
            continue
        for part in inner if isinstance(inner, list) else (inner,):
            if isinstance(part, ast.AST):
                yield from _places(part)


def _others(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Give what may stand in place of a part."""
    match node:
        case ast.Compare():
            for number, compared in enumerate(node.ops):
                if type(compared) in _COMPARED:
                    ops = [*node.ops]
                    ops[number] = _COMPARED[type(compared)]()
                    yield ast.Compare(node.left, ops, node.comparators)
        case ast.BinOp() if type(node.op) in _COUNTED and not _is_words(node):
            yield ast.BinOp(node.left, _COUNTED[type(node.op)](), node.right)
        case ast.AugAssign() if type(node.op) in _COUNTED:
            yield ast.AugAssign(node.target, _COUNTED[type(node.op)](), node.value)
        case ast.BoolOp():
            turned = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield ast.BoolOp(turned, node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.UnaryOp(op=ast.USub()):
            yield node.operand
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.If(test=test) if not isinstance(test, ast.Compare | ast.UnaryOp):
            yield ast.If(ast.UnaryOp(ast.Not(), test), node.body, node.orelse)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str() as value):
            yield ast.Constant(f"{value}XX")
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_words(node: ast.BinOp) -> bool:
    return any(isinstance(side, ast.JoinedStr) for side in (node.left, node.right))


def _with(tree: ast.Module, place: ast.AST, other: ast.AST) -> ast.Module:
    """Copy a module with another part in one place."""
    memo: dict[int, object] = {id(place): ast.copy_location(deepcopy(other), place)}
    return ast.fix_missing_locations(deepcopy(tree, memo))


def _code_of(code: CodeType, qualified: str) -> CodeType | None:
    """Find the code of a function by its name within a module."""
    for part in qualified.split("."):
        inner = [c for c in code.co_consts if isinstance(c, CodeType)]
        named = [c for c in inner if c.co_name == part]
        if not named:
            return None
        code = named[-1]
    return code
