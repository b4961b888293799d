"""Our triples taken apart into tables for those who map tables: `tables.py TABLES PART.nt...`.

They are the tables that somebody would keep who maps with templates: a row a publication, a row an author of one, a row a
person, with the ids of which IRIs are made (`{cv}`, `{publication}`, `{position}`) and the texts that literals hold, each
once however many predicates it stands under. What only a program makes of a record is given: names are parsed, ids made,
lists numbered, labels put together, entities distinct.

Subjects with the same classes share a table. A column holds what each of them says exactly once under a predicate; what some
say more often, or not at all, stands in a table of its own. tables.json describes them: the types and the template of the
subjects, and for each column its predicate and its term, a template over columns or the column of a finished one.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow
from pyarrow import parquet

from vitagraph.rdf.terms import parse

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_CV = "https://people.example/{cv}/cv#"
#: the IRIs that a CV has many of
TEMPLATES = (
    _CV + "publication/{publication}",
    _CV + "publication/{publication}/authors/{position}",
    _CV + "publication/{publication}/id/doi",
    _CV + "person/{person}",
    _CV + "journal/{journal}",
    _CV + "journal/{journal}/v{volume}",
    _CV + "journal/{journal}/v{volume}/i{issue}",
)
_PATTERNS = tuple(re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/#]+)", re.escape(template).replace(r"\{", "{").replace(r"\}", "}")))
                  for template in TEMPLATES)  # fmt: skip
#: fewer rows may agree by chance
_ENOUGH = 50


class Form(NamedTuple):
    """How a term is made: of a template (`of`), or of a finished text: an IRI, a plain, language-tagged or typed literal."""

    kind: str
    of: str
    names: tuple[str, ...]


class Column(NamedTuple):
    """A predicate, and the form of its objects."""

    predicate: str
    form: Form


Values = tuple[str, ...]


def taken_apart(token: str) -> tuple[Form, Values]:
    """A term as its form and what is filled in there."""
    parsed = parse(token)
    if not parsed.is_iri:
        kind = "language" if parsed.language else "typed" if parsed.datatype else "plain"
        of = parsed.language or parsed.datatype or "http://www.w3.org/2001/XMLSchema#string"
        return Form(kind, of, ("text",)), (parsed.value,)
    for template, pattern in zip(TEMPLATES, _PATTERNS, strict=True):
        if match := pattern.fullmatch(parsed.value):
            return Form("template", template, tuple(match.groupdict())), match.groups()
    return Form("iri", "", ("iri",)), (parsed.value,)


Said = dict[Column, list[Values]]
Subject = tuple[Form, Values]


def subjects(part: Path) -> dict[Subject, Said]:
    """What a file says of each subject, each thing once."""
    said: defaultdict[str, dict[Column, dict[Values, None]]] = defaultdict(dict)
    with part.open(encoding="utf-8") as lines:
        for line in lines:
            subject, predicate, term = line[:-3].split(" ", 2)
            form, values = taken_apart(term)
            said[subject].setdefault(Column(predicate, form), {})[values] = None
    return {taken_apart(subject): {column: list(values) for column, values in columns.items()} for subject, columns in said.items()}


class Table:
    """One table: its file, and which of its columns hold the same."""

    def __init__(self, path: Path, subject: Form, types: Values, columns: list[Column], first: list[Values]) -> None:
        forms = [subject, *(column.form for column in columns)]
        names = [name if number == 0 else f"{name}{number}" for number, form in enumerate(forms) for name in form.names]
        contents = list(zip(*first, strict=True))
        same = {content: name for name, content in reversed(list(zip(names, contents, strict=True)))}
        #: for each part of a term, the column that holds it
        self.shared = [same[content] for content in contents] if len(first) >= _ENOUGH else names
        self.names = list(dict.fromkeys(self.shared))
        self.writer = parquet.ParquetWriter(path, pyarrow.schema([(name, pyarrow.string()) for name in self.names]))
        parts = iter(self.shared)
        described = [{"kind": form.kind, "of": form.of} | self._filled(form, [next(parts) for _ in form.names]) for form in forms]
        self.description = {
            "name": path.stem,
            "types": list(types),
            "subject": described[0],
            "columns": [{"predicate": one.predicate[1:-1]} | form for one, form in zip(columns, described[1:], strict=True)],
        }

    @staticmethod
    def _filled(form: Form, names: list[str]) -> dict[str, str]:
        """The name of the only column, or the template over the columns' names."""
        if form.kind != "template":
            return {"name": names[0]}
        template = form.of
        for part, name in zip(form.names, names, strict=True):
            template = template.replace(f"{{{part}}}", f"{{{name}}}")
        return {"of": template}

    def write(self, rows: list[Values]) -> None:
        """Adds rows."""
        contents: dict[str, Values] = {}
        for name, content in zip(self.shared, zip(*rows, strict=True), strict=True):
            if contents.setdefault(name, content) != content:
                raise SystemExit(f"{self.description['name']}: what looked the same in the first rows is not: {name}")
        arrays = [pyarrow.array(contents[name], pyarrow.string()) for name in self.names]
        self.writer.write_table(pyarrow.Table.from_arrays(arrays, names=self.names))


class Tables:
    """The tables of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: dict[object, Table] = {}
        self.columns: dict[object, list[Column]] = {}
        self.seen: set[Subject] = set()

    def add(self, part: dict[Subject, Said]) -> None:
        """Adds the subjects of a part that no part before had."""
        groups: defaultdict[tuple[Form, Values], dict[Values, Said]] = defaultdict(dict)
        for subject, said in part.items():
            form, values = subject
            if "/vitagraph/" in values[0]:
                if subject in self.seen:
                    continue
                self.seen.add(subject)
            types = sorted(values[0] for values in said.pop(Column(TYPE, Form("iri", "", ("iri",))), ()))
            groups[form, tuple(types)][values] = said
        for key, group in groups.items():
            if key not in self.columns:
                counts = [{column for column, values in said.items() if len(values) == 1} for said in group.values()]
                self.columns[key] = sorted(set.intersection(*counts))
            self._group(key, group, self.columns[key])

    def _group(self, key: tuple[Form, Values], group: dict[Values, Said], columns: list[Column]) -> None:
        form, types = key
        rows = [(*subject, *(value for column in columns for value in said.pop(column)[0])) for subject, said in group.items()]
        self._write(key, form, types, columns, rows)
        links: defaultdict[Column, list[Values]] = defaultdict(list)
        for subject, said in group.items():
            for column, values in said.items():
                links[column] += ((*subject, *value) for value in values)
        for column, pairs in links.items():
            self._write((key, column), form, (), [column], pairs)

    def _write(self, key: object, subject: Form, types: Values, columns: list[Column], rows: list[Values]) -> None:
        if key not in self.tables:
            path = self.folder / f"table{len(self.tables)}.parquet"
            self.tables[key] = Table(path, subject, types, columns, rows)
        self.tables[key].write(rows)

    def close(self) -> None:
        """Finishes all files and writes what they hold."""
        for table in self.tables.values():
            table.writer.close()
        (self.folder / "tables.json").write_text(json.dumps([table.description for table in self.tables.values()]))


def parts(arguments: list[str]) -> Iterator[dict[Subject, Said]]:
    """What each file says."""
    yield from (subjects(Path(argument)) for argument in arguments)


def main() -> None:
    """Writes the tables."""
    tables = Tables(Path(sys.argv[1]))
    for part in parts(sys.argv[2:]):
        tables.add(part)
    tables.close()


main()
