"""The terms that vocabularies define, read from `ontology/terms.txt` when the first one is looked up."""

from __future__ import annotations

from functools import cache

from vitagraph import resources
from vitagraph.rdf.terms import Term
from vitagraph.rdf.vocabulary import PREFIXES, VITA

_PREFIX_OF = {base: prefix for prefix, base in PREFIXES.items()}
#: the forms of terms that are no properties
CLASS, INDIVIDUAL, OTHER = "class", "individual", "other"


@cache
def forms() -> dict[str, dict[str, str]]:
    """Namespace -> local name -> form, of each term of the vocabularies that vitagraph writes.

    The form of a property is that of its values: resource, text, date, integer, number, boolean, literal or any.
    """
    known: dict[str, dict[str, str]] = {}
    for line in resources.text("ontology/terms.txt").split("\n"):
        if line and not line.startswith("#"):
            _, base, form, *names = line.split(" ")
            known.setdefault(base, {}).update(dict.fromkeys(names, form))
    return known


def defined_terms() -> dict[str, frozenset[str]]:
    """Namespace -> its local names, for all vocabularies that vitagraph writes and its own, without the kinds."""
    own = {VITA.base: frozenset(name for name in vars(VITA) if name != "base")}
    return {base: frozenset(names) for base, names in forms().items()} | own


def form_of(prefix: str, name: str) -> str:
    """The form of a term by the prefix of its vocabulary, "" for one that is not defined."""
    return forms().get(PREFIXES.get(prefix, ""), {}).get(name, "")


def prefixed(term: Term) -> str:
    """The term of a vocabulary by its prefix, "" for a term of none that vitagraph writes."""
    base = max((known for known in _PREFIX_OF if term.startswith(f"<{known}")), key=len, default="")
    return f"{_PREFIX_OF[base]}:{term[len(base) + 1 : -1]}" if base else ""


def classes_of(prefix: str) -> list[str]:
    """The local names of the classes of a vocabulary."""
    return [name for name, form in forms().get(PREFIXES[prefix], {}).items() if form == CLASS]


def properties_of(prefix: str) -> list[str]:
    """The local names of the properties of a vocabulary that a record may have."""
    return [name for name, form in forms().get(PREFIXES[prefix], {}).items() if form not in (CLASS, INDIVIDUAL, OTHER)]
