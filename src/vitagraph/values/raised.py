"""Superscript and subscript text in the characters that Unicode has for it: `10⁶`, `H₂O`."""

from __future__ import annotations

_UP = str.maketrans("0123456789+-−=()abcdefghijklmnoprstuvwxyz′*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′*")
_DOWN = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def raised(text: str) -> str:
    """A superscript, "" where Unicode has not all of its characters."""
    return _in(_UP, text)


def lowered(text: str) -> str:
    """A subscript, "" where Unicode has not all of its characters."""
    return _in(_DOWN, text)


def _in(table: dict[int, int], text: str) -> str:
    return text.translate(table) if all(ord(one) in table for one in text) else ""
