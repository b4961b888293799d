"""Identifiers of works, people and organizations; each class names the source of its rule.

An identifier type states once how its values are compared, where they lead, and what other formats call them (`Scheme`).
Merging, linking, the site, exporters and importers read this, and the plan of a record class states which fields hold one.
"""

from __future__ import annotations

import re
from typing import ClassVar, Self

import msgspec

from vitagraph.errors import quoted
from vitagraph.rdf.terms import Term, iri, literal, parse
from vitagraph.values.scalars import in_quotes
from vitagraph.values.text import Value

_REGISTRY = "https://registry.identifiers.org/registry/"


class Scheme(msgspec.Struct, frozen=True):
    """An identifier scheme, and its names in other formats ("" where a format has none).

    iri           its entry in the registry of identifiers.org
    page          address of the page on what an identifier identifies, with `{}` for the identifier; "" where there is none
    of_container  it identifies what works appear in, so that a source also states it of these works
    of_versions   a preprint and the paper that it becomes may both state it
    several       one thing may have several, so that different ones prove nothing
    profile       the person whom it identifies edits its page
    csl           variable (csl-data.json)
    bibtex        field
    eprint        archives in BibLaTeX's `eprinttype` and BibTeX's `archiveprefix` whose `eprint` it is; the first one is written
    ris           tag
    orcid         external-id-type (https://pub.orcid.org/v3.0/identifiers)
    openalex      key in the `ids` of a work
    meta          name of a page's meta tag that Google Scholar and Zotero read
    """

    iri: str
    label: str
    page: str
    of_container: bool = False
    of_versions: bool = False
    several: bool = False
    profile: bool = False
    csl: str = ""
    bibtex: str = ""
    eprint: tuple[str, ...] = ()
    ris: str = ""
    orcid: str = ""
    openalex: str = ""
    meta: str = ""

    @property
    def name(self) -> str:
        """The name of the scheme in the registry: `doi`, `pubmed`."""
        return self.iri.rpartition("/")[2]


class Identifier(Value):
    """An identifier. Two records that share one describe the same thing, or versions of it (`Scheme.of_versions`)."""

    __slots__ = ()
    scheme: ClassVar[Scheme]
    #: patterns of what other formats write before and behind an identifier
    before: ClassVar[str] = ""
    behind: ClassVar[str] = r"[.,;/]$"
    #: the bare identifier, for `normalized` and for shapes: without look-around, on which their engines do not agree
    pattern: ClassVar[str] = ""

    @classmethod
    def normalized(cls, text: str) -> str | None:
        """The identifier of a bare text, None for any other text; a type with a pattern needs no more."""
        return text if re.fullmatch(cls.pattern, text) else None

    @classmethod
    def message(cls, raw: object) -> str:
        """The message for a value of another form: for one with its scheme or its address, the bare identifier."""
        bare = cls._bare_in(raw) if isinstance(raw, str) else ""
        form = cls.form.partition(" ")[2].partition(":")[0]
        return f"{quoted(raw)} is not a bare {form}; write {in_quotes(bare)}" if bare else super().message(raw)

    @property
    def key(self) -> str:
        """The form in which identifiers of one scheme are compared."""
        return str(self)

    def address(self) -> str:
        """The address of the page on what it identifies, "" where its scheme has no pages."""
        return self.scheme.page.format(self)

    def link(self) -> Term:
        """The IRI of what it identifies, or of its page."""
        return iri(self.address())

    def preferred(self) -> Identifier:
        """The identifier of another scheme that identifies the same thing and is in wider use, else itself."""
        return self

    @classmethod
    def decoded(cls, text: str) -> str:
        """The bare identifier in a text of another format; the text where it holds none."""
        from vitagraph.values import foreign

        return cls.spelled(foreign.bare(text, cls.before, cls.behind))

    @classmethod
    def spelled(cls, text: str) -> str:
        """A bare identifier of another format with the letters and hyphens that this type reads."""
        return text

    @classmethod
    def accepts(cls, text: str) -> bool:
        """Returns whether text is a well-formed identifier."""
        try:
            return bool(cls.normalized(text))
        except ValueError:  # a wrong check digit
            return False

    @classmethod
    def marked_in(cls, text: str) -> str:
        """The identifier in a text that names its scheme (`PMID: 12345678`, an address), "" where it holds or names none.

        A number with punctuation around it (`2019.`) names none.
        """
        found = cls._bare_in(text)
        return found if found != re.sub(r"^[\W_]+|[\W_]+$", "", text) and re.search(r"[^\W\d_]", text) else ""

    @classmethod
    def _bare_in(cls, text: str) -> str:
        """The identifier in a text that holds more than it, else ""."""
        found = cls.decoded(text)
        return found if found != text.strip() and cls.accepts(found) else ""

    @classmethod
    def of_address(cls, text: str) -> str:
        """The identifier of an address of one of its pages, "" for any other address."""
        return cls.marked_in(text) if "://" in text else ""


class Doi(Identifier):
    """A DOI without resolver or prefix (DOI Handbook, section 2.2): `10.1371/journal.pone.0130140`.

    A record keeps it as typed. In the graph its ASCII letters are in lower case (Handbook, section 2.4: DOIs that differ in case
    only are the same), so that the DOIs of two CVs join.
    """

    __slots__ = ()
    form = "a DOI"
    example = "10.1371/journal.pone.0130140"
    scheme = Scheme(
        _REGISTRY + "doi", "DOI", "https://doi.org/{}",
        csl="DOI", bibtex="doi", ris="DO", orcid="doi", openalex="doi", meta="citation_doi",
    )  # fmt: skip
    # Angle brackets occur in DOIs that contain a SICI only: 10.1002/(SICI)1096-987X(199803)19:4<377::AID-JCC1>3.0.CO;2-P.
    _grammar = r"10\.[0-9]{4,9}(?:\.[0-9]+)*/(?:[^\s<>\"]|<[^\s<>\"]+>(?=[^\s<>\"]))+"
    #: the DOI of a work on arXiv (https://info.arxiv.org/help/doi.html)
    _of_arxiv = r"(?i)10\.48550/arxiv\.(.+)"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if re.fullmatch(cls._grammar, text) else None

    @classmethod
    def decoded(cls, text: str) -> str:
        from vitagraph.values import foreign

        return foreign.doi(text)

    @classmethod
    def of_address(cls, text: str) -> str:
        from vitagraph.values import foreign

        return foreign.doi_of_address(text)

    @property
    def key(self) -> str:
        """The DOI with its ASCII letters in lower case."""
        return self.lower() if self.isascii() else re.sub(r"[A-Z]+", lambda match: match[0].lower(), self)

    def preferred(self) -> Identifier:
        """The arXiv identifier of a DOI that arXiv gave."""
        of_arxiv = re.fullmatch(self._of_arxiv, self)
        return ArxivId(of_arxiv[1]) if of_arxiv and ArxivId.normalized(of_arxiv[1]) else self

    def term(self) -> Term:
        return literal(self.key)

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        value = cls(parse(term).value)
        return value if cls.normalized(value) and term[-1] == '"' else None  # in any case, as graphs of others have it

    def address(self) -> str:
        """The address of the DOI at its resolver."""
        name = self.key
        if not re.fullmatch(r"[A-Za-z0-9._/()-]+", name):
            from urllib.parse import quote

            name = quote(name, safe="/:;()!$&'*+,=@")
        return "https://doi.org/" + name

    def link(self) -> Term:
        return "<" + self.address() + ">"


class ArxivId(Identifier):
    """An arXiv identifier (https://info.arxiv.org/help/arxiv_identifier.html): `2211.17174`, `math.GT/0309136`."""

    __slots__ = ()
    form = "an arXiv identifier"
    example = "2211.17174"
    scheme = Scheme(
        _REGISTRY + "arxiv", "arXiv", "https://arxiv.org/abs/{}", of_versions=True,
        eprint=("arXiv",), orcid="arxiv", meta="citation_arxiv_id",
    )  # fmt: skip
    before = (
        r"(?i)^(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/|"
        r"^(?:https?://(?:dx\.)?doi\.org/)?(?:arxiv\s*:?\s*|abs/|10\.48550/arxiv\.)+"
    )
    behind = r"(?i)\.pdf$|(?<!\s)\s*+\[[^\[\]]*\]$|[.,;]$"
    pattern = r"(?:[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?:v[1-9][0-9]*)?"

    @property
    def key(self) -> str:
        """The identifier without its version: all versions are one manuscript."""
        return re.sub(r"v[0-9]+$", "", self)

    def prefixed(self) -> Term:
        """The identifier with its scheme: `"arXiv:2211.17174"`."""
        return literal(f"arXiv:{self}")


class PubMedId(Identifier):
    """A PubMed identifier, PMID (https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid): `26161953`."""

    __slots__ = ()
    form = "a PubMed identifier"
    example = "26161953"
    scheme = Scheme(
        _REGISTRY + "pubmed", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/",
        csl="PMID", bibtex="pmid", eprint=("pubmed", "pmid"), ris="AN", orcid="pmid", openalex="pmid", meta="citation_pmid",
    )  # fmt: skip
    before = (
        r"(?i)^(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov/|(?:www\.)?ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/)|"
        r"^(?:info:pmid/|(?:pubmed\s?(?:id)?|pmid)\s*:?\s*)"
    )
    behind = r"(?i)\s?\[pmid\]$|[.,;/]$"

    pattern = r"[1-9][0-9]{0,7}"


def check_character_11_2(digits: str) -> str:
    """ISO/IEC 7064 MOD 11-2, as ORCID uses it (https://support.orcid.org, 'Structure of the ORCID Identifier')."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


class Orcid(Identifier):
    """An ORCID iD, bare or as its address, with a valid check character."""

    __slots__ = ()
    form = "an ORCID iD"
    example = "0000-0002-1825-0097"
    scheme = Scheme(_REGISTRY + "orcid", "ORCID", "https://orcid.org/{}", profile=True)
    before = r"(?i)^(?:https?://)?(?:www\.)?orcid\.org/|^orcid(?:\s*id)?\s*:?\s*"
    _grammar = r"(?:https?://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        match = re.fullmatch(cls._grammar, text)
        if match is None:
            return None
        digits = match[1].replace("-", "")
        if digits[-1] != check_character_11_2(digits[:-1]):
            raise ValueError(f"'{text}' has a wrong check character; compare it with the ORCID record")
        return match[1]

    @classmethod
    def spelled(cls, text: str) -> str:
        return re.sub(r"^(\d{4})(\d{4})(\d{4})(\d{3}[\dX])$", r"\1-\2-\3-\4", text.upper())


class Isbn(Identifier):
    """An ISBN of 10 or 13 digits with a valid check digit (ISBN Users' Manual, 7th edition); hyphens are dropped."""

    __slots__ = ()
    form = "an ISBN"
    example = "978-3-16-148410-0"
    # No agency resolves ISBNs. A book has one for each binding.
    scheme = Scheme(
        _REGISTRY + "isbn", "ISBN", "", of_container=True, several=True,
        csl="ISBN", bibtex="isbn", ris="SN", orcid="isbn", meta="citation_isbn",
    )  # fmt: skip
    before = r"(?i)^(?:urn:)?isbn(?:-?1[03](?![0-9]))?\s*:?\s*"
    behind = r"(?<!\s)\s*+\([^()]*\)$|[.,;]$"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        digits = re.sub(r"[- ]", "", text).upper()
        if re.fullmatch(r"97[89][0-9]{10}", digits):
            valid = digits[-1] == _ean_check_digit(digits[:-1])
        elif re.fullmatch(r"[0-9]{9}[0-9X]", digits):
            valid = sum((10 - place) * "0123456789X".index(digit) for place, digit in enumerate(digits)) % 11 == 0
        else:
            return None
        if not valid:
            raise ValueError(f"'{text}' has a wrong check digit; compare it with the book")
        return digits

    @property
    def key(self) -> str:
        """The ISBN with 13 digits (ISBN Users' Manual, section 5.4)."""
        body = f"978{self[:9]}"
        return body + _ean_check_digit(body) if len(self) == 10 else str(self)

    def ten(self) -> Term | None:
        """The literal for bibo:isbn10, None when it has 13 digits."""
        return literal(self) if len(self) == 10 else None

    def thirteen(self) -> Term | None:
        """The literal for bibo:isbn13, None when it has 10 digits."""
        return literal(self) if len(self) == 13 else None


def _ean_check_digit(digits: str) -> str:
    """The check digit of 12 digits (GS1 General Specifications, section 7.9)."""
    return str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10)


class Issn(Identifier):
    """An ISSN with a valid check digit (ISO 3297): `1932-6203`."""

    __slots__ = ()
    form = "an ISSN"
    example = "1932-6203"
    # A journal has one for each medium.
    scheme = Scheme(
        _REGISTRY + "issn", "ISSN", "https://portal.issn.org/resource/ISSN/{}", of_container=True, several=True,
        csl="ISSN", bibtex="issn", ris="SN", orcid="issn", meta="citation_issn",
    )  # fmt: skip
    before = r"(?i)^(?:https?://portal\.issn\.org/resource/issn/|(?:urn:)?e?-?issn(?:-l)?\s*:?\s*)"
    behind = r"(?<!\s)\s*+\([^()]*\)$|[.,;]$"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        if not re.fullmatch(r"[0-9]{4}-?[0-9]{3}[0-9Xx]", text):
            return None
        digits = text.replace("-", "").upper()
        total = sum(int(digit) * (8 - n) for n, digit in enumerate(digits[:7])) + "0123456789X".index(digits[7])
        if total % 11:
            raise ValueError(f"'{text}' has a wrong check digit; compare it with the journal")
        return f"{digits[:4]}-{digits[4:]}"


class BareOrAddress(Identifier):
    """An identifier that is written bare or as its address; `grammar` matches both, its group 1 is the identifier."""

    __slots__ = ()
    grammar: ClassVar[str]

    @classmethod
    def normalized(cls, text: str) -> str | None:
        match = re.fullmatch(cls.grammar, text)
        return match[1] if match else None


class RorId(BareOrAddress):
    """A ROR identifier of an organization (https://ror.readme.io/docs/identifier), bare or as its address."""

    __slots__ = ()
    form = "a ROR identifier"
    example = "03v4gjf40"
    scheme = Scheme(_REGISTRY + "ror", "ROR", "https://ror.org/{}")
    before = r"(?i)^(?:https?://)?(?:www\.)?ror\.org/"
    grammar = r"(?:https?://ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})"

    @classmethod
    def spelled(cls, text: str) -> str:
        return text.lower()


class WikidataId(BareOrAddress):
    """A Wikidata item (https://www.wikidata.org/wiki/Wikidata:Identifiers): `Q42`."""

    __slots__ = ()
    form = "a Wikidata item"
    example = "Q42"
    scheme = Scheme(_REGISTRY + "wikidata", "Wikidata", "https://www.wikidata.org/wiki/{}")
    before = r"(?i)^(?:https?://)?(?:www\.)?wikidata\.org/(?:wiki|entity)/"
    grammar = r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)"

    def link(self) -> Term:
        """The item as its IRI, which denotes the thing."""
        return iri(f"http://www.wikidata.org/entity/{self}")
