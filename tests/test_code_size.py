"""The limits of size: a file of src has fewer than 400 lines, a function at most 45 without its decorators."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src"
TEXTS = {path: path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py"))}


def test_a_file_has_fewer_than_400_lines() -> None:
    lines = {str(path.relative_to(SOURCE)): text.count("\n") for path, text in TEXTS.items()}
    assert len(lines) > 100
    assert not {name: count for name, count in lines.items() if count >= 400}


def test_a_function_has_at_most_45_lines() -> None:
    functions = {
        f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, text in TEXTS.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert len(functions) > 1000
    assert not {name: count for name, count in functions.items() if count > 45}
