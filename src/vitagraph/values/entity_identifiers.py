"""Identifiers of places, periodicals, events, organizations and topics in gazetteers and indexes; each class names its rule."""

from __future__ import annotations

from vitagraph.rdf.terms import Term, iri
from vitagraph.values.identifiers import Identifier, Scheme

_PROPERTY = "http://www.wikidata.org/entity/"
_OPENALEX = r"(?i)^(?:https?://)?(?:www\.|api\.)?openalex\.org/(?:[a-z]+/)?|^openalex\s*:?\s*"
_DBLP = r"(?i)^(?:https?://)?(?:www\.)?dblp\.(?:org|uni-trier\.de)/"


class GeoNamesId(Identifier):
    """An identifier of GeoNames (https://www.geonames.org/ontology): `2950159`."""

    __slots__ = ()
    form = "a GeoNames identifier"
    example = "2950159"
    scheme = Scheme(_PROPERTY + "P1566", "GeoNames", "https://www.geonames.org/{}")
    before = r"(?i)^(?:https?://)?(?:www\.|sws\.)?geonames\.org/|^geonames\s*:?\s*"
    behind = r"/[^/]*$|[.,;]$"
    pattern = r"[1-9][0-9]{0,9}"

    def link(self) -> Term:
        """The place as its IRI, which denotes it; the page is the document about it."""
        return iri(f"https://sws.geonames.org/{self}/")


class OpenAlexSourceId(Identifier):
    """The identifier of a journal or another source in OpenAlex (https://docs.openalex.org/api-entities/sources): `S202381698`."""

    __slots__ = ()
    form = "an OpenAlex source identifier"
    example = "S202381698"
    scheme = Scheme("https://docs.openalex.org/api-entities/sources", "OpenAlex source", "https://openalex.org/{}")
    before = _OPENALEX
    pattern = r"S[1-9][0-9]{0,11}"


class OpenAlexTopicId(Identifier):
    """The identifier of a topic in OpenAlex (https://docs.openalex.org/api-entities/topics): `T12026`."""

    __slots__ = ()
    form = "an OpenAlex topic identifier"
    example = "T12026"
    scheme = Scheme("https://docs.openalex.org/api-entities/topics", "OpenAlex topic", "https://openalex.org/{}")
    before = _OPENALEX
    pattern = r"T[1-9][0-9]{0,7}"


class OpenAlexInstitutionId(Identifier):
    """An institution, publisher or funder in OpenAlex (https://docs.openalex.org/api-entities/institutions): `I4577782`."""

    __slots__ = ()
    form = "an OpenAlex identifier of an institution, publisher or funder"
    example = "I4577782"
    scheme = Scheme("https://docs.openalex.org/api-entities/institutions", "OpenAlex organization", "https://openalex.org/{}")
    before = _OPENALEX
    pattern = r"[IPF][1-9][0-9]{0,11}"


class DblpStream(Identifier):
    """A conference, journal or series in dblp (https://www.wikidata.org/wiki/Property:P8926): `conf/icml`, `journals/jmlr`."""

    __slots__ = ()
    form = "a dblp stream"
    example = "conf/icml"
    scheme = Scheme(_PROPERTY + "P8926", "dblp stream", "https://dblp.org/streams/{}")
    before = _DBLP + r"(?:streams|db)/"
    behind = r"/(?:index\.html)?$|[.,;]$"
    pattern = r"(?:conf|journals|series|books|reference|repo)/[A-Za-z0-9_-]+"


class DblpRecord(Identifier):
    """The key of a publication in dblp (https://www.wikidata.org/wiki/Property:P8978): `journals/corr/abs-2211-17174`."""

    __slots__ = ()
    form = "a dblp key"
    example = "journals/corr/abs-2211-17174"
    scheme = Scheme(_PROPERTY + "P8978", "dblp record", "https://dblp.org/rec/{}")
    before = _DBLP + r"rec/(?:(?:html|bibtex|xml|rdf)/)?|^dblp\s*:\s*"
    behind = r"\.(?:html|bib|xml|rdf)$|[.,;/]$"
    pattern = r"(?:conf|journals|series|books|reference|phd|tr|dblpnote)/[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*"
