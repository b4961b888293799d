"""The registries: an entry reaches each consumer, or the test names the place to go to; unknown names lead to known ones."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import vitagraph
from fuzz.seeds import _FOLDERS, READERS
from test_importers import TABLE
from test_syntaxes import RDFLIB_NAMES
from vitagraph import errors, plugins
from vitagraph.bulk.formats import FORMATS as BULK
from vitagraph.charts import TYPES as CHARTS
from vitagraph.cli import main
from vitagraph.cli.export import Format
from vitagraph.differences.formats import DIFFERENCE_FORMATS
from vitagraph.errors import UsageError, synonyms
from vitagraph.exporters import EXPORTERS, bibliographies, works
from vitagraph.exporters.export import written
from vitagraph.importers.formats import IMPORTERS, importer, importers, recognised
from vitagraph.plugins import Registry
from vitagraph.queries import catalogue
from vitagraph.queries.formats import FORMATS, format_of, formats, offered_iris, write
from vitagraph.rdf.sources import is_graph_file
from vitagraph.rdf.syntaxes import SYNTAXES, published
from vitagraph.records.work_kinds import publication_sections
from vitagraph.services import SERVICES
from vitagraph.serving.negotiation import media_type, representations
from vitagraph.stores.types import STORE_TYPES
from vitagraph.validation.engines import ENGINES, compiled
from vitagraph.validation.formats import REPORT_FORMATS
from vitagraph.validation.shapes import PROFILES, shapes
from vitagraph.yaml import read_index

ROOT = Path(__file__).parent.parent
REGISTRIES: dict[str, Registry] = {
    "syntaxes": SYNTAXES,
    "importers": IMPORTERS,
    "exporters": EXPORTERS,
    "charts": CHARTS,
    "stores": STORE_TYPES,
    "services": SERVICES,
    "result_formats": FORMATS,
    "report_formats": REPORT_FORMATS,
    "difference_formats": DIFFERENCE_FORMATS,
}
#: noun, known names, a call with a name -> what refuses an unknown name
UNKNOWN: list[tuple[str, list[str], Callable[[str], object]]] = [
    *((one.noun, list(one), one.__getitem__) for one in REGISTRIES.values()),
    ("bulk format", list(BULK), BULK.__getitem__),
    ("import format", list(importers()), importer),
    ("format of query results", formats(), lambda name: write(True, next(iter(catalogue().values())), name)),
    ("engine", list(ENGINES), lambda name: compiled("", name)),
    ("profile", list(PROFILES), lambda name: shapes([name])),
    ("format", [*SYNTAXES, *EXPORTERS], lambda name: Format().convert(name, None, None)),
]


def line_of(file: str, text: str) -> str:
    """A file of the project with the line where a text stands: `docs/overview.md:117`."""
    before, found, _ = docs(file).partition(text)
    assert found, f"{file} has no {text!r}; correct tests/test_registries.py"
    return f"{file}:{before.count(chr(10)) + 1}"


def assert_reaches(name: str, places: dict[str, bool]) -> None:
    """All places that do not have an entry, in one message: place and what to add -> whether the entry is there."""
    assert (missing := [place for place, there in places.items() if not there]) == [], "\n".join([f"{name} is missing in", *missing])


def docs(name: str) -> str:
    """A page of the documentation."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_docs_list_the_registries() -> None:
    """A row of docs/how-to/extending.md has the group, the class, and the folder of each registry in the source."""
    created = sum(file.read_text(encoding="utf-8").count("= Registry(") for file in (ROOT / "src/vitagraph").rglob("*.py"))
    assert len(REGISTRIES) == created, "a registry is missing in REGISTRIES of tests/test_registries.py"
    page = docs("docs/how-to/extending.md")
    for name, one in REGISTRIES.items():
        assert one.group == f"vitagraph.{name}"
        module = importlib.import_module(one.package)
        row = re.search(rf"^\| `{one.group}` \| `([\w.]+)\.(\w+)` \| `([\w/]+)/` \|", page, re.M)
        assert row, f"docs/how-to/extending.md: add a row for {one.group}"
        assert getattr(importlib.import_module(row[1]), row[2]) is one.type
        assert Path(str(module.__file__)).parent == ROOT / row[3]
        assert f"`{one.variable}`" in page.partition("## A format in vitagraph's own source")[2]


@pytest.mark.parametrize("registry", REGISTRIES)
def test_each_file_declares_the_entry_of_its_name(registry: str) -> None:
    """The name of the file is that of the entry; labels and orders are unique."""
    own = REGISTRIES[registry].own
    assert REGISTRIES[registry]._files.keys() == own.keys(), "each file has the name of its entry, with _ for -"
    assert {name: REGISTRIES[registry][name] for name in own} == dict(own)
    assert [wrong for entry in own.values() if (wrong := plugins._wrong_field(entry))] == []
    for attribute in ("label", "order", "recognition_order"):
        values = [getattr(entry, attribute) for entry in own.values() if hasattr(entry, attribute)]
        assert len(set(values)) == len(values), f"two {registry} have the same {attribute}; each file states its own"


@pytest.mark.parametrize(("noun", "names", "refuse"), UNKNOWN, ids=[noun for noun, _, _ in UNKNOWN])
def test_an_unknown_name_leads_to_a_known_one(noun: str, names: list[str], refuse: Callable[[str], object]) -> None:
    """The message has the most similar name, or all names."""
    with pytest.raises(UsageError) as similar:
        refuse(f"{names[0]}x")
    assert str(similar.value) == f"there is no {noun} '{names[0]}x'; did you mean '{names[0]}'?"
    with pytest.raises(UsageError) as other:
        refuse("?\n")
    assert str(other.value) == f"there is no {noun} '?'; name one of {', '.join(names)}"


@pytest.mark.parametrize("name", SYNTAXES.own)
def test_a_syntax_reaches_all_consumers(name: str) -> None:
    """Export, sources, query results, import, negotiation, the endpoint, docs, and the fuzzed readers."""
    syntax = SYNTAXES[name]
    golden = ROOT / f"tests/golden/syntaxes/cv.{syntax.suffix}"
    places = {
        "src/vitagraph/rdf/sources.py: syntax_of": is_graph_file(f"cv.{syntax.suffix}") == syntax.is_readable,
        "src/vitagraph/queries/formats/__init__.py: formats, format_of": (format_of(syntax.suffix), name in formats()) == (name, True),
        "src/vitagraph/importers/formats/__init__.py: importers": (name in importers()) == syntax.is_readable,
        "src/vitagraph/rdf/syntaxes/__init__.py: published": (syntax in published()) == (not syntax.named_graphs),
        f"{line_of('docs/overview.md', 'writes six RDF syntaxes')}: {syntax.label} in the list of syntaxes": syntax.label
        in docs("docs/overview.md"),
        f"{line_of('docs/how-to/import.md', '| RDF that vitagraph wrote |')}: `{name}` in the row of RDF": f"`{name}`"
        in docs("docs/how-to/import.md"),
        f"{line_of('tests/fuzz/seeds.py', 'READERS = {')}: the share of {name}, and the suffix of its files": name in READERS,
        f"{line_of('tests/test_syntaxes.py', 'RDFLIB_NAMES = {')}: the name of rdflib's parser of {name}, or ''": name in RDFLIB_NAMES,
        f"{golden.relative_to(ROOT)}: run pytest tests/test_syntaxes.py --update-golden": golden.exists(),
    }
    if syntax in published():
        listed = not syntax.format or any(iri.endswith(f"ns/formats/{syntax.format}") for iri in offered_iris())
        representation = representations().get(f".{syntax.suffix}")
        places |= {
            "src/vitagraph/serving/negotiation.py: media_type": media_type(f"cv.{syntax.suffix}") == syntax.media_type,
            "src/vitagraph/serving/negotiation.py: representations": representation == syntax.media_type,
            "src/vitagraph/queries/formats/__init__.py: offered_iris": listed,
        }
    assert_reaches(name, places)


@pytest.mark.parametrize("name", SYNTAXES.own)
def test_a_syntax_is_written_and_recognised(name: str) -> None:
    """What the file of a syntax writes, it recognises, by its content or its suffix; and the parser it names reads it."""
    text = vitagraph.dataset(vitagraph.read_text("person: Ada Beispiel\ntalks: [{title: Owls, date: 2020}]\n")).serialize(name)
    assert recognised(text, f"cv.{SYNTAXES[name].suffix}") == name, f"rdf/syntaxes/{name}.py: recognises"
    assert importers()[name].read(text, "cv").cv.person.name == "Ada Beispiel"


@pytest.mark.parametrize("name", IMPORTERS.own)
def test_an_importer_reaches_all_consumers(name: str) -> None:
    """Help, docs, samples and the fuzzed readers; each sample is recognised as its format."""
    shown, importer = " ".join(CliRunner().invoke(main, ["import", "--help"]).output.split()), IMPORTERS[name]
    row = line_of("docs/how-to/import.md", "| RDF that vitagraph wrote |")
    mapping = docs("docs/how-to/import.md").partition("## Mapping of sections")[2]
    readme = docs("docs/overview.md").partition("vitagraph import resume.json")[2].partition("```")[0]
    sampled = {expected.format for expected in TABLE.values()}
    assert_reaches(
        name,
        {
            "src/vitagraph/cli/import_.py: _listed": importer.label in shown and name in shown,
            f"{line_of('docs/overview.md', 'vitagraph import papers.bib -o')}: {importer.label} among the examples": _is_named(
                importer.label, readme
            ),
            f"{row}: a row for `{name}` before this one": f"`{name}`" in docs("docs/how-to/import.md"),
            f"{line_of('docs/how-to/import.md', '## Mapping of sections')}: a column for {importer.label}": _is_named(
                importer.label, mapping
            ),
            f"{line_of('tests/fuzz/seeds.py', 'READERS = {')}: the share of {name}, and the suffix of its files": name in READERS,
            f"{line_of('tests/fuzz/seeds.py', '_FOLDERS = {')}: the folder of its samples": name in _FOLDERS,
            f"{line_of('tests/test_importers.py', 'TABLE = {')}: a real file in tests/samples, and a row for it": name in sampled,
        },
    )


def _is_named(label: str, text: str) -> bool:
    """Returns whether a text has the first word of a label that is none of all formats: `BibTeX`, `JSON Resume`."""
    return re.sub(r" (?:JSON|record|or .*)$", "", label) in text


@pytest.mark.parametrize("name", EXPORTERS.own)
def test_an_exporter_reaches_all_consumers(name: str) -> None:
    """Help, docs, sites; what is exported is recognised as its format where it is also imported."""
    exporter, index = EXPORTERS[name], read_index(ROOT / "data/example").public_view()
    assert (exporter.write_works is None) != (exporter.write_cv is None), f"exporters/formats: {name} needs one of the two writers"
    text, _ = written(name, index)
    shown = CliRunner().invoke(main, ["export", "--help"]).output
    places = {
        "src/vitagraph/cli/export.py: Format": name in shown,
        f"{line_of('docs/overview.md', 'vitagraph export')}: {name} in the list of exports": name in docs("docs/overview.md"),
        f"src/vitagraph/importers/formats: {name} recognises its own export": name not in IMPORTERS or recognised(text, "file") == name,
    }
    if exporter.write_works:
        published_as = media_type(f"cv.{exporter.published_suffix}")
        places |= {
            "src/vitagraph/exporters/__init__.py: bibliographies": exporter in bibliographies(),
            "src/vitagraph/serving/negotiation.py: representations": published_as == exporter.media_type,
            "src/vitagraph/exporters/__init__.py: of_works": exporter.of_works(works(index), index) == text,
        }
    assert_reaches(name, places)


def test_the_docs_have_the_order_of_the_entries() -> None:
    """docs/how-to/extending.md lists the place of each importer and syntax in recognition."""
    shown = docs("docs/how-to/extending.md")
    syntaxes = [(one.name, one.recognition_order) for one in SYNTAXES.own.values()]
    orders = [*((one.name, one.order) for one in IMPORTERS.own.values()), *syntaxes]
    missing = [stated for name, order in orders if (stated := f"`{name}` {order}") not in " ".join(shown.split())]
    assert missing == [], f"{line_of('docs/how-to/extending.md', 'Built-in and added entries')}: add {', '.join(missing)}"


#: modules that name several entries for a reason
_EXCEPTIONS = {
    "queries/formats/__init__.py": "the syntax of a graph where a format of tables is named",
    "importers/identifiers.py": "the names of identifiers in other formats, which value types declare",
}


def test_no_module_has_a_list_of_its_own() -> None:
    """A module that names three entries of a registry, or three media types, has a table beside the registry.

    So has a text for users that names three syntaxes or formats by their labels.
    """
    names = [*SYNTAXES.own, *IMPORTERS.own, *EXPORTERS.own, *(one.media_type for one in (*SYNTAXES.own.values(), *EXPORTERS.own.values()))]
    pattern = re.compile(rf'"({"|".join(map(re.escape, names))})"')
    labels = re.compile("|".join(re.escape(one.label) for registry in (SYNTAXES, IMPORTERS, EXPORTERS) for one in registry.own.values()))
    folders = ("rdf/syntaxes/", "importers/formats/", "exporters/formats/")
    for file in sorted((ROOT / "src/vitagraph").rglob("*.py")):
        name = file.relative_to(ROOT / "src/vitagraph").as_posix()
        if not name.startswith(folders) and name not in _EXCEPTIONS:
            found = set(pattern.findall(file.read_text(encoding="utf-8")))
            if name.startswith("cli/"):
                found |= max((set(labels.findall(paragraph)) for paragraph in _paragraphs(file)), key=len, default=set())
            assert len(found) < 3, f"{name} lists {', '.join(sorted(found))}; ask the registry (SYNTAXES, IMPORTERS or EXPORTERS) instead"


def _paragraphs(file: Path) -> list[str]:
    """The paragraphs of the texts of a module, without those that show examples of commands."""
    constants = (node.value for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant))
    paragraphs = (paragraph for text in constants if isinstance(text, str) for paragraph in text.split("\n\n"))
    return [paragraph for paragraph in paragraphs if not paragraph.lstrip().startswith("\b")]


def test_synonyms_lead_to_names_of_records() -> None:
    """Each is a section, a field or a word of a closed list; `publications` are all sections of publications."""
    names = set(re.findall(r"[a-z_-]+", (ROOT / "ontology/record.schema.json").read_text("utf-8")))
    assert {meant for word in errors._SYNONYMS for meant in synonyms(word)} <= names
    assert set(synonyms("publications")) == {*publication_sections(), "works", "work_groups"}


def test_the_registries_are_read_when_they_are_needed() -> None:
    """An export as Turtle imports no other exporter or importer, and looks up no entry points."""
    code = """
import sys
from vitagraph.cli import main
main(["export", "data/example", "-q"], standalone_mode=False)
from vitagraph import plugins
print([name for name in sys.modules if name.startswith(("vitagraph.exporters", "vitagraph.importers"))], file=sys.stderr)
print(plugins.named.cache_info().misses, file=sys.stderr)
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stderr.split() == ["[]", "0"]


@pytest.mark.parametrize(
    "command", [["export", "data/lapuschkin"], ["validate", "data/lapuschkin"], ["query", "talk-list", "data/lapuschkin"]]
)
def test_modules_with_large_tables_are_loaded_when_they_are_needed(command: list[str]) -> None:
    """OpenSSL, the names of HTML's characters, `json` and the comparison of texts need a tenth of the memory of a command."""
    code = f"""
import sys
from vitagraph.cli import main
main({command}, standalone_mode=False)
print([name for name in ("_hashlib", "html.entities", "json", "difflib") if name in sys.modules], file=sys.stderr)
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stderr.splitlines()[-1] == "[]"
