"""Addresses, on the web and elsewhere; each class names the source of its grammar."""

import re
from functools import cache

from vitagraph import resources
from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, iri, literal
from vitagraph.values.digests import digest
from vitagraph.values.scalars import in_quotes
from vitagraph.values.text import Value

# A character of an IRI's path, query or fragment (RFC 3987, section 2.2); beyond ASCII, any but private-use and non-characters.
# Most addresses are ASCII, and the other grammar takes 5 ms to compile.
_ASCII = "[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
_NOT_UCS = "\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U0010ffff" + "".join(
    f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(1, 14)
)


def _http_iri(character: str) -> str:
    """The grammar of an http or https IRI whose parts consist of these characters."""
    host = rf"(?:(?::|{character})*@)?(?:(?:{character})+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?"
    rest = rf"(?:/(?:[:@/]|{character})*)?(?:\?(?:[:@/?]|{character})*)?(?:#(?:[:@/?]|{character})*)?"
    return rf"[Hh][Tt][Tt][Pp][Ss]?://{host}{rest}"


def _is_ipv6(url: str) -> bool:
    """Returns whether the text in brackets is an IPv6 address."""
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
    datatypes = ()
    _ascii = _http_iri(_ASCII)
    _any = _http_iri(rf"{_ASCII}|[^\x00-\x9f{_NOT_UCS}]")

    @classmethod
    def normalized(cls, text: str) -> str | None:
        matches = re.fullmatch(cls._ascii if text.isascii() else cls._any, text) and ("[" not in text or _is_ipv6(text))
        return text if matches else None

    @classmethod
    def message(cls, raw: object) -> str:
        if isinstance(raw, str) and "." in raw and "://" not in raw and cls.normalized(f"https://{raw}"):
            return f"{quoted(raw)} lacks its scheme; write {in_quotes('https://' + raw)}"
        return super().message(raw)

    @property
    def key(self) -> str:
        """The form in which addresses are compared: without scheme, `www.` and final slash."""
        return re.sub(r"^https?://(www\.)?", "", self).rstrip("/")

    def term(self) -> Term:
        return iri(self)


@cache
def _spdx() -> dict[str, str]:
    """Identifier in the SPDX licence list, in lower case -> its spelling there (https://spdx.org/licenses, version 3.27.0)."""
    return {name.lower(): name for name in resources.text("values/spdx.txt").split()}


class Licence(Url):
    """A licence: its address, or its identifier in the SPDX licence list (`CC-BY-4.0`, `MIT`, `GPL-2.0-only`)."""

    __slots__ = ()
    form = "a licence"
    example = "CC-BY-4.0, MIT or https://licences.example/other"
    _short = "(?i)" + r"CC[- ](BY(?:-NC)?(?:-ND|-SA)?)[- ]([1-4]\.0)"
    _listed = "https://spdx.org/licenses/"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        if text.upper() in ("CC0", "CC0-1.0"):
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        if match := re.fullmatch(cls._short, text):
            return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
        if identifier := _spdx().get(text.lower().replace(" ", "-")):
            return cls._listed + identifier
        return super().normalized(text)

    @classmethod
    def message(cls, raw: object) -> str:
        if isinstance(raw, str) and (near := did_you_mean(raw, _spdx().values())):
            return f"{quoted(raw)} is not {cls.form}{near}"
        return super().message(raw)

    @property
    def identifier(self) -> str:
        """Its identifier in the SPDX licence list; "" for a licence that has only an address."""
        match = re.fullmatch(r"https://creativecommons\.org/(?:licenses/([a-z-]+)/([0-9.]+)|publicdomain/zero/1\.0)/", self)
        if match:
            return f"CC-{match[1].upper()}-{match[2]}" if match[1] else "CC0-1.0"
        name = self.removeprefix(self._listed)
        return name if Licence.normalized(name) == self else ""


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
        return literal(digest("sha1", self.mailbox()[1:-1]))


class Phone(Value):
    """A telephone number; with a leading + it is a global one (RFC 3966)."""

    __slots__ = ()
    form = "a telephone number"
    example = "+49-30-0000000"
    _grammar = r"(?:\+|\((?=[0-9 ]+\)))?[0-9](?:[0-9 ().-]*[0-9])?"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if re.fullmatch(cls._grammar, text) else None

    def link(self) -> Term:
        """The tel: IRI (RFC 3966): visual separators without spaces."""
        return iri("tel:" + re.sub(r"\s+", "-", re.sub(r"[()]", "", self)))
