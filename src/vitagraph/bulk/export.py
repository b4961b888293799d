"""One partition of CVs -> one file of quads, and a file of what was rejected."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from io import RawIOBase
from pathlib import Path
from typing import IO, Any, NamedTuple

import msgspec

from vitagraph.bulk.decoding import decode
from vitagraph.bulk.formats import FORMATS, lines_to
from vitagraph.bulk.inputs import Unit
from vitagraph.bulk.partitions import Partition
from vitagraph.bulk.quads import quads
from vitagraph.errors import DataError, Problem, UsageError, encodable
from vitagraph.files import part_of, replace
from vitagraph.records.cv import DocumentIri


class Settings(NamedTuple):
    """What decides on the bytes of an export."""

    format: str = "nquads"
    include: tuple[str, ...] = ()
    base: str = ""
    most_cvs: int = 1000

    @classmethod
    def of(cls, format_name: str, include: Sequence[str], base: str, most_cvs: int) -> Settings:
        """Settings as a user gives them. Raises UsageError for those that do not go together."""
        if format_name.startswith("ntriples") and include:
            raise UsageError(f"{format_name} has no named graphs and would mix {' and '.join(include)} with public facts; use nquads")
        if base:
            try:
                DocumentIri.parse(base.removesuffix("/"))
            except ValueError as error:
                raise UsageError(f"--base: {error}") from None
        return cls(format_name, tuple(sorted(set(include))), base, most_cvs)

    @property
    def suffix(self) -> str:
        """The suffix of a partition's file."""
        return FORMATS[self.format]


class Outcome(msgspec.Struct):
    """What became of a partition: its file (none where every CV was rejected), with digests of what went in and came out."""

    number: int
    input: str
    file: str | None
    sha256: str
    bytes: int
    cvs: int
    rejected: int
    quads: int


class Digesting(RawIOBase):
    """A file that knows the digest and the number of the bytes written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self.digest = hashlib.sha256()
        self.bytes = 0

    def writable(self) -> bool:
        """As files for writing are."""
        return True

    def write(self, data: Any) -> int:
        """Writes all bytes."""
        self.digest.update(data)
        self.bytes += len(data)
        return self._file.write(data)


def export(partition: Partition, digest: str, folder: str, settings: Settings) -> Outcome:
    """Writes a partition into a folder: the file appears whole, after that of what was rejected."""
    with part_of(Path(folder, lines_of(partition.number, settings.suffix))) as part:
        outcome, rejected = _written(partition, digest, part.file, settings)
        if rejected:
            replace(Path(folder, rejects(partition.number)), rejected, lasting=False)
        if outcome.file is not None:
            part.put(lasting=False)
    return outcome


def _written(partition: Partition, digest: str, raw: IO[bytes], settings: Settings) -> tuple[Outcome, list[bytes]]:
    """Writes what a partition's CVs say; what became of them, and a line for each that was rejected."""
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
        return Outcome(partition.number, digest, None, "", 0, cvs, bad, 0), rejected
    name = lines_of(partition.number, settings.suffix)
    return Outcome(partition.number, digest, name, file.digest.hexdigest(), file.bytes, cvs, bad, count), rejected


def lines_of(number: int, suffix: str) -> str:
    """The file of what a partition's CVs say."""
    return f"part-{number:05d}.{suffix}"


def rejects(number: int) -> str:
    """The file of what a partition rejected, until the run is over."""
    return f".part-{number:05d}.rejected"


def quads_of(unit: Unit, settings: Settings) -> tuple[Iterator[bytes], int] | bytes:
    """A CV's lines and their number, or the line of rejected.jsonl that says why there are none."""
    try:
        return quads(decode(unit, settings.base), settings.include, graphs=not settings.format.startswith("ntriples"))
    except DataError as error:
        return rejection(unit, error.problems)
    except Exception as error:  # one CV among millions must not end the run, not even by a bug
        message = f"vitagraph failed here ({type(error).__name__}: {error}), which is a bug; please report it"
        return rejection(unit, [Problem(unit.place, message)])


def rejection(unit: Unit, problems: Any) -> bytes:
    """A line of rejected.jsonl: the place of the CV, and every problem with its own."""
    told = [{"place": str(problem.place), "message": problem.message} for problem in problems]
    return msgspec.json.encode({"source": encodable(unit.source), "line": unit.number, "problems": told}) + b"\n"


def rejections(outcomes: list[Outcome], folder: str) -> Iterator[bytes]:
    """What all partitions rejected, in the order of the input, a piece at a time."""
    for outcome in outcomes:
        if outcome.rejected:
            yield Path(folder, rejects(outcome.number)).read_bytes()
