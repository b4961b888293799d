"""Figures of a work or of the owner: views, downloads, citations, an h-index."""

from collections.abc import Iterator
from typing import ClassVar

from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import DCTERMS, RDFS, SCHEMA, VITA, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import as_form, as_plain_date, inverse
from vitagraph.records.kinds import MetricKind
from vitagraph.records.record import Identities, Record
from vitagraph.values import Count, PartialDate, Plain, Url, joined_slugs


class Metric(Record, kw_only=True):
    """A figure of a work or a person: how often it was viewed, downloaded or cited, an h-index."""

    segment: ClassVar[str] = "metric"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Observation, VITA.Metric)

    kind: Annotated[MetricKind, DCTERMS.type, "what is counted: views, downloads, citations, h-index ..."]
    number: Annotated[Count, VITA.figure, as_form(Count.exact, SCHEMA.value), "the figure"]
    date: Annotated[PartialDate | None, as_plain_date(SCHEMA.observationDate), DCTERMS.date, "when it was counted"] = None
    source: Annotated[Plain | None, VITA.countedBy, "who counted it: Google Scholar, Scopus"] = None
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "where it can be read"] = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(parent, f"{self.kind} {self.date or ''}", self.source)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, RDFS.label, tagged(f"{self.kind.label}: {self.number}", "en" if self.number.exact() else "")


#: the field of a record class for its figures
Metrics = Annotated[list[Metric], VITA.metric, inverse(SCHEMA.observationAbout), "figures with their dates: views, downloads, h-index ..."]
