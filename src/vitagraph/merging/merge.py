"""An imported CV merged into the files of another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from vitagraph.errors import DataError, Place, Problem, UsageError, printable
from vitagraph.merging.aliases import proposed_aliases
from vitagraph.merging.layout import UnwritableError, child
from vitagraph.merging.matching import owner_is
from vitagraph.merging.pruning import Addition
from vitagraph.merging.union import Union
from vitagraph.merging.verification import errors_of, proved
from vitagraph.merging.yaml_edits import YamlEdits
from vitagraph.records import CV, Index, Record
from vitagraph.yaml import contents, read_files
from vitagraph.yaml.writing import file_of_section

_INSTEAD = "nothing was written; put the records there on lines of their own, or import into a new folder and copy from it"


class Merged(NamedTuple):
    """The files that change, path -> bytes before ("" where there was none) and after; conflicts, aliases and works to consider."""

    files: dict[str, tuple[bytes, bytes]]
    conflicts: list[Problem]
    aliases: list[str]
    new_records: int = 0
    new_facts: int = 0
    #: works of the source that may be works of the CV; nothing of them was taken
    proposals: list[Problem] = []

    def diff(self) -> str:
        """What changes, as a unified diff."""
        return "".join(line for path, (old, new) in sorted(self.files.items()) for line in _differing(path, old, new))


def merge(target: str, imported: CV, source: str, prefer_source: bool = False) -> Merged:
    """The files of a CV with what an imported one adds to it; nothing is written.

    Text that is there stays. Raises DataError where the CV is wrong, is another person's, or cannot be added to.
    """
    if target == "-":
        raise UsageError("a CV on standard input cannot be merged into; name its file or folder")
    files = contents(target)
    index = read_files(files, target)
    if not owner_is(index.cv.person, imported.person):
        message = f"this is the CV of {imported.person.name}, and {target} that of {index.cv.person.name}; nothing was merged"
        raise DataError([Problem(Place(source), message)])
    known, errors = set(Index(index.cv).records), errors_of(index, target)
    union = Union(index, imported, source, prefer_source)
    written = Files(target, files)
    for addition in union.additions:
        written.add(addition, index)
    for section, records in union.new.items():
        written.add_records(section, records)
    after = written.checked(union.cv, errors)
    facts = sum(len(addition.values) or 1 for addition in union.additions)
    added = sum(map(len, union.new.values()))
    return Merged(written.changed(), sorted(union.conflicts), list(proposed_aliases(after, known)), added, facts, sorted(union.proposals))


class Files:
    """The files of a CV, and what is to be put into them."""

    def __init__(self, target: str, files: Iterable[tuple[str, bytes]]) -> None:
        self.target = target
        self.sheets = {name: YamlEdits(name, data) for name, data in files}
        self._created: dict[str, bytes] = {}

    def add(self, addition: Addition, index: Index) -> None:
        """Puts in what a record gets. Raises DataError where that touches what is there."""
        record, name = addition.record, addition.name
        place = index.cv.origins.of(record)
        if place is None:
            self._add_owner(record)
            return
        sheet = self.sheets[place.source]
        try:
            node = sheet.node_at(place)
            if addition.instead:
                sheet.replace_field(node, record, name)
            elif not addition.values:
                sheet.add_field(node, record, name)
            else:
                sheet.add_values(child(node, name), record, name, addition.values)
        except UnwritableError as error:
            raise DataError([Problem(place, f"`{name}` cannot be added here: {error}")]) from None

    def _add_owner(self, person: Record) -> None:
        """The owner, of whom nothing was written yet."""
        path = str(Path(self.target) / "person.yaml")
        if path not in self._created:
            self._write_section("person", [person])

    def add_records(self, section: str, records: list[Record]) -> None:
        """Puts new records behind those of their section."""
        if not records:
            return
        found = [(sheet, node) for sheet in self.sheets.values() if (node := sheet.section(section)) is not None]
        if not found:
            self._write_section(section, records)
            return
        sheet, node = max(found, key=lambda pair: (Path(pair[0].source).stem == section, len(pair[1].value)))
        try:
            sheet.add_entries(node, records)
        except UnwritableError as error:
            raise DataError([Problem(Place(sheet.source), f"`{section}:` cannot be added to: {error}")]) from None

    def _write_section(self, section: str, records: list[Record]) -> None:
        """A section that no file has: a file of its own, or one behind the others in a CV of one file."""
        path = str(Path(self.target) / f"{section}.yaml")
        if not Path(self.target).is_dir() or path in self.sheets:
            sheet = self.sheets.get(path) or next(iter(self.sheets.values()))
            sheet.add_section(section, records)
        else:
            self._created[path] = file_of_section(section, records).encode()

    def changed(self) -> dict[str, tuple[bytes, bytes]]:
        """Path -> bytes before and after, of those that are not as they were."""
        changed = {name: (sheet.data, sheet.written()) for name, sheet in self.sheets.items() if sheet.is_changed}
        return changed | {path: (b"", data) for path, data in self._created.items()}

    def checked(self, intended: CV, known_errors: Iterable[str]) -> Index:
        """The CV as it will be read, which says what was intended and nothing else. Raises DataError where it does not."""
        changed = {name: new for name, (_, new) in self.changed().items()}
        files = {name: sheet.data for name, sheet in self.sheets.items()} | changed
        return proved(files, intended, self.target, _INSTEAD, known_errors)


def _differing(path: str, old: bytes, new: bytes) -> Iterator[str]:
    from vitagraph.yaml.nodes import decoded

    before, after = (decoded(data, path).splitlines(keepends=True) for data in (old, new))
    name = printable(path.lstrip("/"))
    for line in unified_diff(before, after, f"a/{name}" if old else "/dev/null", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
