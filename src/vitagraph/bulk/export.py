"""One partition of CVs -> one file of quads, and one of the CVs that were rejected."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from io import RawIOBase
from typing import IO, Any, NamedTuple

import msgspec

from vitagraph.bulk.decoding import decode
from vitagraph.bulk.formats import FORMATS, lines_to, with_named_graphs
from vitagraph.bulk.inputs import Unit
from vitagraph.bulk.partitions import Partition
from vitagraph.bulk.quads import quads
from vitagraph.bulk.storage import Storage, read, replace, storage
from vitagraph.errors import DataError, Problem, UsageError, encodable
from vitagraph.records.cv import DocumentIri


class Settings(NamedTuple):
    """All that determines the bytes of an export."""

    format: str = "nquads"
    include: tuple[str, ...] = ()
    base: str = ""
    most_cvs: int = 1000
    distinct: bool = False

    @classmethod
    def of(cls, format_name: str, include: Sequence[str], base: str, most_cvs: int, distinct: bool = False) -> Settings:
        """The settings that a user gives. Raises UsageError for settings that exclude each other."""
        if include and not FORMATS[format_name].named_graphs:
            known = " or ".join(with_named_graphs())
            raise UsageError(f"{format_name} has no named graphs and would mix {' and '.join(include)} with public facts; use {known}")
        if base:
            try:
                DocumentIri.parse(base.removesuffix("/"))
            except ValueError as error:
                raise UsageError(f"--base: {error}") from None
        return cls(format_name, tuple(sorted(set(include))), base, most_cvs, distinct)

    @property
    def suffix(self) -> str:
        """The suffix of a partition's file."""
        return FORMATS[self.format].suffix


class ExportedPartition(msgspec.Struct):
    """A partition in the manifest: its file (none where every CV was rejected), the digests of its input and its file, and counts."""

    number: int
    input: str
    file: str | None
    sha256: str
    bytes: int
    cvs: int
    rejected: int
    quads: int


class Digesting(RawIOBase):
    """A file that computes the digest and the number of the bytes written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self.digest = hashlib.sha256()
        self.bytes = 0

    def writable(self) -> bool:
        """Returns True."""
        return True

    def write(self, data: Any) -> int:
        """Writes all bytes."""
        self.digest.update(data)
        self.bytes += len(data)
        return self._file.write(data)


def export(partition: Partition, digest: str, address: str, settings: Settings) -> ExportedPartition:
    """Writes a partition: the file of quads, of rejected CVs, and the entry by which a later run keeps it; each in one step."""
    place = storage(address)
    with place.writing(lines_of(partition.number, settings.suffix)) as part:
        exported, rejected = _written(partition, digest, part.file, settings)
        if exported.file is not None:
            part.put(lasting=False)
    return note(exported, rejected, place)


def note(exported: ExportedPartition, rejected: Sequence[bytes], place: Storage) -> ExportedPartition:
    """Writes the file of rejected CVs of a partition whose file is complete, then its entry."""
    if rejected:
        replace(place, rejects(exported.number), rejected)
    replace(place, entry(exported.number), [msgspec.json.encode(exported)])
    return exported


def _written(partition: Partition, digest: str, raw: IO[bytes], settings: Settings) -> tuple[ExportedPartition, list[bytes]]:
    """Writes the quads of a partition. Returns its entry in the manifest, and a line for each CV that was rejected."""
    file, rejected, count = Digesting(raw), list[bytes](), 0
    with lines_to(file, settings.format) as lines:
        for unit in partition.units:
            result = quads_of(unit, settings)
            if isinstance(result, bytes):
                rejected.append(result)
            else:
                for piece in result[0]:
                    lines.write(piece)
                count += result[1]
    cvs, bad = len(partition.units), len(rejected)
    if bad == cvs:
        return ExportedPartition(partition.number, digest, None, "", 0, cvs, bad, 0), rejected
    name = lines_of(partition.number, settings.suffix)
    return ExportedPartition(partition.number, digest, name, file.digest.hexdigest(), file.bytes, cvs, bad, count), rejected


def lines_of(number: int, suffix: str) -> str:
    """The name of a partition's file of quads."""
    return f"part-{number:05d}.{suffix}"


def rejects(number: int) -> str:
    """The name of a partition's file of rejected CVs, until the run ends."""
    return f".part-{number:05d}.rejected"


def entry(number: int) -> str:
    """The name of a partition's entry in the manifest, until the run ends."""
    return f".part-{number:05d}.done"


def whole(place: Storage, partition: ExportedPartition) -> bool:
    """Whether the file of a partition is unchanged; there is none if every CV was rejected."""
    if partition.file is None:
        return True
    if place.size(partition.file) != partition.bytes:
        return False
    with place.open(partition.file) as file:
        digest = hashlib.sha256()
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest() == partition.sha256


def kept(known: ExportedPartition | None, digest: str, place: Storage) -> bool:
    """Whether a partition that an earlier run finished can stay: its input and its files are unchanged."""
    if known is None or known.input != digest or (known.rejected and place.size(rejects(known.number)) is None):
        return False
    return whole(place, known)


def quads_of(unit: Unit, settings: Settings) -> tuple[Iterator[bytes], int] | bytes:
    """The lines of a CV and their number; or, if it is rejected, its line of rejected.jsonl."""
    try:
        return quads(decode(unit, settings.base), settings.include, graphs=FORMATS[settings.format].named_graphs)
    except DataError as error:
        return rejection(unit, error.problems)
    except Exception as error:  # one CV among millions must not end the run, even if the cause is a bug
        message = f"vitagraph failed here ({type(error).__name__}: {error}), which is a bug; please report it"
        return rejection(unit, [Problem(unit.place, message)])


def rejection(unit: Unit, problems: Any) -> bytes:
    """A line of rejected.jsonl: the place of the CV, and every problem with its place."""
    problems_data = [{"place": str(problem.place), "message": problem.message} for problem in problems]
    return msgspec.json.encode({"source": encodable(unit.source), "line": unit.number, "problems": problems_data}) + b"\n"


def rejections(partitions: list[ExportedPartition], place: Storage) -> Iterator[bytes]:
    """The lines of all rejected CVs, in the order of the input, one piece for each partition."""
    for partition in partitions:
        if partition.rejected:
            yield read(place, rejects(partition.number))
