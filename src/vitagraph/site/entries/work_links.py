"""The links of a work: where it can be read, its identifiers, its code and data, and what was shown where it was presented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vitagraph.records.publications import Software
from vitagraph.records.works import Publication
from vitagraph.site.entries.entry import Link, identifier_links, link_to
from vitagraph.site.localization import Localizer
from vitagraph.site.site_names import host


def links_of(record: Publication, localizer: Localizer) -> Iterator[Link]:
    """The links in the order of the page, each address once: a talk about the work may have its slides, a dataset its data."""
    found: dict[str, Link] = {}
    for link in _links(record, localizer):
        found.setdefault(link.url, link)
    return iter(found.values())


def _links(record: Publication, localizer: Localizer) -> Iterator[Link]:
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
    """The data of a work, and the datasets to which it is related: their DOI or address, else their place in the page."""
    yield from (Link(localizer.words["data_link"], address) for address in record.data)
    for reference in filter(None, (relation.dataset for relation in record.related)):
        dataset: Any = localizer.index.find("dataset", reference)
        stated = dataset and (dataset.doi.address() if dataset.doi else dataset.url)
        yield Link(localizer.words["data_link"], stated or f"#{localizer.anchor(localizer.index.refer('dataset', reference))}")


def _presented(record: Publication, localizer: Localizer) -> Iterator[Link]:
    """What is about a work, and what was shown or recorded in the talks about it."""
    words = localizer.words
    poster_word = localizer.field("poster")
    stated = ((words["slides"], record.slides), (poster_word, record.poster), (words["video"], record.video))
    yield from (Link(label, address) for label, address in stated if address)
    for talk in localizer.talks_of.get(localizer.index.node(record), ()):
        if talk.slides:
            yield Link(words["slides"], talk.slides)
        if talk.pdf:
            yield Link(poster_word if "poster" in talk.kind else "PDF", talk.pdf)
        if talk.video:
            yield Link(words["video"], talk.video)
