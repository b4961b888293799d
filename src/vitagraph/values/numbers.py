"""Numbers as they are printed: of pages, patents, coordinates; each class names the source of its grammar."""

import re
from typing import ClassVar, NamedTuple

from vitagraph.errors import quoted
from vitagraph.rdf.terms import Term, iri, literal, typed
from vitagraph.rdf.vocabulary import XSD
from vitagraph.values.identifiers import Identifier, Scheme
from vitagraph.values.text import Plain, Value

#: the properties of EPO linked data (https://data.epo.org/linked-data) whose values are numbers of publications and of applications
PUBLICATION_NUMBER = iri("http://data.epo.org/linked-data/def/patent/publicationNumber")
APPLICATION_NUMBER = iri("http://data.epo.org/linked-data/def/patent/applicationNumber")


def whole_number(text: str) -> int | None:
    """The number in a text of one to nine ASCII digits, None for other text, such as `²` or a thousand digits."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


class Pages(Value):
    """Pages as printed, with plain hyphens: `913-922`, `iv-xii`, `431-456, 791-823`, `14:1-14:27`.

    `829-` is the first page alone, as law reviews are cited; `829 ff.` and `829 et seq.` are written for it too. A word for pages
    before them adds nothing: `pp. 12-14`, `S. 655`.
    """

    __slots__ = ()
    form = "pages"
    example = "913-922"
    _range = r"[A-Za-z0-9][A-Za-z0-9.:]*(?:-[A-Za-z0-9][A-Za-z0-9.:]*)?"
    _grammar = rf"{_range}(?:, ?{_range})*-?"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        bare = re.sub(r"^(?:pp?\.|pgs?\.|pages? |S\. |Seiten? |págs?\.|págin?as? |pagg?\.)\s*+(?=[0-9A-Za-z])", "", text)
        pages = re.sub(r"(?<![\sA-Za-z])\s*+(?:ff|et seq)\.?$", "-", bare)
        pages = re.sub(r"(?<!\s)\s*+(?:-{1,3}|[‐‑‒–—])\s*", "-", pages)
        return re.sub(r",\s*", ", ", pages) if re.fullmatch(cls._grammar, pages) else None

    def first(self) -> Term:
        """The first page."""
        return literal(self.partition(", ")[0].partition("-")[0])

    def last(self) -> Term | None:
        """The last page of a range, None where one page is given, the first of several, or a list: `A13, A17` goes from none to none.

        Digits that the last page shares with the first may be left out: `341-43` is 341 to 343 (Chicago Manual of Style, 9.61).
        """
        first, _, last = self.rpartition("-") if ", " not in self else ("", "", "")
        if first.isdecimal() and last.isdecimal() and len(last) < len(first):
            last = first[: -len(last)] + last
        return literal(last) if last and len(last) < len(self) else None


class ArticleNumber(Plain):
    """The number of an article that has no pages: `e0130140`."""

    __slots__ = ()


class _PatentParts(NamedTuple):
    office: str
    number: str
    kind_code: str


class PatentNumber(Identifier):
    """The number of a patent document or an application as printed: office (WIPO ST.3), number, kind code (WIPO ST.16) if printed.

    An application under the PCT has the number of WIPO, `PCT/EP2015/123456` (Administrative Instructions, section 307).
    """

    __slots__ = ()
    form = "a patent number: office, number, kind code if printed"
    example = "EP 4001902 A1"
    scheme = Scheme(
        "https://registry.identifiers.org/registry/google.patent", "patent number", "https://patents.google.com/patent/{}", orcid="pat"
    )
    before = r"(?i)^https?://patents\.google\.com/patent/"
    behind = r"/[a-z]{2}$|[.,;/]$"
    _grammar = r"([A-Z]{2}) ?([A-Z]{0,2}[0-9](?: ?[/.,-]*[0-9])*)(?: ?([A-Z][0-9]?))?"
    #: an application of the USPTO: two digits of the series and six of the number, which no other office prints with a stroke
    _series = r"[0-9]{2}/[0-9]{3},?[0-9]{3}"
    #: a reissue, design, plant patent or statutory registration of the USPTO without its office (MPEP 901.04)
    _us_kinds = r"(RE|PP) ?([0-9]{2},?[0-9]{3})"
    #: numbers that only granted patents have: a reissue, a plant or design patent of the USPTO, a patent of CNIPA
    _granted_numbers = r"US(?:RE|PP|D)[0-9]|CNZL[0-9]"
    #: series of provisional applications at the USPTO (MPEP 503)
    _provisional = r"US 6[0-3]/[0-9]{3},?[0-9]{3}"
    #: a granted patent or utility model of CNIPA: ZL (zhuanli, patent), the number of its application, a check digit
    _chinese = r"(?:CN ?)?ZL ?([0-9]{8,12}(?:\.[0-9])?)"
    _pct = r"PCT/[A-Z]{2}(?:[0-9]{4}/[0-9]{6}|[0-9]{2}/[0-9]{5})"
    #: what stands with a number in print: `US Patent No. 9,123,456`
    _words = r"(?i)\b(?:patents?|application|publication|provisional|appl?|pub|pat|serial|ser|number)\b\.?|\b(?:nos?|nr)\."
    #: numbers of applications: the series code of the USPTO (MPEP 503), the check digit behind a point of EP, DE, CN
    _application = r"US [0-9]{1,2}/[0-9]{3},?[0-9]{3}|(?:EP|DE|CN) [0-9 ]*[0-9]\.[0-9]"
    #: kind codes that only granted patents have; in China and Japan earlier documents with a B are examined applications
    _granted = frozenset(("EP B1", "EP B2", "EP B3", "EP B8", "EP B9", "US B1", "US B2", "KR B1", "DE B3", "DE B4", "DE C1", "DE C2"))

    @classmethod
    def normalized(cls, text: str) -> str | None:
        office = re.sub(r"(?i)\bU\.\s?S\.|\bUSPTO\b|\bUSSN\b", "US ", text)
        bare = " ".join(re.sub(cls._words, " ", office).split())
        if re.fullmatch(cls._pct, bare):
            return bare
        if re.fullmatch(cls._series, bare):
            bare = f"US {bare}"
        if reissue := re.fullmatch(cls._us_kinds, bare):
            bare = f"US {reissue[1]}{reissue[2]}"
        if chinese := re.fullmatch(cls._chinese, bare):
            bare = f"CN ZL{chinese[1]}"
        match = re.fullmatch(cls._grammar, bare)
        return " ".join(filter(None, match.groups())) if match else None

    @classmethod
    def message(cls, raw: object) -> str:
        if isinstance(raw, str) and re.fullmatch(r"[0-9][0-9 ,./-]*", raw):
            return f"{quoted(raw)} names no patent office; write the code of the office before it, for example {cls.example}"
        return super().message(raw)

    @property
    def parts(self) -> _PatentParts:
        """Office code, number without separators, kind code ("" where none is printed)."""
        if self.startswith("PCT/"):
            return _PatentParts("WO", re.sub("/", "", self), "")
        match = re.fullmatch(self._grammar, self)
        office, number, kind_code = match.groups("") if match else (self[:2], self[2:], "")
        return _PatentParts(office, re.sub(r"[ /.,-]", "", number), kind_code)

    @property
    def is_application(self) -> bool:
        """Whether the number is that of an application, not of a published document."""
        return self.startswith("PCT/") or re.fullmatch(self._application, self) is not None

    @property
    def is_provisional(self) -> bool:
        """Whether the number is that of a provisional application."""
        return re.fullmatch(self._provisional, self) is not None

    @property
    def is_granted(self) -> bool:
        """Whether the kind code or the number is that of a granted patent at its office."""
        return f"{self.parts.office} {self.parts.kind_code}" in self._granted or re.match(self._granted_numbers, self.key) is not None

    def identified(self) -> tuple[str, Term]:
        """What the number identifies, a patent publication or an application, with the property of EPO linked data for such numbers."""
        if self.is_application:
            return "patent application number", APPLICATION_NUMBER
        return "patent publication number", PUBLICATION_NUMBER

    @property
    def key(self) -> str:
        """Office, number and kind code without separators: `EP4001902A1`; an application under the PCT as WIPO prints it."""
        return str(self) if self.startswith("PCT/") else "".join(self.parts)

    def address(self) -> str:
        """The page of the document; "" for an application and for the number of a Chinese patent, which have none."""
        return "" if self.is_application or self.parts.number.startswith("ZL") else self.scheme.page.format(self.key)

    def digits(self) -> Term:
        """The number without office and kind code."""
        return literal(self.parts.number)

    def compact(self) -> Term:
        """The key as a literal: `"EP4001902A1"`."""
        return literal(self.key)

    def kind_code(self) -> Term | None:
        """The kind code, None where none is printed."""
        return literal(self.parts.kind_code) if self.parts.kind_code else None


def decimal(number: str) -> Term:
    """The shortest xsd:decimal of a number (XML Schema Part 2, section 3.2.3.2, without a trailing `.0`)."""
    short = number.rstrip("0").rstrip(".") if "." in number else number
    sign, digits = ("-", short[1:]) if short.startswith("-") else ("", short)
    digits = digits.lstrip("0")
    digits = "0" + digits if not digits or digits[0] == "." else digits
    return typed(sign + digits if digits != "0" else "0", XSD.decimal)


class GeoCoordinate(Value):
    """Degrees north or east (WGS 84), as a decimal number: `52.5162`."""

    __slots__ = ()
    form = "a coordinate in decimal degrees"
    example = "52.5162"
    datatypes = (XSD.decimal,)
    furthest: ClassVar[int] = 180
    _grammar = r"-?[0-9]{1,3}(?:\.[0-9]+)?"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        if not re.fullmatch(cls._grammar, text):
            return None
        if abs(float(text)) > cls.furthest:
            raise ValueError(f"{quoted(text)} is more than {cls.furthest} degrees; write for example {cls.example}")
        return text

    def term(self) -> Term:
        """The shortest xsd:decimal of this value."""
        return decimal(self)


class Latitude(GeoCoordinate):
    """Degrees north: at most 90."""

    __slots__ = ()
    furthest = 90
