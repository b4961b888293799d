"""Values as YAML text, for files and for the messages that propose YAML.

A scalar has no quotes only where each YAML reader, of version 1.1 or 1.2, reads it as this text (or a whole number without leading
zeros as this number).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from vitagraph.errors import quoted
from vitagraph.patterns import regex

# Text that is plain in every reader: it begins with a letter or a digit, so with no indicator; a colon or a hash in it
# touches no blank. Between brackets commas and brackets are indicators, too.
_WITHIN = r"[\w ()+./&;'!%=*–—-]|:(?=[\w/])|(?<=[^ ])#"
_PLAIN = regex(rf"[^\W_](?:(?:{_WITHIN}|[,\"?])*[\w()+./&;'!%=*–—,\"?-])?")
_PLAIN_IN_FLOW = regex(rf"[^\W_](?:(?:{_WITHIN})*[\w()+./&;'!%=*–—-])?")
# Text that some reader resolves to a truth value, null, a number in any notation (sexagesimal, with underscores or commas) or a
# date: YAML 1.1, types bool, null, int, float, timestamp; YAML 1.2, section 10.3.2; and Psych, which has commas in numbers.
_RESOLVED = regex(
    r"(?i:y|n|yes|no|on|off|true|false|null)|[0-9][0-9_.,:]*(?i:e[+-]?[0-9]*)?|0(?i:[xob])[0-9a-fA-F_]*"
    r"|[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2}(?:[Tt ][0-9 :.Zz+-]*)?)?"
)
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
#: a whole number that every reader takes for the same one and writes as it stands here; 15 digits fit into a float
_WHOLE_NUMBER = regex(r"0|[1-9][0-9]{0,14}")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def truth(raw: Any) -> bool:
    """A truth value by its words in YAML 1.1. Raises ValueError for any other word."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.lower() in _TRUTH:
        return _TRUTH[raw.lower()]
    raise ValueError(f"{quoted(raw)} is neither true nor false; write one of the two")


def flow(value: Any) -> str:
    """A value of text, truth values, whole numbers, lists and mappings on one line in YAML's flow style."""
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, True)}: {flow(one)}" for key, one in value.items()) + "}"
    return str(value).lower() if isinstance(value, (bool, int)) else scalar(value, True)


def in_quotes(text: str) -> str:
    """Text as a YAML scalar in quotes, single ones where possible: a proposal in a message, whole and to be copied."""
    return f"'{text}'" if text.isprintable() and "'" not in text else _double_quoted(text)


@cache
def scalar(text: str, in_flow: bool) -> str:
    """Text as a YAML scalar on one line: plain where each reader reads it as this text, else in quotes."""
    plain = _PLAIN_IN_FLOW.fullmatch if in_flow else _PLAIN.fullmatch
    if text.isprintable():
        if plain(text) and (not _RESOLVED.fullmatch(text) or _WHOLE_NUMBER.fullmatch(text)):
            return text
        if '"' in text or "\\" in text:
            return "'" + text.replace("'", "''") + "'"
    return _double_quoted(text)


def _double_quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(sign) or (sign if sign.isprintable() else _escaped(sign)) for sign in text) + '"'


def _escaped(sign: str) -> str:
    """A character as an escape of a double-quoted scalar (YAML 1.2, section 5.7)."""
    code = ord(sign)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
