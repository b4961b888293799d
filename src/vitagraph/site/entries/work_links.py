"""The links of a work: where it can be read, its identifiers, its code and data, and what was shown where it was presented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vitagraph.records.publications import Software
from vitagraph.records.works import Publication
from vitagraph.site.entries.entry import Link, host, identifier_links, link_to
from vitagraph.site.localization import Localizer, capital


def links_of(record: Publication, localizer: Localizer) -> Iterator[Link]:
    """The links in the order of the page; slides, posters and recordings are those of the talks about the work."""
    words = localizer.words
    if record.pdf:
        yield Link("PDF", record.pdf)
    yield from identifier_links(record)
    if record.url:
        yield link_to(record.url, localizer)
    if isinstance(record, Software) and record.repository:
        yield Link(words["code"], record.repository)
    addresses = [(software, repository_of(software, localizer)) for software in record.code]
    for software, address in addresses:
        name = f"{words['labelled'].format(label=words['code'])}{localizer.name('software', software)}"
        label = words["code"] if len(addresses) == 1 else name
        yield Link(label, address)
    yield from _data(record, localizer)
    yield from _presented(record, localizer)
    yield from (Link(host(page), page) for page in record.pages_about)


def repository_of(reference: str, localizer: Localizer) -> str:
    """The address of the software of a work: its repository, else its place in the page."""
    record: Any = localizer.index.find("software", reference)
    return (
        getattr(record, "repository", None)
        or getattr(record, "url", None)
        or f"#{localizer.anchor(localizer.index.refer('software', reference))}"
    )


def _data(record: Publication, localizer: Localizer) -> Iterator[Link]:
    """The datasets to which a work is related: their DOI or address, else their place in the page."""
    for reference in filter(None, (relation.dataset for relation in record.related)):
        dataset: Any = localizer.index.find("dataset", reference)
        stated = dataset and (dataset.doi.address() if dataset.doi else dataset.url)
        yield Link(localizer.words["data_link"], stated or f"#{localizer.anchor(localizer.index.refer('dataset', reference))}")


def _presented(record: Publication, localizer: Localizer) -> Iterator[Link]:
    """What was shown or recorded in the talks about a work."""
    words = localizer.words
    for talk in localizer.talks_of.get(localizer.index.node(record), ()):
        poster = next((kind for kind in talk.kind if kind == "poster"), None)
        if talk.slides:
            yield Link(words["slides"], talk.slides)
        if talk.pdf:
            yield Link(capital(localizer.kind(poster)) if poster else "PDF", talk.pdf)
        if talk.video:
            yield Link(words["video"], talk.video)
