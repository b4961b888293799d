"""Value types: what a field may hold, how it is read, and which RDF terms it becomes.

Every type has a class method `parse`, which takes a value of YAML or JSON (text, or a list or mapping of text) and raises
ValueError with a message that states what to write instead, and a method `term`, its RDF term.
"""

from vitagraph.values.addresses import Email, Licence, Phone, Url
from vitagraph.values.amounts import Allotment, Amount
from vitagraph.values.countries import country_name, is_country
from vitagraph.values.counts import Count, Duration
from vitagraph.values.dates import PartialDate, Period, first_date
from vitagraph.values.days import Days, DaySpan
from vitagraph.values.entity_identifiers import (
    DblpRecord,
    DblpStream,
    GeoNamesId,
    OpenAlexInstitutionId,
    OpenAlexSourceId,
    OpenAlexTopicId,
)
from vitagraph.values.folding import folded
from vitagraph.values.identifiers import ArxivId, Doi, Identifier, Isbn, Issn, Orcid, PubMedId, RorId, WikidataId
from vitagraph.values.languages import UNDETERMINED, labelled, tag_of
from vitagraph.values.names import (
    NAME_SUFFIX,
    TITLE,
    PersonName,
    are_compatible,
    bare_name,
    full_slug,
    is_particle,
    joined_slugs,
    slug,
    whole_slug,
    with_digest,
)
from vitagraph.values.numbers import ArticleNumber, GeoCoordinate, Latitude, Pages, PatentNumber, whole_number
from vitagraph.values.own_files import OwnFile
from vitagraph.values.person_identifiers import DblpId, Gnd, Isni, OpenAlexAuthorId, ResearcherId, ScopusAuthorId, Viaf
from vitagraph.values.terms import ClassName, TermName
from vitagraph.values.text import FullName, LanguageTag, Markup, NameIn, Plain, Slug, Text, Value
from vitagraph.values.work_identifiers import Ark, HalId, Handle, JstorId, OpenAlexId, PmcId, ScopusEid, SsrnId, WosId

__all__ = [
    "NAME_SUFFIX",
    "TITLE",
    "UNDETERMINED",
    "Allotment",
    "Amount",
    "Ark",
    "ArticleNumber",
    "ArxivId",
    "ClassName",
    "Count",
    "DaySpan",
    "Days",
    "DblpId",
    "DblpRecord",
    "DblpStream",
    "Doi",
    "Duration",
    "Email",
    "FullName",
    "GeoCoordinate",
    "GeoNamesId",
    "Gnd",
    "HalId",
    "Handle",
    "Identifier",
    "Isbn",
    "Isni",
    "Issn",
    "JstorId",
    "LanguageTag",
    "Latitude",
    "Licence",
    "Markup",
    "NameIn",
    "OpenAlexAuthorId",
    "OpenAlexId",
    "OpenAlexInstitutionId",
    "OpenAlexSourceId",
    "OpenAlexTopicId",
    "Orcid",
    "OwnFile",
    "Pages",
    "PartialDate",
    "PatentNumber",
    "Period",
    "PersonName",
    "Phone",
    "Plain",
    "PmcId",
    "PubMedId",
    "ResearcherId",
    "RorId",
    "ScopusAuthorId",
    "ScopusEid",
    "Slug",
    "SsrnId",
    "TermName",
    "Text",
    "Url",
    "Value",
    "Viaf",
    "WikidataId",
    "WosId",
    "are_compatible",
    "bare_name",
    "country_name",
    "first_date",
    "folded",
    "full_slug",
    "is_country",
    "is_particle",
    "joined_slugs",
    "labelled",
    "slug",
    "tag_of",
    "whole_number",
    "whole_slug",
    "with_digest",
]
