"""Identifiers, addresses and numbers with a grammar of their own; each class names the source of its rule."""

import re
from typing import ClassVar, NamedTuple

from vitagraph.errors import quoted
from vitagraph.terms import Term, iri, literal, typed
from vitagraph.values.text import Plain, Value
from vitagraph.vocabulary import XSD

# A character of an IRI's path, query or fragment (RFC 3987, section 2.2): beyond ASCII by what it is not, which is private
# use and non-characters. Most addresses are ASCII, and the other grammar takes 5 ms to compile.
_ASCII = "[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
_NOT_UCS = "\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U0010ffff" + "".join(
    f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(1, 14)
)


def _http_iri(character: str) -> str:
    """The grammar of an http or https IRI whose parts are made of these characters."""
    host = rf"(?:(?::|{character})*@)?(?:(?:{character})+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?"
    rest = rf"(?:/(?:[:@/]|{character})*)?(?:\?(?:[:@/?]|{character})*)?(?:#(?:[:@/?]|{character})*)?"
    return rf"[Hh][Tt][Tt][Pp][Ss]?://{host}{rest}"


def _is_ipv6(url: str) -> bool:
    """Whether what stands in brackets is an address of that kind."""
    from ipaddress import AddressValueError, IPv6Address

    try:
        IPv6Address(url.partition("[")[2].partition("]")[0])
    except AddressValueError:
        return False
    return True


class Url(Value):
    """A web address: an absolute http or https IRI (RFC 3987, section 2.2)."""

    __slots__ = ()
    form = "a web address"
    example = "https://example.org/page"
    _ascii = _http_iri(_ASCII)
    _any = _http_iri(rf"{_ASCII}|[^\x00-\x9f{_NOT_UCS}]")

    @classmethod
    def normalized(cls, text: str) -> str | None:
        matches = re.fullmatch(cls._ascii if text.isascii() else cls._any, text) and ("[" not in text or _is_ipv6(text))
        return text if matches else None

    @classmethod
    def complaint(cls, raw: object) -> str:
        if isinstance(raw, str) and "." in raw and "://" not in raw and cls.normalized(f"https://{raw}"):
            return f"{quoted(raw)} lacks its scheme; write {quoted('https://' + raw)}"
        return super().complaint(raw)

    def term(self) -> Term:
        return iri(self)


class Licence(Url):
    """A licence: its address, or the short name of a Creative Commons one (`CC-BY-4.0`, SPDX's spelling)."""

    __slots__ = ()
    form = "a licence"
    example = "CC-BY-4.0 or https://opensource.org/license/mit"
    _short = "(?i)" + r"CC[- ](BY(?:-NC)?(?:-ND|-SA)?)[- ]([1-4]\.0)"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        if text.upper() in ("CC0", "CC0-1.0"):
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        if match := re.fullmatch(cls._short, text):
            return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
        return super().normalized(text)


class Email(Value):
    """An e-mail address, as foaf:mbox needs it (a subset of RFC 5322 without comments and quoted parts)."""

    __slots__ = ()
    form = "an e-mail address"
    example = "ada@example.org"
    _grammar = r"[^@\s<>\"(),:;\[\]\\]+@[^@\s<>\"(),:;\[\]\\]+"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if re.fullmatch(cls._grammar, text) else None

    def mailbox(self) -> Term:
        """The mailto: IRI (RFC 6068)."""
        from urllib.parse import quote

        return iri("mailto:" + quote(self, safe="@!$'*+"))

    def mailbox_digest(self) -> Term:
        """SHA-1 of the mailto: IRI (FOAF specification, foaf:mbox_sha1sum)."""
        from hashlib import sha1

        return literal(sha1(self.mailbox()[1:-1].encode(), usedforsecurity=False).hexdigest())


class Phone(Value):
    """A telephone number; with a leading + it is a global one (RFC 3966)."""

    __slots__ = ()
    form = "a telephone number"
    example = "+49-30-0000000"
    _grammar = r"\+?[0-9](?:[0-9 ().-]*[0-9])?"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if re.fullmatch(cls._grammar, text) else None

    def link(self) -> Term:
        """The tel: IRI (RFC 3966): visual separators without spaces."""
        return iri("tel:" + re.sub(r"\s+", "-", re.sub(r"[()]", "", self)))


class Doi(Value):
    """A DOI without resolver or prefix (DOI Handbook, section 2.2): `10.1371/journal.pone.0130140`."""

    __slots__ = ()
    form = "a DOI"
    example = "10.1371/journal.pone.0130140"
    _grammar = r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s<>\"]+"
    _prefix = "(?i)" + r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if re.fullmatch(cls._grammar, text) else None

    @classmethod
    def complaint(cls, raw: object) -> str:
        if isinstance(raw, str) and re.fullmatch(cls._grammar, bare := re.sub(cls._prefix, "", raw.strip(), count=1)):
            return f"{quoted(raw)} is not a bare DOI; write {quoted(bare)}"
        return super().complaint(raw)

    def link(self) -> Term:
        """The address of the DOI's resolver."""
        from urllib.parse import quote

        return iri("https://doi.org/" + quote(self, safe="/:;()!$&'*+,=@"))


class ArxivId(Value):
    """An arXiv identifier (https://info.arxiv.org/help/arxiv_identifier.html): `2211.17174`, `math.GT/0309136`."""

    __slots__ = ()
    form = "an arXiv identifier"
    example = "2211.17174"
    _grammar = r"(?:[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?:v[1-9][0-9]*)?"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if re.fullmatch(cls._grammar, text) else None

    @classmethod
    def complaint(cls, raw: object) -> str:
        if isinstance(raw, str) and (match := re.search(cls._grammar, raw)) and raw.lower().endswith(match[0].lower()):
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


class Pages(Value):
    """Pages as printed, with plain hyphens: `913-922`, `iv-xii`, `431-456, 791-823`, `14:1-14:27`."""

    __slots__ = ()
    form = "pages"
    example = "913-922"
    _range = r"[A-Za-z0-9][A-Za-z0-9.:]*(?:-[A-Za-z0-9][A-Za-z0-9.:]*)?"
    _grammar = rf"{_range}(?:, ?{_range})*"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        pages = re.sub(r"\s*(?:-{1,3}|[‐‑‒–—])\s*", "-", text)
        return re.sub(r",\s*", ", ", pages) if re.fullmatch(cls._grammar, pages) else None

    def first(self) -> Term:
        """The first page."""
        return literal(re.split(r"-|, ", self)[0])

    def last(self) -> Term | None:
        """The last page, None where one page is given."""
        pages = re.split(r"-|, ", self)
        return literal(pages[-1]) if len(pages) > 1 else None


class ArticleNumber(Plain):
    """The number that an article has instead of pages: `e0130140`."""

    __slots__ = ()


class _PatentParts(NamedTuple):
    office: str
    number: str
    kind_code: str


class PatentNumber(Value):
    """A published patent document's number as printed: office (WIPO ST.3), number, kind code (WIPO ST.16) if printed."""

    __slots__ = ()
    form = "a patent number: office, number, kind code if printed"
    example = "EP 4001902 A1"
    _grammar = r"([A-Z]{2})\s*([A-Z]{0,2}[0-9][0-9/.,-]*[0-9]|[0-9])(?:\s*([A-Z][0-9]?))?"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        match = re.fullmatch(cls._grammar, text)
        return " ".join(filter(None, match.groups())) if match else None

    @property
    def parts(self) -> _PatentParts:
        """Office code, number without separators, kind code ("" where none is printed)."""
        office, number, *kind_code = self.split(" ")
        return _PatentParts(office, re.sub(r"[/.,-]", "", number), "".join(kind_code))

    def digits(self) -> Term:
        """The number alone."""
        return literal(self.parts.number)

    def compact(self) -> Term:
        """Office, number and kind code without separators: `"EP4001902A1"`."""
        return literal("".join(self.parts))

    def kind_code(self) -> Term | None:
        """The kind code, None where none is printed."""
        return literal(self.parts.kind_code) if self.parts.kind_code else None


def _decimal(number: str) -> Term:
    """The shortest xsd:decimal of a number (XML Schema Part 2, section 3.2.3.2, without a trailing `.0`)."""
    short = number.rstrip("0").rstrip(".") if "." in number else number
    sign, digits = ("-", short[1:]) if short.startswith("-") else ("", short)
    digits = digits.lstrip("0")
    digits = "0" + digits if not digits or digits[0] == "." else digits
    return typed(sign + digits if digits != "0" else "0", XSD.decimal)


class Amount(Value):
    """An amount of money with its ISO 4217 code: `250000 EUR`."""

    __slots__ = ()
    form = "an amount of money with its currency"
    example = "250000 EUR"
    _grammar = r"([0-9][0-9,' ]*(?:\.[0-9]{1,2})?)\s*([A-Z]{3})"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        match = re.fullmatch(cls._grammar, text)
        return f"{re.sub(r'[,' + chr(39) + ' ]', '', match[1])} {match[2]}" if match else None

    def number(self) -> Term:
        """The number, as the shortest xsd:decimal."""
        return _decimal(self.split()[0])

    def currency(self) -> Term:
        """The currency's code."""
        return literal(self.split()[1])


class GeoCoordinate(Value):
    """Degrees north or east (WGS 84), as a decimal number: `52.5162`."""

    __slots__ = ()
    form = "a coordinate in decimal degrees"
    example = "52.5162"
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
        return _decimal(self)


class Latitude(GeoCoordinate):
    """Degrees north: at most 90."""

    __slots__ = ()
    furthest = 90
