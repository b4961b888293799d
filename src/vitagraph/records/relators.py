"""The parts that persons and organizations have in works: the relators of MARC (https://id.loc.gov/vocabulary/relators).

The table `relators.tsv` has one line for each: code, English label as in MARC, German label, variable of CSL, field of BibLaTeX, further
words. Relators of places are left out.
"""

from collections.abc import Callable, Container
from functools import cache
from typing import Any, ClassVar, Self

import msgspec

from vitagraph import resources
from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term
from vitagraph.rdf.vocabulary import MARCREL, Iri
from vitagraph.records import kind_words
from vitagraph.records.kinds import CreditRole
from vitagraph.values import Plain, Text, Value
from vitagraph.values.scalars import flow, truth

#: relators with a field of their own -> the field
OWN_FIELDS = {"author": "authors", "editor": "editors", "translator": "translators"}

#: relators of those for whom a work is made, who take no part in it
_RECIPIENTS = ("addressee", "dedicatee", "honoree")


class _Line(msgspec.Struct, frozen=True):
    """A line of the table."""

    code: str
    english: str
    german: str
    csl: str
    biblatex: str
    words: str


@cache
def table() -> dict[str, _Line]:
    """English label -> line of the table, in the order of the codes."""
    text = resources.text("records/relators.tsv")
    return {line.english: line for line in (_Line(*row.split("\t")) for row in text.splitlines()[1:])}


@cache
def _words() -> dict[str, str]:
    """Word -> English label, for each word by which a relator may be written."""
    return {
        kind_words.key(word): line.english
        for line in table().values()
        for word in (line.code, line.english, line.german, *line.words.split(","))
        if word
    }


@cache
def _labels() -> dict[Iri, str]:
    return {f"<{MARCREL.base}{line.code}>": label for label, line in table().items()}


def meant(word: str) -> str:
    """The English label of the relator that a word means, also of those with a field of their own; "" for any other word."""
    return _words().get(kind_words.key(word), "")


class Relator(Value):
    """A relator, as its English label: `illustrator`. Its term is the property that leads from a work to an agent."""

    __slots__ = ()
    form = "a MARC relator"
    example = "illustrator"
    datatypes: ClassVar[tuple[Iri, ...]] = ()

    @classmethod
    def normalized(cls, text: str) -> str | None:
        label = meant(text)
        if label in OWN_FIELDS:
            raise ValueError(f"{quoted(text)} is no role of a contributor; write the name under `{OWN_FIELDS[label]}:`")
        return label or None

    @classmethod
    def message(cls, raw: object) -> str:
        words = flow(raw) if isinstance(raw, str) and len(raw) < 80 else "..."
        listed = f"; write a MARC relator, such as illustrator, or `{{role: contributor, part: {words}}}`"
        return f"{quoted(raw)} is no role of a contributor" + did_you_mean(str(raw), table(), listed)

    @property
    def label(self) -> str:
        """The label in English: of `author of introduction, etc.` the first of the texts."""
        return self.partition(",")[0]

    def name_in(self, format: str) -> str:
        """The name of the role in `csl` (a variable) or `biblatex` (a field), "" where that has none."""
        return str(getattr(table()[self], format))

    @classmethod
    def named_in(cls, format: str, name: str) -> Self | None:
        """The relator that a name of `csl` or `biblatex` means: that of this label, else the first of those with this name."""
        named = [label for label, line in table().items() if name and getattr(line, format) == name]
        return cls(name if name in named else named[0]) if named else None

    @property
    def is_recipient(self) -> bool:
        """Whether the work is made for the agent, who is then no contributor."""
        return self in _RECIPIENTS

    @property
    def code(self) -> str:
        """The code of the relator in MARC: `ill`."""
        return table()[self].code

    def term(self) -> Term:
        return f"<{MARCREL.base}{self.code}>"

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        label = _labels().get(term)
        return cls(label) if label and label not in OWN_FIELDS else None

    @classmethod
    def all(cls) -> tuple[Self, ...]:
        """The relators of contributors."""
        return cls.among(_labels())

    @classmethod
    def among(cls, predicates: Container[Term]) -> tuple[Self, ...]:
        """The relators of contributors whose properties are among the predicates of a node."""
        return tuple(cls(label) for term, label in _labels().items() if term in predicates and label not in OWN_FIELDS)


def _each(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Reads one value or a list of values, each once."""
    return lambda raw: tuple(dict.fromkeys(map(read, raw if isinstance(raw, list) else [raw])))


#: key of an author or a contributor, besides those that name the person -> what reads its value; each raises ValueError
PARTS: dict[str, Callable[[Any], Any]] = {
    "role": _each(Relator.parse),
    "part": _each(lambda raw: Text.parse(raw) if isinstance(raw, dict) else Text(Plain.parse(raw))),
    "credit": _each(CreditRole.parse),
    "affiliation": _each(Plain.parse),
    "corresponding": truth,
    "equal": truth,
}
