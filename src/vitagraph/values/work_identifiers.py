"""Identifiers that only works have, in archives and indexes; each class names the source of its rule."""

import re

from vitagraph.values.identifiers import Identifier, Scheme

_REGISTRY = "https://registry.identifiers.org/registry/"
_WIKIDATA = "http://www.wikidata.org/entity/"


class PmcId(Identifier):
    """The identifier of a full text at PMC, PMCID (https://pmc.ncbi.nlm.nih.gov): `PMC4498753`."""

    __slots__ = ()
    form = "a PMC identifier"
    example = "PMC4498753"
    scheme = Scheme(
        _REGISTRY + "pmc", "PMC", "https://pmc.ncbi.nlm.nih.gov/articles/{}", csl="PMCID", bibtex="pmcid", orcid="pmc", openalex="pmcid"
    )
    before = (
        r"(?i)^(?:https?://)?(?:pmc\.ncbi\.nlm\.nih\.gov/articles/|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles/|"
        r"(?:www\.)?europepmc\.org/(?:articles/|article/pmc/))|^pmcid\s*:?\s*"
    )
    pattern = r"PMC[1-9][0-9]{0,8}"

    @classmethod
    def spelled(cls, text: str) -> str:
        return re.sub(r"(?i)^(?:pmc)?([0-9]+)$", r"PMC\1", text)


class HalId(Identifier):
    """An identifier of the open archive HAL (https://hal.science): `hal-01234567`."""

    __slots__ = ()
    form = "a HAL identifier"
    example = "hal-01234567"
    scheme = Scheme(_REGISTRY + "hal", "HAL", "https://hal.science/{}", of_versions=True, bibtex="hal_id", orcid="hal")
    before = r"(?i)^(?:https?://)?(?:[a-z-]+\.)?(?:hal\.science|archives-ouvertes\.fr)/|^hal\s*:\s*"
    pattern = r"[a-z]+(?:[-_][a-z]+)*-[0-9]{8}(?:v[1-9][0-9]*)?"

    @property
    def key(self) -> str:
        """The identifier without its version."""
        return re.sub(r"v[0-9]+$", "", self)


class Handle(Identifier):
    """A handle that is no DOI (RFC 3650): `2027/mdp.39015063565420`."""

    __slots__ = ()
    form = "a handle"
    example = "2027/mdp.39015063565420"
    scheme = Scheme(_REGISTRY + "hdl", "handle", "https://hdl.handle.net/{}", of_versions=True, eprint=("hdl",), orcid="handle")
    before = r"(?i)^(?:https?://)?hdl\.handle\.net/|^(?:hdl|handle)\s*:\s*"
    pattern = r"(?:[02-9][0-9]*|1|1[1-9][0-9]*|10[0-9]+)(?:\.[0-9A-Za-z]+)*/[A-Za-z0-9._~:@!$&'()*+,;=/-]+"


class Ark(Identifier):
    """An archival resource key (https://datatracker.ietf.org/doc/draft-kunze-ark/): `ark:12148/btv1b8449691v`."""

    __slots__ = ()
    form = "an ARK"
    example = "ark:12148/btv1b8449691v"
    scheme = Scheme(_REGISTRY + "ark", "ARK", "https://n2t.net/{}", orcid="ark")
    before = r"(?i)^https?://[^/]+/(?=ark:)"
    pattern = r"ark:/?[0-9bcdfghjkmnpqrstvwxz]{5,9}/[A-Za-z0-9._~@$*+=/-]+"

    @property
    def key(self) -> str:
        """The key without the slash that older ones have behind the colon."""
        return self.replace("ark:/", "ark:", 1)


class JstorId(Identifier):
    """A stable identifier of JSTOR (https://support.jstor.org): `2118559`."""

    __slots__ = ()
    form = "a JSTOR identifier"
    example = "2118559"
    scheme = Scheme(_WIKIDATA + "P888", "JSTOR", "https://www.jstor.org/stable/{}", eprint=("jstor",), orcid="jstor")
    before = r"(?i)^(?:https?://)?(?:www\.)?jstor\.org/stable/|^jstor\s*:?\s*"
    pattern = r"[a-z]{0,4}\.?[0-9]{1,12}(?:\.[0-9]{1,6})*"


class SsrnId(Identifier):
    """The number of an abstract at SSRN (https://www.ssrn.com): `1234567`."""

    __slots__ = ()
    form = "an SSRN identifier"
    example = "1234567"
    scheme = Scheme(_WIKIDATA + "P893", "SSRN", "https://ssrn.com/abstract={}", of_versions=True, eprint=("ssrn",), orcid="ssrn")
    before = r"(?i)^(?:https?://)?(?:(?:www\.)?ssrn\.com/abstract=|papers\.ssrn\.com/sol3/papers\.cfm\?abstract_id=)|^ssrn\s*:?\s*"
    pattern = r"[1-9][0-9]{2,8}"


class ScopusEid(Identifier):
    """The identifier of a record in Scopus, EID (https://service.elsevier.com/app/answers/detail/a_id/15534): `2-s2.0-84930630277`."""

    __slots__ = ()
    form = "a Scopus EID"
    example = "2-s2.0-84930630277"
    scheme = Scheme(_WIKIDATA + "P1154", "Scopus", "https://www.scopus.com/inward/record.uri?eid={}", orcid="eid")
    before = r"(?i)^https?://(?:www\.)?scopus\.com/[a-z/]*record\.ur[il]\?eid=|^(?:scopus\s*)?eid\s*:\s*"
    pattern = r"2-s2\.0-[0-9]{5,15}"


class WosId(Identifier):
    """The accession number of a record in Web of Science, UT (https://www.webofscience.com): `WOS:000356835500014`."""

    __slots__ = ()
    form = "a Web of Science identifier"
    example = "WOS:000356835500014"
    scheme = Scheme(
        _WIKIDATA + "P8372", "Web of Science", "https://www.webofscience.com/wos/woscc/full-record/{}", bibtex="unique-id", orcid="wosuid"
    )
    before = r"(?i)^https?://(?:www\.)?webofscience\.com/wos/[a-z]+/full-record/|^ut\s*+:?\s*+(?=wos:)"
    pattern = r"[A-Z]{2,8}:[A-Z0-9]{10,20}"

    @classmethod
    def spelled(cls, text: str) -> str:
        return re.sub(r"^([0-9]{15})$", r"WOS:\1", text.upper() if re.match(r"(?i)wos:", text) else text)


class OpenAlexId(Identifier):
    """The identifier of a work in OpenAlex (https://docs.openalex.org): `W2144634347`."""

    __slots__ = ()
    form = "an OpenAlex identifier"
    example = "W2144634347"
    scheme = Scheme(_WIKIDATA + "P10283", "OpenAlex", "https://openalex.org/{}", openalex="openalex")
    before = r"(?i)^(?:https?://)?(?:(?:www\.|api\.)?openalex\.org/(?:works/)?)|^openalex\s*:\s*"
    pattern = r"W[1-9][0-9]{0,11}"

    @classmethod
    def spelled(cls, text: str) -> str:
        return text.upper() if re.fullmatch(r"w[0-9]+", text) else text
