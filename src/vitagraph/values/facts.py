"""Facts of one's own about a record: a property of a vocabulary, and a text, a number, a date, true or false, or a resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Self

import msgspec

from vitagraph.errors import did_you_mean, quoted
from vitagraph.patterns import regex
from vitagraph.rdf.definitions import form_of, properties_of
from vitagraph.rdf.terms import EXCLUDED, Term, iri, literal, parse
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.values.addresses import Url
from vitagraph.values.dates import PartialDate, Period
from vitagraph.values.terms import TermName
from vitagraph.values.text import Text

#: types of values besides those of literals
TEXT, RESOURCE, RECORD = "text", "iri", "record"
#: type of a literal -> the datatype
_DATATYPES = {
    "boolean": "xsd:boolean",
    "integer": "xsd:integer",
    "decimal": "xsd:decimal",
    "date": "xsd:date",
    "gYearMonth": "xsd:gYearMonth",
    "gYear": "xsd:gYear",
    "EDTF": "edtf:EDTF",
    "duration": "xsd:duration",
}
#: type of a literal -> the lexical forms of its values, one for each value
_LEXICAL = {
    "boolean": regex("true|false"),
    "integer": regex("0|-?[1-9][0-9]{0,17}"),
    "decimal": regex(r"-?(?:0|[1-9][0-9]{0,17})\.(?:0|[0-9]{0,17}[1-9])"),
    "duration": regex(r"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"),
}
_DATES = ("date", "gYearMonth", "gYear", "EDTF")
#: the types that are inferred for a property of any literal: of EDTF, intervals only
_ANY_LITERAL = ("boolean", "integer", "decimal", "date", "gYearMonth", "EDTF", "duration")
#: a record of the CV by the fragment of its IRI
_REFERENCE = regex(r"#(?:me|[a-z][a-z-]*/[^\s/#?<>\"{}|^`\\]+)")
#: a resource that is no web address: urn:isbn:..., mailto:...
_IRI = regex(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
#: the local names of properties whose texts are in no language
_CODED = regex(
    "(?:.*(?:[iI]dentifier|[a-z]I[dD]|[cC]ode|[nN]umber|[vV]ersion))"
    "|(?:isbn|isbn1[03]|e?issn|doi|handle|locator|sku|gtin[0-9]*|email|telephone|accountName|nick)"
)
_TRUTH = {"true": "true", "yes": "true", "false": "false", "no": "false"}
_EXPECTED = {
    "integer": "a whole number; write digits only",
    "number": "a number; write for example 12 or 0.5",
    "boolean": "true or false; write one of the two",
    "resource": "a resource; write an address, or a record of this CV such as '#org/...'; text needs another property",
}


class PropertyName(TermName):
    """A property of a vocabulary: `schema:award`."""

    __slots__ = ()
    form = "a property of a vocabulary"
    example = "schema:award"
    datatypes = ()

    @classmethod
    def check(cls, prefix: str, name: str) -> None:
        if form_of(prefix, name) in ("", "class", "individual", "other"):
            known = [f"{prefix}:{one}" for one in properties_of(prefix)]
            instead = f"; look it up in {PREFIXES[prefix]}" if known else "; name one of another vocabulary"
            raise ValueError(f"{quoted(f'{prefix}:{name}')} is no property" + did_you_mean(f"{prefix}:{name}", known, instead))


class Fact(msgspec.Struct, frozen=True):
    """One fact: `value` is a Text, or the lexical form of another value of this type."""

    term: PropertyName
    value: str
    type: str = TEXT

    @classmethod
    def parse(cls, term: PropertyName, raw: Any) -> Fact:
        """A value as its property takes it. Raises ValueError for another one."""
        form = form_of(term.prefix, term.name) or "any"
        if isinstance(raw, dict) and raw and set(raw) <= {"value", "type"}:
            return cls._typed(term, form, raw)
        if isinstance(raw, str) and raw.strip():
            return cls._inferred(term, form, raw.strip())
        if form in _EXPECTED:
            raise ValueError(f"{quoted(raw)} is not {_EXPECTED[form]}")
        return cls(term, Text.parse(raw))

    @classmethod
    def _typed(cls, term: PropertyName, form: str, raw: dict[str, Any]) -> Fact:
        value, named = raw.get("value"), raw.get("type", TEXT)
        types = (TEXT, RESOURCE, RECORD, *_DATATYPES)
        if not isinstance(named, str) or named not in types:
            raise ValueError(
                f"{quoted(named)} is no type of a value" + did_you_mean(str(named), types, f"; write one of {', '.join(types)}")
            )
        if not isinstance(value, str) or not value.strip() or not _has_form(value.strip(), named):
            raise ValueError(f"{quoted(value)} is no value of the type {named}; write another one, or another `type:`")
        if (form == "resource") is not (named in (RESOURCE, RECORD)) and form != "any":
            expected = _EXPECTED["resource"] if form == "resource" else "a literal; write text, or leave `type:` out"
            raise ValueError(f"{quoted(value)} is not {expected}")
        return cls(term, _text(term, value.strip()) if named == TEXT else value.strip(), named)

    @classmethod
    def _inferred(cls, term: PropertyName, form: str, text: str) -> Fact:
        """A value of the form that the property has; of any form, as it is written."""
        if form in ("resource", "any"):
            found = next((name for name in (RECORD, RESOURCE) if _has_form(text, name)), "")
            if found and (form == "resource" or found == RECORD or Url.normalized(text)):
                return cls(term, text, found)
        if form == "date":
            text = str(PartialDate.parse(text))  # of words, the date
        if form in ("date", "integer", "number", "boolean", "literal", "any"):
            of_form = {"date": _DATES, "integer": ("integer",), "number": ("integer", "decimal"), "boolean": ("boolean",)}
            written = _TRUTH.get(text.lower(), text) if form == "boolean" else text
            for name in of_form.get(form, _ANY_LITERAL):
                if _has_form(written, name) and (name != "EDTF" or form == "date" or "/" in written):
                    return cls(term, written, name)
        if form in _EXPECTED:
            raise ValueError(f"{quoted(text)} is not {_EXPECTED[form]}")
        return cls(term, _text(term, text))

    @classmethod
    def of_term(cls, name: PropertyName, term: Term, language: str, document: str) -> Fact | None:
        """The fact with this object, None where no value gives it; `language` is that of the record's texts."""
        parsed = parse(term)
        if EXCLUDED.search(parsed.value):
            return None  # no YAML has these characters
        if parsed.is_iri:
            here = parsed.value.startswith(f"{document}#")
            raw: Any = {"value": parsed.value[len(document) :] if here else parsed.value, "type": RECORD if here else RESOURCE}
        elif parsed.datatype:
            types = (one for one, datatype in _DATATYPES.items() if _iri_of(datatype) == f"<{parsed.datatype}>")
            raw = {"value": parsed.value, "type": next(types, "")}
        else:
            raw = {"value": parsed.value, "type": TEXT}
        try:
            fact = cls.parse(name, raw)
        except ValueError:
            return None
        if isinstance(fact.value, Text) and fact.terms(language, document) != [term]:
            fact = cls(name, Text(parsed.value, ((parsed.language, parsed.value),)))
        return fact if fact.terms(language, document) == [term] else None

    def terms(self, language: str, document: str) -> list[Term]:
        """The objects; `language` is that of the record's texts, `document` the IRI of the CV."""
        if isinstance(self.value, Text):
            return self.value.terms(language)
        if self.type == RECORD:
            return [iri(document + self.value)]
        return [iri(self.value) if self.type == RESOURCE else f"{literal(self.value)}^^{_iri_of(_DATATYPES[self.type])}"]

    def plain(self) -> Any:
        """The shortest way to write the value."""
        forms: list[Any] = [str(self.value)]
        if isinstance(self.value, Text) and self.value.translations:
            forms.append({tag or "und": text for tag, text in self.value.translations})
        forms.append({"value": str(self.value), "type": self.type})
        return next((form for form in forms if self._is_written(form)), forms[-1])

    def _is_written(self, raw: Any) -> bool:
        """Whether a value of a source is this fact."""
        try:
            found = Fact.parse(self.term, raw)
        except ValueError:
            return False
        return found == self and getattr(found.value, "translations", ()) == getattr(self.value, "translations", ())


class Facts(tuple[Fact, ...]):
    """The facts of one's own of a record, written as a mapping from properties to values or lists of values."""

    __slots__ = ()
    form: ClassVar[str] = "facts of one's own"
    example: ClassVar[str] = "{schema:award: Best talk}"

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Parses a mapping. Raises ValueError."""
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, dict) or not raw:
            raise ValueError(f"{quoted(raw)} is no mapping from properties to values; write for example {cls.example}")
        return cls(fact for term, value in raw.items() for fact in facts_of(term, value))

    def written(self) -> dict[str, Any]:
        """Property -> its value, or the list of its values."""
        found: dict[str, list[Any]] = {}
        for fact in self:
            found.setdefault(str(fact.term), []).append(fact.plain())
        return {term: values if len(values) > 1 else values[0] for term, values in found.items()}

    def __str__(self) -> str:
        return str(self.written())


def facts_of(term: str, raw: Any) -> Iterator[Fact]:
    """The facts of one key of the mapping. Raises ValueError."""
    name = PropertyName.parse(term)
    values = raw if isinstance(raw, list) else [raw]
    yield from dict.fromkeys(Fact.parse(name, value) for value in values)


def joined(facts: Iterable[Fact]) -> Facts | None:
    """Facts in their order, each once; None without any."""
    return Facts(dict.fromkeys(facts)) or None


def _text(term: PropertyName, text: str) -> Text:
    """A text of a property: in the language of the record, or in none if it is a code, or a value of a property of codes."""
    letters = any(map(str.isalpha, text))
    is_code = not letters or (text.isascii() and not any(map(str.isspace, text)) and any(map(str.isdigit, text)))
    return Text.untagged(text) if is_code or _CODED.fullmatch(term.name) else Text(text)


def _has_form(text: str, named: str) -> bool:
    if named == TEXT:
        return True
    if named == RECORD:
        return _REFERENCE.fullmatch(text) is not None
    if named == RESOURCE:
        return bool(Url.normalized(text)) or (_IRI.fullmatch(text) is not None and not text.startswith(("http:", "https:")))
    if named in _LEXICAL:
        return _LEXICAL[named].fullmatch(text) is not None
    try:
        terms = Period.parse(text).terms() if named == "EDTF" else [PartialDate.parse(text).term()]
        return terms == [f"{literal(text)}^^{_iri_of(_DATATYPES[named])}"]
    except ValueError:
        return False


def _iri_of(name: str) -> Term:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"
