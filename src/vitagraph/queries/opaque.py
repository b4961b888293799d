"""The pattern of escapes, strings, IRIs and comments, which patterns over SPARQL skip: text inside them is not syntax."""

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
