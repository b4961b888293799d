"""Our triples as tables for mappers of tables: `tables.py TABLES PART.nt...`.

A row is a publication, an author of one, or a person, with the ids of which IRIs consist (`{cv}`, `{publication}`, `{position}`) and
the texts of literals, each once, whatever the number of its predicates. Names are parsed, ids derived, lists numbered, labels built
and entities resolved already.

Subjects with the same classes share a table. A column has the values of a predicate that each of them has exactly once; other values
have a table of their own. tables.json describes them: the types and the template of the subjects, and for each column its predicate
and its term, a template over columns or a column with whole terms.

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
#: templates of frequent IRIs
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
#: with fewer rows, columns may be equal by chance
_ENOUGH = 50


class Form(NamedTuple):
    """The form of a term: a template (`of`), or a whole IRI, a plain, language-tagged or typed literal."""

    kind: str
    of: str
    names: tuple[str, ...]


class Column(NamedTuple):
    """A predicate, and the form of its objects."""

    predicate: str
    form: Form


Values = tuple[str, ...]


def decomposed(token: str) -> tuple[Form, Values]:
    """The form of a term, and the values of its placeholders."""
    parsed = parse(token)
    if not parsed.is_iri:
        kind = "language" if parsed.language else "typed" if parsed.datatype else "plain"
        of = parsed.language or parsed.datatype or "http://www.w3.org/2001/XMLSchema#string"
        return Form(kind, of, ("text",)), (parsed.value,)
    for template, pattern in zip(TEMPLATES, _PATTERNS, strict=True):
        if match := pattern.fullmatch(parsed.value):
            return Form("template", template, tuple(match.groupdict())), match.groups()
    return Form("iri", "", ("iri",)), (parsed.value,)


Statements = dict[Column, list[Values]]
Subject = tuple[Form, Values]


def subjects(part: Path) -> dict[Subject, Statements]:
    """The statements of a file by subject, without duplicates."""
    statements: defaultdict[str, dict[Column, dict[Values, None]]] = defaultdict(dict)
    with part.open(encoding="utf-8") as lines:
        for line in lines:
            subject, predicate, term = line[:-3].split(" ", 2)
            form, values = decomposed(term)
            statements[subject].setdefault(Column(predicate, form), {})[values] = None
    return {decomposed(subject): {column: list(values) for column, values in columns.items()} for subject, columns in statements.items()}


class Table:
    """One table: its file, and which of its columns are equal."""

    def __init__(self, path: Path, subject: Form, types: Values, columns: list[Column], first: list[Values]) -> None:
        forms = [subject, *(column.form for column in columns)]
        names = [name if number == 0 else f"{name}{number}" for number, form in enumerate(forms) for name in form.names]
        contents = list(zip(*first, strict=True))
        same = {content: name for name, content in reversed(list(zip(names, contents, strict=True)))}
        #: for each part of a term, its column
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
                raise SystemExit(f"{self.description['name']}: columns that are equal in the first rows differ later: {name}")
        arrays = [pyarrow.array(contents[name], pyarrow.string()) for name in self.names]
        self.writer.write_table(pyarrow.Table.from_arrays(arrays, names=self.names))


class Tables:
    """The tables of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: dict[object, Table] = {}
        self.columns: dict[object, list[Column]] = {}
        self.seen: set[Subject] = set()

    def add(self, part: dict[Subject, Statements]) -> None:
        """Adds the subjects that no earlier part had."""
        groups: defaultdict[tuple[Form, Values], dict[Values, Statements]] = defaultdict(dict)
        for subject, statements in part.items():
            form, values = subject
            if "/vitagraph/" in values[0]:
                if subject in self.seen:
                    continue
                self.seen.add(subject)
            types = sorted(values[0] for values in statements.pop(Column(TYPE, Form("iri", "", ("iri",))), ()))
            groups[form, tuple(types)][values] = statements
        for key, group in groups.items():
            if key not in self.columns:
                counts = [{column for column, values in statements.items() if len(values) == 1} for statements in group.values()]
                self.columns[key] = sorted(set.intersection(*counts))
            self._group(key, group, self.columns[key])

    def _group(self, key: tuple[Form, Values], group: dict[Values, Statements], columns: list[Column]) -> None:
        form, types = key
        rows = [(*subject, *(value for column in columns for value in statements.pop(column)[0])) for subject, statements in group.items()]
        self._write(key, form, types, columns, rows)
        links: defaultdict[Column, list[Values]] = defaultdict(list)
        for subject, statements in group.items():
            for column, values in statements.items():
                links[column] += ((*subject, *value) for value in values)
        for column, pairs in links.items():
            self._write((key, column), form, (), [column], pairs)

    def _write(self, key: object, subject: Form, types: Values, columns: list[Column], rows: list[Values]) -> None:
        if key not in self.tables:
            path = self.folder / f"table{len(self.tables)}.parquet"
            self.tables[key] = Table(path, subject, types, columns, rows)
        self.tables[key].write(rows)

    def close(self) -> None:
        """Closes all files and writes their description."""
        for table in self.tables.values():
            table.writer.close()
        (self.folder / "tables.json").write_text(json.dumps([table.description for table in self.tables.values()]))


def parts(arguments: list[str]) -> Iterator[dict[Subject, Statements]]:
    """The statements of each file."""
    yield from (subjects(Path(argument)) for argument in arguments)


def main() -> None:
    """Writes the tables."""
    tables = Tables(Path(sys.argv[1]))
    for part in parts(sys.argv[2:]):
        tables.add(part)
    tables.close()


main()
