"""Every regular expression in the sources of the package, from the syntax trees: place, pattern, flags, method."""

from __future__ import annotations

import ast
import builtins
import importlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import vitagraph
from vitagraph import resources

SOURCES = Path(vitagraph.__file__).parent
#: method of a pattern, also a function of re -> the position of its flags there
_METHODS = {"match": 2, "search": 2, "fullmatch": 2, "findall": 2, "finditer": 2, "sub": 4, "subn": 4, "split": 3}
METHODS = frozenset(_METHODS)
#: what takes a pattern -> the position of its flags
_FUNCTIONS = {"regex": 1, "re.compile": 1, **{f"re.{method}": position for method, position in _METHODS.items()}}
#: defines `regex`
_DEFINITION = SOURCES / "patterns.py"
Parents = dict[ast.AST, ast.AST]


class Site(NamedTuple):
    """A use of a pattern."""

    place: str
    pattern: str | bytes
    flags: int
    methods: frozenset[str]


class UnresolvedError(Exception):
    """A pattern that cannot be determined before the program runs."""


@cache
def trees() -> dict[Path, ast.Module]:
    """The syntax trees of all modules."""
    return {path: ast.parse(path.read_text()) for path in sorted(SOURCES.rglob("*.py"))}


@cache
def calls() -> dict[str, list[tuple[Path, ast.Call]]]:
    """The calls in all modules, by the source of what is called."""
    found: dict[str, list[tuple[Path, ast.Call]]] = {}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                found.setdefault(ast.unparse(node.func), []).append((path, node))
    return found


def at_import() -> list[str]:
    """The places where the import of a module compiles a pattern, and where a method of `regex` is taken, which compiles it."""
    return [
        f"{path.relative_to(SOURCES.parent)}:{call.lineno}"
        for function in _FUNCTIONS
        for path, call in calls().get(function, ())
        if not any(isinstance(node, ast.FunctionDef | ast.Lambda) for node in _around(call, _parents(path)))
        and (function != "regex" or isinstance(_parents(path)[call], ast.Attribute))
    ]


def sites() -> Iterator[Site | str]:
    """Each use of a pattern; place and source for one that cannot be determined."""
    for path in trees():
        importlib.import_module(_name(path))  # imports all modules, so that all subclasses are known
    for function in _FUNCTIONS:
        for path, call in calls().get(function, ()):
            if path == _DEFINITION:
                continue
            place = f"{path.relative_to(SOURCES.parent)}:{call.lineno}"
            try:
                yield from _of_call(place, path, call, function, _parents(path))
            except UnresolvedError:
                yield f"{place}: {ast.dump(call)[:200]}"


@cache
def _parents(path: Path) -> Parents:
    return {child: node for node in ast.walk(trees()[path]) for child in ast.iter_child_nodes(node)}


def _of_call(place: str, path: Path, call: ast.Call, function: str, parents: Parents) -> Iterator[Site]:
    module = importlib.import_module(_name(path))
    position = _FUNCTIONS[function]
    given = [word.value for word in call.keywords if word.arg == "flags"] or call.args[position : position + 1]
    flags = int(_evaluated(given[0], vars(module))) if given else 0
    methods = {function.removeprefix("re.")} & METHODS or _methods(call, parents)
    found = [*dict.fromkeys(_values(_Escaped().visit(call.args[0]), module, call, parents))]
    for pattern in found:
        if isinstance(pattern, str | bytes):
            yield Site(place, pattern, flags, frozenset(methods))
        else:
            raise UnresolvedError
    if not found:
        raise UnresolvedError


def _evaluated(expression: ast.expr, names: dict[str, Any]) -> Any:
    return eval(compile(ast.fix_missing_locations(ast.Expression(expression)), "<pattern>", "eval"), names)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(SOURCES.parent).with_suffix("").parts).removesuffix(".__init__")


def _values(expression: ast.expr, module: Any, around: ast.AST, parents: Parents) -> Iterator[Any]:
    """All values of an expression at its place: of each subclass, of each call, of each row of a table.

    Raises UnresolvedError if they cannot be determined before the program runs.

    """
    if isinstance(expression, ast.IfExp):
        yield from _values(expression.body, module, around, parents)
        yield from _values(expression.orelse, module, around, parents)
    elif isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name) and expression.value.id in ("cls", "self"):
        owner = next(node for node in _around(around, parents) if isinstance(node, ast.ClassDef))
        for one in _subclasses(getattr(module, owner.name)):
            if (value := getattr(one, expression.attr, None)) is not None:
                yield value
    else:
        names = [node for node in ast.walk(expression) if isinstance(node, ast.Name)]
        own = {node.id for node in names if isinstance(node.ctx, ast.Store)}  # of its comprehensions
        free = {node.id for node in names} - {*vars(module), *dir(builtins)} - own
        bound = [[(name, value) for value in _bindings(name, module, around, parents)] for name in sorted(free)]
        for chosen in product(*bound):
            yield _evaluated(expression, vars(module) | dict(chosen))


def _bindings(name: str, module: Any, around: ast.AST, parents: Parents) -> Iterator[Any]:
    """The values of a local name: a loop's, an import's, an assignment's or a parameter's."""
    for node in _around(around, parents):
        loops = [node] if isinstance(node, ast.For) else getattr(node, "generators", [])
        for loop in loops:
            if (step := _step(name, loop.target)) is not None:
                for row in (row for rows in _values(loop.iter, module, node, parents) for row in rows):
                    yield row if step < 0 else row[step]
                return
        if isinstance(node, ast.FunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom) and name in [alias.name for alias in inner.names]:
                    yield getattr(importlib.import_module(str(inner.module)), name)
                    return
                if isinstance(inner, ast.Assign) and (step := _step(name, inner.targets[0])) is not None:
                    value = inner.value.elts[step] if step >= 0 and isinstance(inner.value, ast.Tuple) else inner.value
                    if step < 0 or value is not inner.value:
                        yield from _values(value, module, node, parents)
                        return
            if name in (parameters := [one.arg for one in node.args.args]):
                yield from _given(node.name, parameters.index(name), module)
                return
    raise UnresolvedError


def _step(name: str, target: ast.expr) -> int | None:
    """The position in a row that a target assigns to a name: -1 for the row itself, None if it assigns none."""
    if isinstance(target, ast.Tuple):
        return next((at for at, one in enumerate(target.elts) if isinstance(one, ast.Name) and one.id == name), None)
    return -1 if isinstance(target, ast.Name) and target.id == name else None


def _given(function: str, position: int, module: Any) -> Iterator[Any]:
    """The arguments for a parameter in all calls of a function: by its name, in other modules behind that of its own."""
    called = module.__name__.rpartition(".")[2] + f".{function}"
    for name in (function, called):
        for path, call in calls().get(name, ()):
            there = importlib.import_module(_name(path))
            if name == called or getattr(there, function, None) is getattr(module, function, None):
                yield from _values(call.args[position], there, call, _parents(path))


def _around(node: ast.AST, parents: Parents) -> Iterator[ast.AST]:
    """The ancestors of a node, the nearest first."""
    while node in parents:
        node = parents[node]
        yield node


class _Escaped(ast.NodeTransformer):
    """An escaped text is literal."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if ast.unparse(node.func) == "re.escape":
            return ast.Constant(r"https://ada\.example/cv")
        return self.generic_visit(node)


def _subclasses(owner: type) -> Iterator[type]:
    yield owner
    for below in owner.__subclasses__():
        yield from _subclasses(below)


def _methods(call: ast.Call, parents: Parents) -> frozenset[str]:
    """The uses of a compiled pattern in the package: by its own name, or by any name if it is in a table."""
    parent = parents[call]
    if isinstance(parent, ast.Attribute):
        return frozenset({parent.attr})
    target = parent.targets[0] if isinstance(parent, ast.Assign) else parent.target if isinstance(parent, ast.AnnAssign) else None
    name = target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else None
    found = frozenset(method for owner, method in _uses() if owner == name)
    return found or frozenset({"search", "sub"})


@cache
def _uses() -> frozenset[tuple[str, str]]:
    """The last name of an object and its method, for all calls that look like methods of patterns."""
    found = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner = node.value
                name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
                found.add((name, node.attr))
    return frozenset(found)


_LITERAL = re.compile(
    r"(?<=[(=!&|,?:\[ ])/((?:[^/\\\n\[ *]|\\.|\[(?:[^\]\\\n]|\\.)*\])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])*)/([a-z]*)(?=[.,;)\s])"
)
_JOINED = re.compile(r"const (\w+) = \[([^;]*)\]\.map\(\(one\) => one\.source\)\.join\(\"\|\"\);")
_MADE = re.compile(r"new RegExp\((?:String\.raw)?`([^`]*)`, \"([a-z]*)\"\)")


def scripts() -> Iterator[Site]:
    """The patterns of the scripts of a site, and of `serve`, in Python's syntax."""
    for folder in ("site/browser", "site/assets", "serving/assets"):
        for path in sorted((SOURCES / folder).rglob("*.js")):
            yield from _of_script(f"{path.relative_to(SOURCES.parent)}", path.read_text())


def _of_script(place: str, text: str) -> Iterator[Site]:
    parts = {joined[1]: "|".join(literal[1] for literal in _LITERAL.finditer(f" {joined[2]} ")) for joined in _JOINED.finditer(text)}
    found = [*_LITERAL.findall(_JOINED.sub("", text)), *_MADE.findall(text)]
    for pattern, letters in found:
        pattern = re.sub(r"\$\{(\w+)\}", lambda name: parts.get(name[1], "a"), pattern)
        flags = (re.IGNORECASE if "i" in letters else 0) | (re.DOTALL if "s" in letters else 0)
        yield Site(f"{place} {pattern}", re.sub(r"\\p\{\w+\}", "[À-Þ]", pattern), flags, frozenset({"search"}))


def shapes() -> Iterator[Site]:
    """The patterns of the shapes and of the catalogue's queries: sh:pattern, REGEX and REPLACE."""
    for folder in (resources.path("ontology"), resources.path("queries")):
        for path in sorted([*folder.rglob("*.ttl"), *folder.rglob("*.rq")]):
            for match in re.finditer(r'(?:sh:pattern |(?:REGEX|REPLACE)\([^"\n]*?, )"((?:[^"\\\n]|\\.)*)"', path.read_text()):
                text = match[1].encode("latin-1", "backslashreplace").decode("unicode_escape")
                yield Site(f"{path.name}: {text}", text.replace(r"\\", "\\"), 0, frozenset({"search"}))
