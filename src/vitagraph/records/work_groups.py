"""Works that the CV counts or describes together, and does not list."""

from collections.abc import Iterator
from typing import ClassVar

from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, MARCREL, RDFS, SCHEMA, VITA, VIVO, Iri
from vitagraph.records import work_kinds
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import CONTRIBUTOR_KEYS, CONTRIBUTORS, DISTINCTIVE, as_form
from vitagraph.records.cited_works import CitedKind
from vitagraph.records.forms import GenreOfWork
from vitagraph.records.kinds import kind, words_of
from vitagraph.records.record import Author, Identities, Record
from vitagraph.records.references import Clients, JournalRef, OrganizationRef
from vitagraph.records.relations import Related
from vitagraph.records.schemes import SCHEMES
from vitagraph.records.works import WorkStatus
from vitagraph.values import Count, Period, Text, Url, first_date, joined_slugs

_OF_PATENTS = SCHEMES["patent-statuses"].kinds


class GroupStatus(WorkStatus):
    """The status of each work of a group: that of a work, or of a patent where no status of works has the name."""

    __slots__ = ()
    statuses: ClassVar[dict[str, Iri]] = {name.removeprefix("patent-"): kind(name) for name in _OF_PATENTS} | WorkStatus.statuses
    labels: ClassVar[dict[str, tuple[str, str]]] = {
        name.removeprefix("patent-"): labels for name, labels in _OF_PATENTS.items()
    } | WorkStatus.labels
    words: ClassVar[dict[str, str]] = {
        word: name.removeprefix("patent-") for word, name in words_of("patent-statuses").items()
    } | WorkStatus.words


class WorkGroup(Record, kw_only=True):
    """Several works of one kind that the CV does not list: seventeen articles, further inventions, pieces for some ensembles."""

    segment: ClassVar[str] = "work-group"
    types: ClassVar[tuple[Iri, ...]] = (VITA.WorkGroup, BIBO.Collection, SCHEMA.Collection)

    kind: Annotated[CitedKind | None, DISTINCTIVE, VITA.memberKind, "what each of them is: translation, composition, patent ..."] = None
    count: Annotated[Count | None, DISTINCTIVE, VITA.works, as_form(Count.exact, SCHEMA.collectionSize), "how many, if stated"] = None
    genre: GenreOfWork = []
    dates: Annotated[Period | None, DCTERMS.date, "from when to when"] = None
    status: Annotated[GroupStatus | None, VITA.memberStatus, "status of each of them: pending, in preparation ..."] = None
    authors: Annotated[list[Author], SCHEMA.creator, MARCREL.aut, "authors, if stated: of works that the owner translated"] = []
    editors: Annotated[list[Author], SCHEMA.editor, BIBO.editor, "editors, if stated"] = []
    translators: Annotated[list[Author], SCHEMA.translator, MARCREL.trl, "translators, if stated: the owner, too"] = []
    contributors: Annotated[list[Author], SCHEMA.contributor, DCTERMS.contributor, CONTRIBUTOR_KEYS, CONTRIBUTORS] = []
    clients: Clients = []
    journals: Annotated[list[JournalRef], VITA.publishedIn, "journals, newspapers or sites in which they appeared"] = []
    publishers: Annotated[list[OrganizationRef], SCHEMA.publisher, DCTERMS.publisher, "who published them"] = []
    url: Annotated[Url | None, SCHEMA.url, RDFS.seeAlso, "page about them"] = None
    related: Related = []
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what is printed about them"] = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(f"{first_date(self.dates)} {self.count or ''} {self.kind or ''}") or self.segment

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield node, VIVO.relates, index.owner
        plural = work_kinds.rows()[self.kind].plural_in_list(0) if self.kind else "works"
        if self.count is None:
            yield node, RDFS.label, tagged(plural, "en")
        else:
            yield node, RDFS.label, tagged(f"{self.count} {plural}", "en" if self.count.exact() else "")
