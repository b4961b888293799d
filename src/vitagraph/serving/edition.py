"""What is published at one moment: the site of the CV as it was when it could be read last, and what is wrong with it now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vitagraph.errors import DataError
from vitagraph.mapping import dataset_of
from vitagraph.rdf.syntaxes.nquads import write as nquads
from vitagraph.site import Options, build
from vitagraph.site.address import Address
from vitagraph.validation import Report, Severity, validate
from vitagraph.yaml import read_index


class Sources(NamedTuple):
    """Where a CV and its theme lie."""

    cv: Path
    theme: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder of the CV's files."""
        return self.cv if self.cv.is_dir() else self.cv.parent

    @property
    def queries(self) -> tuple[Path, ...]:
        """The folders with own queries: beside the CV and in it, as for `vitagraph query`."""
        return tuple(folder for folder in (self.cv.parent / "queries", self.cv / "queries") if folder.is_dir())

    def watched(self) -> list[Path]:
        """The folders whose files matter: the CV's, those with queries, the theme."""
        return [self.folder, *self.queries, *([self.theme] if self.theme else [])]

    def matters(self, changed: str) -> bool:
        """Whether a changed file may change what is published; beside a CV of one file, others do not."""
        path = Path(changed)
        hidden = path.name.startswith((".", "~")) or path.name.endswith("~")
        return not hidden and (self.cv.is_dir() or path.parent.resolve() != self.folder.resolve() or path.name == self.cv.name)


class Found(NamedTuple):
    """A problem as the browser shows it: how bad it is, where, what."""

    severity: str
    place: str
    message: str


class Edition(NamedTuple):
    """The public files of a site and their graph (N-Quads), the address they are made for, and the problems of the CV.

    `current` where the CV could be read; where it never could, there are no files and no address.
    """

    files: dict[str, bytes]
    quads: str
    address: Address
    problems: list[Found]
    current: bool


EMPTY = Edition({}, "", Address("", ""), [], current=False)


def edition(sources: Sources, before: Edition = EMPTY) -> Edition:
    """The edition of the CV as it lies there now; where it cannot be read, the one before with the problems of this one.

    Raises UsageError where there is no CV, or the theme is none.
    """
    try:
        index = read_index(sources.cv)
        dataset = dataset_of(index)
        files = build(index, Options(False, sources.theme, sources.folder, sources.queries))
        report = validate(index, str(sources.cv))
    except DataError as error:
        return before._replace(problems=list(_found(Report.of_problems(error.problems))), current=False)
    return Edition(files, nquads(dataset.document, dataset.graphs()), Address.of(dataset.document), list(_found(report)), current=True)


def _found(report: Report) -> Iterator[Found]:
    for result in report.distinct():
        if result.finding.severity is not Severity.note:
            yield Found(result.finding.severity.value, str(result.place), result.sentence)
