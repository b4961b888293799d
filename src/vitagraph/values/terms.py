"""Terms of vocabularies as a CV names them: a prefix, a colon and a local name."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.patterns import regex
from vitagraph.rdf.definitions import CLASS, classes_of, form_of
from vitagraph.rdf.terms import Term, iri
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.values.addresses import Url
from vitagraph.values.text import Value

#: a local name that every RDF syntax can write behind its prefix
_LOCAL = "[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?"
_PREFIX = "[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?"


class TermName(Value):
    """A term of a vocabulary by its prefix; only the terms of vocabularies that vitagraph writes are looked up."""

    __slots__ = ()
    _grammar: ClassVar[re.Pattern[str]] = regex(f"({_PREFIX}):({_LOCAL})")

    @classmethod
    def normalized(cls, text: str) -> str | None:
        match = cls._grammar.fullmatch(text)
        if match and match[1] in PREFIXES:
            cls.check(match[1], match[2])
        return text if match else None

    @classmethod
    def check(cls, prefix: str, name: str) -> None:
        """Raises ValueError for a term that this vocabulary does not define."""

    @property
    def prefix(self) -> str:
        """The prefix of the vocabulary."""
        return self.partition(":")[0]

    @property
    def name(self) -> str:
        """The local name."""
        return self.partition(":")[2]

    def term(self) -> Term:
        """The IRI of a term of a vocabulary that vitagraph writes."""
        return iri(PREFIXES[self.prefix] + self.name)

    @property
    def label(self) -> str:
        """The local name in words: `Date of birth` for `dateOfBirth`."""
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.-]+", " ", self.name)
        return words[0].upper() + re.sub(r"\b[A-Z](?=[a-z])", lambda letter: letter[0].lower(), words[1:])


class Prefixes(dict[str, str]):
    """Prefixes of vocabularies that a CV declares: prefix -> namespace."""

    form: ClassVar[str] = "a mapping from prefixes to addresses"
    example: ClassVar[str] = "{ex: https://example.org/terms#}"

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Parses a mapping. Raises ValueError."""
        if not isinstance(raw, dict) or not raw:
            raise ValueError(f"{quoted(raw)} is not {cls.form}; write for example {cls.example}")
        found = cls()
        for prefix, namespace in raw.items():
            if not re.fullmatch(_PREFIX, prefix):
                raise ValueError(f"{quoted(prefix)} is no prefix; write letters and digits, for example ex")
            if prefix in PREFIXES:
                raise ValueError(f"{quoted(prefix)} is the prefix of {PREFIXES[prefix]}; write another one")
            if not isinstance(namespace, str) or not Url.normalized(namespace) or namespace[-1] not in "#/":
                raise ValueError(f"{quoted(namespace)} is no namespace; write an address that ends with # or /")
            if known := next(
                (one for one, base in PREFIXES.items() if base == namespace.replace("https://schema.org/", "http://schema.org/")), ""
            ):
                raise ValueError(f"{quoted(namespace)} is the namespace of {known}; write {known}: in front of its terms")
            found[prefix] = namespace
        return found


class ClassName(TermName):
    """A class of a vocabulary: `schema:Event`."""

    __slots__ = ()
    form = "a class of a vocabulary"
    example = "schema:ExhibitionEvent"
    datatypes = ()

    @classmethod
    def check(cls, prefix: str, name: str) -> None:
        if form_of(prefix, name) != CLASS:
            known = [f"{prefix}:{one}" for one in classes_of(prefix)]
            instead = f"; write one of {PREFIXES[prefix]}, or leave the kind out" if known else "; leave the kind out"
            raise ValueError(f"{quoted(f'{prefix}:{name}')} is no class" + did_you_mean(f"{prefix}:{name}", known, instead))

    @classmethod
    def message(cls, raw: object) -> str:
        return f"{quoted(raw)} is not {cls.form}; write for example {cls.example}, or leave the kind out"
