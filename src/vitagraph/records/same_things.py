"""The identifiers that record classes state, each declared once, and where they lead.

By rule, schema:sameAs leads to the IRI of each identifier. owl:sameAs does too where that IRI denotes the individual itself, and
skos:exactMatch where it denotes the same concept; of a work neither, since an identifier may be that of one of its versions.
"""

from vitagraph.rdf.vocabulary import OWL, SCHEMA, SKOS
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import As, Identified, as_form
from vitagraph.values import (
    DblpRecord,
    DblpStream,
    GeoNamesId,
    Gnd,
    Identifier,
    Isni,
    OpenAlexInstitutionId,
    OpenAlexSourceId,
    OpenAlexTopicId,
    Viaf,
    WikidataId,
)


def individual(scheme: type[Identifier]) -> As:
    """The IRI that denotes the individual; not where another record states it, too, as both would be one."""
    return as_form(scheme.link, SCHEMA.sameAs, OWL.sameAs, unless_shared=True)


def concept(scheme: type[Identifier]) -> As:
    """The IRI of the same concept in another scheme."""
    return as_form(scheme.link, SCHEMA.sameAs, SKOS.exactMatch)


def page(scheme: type[Identifier]) -> As:
    """The IRI of a page or record about the thing."""
    return as_form(scheme.link, SCHEMA.sameAs)


_WIKIDATA = Identified("Wikidata", "wikidata")
_GND = Identified("GND", "gnd")

#: of a person, an organization, a place, an event, a periodical, a project
WikidataItem = Annotated[WikidataId | None, individual(WikidataId), _WIKIDATA, "Wikidata item"]
#: of a skill or a topic
WikidataConcept = Annotated[WikidataId | None, concept(WikidataId), _WIKIDATA, "Wikidata item"]
#: of a work
WikidataOfWork = Annotated[WikidataId | None, page(WikidataId), _WIKIDATA, "Wikidata item"]
GndItem = Annotated[Gnd | None, individual(Gnd), _GND, "GND identifier"]
GndConcept = Annotated[Gnd | None, concept(Gnd), _GND, "GND identifier"]
#: of a course, which may be held again and again
WikidataOfCourse = Annotated[
    WikidataId | None,
    page(WikidataId),
    Identified("Wikidata", "wikidata", of_record=False),
    "Wikidata item of the course, in all its terms",
]
IsniItem = Annotated[Isni | None, individual(Isni), Identified("ISNI", "isni"), "ISNI"]
ViafItem = Annotated[Viaf | None, individual(Viaf), Identified("VIAF", "viaf"), "VIAF identifier"]
GeoNames = Annotated[GeoNamesId | None, individual(GeoNamesId), Identified("GeoNames", "geonames"), "GeoNames identifier"]
OpenAlexSource = Annotated[
    OpenAlexSourceId | None, page(OpenAlexSourceId), Identified("OpenAlex source", "openalex-source"), "OpenAlex source identifier"
]
OpenAlexTopic = Annotated[
    OpenAlexTopicId | None, concept(OpenAlexTopicId), Identified("OpenAlex topic", "openalex-topic"), "OpenAlex topic identifier"
]
OpenAlexOrganization = Annotated[
    OpenAlexInstitutionId | None,
    page(OpenAlexInstitutionId),
    Identified("OpenAlex organization", "openalex-organization"),
    "OpenAlex identifier of an institution, publisher or funder",
]
StreamInDblp = Annotated[
    DblpStream | None, page(DblpStream), Identified("dblp stream", "dblp-stream"), "conference, journal or series in dblp"
]
RecordInDblp = Annotated[DblpRecord | None, page(DblpRecord), Identified("dblp record", "dblp-record"), "dblp key of the publication"]
