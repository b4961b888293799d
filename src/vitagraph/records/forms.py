"""Fields that several classes of records share: the form, the time, the length, the keywords, the programme of a funder."""

from collections.abc import Iterator, Sequence
from typing import Any

from vitagraph.rdf.terms import Term, Triple, iri
from vitagraph.rdf.vocabulary import DCTERMS, RDF, RDFS, SCHEMA, SKOS, VITA
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import DISTINCTIVE, as_form, own_node, structured
from vitagraph.records.record import Identities, Record, Resources
from vitagraph.values import Duration, Period, Plain, Text, labelled, whole_slug

#: how long an event or a work lasts
HowLong = Annotated[Duration | None, VITA.duration, as_form(Duration.exact, SCHEMA.duration), "how long it lasts, as printed"]
#: from when to when something was held or given; one date is neither its start nor its end
Held = Annotated[
    Period | None,
    as_form(Period.start_of_range, SCHEMA.startDate),
    as_form(Period.end_of_range, SCHEMA.endDate),
    DCTERMS.date,
    "from when to when; one date states neither",
]
#: what a role is about
Concerned = Annotated[Text | None, DISTINCTIVE, VITA.concerns, "what it is about: the topic, the field, the post that is filled, the cases"]
_GENRE = "form or genre in your words: improvisation, EP, video installation"
#: the form of a work, and that of an event, for which schema.org has no property
GenreOfWork = Annotated[list[Text], VITA.genre, SCHEMA.genre, _GENRE]
GenreOfEvent = Annotated[list[Text], VITA.genre, _GENRE]
#: the programme of a funder, of which the name is known
FundingProgramme = Annotated[
    Text | None,
    own_node("programme", VITA.fundingProgramme, facts=((RDF.type, SCHEMA.FundingScheme),)),
    SCHEMA.name,
    RDFS.label,
    "programme of the funder to which it belongs",
]
#: words of a record, each also a topic of the CV
Keywords = Annotated[list[Plain], SCHEMA.keywords, structured(DCTERMS.subject), "keywords"]


def topics(
    record: Record, keywords: Sequence[str], node: Term, index: Identities, predicate: Term = DCTERMS.subject, field: str = "keywords"
) -> Iterator[Triple]:
    """The topics that words in a field of a record name, to which a predicate leads."""
    language = index.language_of(record, field)
    for keyword in keywords:
        identifier = whole_slug(keyword)
        topic = index.iri("topic", identifier)
        term = labelled(index.labels.get(("topic", identifier, language), keyword), language)
        yield node, predicate, topic
        yield topic, RDF.type, SKOS.Concept
        yield topic, RDFS.label, term
        yield topic, SKOS.prefLabel, term


def recover_language(fields: dict[str, Any], graph: Resources) -> None:
    """The language of a record, as the labels of the topics of its keywords show it."""
    named = [(iri(f"{graph.document}#topic/{whole_slug(keyword)}"), keyword) for keyword in fields.get("keywords", ())]
    fields["lang"] = graph.language_of_labels(named, fields.get("title"))
