"""Reads a CV from a file, a folder or standard input."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from vitagraph.errors import DataError, Place, Problem, UsageError, did_you_mean, quoted
from vitagraph.files.budget import read_bytes, read_standard_input, time_limit
from vitagraph.patterns import regex
from vitagraph.rdf.syntaxes import syntax_of_text
from vitagraph.records import CV, Index, RecordProblem, sections
from vitagraph.records.works import Publication
from vitagraph.yaml.conversion import Conversion
from vitagraph.yaml.nodes import Node, compose, decoded
from vitagraph.yaml.origins import Origins, follow

SUFFIXES = (".yaml", ".yml", ".json")
_OWNER = regex(rb"^[\"']?person[\"']?[ \t]*:", re.MULTILINE)
_SECTIONS = ("document", "person", "aliases")


def read(source: str | Path) -> CV:
    """The CV in a YAML or JSON file, in a folder of such files (their sections merge), or on standard input (`-`).

    Raises DataError with all problems, UsageError where there is nothing to read.
    """
    return read_index(source).cv


def read_index(source: str | Path) -> Index:
    """The index of the CV in a source, which reading computes anyway: `index.cv`, and `dataset_of(index)`."""
    return read_files(contents(source), str(source))


def read_text(text: str, source: str = "<text>") -> CV:
    """The CV in a text."""
    return read_files([(source, text.encode("utf-8", "surrogatepass"))], source).cv


def contents(source: str | Path) -> list[tuple[str, bytes]]:
    """The files of a CV: name and bytes. Raises UsageError where there is nothing to read."""
    return [(name, read_bytes(path) if path else read_standard_input()) for name, path in _files(source)]


def _files(source: str | Path) -> list[tuple[str, Path | None]]:
    if str(source) == "-":
        return [("<stdin>", None)]
    path = Path(source)
    if path.is_dir():
        files = files_in(path)
        if not files:
            raise UsageError(f"{source}: no records in this folder; {_other_folder(path)}")
        return [(str(file), file) for file in files]
    if not path.exists():
        raise UsageError(f"{source}: there is no such file or folder; name a YAML or JSON file, or a folder of them")
    return [(str(path), path)]


def _other_folder(folder: Path) -> str:
    """What to name in place of a folder without records: one below it that has some."""
    below = sorted(file.parent for file in folder.glob("[!.]*/*.yaml"))
    return (
        f"name {below[0]}, or read all CVs below with `vitagraph bulk`"
        if below
        else "add a file such as person.yaml, or name another folder"
    )


def files_in(folder: Path) -> list[Path]:
    """The files with records of a folder, in the order of names. Raises UsageError where it cannot be read."""
    try:
        return sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES and not file.name.startswith("."))
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read ({error.strerror}); check the folder and its permissions") from None


def is_each_a_cv(files: Iterable[Path]) -> bool:
    """Whether each file of a folder is a CV, and not a part of one: several files describe an owner."""
    owners = (file for file in files if _OWNER.search(read_bytes(file)))
    return next(owners, None) is not None and next(owners, None) is not None


def read_files(files: Sequence[tuple[str, bytes]], whole: str, with_proposed_ids: bool = False) -> Index:
    """The CV in files, given as name and bytes; `whole` names all of them. Raises DataError with all problems.

    With proposed ids, records that have the same id get the ids that the message proposes, and are no problem.
    """
    with time_limit(whole, sum(len(data) for _, data in files)):
        return _read_files(files, whole, with_proposed_ids)


def _read_files(files: Sequence[tuple[str, bytes]], whole: str, with_proposed_ids: bool) -> Index:
    cv, conversion = CV(), Conversion()
    aliases: dict[str, Node] = {}
    empty = whole_read = True
    for name, data in files:
        try:
            mapping, problems = _sections_of(data, name)
        except DataError as error:
            conversion.problems.extend(error.problems)
            whole_read = False
            continue
        conversion.problems.extend(problems)
        empty = empty and mapping is None
        for section, (_, child) in (mapping or {}).items():
            if section == "aliases":
                aliases[name] = child
            conversion.section(cv, section, child)
    conversion.add_described(cv)
    conversion.place_files(cv)
    if empty and not conversion.problems:
        conversion.problems.append(Problem(Place(whole), "there are no records in it; begin with a section such as `person:`"))
    cv.origins = conversion.origins
    if not whole_read:
        raise DataError(conversion.problems)
    index = Index(cv)
    if with_proposed_ids:
        index.problems = [one for one in index.problems if not one.proposed]
    unlocated = (one for one in index.problems if one.missing not in conversion.unread)
    public = {one.message for one in index.public.problems}
    located = (_located(one, cv.origins, aliases, whole)._replace(restricted=one.message not in public) for one in unlocated)
    conversion.problems.extend(located)
    if conversion.problems:
        raise DataError(conversion.problems)
    return index


def _sections_of(data: bytes, name: str) -> tuple[dict[str, tuple[Place, Node]] | None, list[Problem]]:
    """The sections of a file by name, None for an empty file; and the problems after which the rest can be read.

    Raises DataError where the file has no sections, or contains RDF.
    """
    text = decoded(data, name)
    try:
        node, problems = compose(text, name)
    except DataError:
        _refuse_rdf(text, name, Place(name, 1, 1))
        raise
    if node.value is None:
        return None, problems
    if not isinstance(node.value, dict):
        _refuse_rdf(text, name, node.place)
        raise DataError([*problems, Problem(node.place, "a record file is a mapping of sections; begin with a section such as `person:`")])
    mapping, known = node.value, [*_SECTIONS, *sections()]
    unknown = {section: mapping.pop(section)[0] for section in list(mapping) if section not in known}
    if unknown:
        _refuse_rdf(text, name, next(iter(unknown.values())))
    for section, place in unknown.items():
        hint = did_you_mean(section, known, f"; the sections are {', '.join(known)}")
        if section == "publications":
            hint = f"; its sections are {', '.join(one for one, record in sections().items() if issubclass(record, Publication))}"
        problems.append(Problem(place, f"unknown section {quoted(section)}{hint}"))
    return mapping, problems


def _refuse_rdf(text: str, name: str, place: Place) -> None:
    """Raises DataError for a text without a section of records where it is RDF, whose readers go by the suffix of a file."""
    section = rf"(?m)^[\"']?(?:{'|'.join((*_SECTIONS, *sections()))})[\"']?:(?:\s|$)"
    if re.search(section, text) or (syntax := syntax_of_text(text, name)) is None:
        return
    named = any(name.lower().endswith(f".{suffix}") for suffix in syntax.suffixes)
    instead = "validate, query or import this file" if named else f"name the file *.{syntax.suffix}, and validate, query or import it"
    raise DataError([Problem(place, f"this looks like {syntax.label}; records are YAML: {instead}")])


def _located(problem: RecordProblem, origins: Origins, aliases: dict[str, Node], whole: str) -> Problem:
    """An identity problem at its place in the source."""
    if problem.record is None:
        alias = problem.path[-1]
        written = (follow(node, (alias,)) for node in aliases.values() if isinstance(node.value, dict) and alias in node.value)
        return Problem(next(written, Place(whole)), problem.message)
    place = origins.of(problem.record, problem.path) or Place(whole)
    elsewhere = problem.elsewhere and origins.of(problem.elsewhere)
    return Problem(place, problem.message + (f" (the other is in {elsewhere})" if elsewhere else ""))
