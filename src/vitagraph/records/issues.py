"""The journal, the volume and the issue in which a work is, in both directions."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Protocol, cast

from vitagraph.rdf.terms import Term, Triple, literal, part, tagged
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, MARCREL, RDF, RDFS, SCHEMA
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import structured
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.works import Publication, contained, containers_of
from vitagraph.values import Plain, Text, labelled, whole_slug

#: the title and the editors of the issue in which a work is
IssueTitle = Annotated[Text | None, structured(SCHEMA.headline), "title of the issue, where it has one: a special issue"]
IssueEditors = Annotated[list[Author], structured(MARCREL.edt), "editors of that issue"]


class _InJournal(Protocol):
    """The place of a work in a journal."""

    journal: str | None
    volume: Plain | None
    issue: Plain | None
    issue_title: Text | None
    issue_editors: list[Author]


def in_journal(work: _InJournal, node: Term, index: Identities) -> Iterator[Triple]:
    """The place of a work in a journal: in its issue, else in its volume, else in the journal."""
    in_issue = bool(work.issue or work.issue_title or work.issue_editors)
    if work.journal:
        journal = container = index.refer("journal", work.journal)
        name = str(getattr(index.find("journal", work.journal), "name", work.journal))
        if work.volume:
            container, described = _volume(journal, name, work.volume)
            yield from described
        if work.issue:
            container, described = _issue(container, journal, name, work.volume or "", work.issue)
            yield from described
        elif in_issue:
            title = min(work.issue_title.translations, default=("", work.issue_title))[1] if work.issue_title else ""
            container = part(container, f"i-{whole_slug(title)}".rstrip("-"))
            yield from _unnumbered(container, journal, work, index)
        yield from contained(cast("Publication", work), node, container, container if in_issue else journal)
    elif in_issue:
        container = part(node, "issue")
        yield from contained(cast("Publication", work), node, container)
        if work.issue:
            yield from _numbered(container, labelled("issue " + work.issue, "en", work.issue), work.issue)
        else:
            yield from _unnumbered(container, "", work, index)
    if in_issue:
        yield from _described(container, work, index)


#: the predicates from an issue to its editors
_EDITORS = (MARCREL.edt, SCHEMA.editor, BIBO.editor)


def _described(issue: Term, work: _InJournal, index: Identities) -> Iterator[Triple]:
    """The title and the editors of an issue."""
    yield from ((issue, predicate, title) for title in _title_terms(work, index) for predicate in (SCHEMA.headline, DCTERMS.title))
    yield from ((issue, predicate, agent) for agent, _ in index.credits(work.issue_editors) for predicate in _EDITORS)


def _unnumbered(issue: Term, journal: Term, work: _InJournal, index: Identities) -> Iterator[Triple]:
    """The classes and the label of an issue without a number, and the volume and the journal that it is in."""
    for cls in (SCHEMA.PublicationIssue, BIBO.Issue):
        yield issue, RDF.type, cls
    for title in _title_terms(work, index) or [tagged("issue of a journal", "en")]:
        yield issue, RDFS.label, title
        yield issue, SCHEMA.name, title
    if journal:
        yield issue, SCHEMA.isPartOf, issue.rpartition("/")[0] + ">"
        yield issue, DCTERMS.isPartOf, journal
        if work.volume:
            yield issue, BIBO.volume, literal(work.volume)


def _title_terms(work: _InJournal, index: Identities) -> Sequence[Term]:
    return work.issue_title.terms(index.language_of(cast("Record", work))) if work.issue_title else ()


def recover_journal(fields: dict[str, Any], node: Term, graph: Resources) -> None:
    """The inverse of `in_journal`."""
    for container in containers_of(node, graph):
        if BIBO.Issue in graph.types(container):
            issue = graph.value(container, BIBO.issue)
            fields["issue"] = Plain(issue) if issue else None
            fields["issue_title"] = graph.text(graph.objects(container, SCHEMA.headline, DCTERMS.title))
            fields["issue_editors"] = graph.agents(graph.objects(container, *_EDITORS))
            fields["journal"] = next(iter(graph.ids("journal", graph.objects(container, DCTERMS.isPartOf))), None)
        elif journals := graph.ids("journal", [container]):
            fields["journal"] = journals[0]


# The articles of one volume often stand together: the description is computed once.
@lru_cache(maxsize=1024)
def _volume(journal: Term, name: str, volume: str) -> tuple[Term, tuple[Triple, ...]]:
    """The volume of a journal and its description; BIBO has no class for it."""
    node, term = part(journal, "v" + whole_slug(volume)), labelled(name + ", volume " + volume, "en", name, volume)
    return node, (
        (node, RDF.type, SCHEMA.PublicationVolume),
        (node, RDFS.label, term),
        (node, SCHEMA.name, term),
        (node, SCHEMA.volumeNumber, literal(volume)),
        (node, SCHEMA.isPartOf, journal),
    )


def _issue(container: Term, journal: Term, name: str, volume: str, issue: str) -> tuple[Term, tuple[Triple, ...]]:
    """The issue of a journal and its description; the schema.org issue and the BIBO issue are one node."""
    node = part(container, "i" + whole_slug(issue))
    in_volume = [(node, BIBO.volume, literal(volume))] if volume else []
    return node, (
        *_numbered(node, literal(name + " " + volume + "(" + issue + ")"), issue),
        (node, SCHEMA.isPartOf, container),
        (node, DCTERMS.isPartOf, journal),
        *in_volume,
    )


def _numbered(issue: Term, label: Term, number: str) -> tuple[Triple, ...]:
    """The classes, label and number of an issue, in both vocabularies."""
    text = literal(number)
    return (
        (issue, RDF.type, SCHEMA.PublicationIssue),
        (issue, RDF.type, BIBO.Issue),
        (issue, RDFS.label, label),
        (issue, SCHEMA.name, label),
        (issue, SCHEMA.issueNumber, text),
        (issue, BIBO.issue, text),
    )
