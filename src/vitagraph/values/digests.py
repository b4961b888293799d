"""Digests of short texts, as identifiers and addresses contain them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

#: function -> the modules of Python that have it, newest first; `hashlib` loads OpenSSL, which needs 3.5 MB and 2 ms
_MODULES = {"sha1": ("_sha1",), "sha256": ("_sha2", "_sha256")}


def digest(function: str, text: str) -> str:
    """The digest of a text in hexadecimal digits."""
    digested: str = _function(function)(text.encode()).hexdigest()
    return digested


@cache
def _function(name: str) -> Callable[[bytes], Any]:
    for module in (*_MODULES[name], "hashlib"):
        try:
            found: Callable[[bytes], Any] = getattr(import_module(module), name)
        except ImportError:  # another Python
            continue
        return found
    raise AssertionError("hashlib is a part of every Python")
