"""Merges an imported CV into the files of another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vitagraph.errors import DataError, Place, Problem, UsageError, printable, quoted
from vitagraph.merging.aliases import proposed_aliases
from vitagraph.merging.layout import UnwritableError, child
from vitagraph.merging.line_differences import unified
from vitagraph.merging.matching import owner_is
from vitagraph.merging.pruning import Addition
from vitagraph.merging.union import Union
from vitagraph.merging.verification import errors_of, verified
from vitagraph.merging.yaml_edits import YamlEdits
from vitagraph.rdf.terms import Term
from vitagraph.records import CV, Index, Record, Visibility
from vitagraph.records.works import Publication
from vitagraph.values import Slug
from vitagraph.yaml import contents, read_files
from vitagraph.yaml.writing import file_of_section

_INSTEAD = "nothing was written; put the records there on lines of their own, or import into a new folder and copy from it"


class Merged(NamedTuple):
    """The changed files, path -> bytes before (empty for a new file) and after; conflicts, proposed aliases and works."""

    files: dict[str, tuple[bytes, bytes]]
    conflicts: list[Problem]
    aliases: list[str]
    new_records: int = 0
    new_facts: int = 0
    #: works of the source that may be works of the CV; none of their facts was added
    proposals: list[Problem] = []
    #: the facts that were added to records of the CV
    additions: list[Problem] = []
    #: new works without the owner among their authors
    works_of_others: list[Problem] = []

    def after(self, files: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
        """The files of the CV with these changes."""
        return sorted((dict(files) | {path: new for path, (_, new) in self.files.items()}).items())

    def followed_by(self, further: Mapping[str, tuple[bytes, bytes]]) -> Merged:
        """These changes and further ones of the files after them."""
        return self._replace(files=self.files | {path: (self.files.get(path, (old,))[0], new) for path, (old, new) in further.items()})

    def diff(self) -> str:
        """The changes as a unified diff."""
        return "".join(line for path, (old, new) in sorted(self.files.items()) for line in _differing(path, old, new))


def merge(
    target: str,
    imported: CV,
    source: str,
    prefer_source: bool = False,
    files: Sequence[tuple[str, bytes]] | None = None,
    keep_ids: bool = False,
) -> Merged:
    """The files of a CV with the additions from an imported one; nothing is written.

    `files` are those of the CV, if not as they stand. With `keep_ids`, records that would get another id state the one that they have.
    Existing text stays. Raises DataError where the CV has an error, describes another person, or cannot be changed.
    """
    if target == "-":
        raise UsageError("a CV on standard input cannot be merged into; name its file or folder")
    files = contents(target) if files is None else files
    index = read_files(files, target)
    if not owner_is(index.cv.person, imported.person):
        message = f"this is the CV of {imported.person.name}, and {target} that of {index.cv.person.name}; nothing was merged"
        raise DataError([Problem(Place(source), message)])
    known, errors = set(Index(index.cv).records), errors_of(index, target)
    union = Union(index, imported, source, prefer_source)
    written = Files(target, files)
    places = [_added(addition, index) for addition in union.additions]
    if keep_ids:
        union.additions += _kept_ids(index, union)
    for addition in union.additions:
        written.add(addition, index)
    for section, records in union.new.items():
        written.add_records(section, records)
    after = written.checked(union.cv, errors)
    facts = sum(len(addition.values) or 1 for addition in union.additions if addition.name != "id")
    added = sum(map(len, union.new.values()))
    return Merged(
        written.changed(),
        sorted(union.conflicts),
        list(proposed_aliases(after, known)),
        added,
        facts,
        sorted(union.proposals),
        sorted(places),
        sorted(_works_of_others(after, known)),
    )


def _kept_ids(index: Index, union: Union) -> Iterator[Addition]:
    """The ids of records that a replaced title or date would give another one: they are stated, so that no IRI changes."""
    changed, new = Index(union.cv), {id(record) for records in union.new.values() for record in records}
    for record in union.cv.records():
        if record is not union.cv.person and id(record) not in new and not record.id and index.id_of(record) != changed.id_of(record):
            record.id = Slug(index.id_of(record))
            yield Addition(record, "id", None)


def _added(addition: Addition, index: Index) -> Problem:
    """The fact that is added, at the record of the CV before the changes."""
    record = addition.record
    place = index.cv.origins.of(record) or Place("person.yaml")
    value = getattr(record, addition.name)
    shown = isinstance(value, str) and index.field_visibility(record, addition.name) is Visibility.public
    fact = f"{addition.name}: {quoted(value)[1:-1]}" if shown else addition.name
    verb = "replaced" if addition.instead else "added"
    return Problem(place, f"{verb}: `{fact}` of {index.cv.noun_of(record)} '{index.id_of(record)}'")


def _works_of_others(index: Index, known: set[Term]) -> Iterator[Problem]:
    """The works that were added and state authors of whom none is the owner."""
    owner = index.node(index.cv.person)
    for node, record in index.records.items():
        if node in known or not isinstance(record, Publication) or not record.authors or node in index.implicit:
            continue
        place = index.cv.origins.of(record)
        if place and owner not in map(index.agent, (*record.authors, *record.editors, *record.translators)):
            message = "note: the owner is not among the authors of this new work; correct `authors:`, add an alias, or remove the work"
            yield Problem(place, message)


class Files:
    """The files of a CV with pending edits."""

    def __init__(self, target: str, files: Iterable[tuple[str, bytes]]) -> None:
        self.target = target
        self.edits = {name: YamlEdits(name, data) for name, data in files}
        self._created: dict[str, bytes] = {}
        self._whole = set[str]()

    def add(self, addition: Addition, index: Index) -> None:
        """Edits the file of a record for an addition. Raises DataError where this would change other text."""
        record, name = addition.record, addition.name
        place = index.cv.origins.of(record)
        if place is None:
            self._add_whole("document" if record is index.cv.document else "person", record)
            return
        file = self.edits[place.source]
        try:
            node = file.node_at(place)
            if addition.instead:
                file.replace_field(node, record, name)
            elif not addition.values:
                file.add_field(node, record, name)
            else:
                file.add_values(child(node, name), name, addition.values)
        except UnwritableError as error:
            raise DataError([Problem(place, f"`{name}` cannot be added here: {error}")]) from None

    def _add_whole(self, section: str, record: Record) -> None:
        """Writes the owner or the document, for which no file has a section yet, with all fields at the first of their additions."""
        if section not in self._whole:
            self._whole.add(section)
            self._write_section(section, [record])

    def add_records(self, section: str, records: list[Record]) -> None:
        """Appends new records to their section."""
        if not records:
            return
        found = [(file, node) for file in self.edits.values() if (node := file.section(section)) is not None]
        if not found:
            self._write_section(section, records)
            return
        file, node = max(found, key=lambda pair: (Path(pair[0].source).stem == section, len(pair[1].value)))
        try:
            file.add_entries(node, records)
        except UnwritableError as error:
            raise DataError([Problem(Place(file.source), f"`{section}:` cannot be added to: {error}")]) from None

    def _write_section(self, section: str, records: list[Record]) -> None:
        """Writes a new section: into a file of its own, or at the end of a CV of one file."""
        path = str(Path(self.target) / f"{section}.yaml")
        if not Path(self.target).is_dir() or path in self.edits:
            file = self.edits.get(path) or next(iter(self.edits.values()))
            file.add_section(section, records)
        else:
            self._created[path] = file_of_section(section, records).encode()

    def changed(self) -> dict[str, tuple[bytes, bytes]]:
        """Path -> bytes before and after, for the files that change."""
        changed = {name: (file.data, file.written()) for name, file in self.edits.items() if file.is_changed}
        return changed | {path: (b"", data) for path, data in self._created.items()}

    def checked(self, intended: CV, known_errors: Iterable[str]) -> Index:
        """The CV as read back from the changed files. Raises DataError where it is not the intended one."""
        changed = {name: new for name, (_, new) in self.changed().items()}
        files = {name: file.data for name, file in self.edits.items()} | changed
        return verified(files, intended, self.target, _INSTEAD, known_errors)


def _differing(path: str, old: bytes, new: bytes) -> Iterator[str]:
    from vitagraph.yaml.nodes import decoded

    before, after = (decoded(data, path).splitlines(keepends=True) for data in (old, new))
    name = printable(path.lstrip("/"))
    for line in unified(before, after, f"a/{name}" if old else "/dev/null", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
