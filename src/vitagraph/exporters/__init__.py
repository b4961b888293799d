"""Formats of reference managers, which contain works, and of résumés, which contain the whole CV: one file each in `formats/`.

To add a format, add a file there that declares all of it in `EXPORTER`; an installed package can add others. CSL-JSON is the
model that the others are written from: https://docs.citationstyles.org/en/stable/specification.html
They take a public view (`Index.public_view`), so what they write contains no restricted fact.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from vitagraph.plugins import Registry
from vitagraph.records import Index, Record, sections
from vitagraph.records.containers import Volume
from vitagraph.records.relations import Relation
from vitagraph.records.works import Publication
from vitagraph.values import Identifier
from vitagraph.yaml import SUFFIXES

if TYPE_CHECKING:
    from vitagraph.exporters.coverage import Coverage


class Work(NamedTuple):
    """Something that can be cited; a thesis with its study, a patent document with its family."""

    record: Record
    whole: Record | None = None


class Exporter(NamedTuple):
    """A format that expresses less than the graph: one of `write_works` and `write_cv` writes it.

    `write_works(works, index)` returns the text of works; `fields` are those of works and of their venues that the format can
    hold beside `coverage.CITED` (`url|repository` the first of them that is stated), `identifiers(work, index)` returns the
    identifiers that the text of a work contains, `relations(work, index)` those of its relations to other works. Sites publish each
    work in such a format, too, and the works of the CV in a file with `site_suffix` where the suffix alone does not name the format.

    `write_cv(index, coverage)` returns the text of the whole CV; each field that it takes from `coverage` is in the text.
    What is not taken is reported as left out.

    In lists, exporters with a lower `order` come first.
    """

    name: str
    label: str
    suffix: str
    media_type: str
    write_works: Callable[[Iterable[Work], Index], str] | None = None
    fields: tuple[str, ...] = ()
    identifiers: Callable[[Work, Index], Collection[Identifier]] | None = None
    relations: Callable[[Work, Index], Collection[Relation]] | None = None
    write_cv: Callable[[Index, Coverage], str] | None = None
    site_suffix: str = ""
    order: int = 100

    def of_works(self, works: Iterable[Work], index: Index) -> str:
        """The text of works, for an exporter among `bibliographies`."""
        assert self.write_works is not None  # noqa: S101  # as `bibliographies` selects them
        return self.write_works(works, index)

    @property
    def published_suffix(self) -> str:
        """The suffix of the file of all works of a site."""
        return self.site_suffix or self.suffix


def _own_suffixes(exporter: Exporter) -> list[str]:
    """The suffixes that name an exporter: none of those of records, which name no other format."""
    return [] if f".{exporter.suffix}" in SUFFIXES else [exporter.suffix]


#: all exporters by name
EXPORTERS = Registry(Exporter, "vitagraph.exporters.formats", "EXPORTER", "vitagraph.exporters", "export format", _own_suffixes)


def bibliographies() -> list[Exporter]:
    """The formats of works, in the order of preference."""
    return [exporter for exporter in EXPORTERS.all.values() if exporter.write_works]


def works(index: Index) -> Iterator[Work]:
    """All publications of a CV, then its software and datasets, the owner's theses, patent documents, edited books and proceedings."""
    for section, record_class in sections().items():
        if issubclass(record_class, Publication):
            yield from map(Work, getattr(index.cv, section))
    for study in index.cv.studies:
        if study.thesis:
            yield Work(study.thesis, study)
    for family in index.cv.patent_families:
        yield from (Work(document, family) for document in family.documents)
    yield from map(Work, volumes(index))


def volumes(index: Index) -> Iterator[Volume]:
    """The edited books and proceedings in which the owner has a part; the others only contain works."""
    proceedings = filter(None, (event.proceedings for event in index.cv.events))
    return (volume for volume in (*index.cv.edited_books, *proceedings) if volume.is_of_owner(index))
