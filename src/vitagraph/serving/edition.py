"""What is published at one moment: the site of the CV as last read without errors, and the problems of the CV now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from vitagraph.errors import DataError
from vitagraph.mapping import dataset_of
from vitagraph.rdf.dataset import Dataset
from vitagraph.rdf.syntaxes import Graphs
from vitagraph.rdf.syntaxes.nquads import write as nquads
from vitagraph.serving.citations import Citations
from vitagraph.site import OWN_FOLDERS, Options, files, own_pages
from vitagraph.site.address import Address
from vitagraph.site.data import Resources
from vitagraph.validation import Report, Severity, validate
from vitagraph.yaml import read_index
from vitagraph.yaml.own_files import stated


class Sources(NamedTuple):
    """The paths of a CV and its theme."""

    cv: Path
    theme: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder of the CV's files."""
        return self.cv if self.cv.is_dir() else self.cv.parent

    @property
    def queries(self) -> tuple[Path, ...]:
        """The folders with own queries, beside the CV and in it, as for `vitagraph query`."""
        return tuple(folder for folder in (self.cv.parent / "queries", self.cv / "queries") if folder.is_dir())

    def watched(self, own: Collection[str]) -> list[Path]:
        """The folders to watch: that of the CV, those in it with pages, news, words and own files, those with queries, the theme."""
        inside = (folder for name in sorted({*OWN_FOLDERS, *own}) if (folder := self.folder / name).is_dir() and folder != self.folder)
        return [self.folder, *inside, *self.queries, *([self.theme] if self.theme else [])]

    def matters(self, changed: str) -> bool:
        """Returns whether a changed file may change the site; other files beside a CV of one file do not."""
        path = Path(changed)
        hidden = path.name.startswith((".", "~")) or path.name.endswith("~")
        return not hidden and (self.cv.is_dir() or path.parent.resolve() != self.folder.resolve() or path.name == self.cv.name)


class ShownProblem(NamedTuple):
    """A problem as the browser shows it: severity, place, message."""

    severity: str
    place: str
    message: str


class Edition(NamedTuple):
    """The public files of a site, its named graphs (also as N-Quads), resources, works, the IRI of its document, its address, its problems.

    `current` states that the CV could be read. A CV that never could be read has no files and no address. `folders` are those of the files
    that the CV names, below its own.
    """

    files: dict[str, bytes]
    graphs: Graphs
    quads: str
    resources: Resources
    citations: Citations
    document: str
    address: Address
    problems: list[ShownProblem]
    current: bool
    folders: frozenset[str] = frozenset()


EMPTY = Edition({}, {}, "", Resources(Dataset("", {})), Citations(None), "", Address("", ""), [], current=False)


def edition(sources: Sources, previous: Edition = EMPTY, begun: Callable[[Edition], None] = lambda _: None) -> Edition:
    """The edition of the CV now; where the CV cannot be read, the previous edition with the present problems.

    `begun` is called with an edition of the first files, as soon as the page of the CV is among them. Raises UsageError for a path
    without a CV and for a folder that is no theme.
    """
    folders = previous.folders
    try:
        index = read_index(sources.cv)
        named = (*(one.file.path for one in stated(index)), *own_pages.files(sources.folder))
        folders = frozenset(str(Path(one).parent) for one in named)
        dataset = dataset_of(index)
        document, graphs = dataset.document, dataset.graphs()
        options = Options(False, sources.theme, sources.folder, sources.queries, for_owner=True)
        resources, address = Resources(dataset), Address.of(document)
        citations = Citations(index.without_origins())
        new = Edition({}, graphs, nquads(document, graphs), resources, citations, document, address, previous.problems, True, folders)
        for path, content in files(index, options, dataset):
            new.files[path] = content if isinstance(content, bytes) else b"".join(content)
            if path == address.page:
                begun(new._replace(files=dict(new.files)))
        report = validate(index, str(sources.cv))
    except DataError as error:
        return previous._replace(problems=list(_shown_problems(Report.of_problems(error.problems))), current=False, folders=folders)
    return new._replace(problems=list(_shown_problems(report)))


def _shown_problems(report: Report) -> Iterator[ShownProblem]:
    for result in report.distinct():
        if result.shacl.severity is not Severity.note:
            yield ShownProblem(result.shacl.severity.value, str(result.place), result.sentence)
