"""What a pattern over SPARQL passes over: escapes, strings, IRIs and comments, so that nothing inside them is taken for syntax."""

from __future__ import annotations

OPAQUE = "|".join((
    r"\\.",
    r"\'{3}(?:\\.|[^\\])*?\'{3}",
    r'"{3}(?:\\.|[^\\])*?"{3}',
    r"'(?:\\.|[^'\\\n])*'",
    r'"(?:\\.|[^"\\\n])*"',
    r'<[^<>"{}|^`\\\x00-\x20]*>',
    r"\#[^\n\r]*",
))  # fmt: skip
