"""No regular expression takes more than linear time: each one in the sources is attacked."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

import regex_uses
from regex_attacks import attacks, superlinear
from regex_uses import Site
from vitagraph.values.text import Value

_ADVICE = r"write (?<!\s)\s*+ for \s* before something, {0,9} for * in what is searched for, [^<>] for [^>] between brackets"
_USES: dict[str, Callable[[re.Pattern[str], str], object]] = {
    "sub": lambda pattern, text: pattern.sub("", text),
    "subn": lambda pattern, text: pattern.subn("", text),
    "finditer": lambda pattern, text: deque(pattern.finditer(text), 0),
}


def test_every_pattern_is_known_and_takes_linear_time() -> None:
    """At 1,000, 2,000 and 4,000 characters; a pattern that cannot be determined before a run cannot be attacked: use constant parts."""
    found = [*regex_uses.sites(), *regex_uses.scripts(), *regex_uses.shapes()]
    assert [site for site in found if isinstance(site, str)] == []
    # Equal patterns with equal uses are attacked once.
    sites = {(site.pattern, site.flags, site.methods): site for site in found if isinstance(site, Site)}.values()
    assert len(sites) > 300
    assert [problem for site in sites for problem in superlinear_uses(site)] == [], _ADVICE


def superlinear_uses(site: Site) -> Iterator[str]:
    """The methods of a pattern that an attack slows down more than linearly."""
    pattern = re.compile(site.pattern, site.flags)
    for method in site.methods:
        use = _USES.get(method, lambda pattern, text, method=method: getattr(pattern, method)(text))

        def work(text: str, use: Callable[..., object] = use) -> object:
            return use(pattern, text.encode("utf-8", "replace") if isinstance(site.pattern, bytes) else text)

        for attack in attacks(site.pattern, site.flags):
            if slow := superlinear(work, attack):
                yield f"{site.place}: {method} of {site.pattern!r} with {attack(40)[:80]!r}: {slow}"


def test_no_import_compiles_a_pattern() -> None:
    """Compiling takes longer than all other work of most modules at import: write `regex(...)`, and name its method where it is used."""
    assert regex_uses.at_import() == []


@pytest.mark.parametrize("slow", [r"(a+)+b", r"\s*[–—]\s*x", r"a.*b.*c", r"<[^>]*>", r"x*y"])
def test_slow_patterns_are_found(slow: str) -> None:
    """The attacks are effective."""
    pattern = re.compile(slow)
    assert any(superlinear(pattern.search, attack) for attack in attacks(slow))


def _kinds(kind: type[Value] = Value) -> list[type[Value]]:
    own = kind.__dict__.keys() & {"normalized", "_grammar", "grammar"}
    is_abstract = any(not hasattr(kind, name) for name in kind.__annotations__)
    return [
        *([kind] if own and not is_abstract else []),
        *(below for one in kind.__subclasses__() for below in _kinds(one)),
    ]


_TEXTS = [f"{begin}{repeated}" for begin in ("", "2021-01", "a", "https://a.example/") for repeated in " a0-.,/<(\\'\"{:\t"]


@pytest.mark.parametrize("kind", _kinds(), ids=lambda kind: kind.__name__)
def test_reading_a_value_is_linear(kind: type[Value]) -> None:
    """For every type, valid and invalid values, also with endless white space."""

    def read(text: str) -> None:
        with suppress(ValueError):
            kind.parse(text)

    for text in _TEXTS:
        for end in ("", "x", "!"):
            slow = superlinear(read, lambda length, text=text, end=end: text[:-1] + text[-1] * length + end)
            assert not slow, f"{kind.__name__}: {text!r} ... {end!r}: {slow}"
