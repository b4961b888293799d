"""Identifiers of persons and others in authority files and citation databases; each class names the source of its rule."""

from __future__ import annotations

import re

from vitagraph.rdf.terms import Term, iri
from vitagraph.values.identifiers import Identifier, Scheme, check_character_11_2

_REGISTRY = "https://registry.identifiers.org/registry/"
_PROPERTY = "http://www.wikidata.org/entity/"


class Gnd(Identifier):
    """An identifier of the Integrated Authority File (https://www.dnb.de/gnd): `118540238`."""

    __slots__ = ()
    form = "a GND identifier"
    example = "118540238"
    scheme = Scheme(_REGISTRY + "gnd", "GND", "https://d-nb.info/gnd/{}")
    before = r"(?i)^(?:https?://)?(?:www\.)?d-nb\.info/gnd/|^gnd\s*:?\s*"
    pattern = r"1[0-9]{7,9}[0-9X]|[1-9][0-9]{0,7}-[0-9X]"


class Isni(Identifier):
    """An ISNI (ISO 27729) with a valid check character; its groups of four may be separated: `0000 0001 2103 2683`."""

    __slots__ = ()
    form = "an ISNI"
    example = "0000000121032683"
    scheme = Scheme(_REGISTRY + "isni", "ISNI", "https://isni.org/isni/{}")
    before = r"(?i)^(?:https?://)?(?:www\.)?isni\.org/(?:isni/|page/)?|^isni\s*:?\s*"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        digits = re.sub(r"[ -]", "", text).upper()
        if not re.fullmatch(r"[0-9]{15}[0-9X]", digits):
            return None
        if digits[-1] != check_character_11_2(digits[:-1]):
            raise ValueError(f"'{text}' has a wrong check character; compare it with the ISNI record")
        return digits


class Viaf(Identifier):
    """An identifier of the Virtual International Authority File (https://viaf.org): `24602065`."""

    __slots__ = ()
    form = "a VIAF identifier"
    example = "24602065"
    scheme = Scheme(_REGISTRY + "viaf", "VIAF", "https://viaf.org/viaf/{}")
    before = r"(?i)^(?:https?://)?(?:www\.)?viaf\.org/viaf/|^viaf\s*:?\s*"
    pattern = r"[1-9][0-9]{0,21}"

    def link(self) -> Term:
        """The IRI that denotes the person; the page is the document about it."""
        return iri(f"http://viaf.org/viaf/{self}")


class ScopusAuthorId(Identifier):
    """A Scopus author identifier (https://www.wikidata.org/wiki/Property:P1153): `7004212771`."""

    __slots__ = ()
    form = "a Scopus author identifier"
    example = "7004212771"
    scheme = Scheme(_PROPERTY + "P1153", "Scopus author", "https://www.scopus.com/authid/detail.uri?authorId={}")
    before = r"(?i)^(?:https?://)?(?:www\.)?scopus\.com/authid/detail\.uri\?authorid=|^scopus(?: author)?(?: id)?\s*:?\s*"
    pattern = r"[1-9][0-9]{9,10}"


class ResearcherId(Identifier):
    """A ResearcherID of the Web of Science (https://www.wikidata.org/wiki/Property:P1053): `A-1009-2008`."""

    __slots__ = ()
    form = "a ResearcherID"
    example = "A-1009-2008"
    scheme = Scheme(_PROPERTY + "P1053", "ResearcherID", "https://www.webofscience.com/wos/author/record/{}")
    before = r"(?i)^(?:https?://)?(?:www\.)?(?:webofscience\.com/wos/author/(?:record|rid)/|researcherid\.com/rid/)|^researcherid\s*:?\s*"
    pattern = r"[A-Z]{1,3}-[0-9]{4}-(?:19|20)[0-9]{2}"


class DblpId(Identifier):
    """A dblp person identifier (https://dblp.org/faq): `65/9612`, `l/DonaldEKnuth`."""

    __slots__ = ()
    form = "a dblp person identifier"
    example = "65/9612"
    scheme = Scheme(_REGISTRY + "dblp.author", "dblp", "https://dblp.org/pid/{}")
    before = r"(?i)^(?:https?://)?(?:www\.)?dblp\.(?:org|uni-trier\.de)/pid/|^dblp\s*:?\s*"
    behind = r"\.html$|[.,;/]$"
    pattern = r"[a-z0-9]+/[A-Za-z0-9-]+"


class OpenAlexAuthorId(Identifier):
    """An OpenAlex author identifier (https://docs.openalex.org/api-entities/authors): `A5023888391`."""

    __slots__ = ()
    form = "an OpenAlex author identifier"
    example = "A5023888391"
    scheme = Scheme("https://docs.openalex.org/api-entities/authors", "OpenAlex author", "https://openalex.org/{}")
    before = r"(?i)^(?:https?://)?(?:www\.|api\.)?openalex\.org/(?:authors/|people/)?|^openalex\s*:?\s*"
    pattern = r"A[1-9][0-9]{3,11}"
