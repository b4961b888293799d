"""Identifiers of works, people and organizations; each class names the source of its rule."""

import re
from typing import Self

from vitagraph.errors import quoted
from vitagraph.rdf.terms import Term, iri, literal, parse
from vitagraph.values.text import Value


class Doi(Value):
    """A DOI without resolver or prefix (DOI Handbook, section 2.2): `10.1371/journal.pone.0130140`.

    A record keeps it as typed. In the graph its ASCII letters are in lower case (Handbook, section 2.4: case does not tell DOIs
    apart), so that the DOIs of two CVs join.
    """

    __slots__ = ()
    form = "a DOI"
    example = "10.1371/journal.pone.0130140"
    # Pointed brackets stand inside DOIs made of SICIs only: 10.1002/(SICI)1096-987X(199803)19:4<377::AID-JCC1>3.0.CO;2-P.
    _grammar = r"10\.[0-9]{4,9}(?:\.[0-9]+)*/(?:[^\s<>\"]|<[^\s<>\"]+>(?=[^\s<>\"]))+"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if re.fullmatch(cls._grammar, text) else None

    @classmethod
    def complaint(cls, raw: object) -> str:
        from vitagraph.values import foreign

        if isinstance(raw, str) and cls.normalized(bare := foreign.doi(raw)):
            return f"{quoted(raw)} is not a bare DOI; write {quoted(bare)}"
        return super().complaint(raw)

    @property
    def canonical(self) -> str:
        """The DOI with its ASCII letters in lower case."""
        return self.lower() if self.isascii() else re.sub(r"[A-Z]+", lambda match: match[0].lower(), self)

    def term(self) -> Term:
        return literal(self.canonical)

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        value = cls(parse(term).value)
        return value if cls.normalized(value) and term[-1] == '"' else None  # in any case, as graphs of others have it

    def address(self) -> str:
        """The address of the DOI's page at the resolver."""
        name = self.canonical
        if re.fullmatch(r"[A-Za-z0-9._/()-]+", name):
            return "https://doi.org/" + name
        from urllib.parse import quote

        return "https://doi.org/" + quote(name, safe="/:;()!$&'*+,=@")

    def link(self) -> Term:
        """The same as an IRI."""
        return "<" + self.address() + ">"


class ArxivId(Value):
    """An arXiv identifier (https://info.arxiv.org/help/arxiv_identifier.html): `2211.17174`, `math.GT/0309136`."""

    __slots__ = ()
    form = "an arXiv identifier"
    example = "2211.17174"
    _grammar = r"(?:[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?:v[1-9][0-9]*)?"
    _at_the_end = rf"(?<![a-z-]){_grammar}$"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if re.fullmatch(cls._grammar, text) else None

    @classmethod
    def complaint(cls, raw: object) -> str:
        if isinstance(raw, str) and (match := re.search(cls._at_the_end, raw)):
            return f"{quoted(raw)} is not a bare arXiv identifier; write {quoted(match[0])}"
        return super().complaint(raw)

    def prefixed(self) -> Term:
        """The identifier with its scheme: `"arXiv:2211.17174"`."""
        return literal(f"arXiv:{self}")

    def page(self) -> Term:
        """The abstract page."""
        return iri(f"https://arxiv.org/abs/{self}")


def _check_character_11_2(digits: str) -> str:
    """ISO/IEC 7064 MOD 11-2, as ORCID uses it (https://support.orcid.org, 'Structure of the ORCID Identifier')."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


class Orcid(Value):
    """An ORCID iD, bare or as its address, with a valid check character."""

    __slots__ = ()
    form = "an ORCID iD"
    example = "0000-0002-1825-0097"
    _grammar = r"(?:https?://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        match = re.fullmatch(cls._grammar, text)
        if match is None:
            return None
        digits = match[1].replace("-", "")
        if digits[-1] != _check_character_11_2(digits[:-1]):
            raise ValueError(f"'{text}' has a wrong check character; compare it with the ORCID record")
        return match[1]

    def link(self) -> Term:
        """The iD as its IRI, which denotes the person."""
        return iri(f"https://orcid.org/{self}")


class Isbn(Value):
    """An ISBN of 10 or 13 digits with a valid check digit (ISBN Users' Manual, 7th edition); hyphens are dropped."""

    __slots__ = ()
    form = "an ISBN"
    example = "978-3-16-148410-0"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        digits = re.sub(r"[- ]", "", text).upper()
        if re.fullmatch(r"97[89][0-9]{10}", digits):
            valid = sum(int(digit) * (1, 3)[n % 2] for n, digit in enumerate(digits)) % 10 == 0
        elif re.fullmatch(r"[0-9]{9}[0-9X]", digits):
            weighted = (10 - n if digit == "X" else int(digit) * (10 - n) for n, digit in enumerate(digits[:9]))
            valid = (sum(weighted) + (10 if digits[9] == "X" else int(digits[9]))) % 11 == 0
        else:
            return None
        if not valid:
            raise ValueError(f"'{text}' has a wrong check digit; compare it with the book")
        return digits

    def ten(self) -> Term | None:
        """The literal for bibo:isbn10, None when it has 13 digits."""
        return literal(self) if len(self) == 10 else None

    def thirteen(self) -> Term | None:
        """The literal for bibo:isbn13, None when it has 10 digits."""
        return literal(self) if len(self) == 13 else None


class Issn(Value):
    """An ISSN with a valid check digit (ISO 3297): `1932-6203`."""

    __slots__ = ()
    form = "an ISSN"
    example = "1932-6203"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        if not re.fullmatch(r"[0-9]{4}-?[0-9]{3}[0-9Xx]", text):
            return None
        digits = text.replace("-", "").upper()
        total = sum(int(digit) * (8 - n) for n, digit in enumerate(digits[:7])) + "0123456789X".index(digits[7])
        if total % 11:
            raise ValueError(f"'{text}' has a wrong check digit; compare it with the journal")
        return f"{digits[:4]}-{digits[4:]}"


class RorId(Value):
    """A ROR identifier of an organization (https://ror.readme.io/docs/identifier), bare or as its address."""

    __slots__ = ()
    form = "a ROR identifier"
    example = "03v4gjf40"
    _grammar = r"(?:https?://ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        match = re.fullmatch(cls._grammar, text)
        return match[1] if match else None

    def link(self) -> Term:
        """The identifier as its IRI, which denotes the organization."""
        return iri(f"https://ror.org/{self}")


class WikidataId(Value):
    """A Wikidata item (https://www.wikidata.org/wiki/Wikidata:Identifiers): `Q42`."""

    __slots__ = ()
    form = "a Wikidata item"
    example = "Q42"
    _grammar = r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        match = re.fullmatch(cls._grammar, text)
        return match[1] if match else None

    def link(self) -> Term:
        """The item as its IRI, which denotes the thing."""
        return iri(f"http://www.wikidata.org/entity/{self}")
