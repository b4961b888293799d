"""The registries of syntaxes, importers and exporters: an entry reaches each consumer, or the test names the place to go to."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import vitagraph
from fuzz.seeds import READERS
from vitagraph.cli import main
from vitagraph.exporters import EXPORTERS, bibliographies, works
from vitagraph.exporters.export import written
from vitagraph.importers.formats import IMPORTERS, importers, recognised
from vitagraph.plugins import Registry
from vitagraph.queries.formats import format_of, formats
from vitagraph.rdf.sources import is_graph_file
from vitagraph.rdf.syntaxes import SYNTAXES, published
from vitagraph.serving.negotiation import media_type, representations
from vitagraph.serving.sparql import _listed
from vitagraph.yaml import read_index

ROOT = Path(__file__).parent.parent
REGISTRIES: dict[str, Registry] = {"syntaxes": SYNTAXES, "importers": IMPORTERS, "exporters": EXPORTERS}


def docs(name: str) -> str:
    """A page of the documentation."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("registry", REGISTRIES)
def test_each_file_declares_the_entry_of_its_name(registry: str) -> None:
    """The name of the file is that of the entry; labels and orders are unique."""
    own = REGISTRIES[registry].own
    assert list(own) == [own[name].name for name in own]
    assert {name: REGISTRIES[registry][name] for name in own} == dict(own)
    for attribute in ("label", "order"):
        values = [getattr(entry, attribute) for entry in own.values()]
        assert len(set(values)) == len(values), f"two {registry} have the same {attribute}; each file states its own"


@pytest.mark.parametrize("name", SYNTAXES.own)
def test_a_syntax_reaches_all_consumers(name: str) -> None:
    """Export, sources, query results, import, negotiation, the endpoint, docs, and the fuzzed readers."""
    syntax = SYNTAXES[name]
    assert is_graph_file(f"cv.{syntax.suffix}") == syntax.is_readable, "rdf/sources.py: syntax_of"
    assert (format_of(syntax.suffix), name in formats()) == (name, True), "queries/formats/__init__.py: formats, format_of"
    assert name in importers(), "importers/formats/__init__.py: importers"
    assert (syntax in published()) == (not syntax.named_graphs), "rdf/syntaxes/__init__.py: published"
    if syntax in published():
        assert media_type(f"cv.{syntax.suffix}") == syntax.media_type, "serving/negotiation.py: media_type"
        assert representations()[f".{syntax.suffix}"] == syntax.media_type, "serving/negotiation.py: representations"
        assert not syntax.format or f"ns/formats/{syntax.format}>" in _listed(), "serving/sparql.py: _listed"
    for page in ("README.md", "docs/import.md"):
        assert f"{syntax.label}" in docs(page) or f"`{name}`" in docs(page), f"{page}: add {syntax.label} ({name}) to the list of syntaxes"
    assert name in READERS, "tests/fuzz/seeds.py: READERS"


@pytest.mark.parametrize("name", SYNTAXES.own)
def test_a_syntax_is_written_and_recognised(name: str) -> None:
    """What the file of a syntax writes, it recognises, by its content or its suffix; and the parser it names reads it."""
    text = vitagraph.dataset(vitagraph.read(ROOT / "data/example")).serialize(name)
    assert recognised(text, f"cv.{SYNTAXES[name].suffix}") == name, f"rdf/syntaxes/{name}.py: recognises"
    assert importers()[name].read(text, "cv").cv.person.name == "Ada Beispiel"


@pytest.mark.parametrize("name", IMPORTERS.own)
def test_an_importer_reaches_all_consumers(name: str) -> None:
    """Help, docs, samples and the fuzzed readers; each sample is recognised as its format."""
    shown = " ".join(CliRunner().invoke(main, ["import", "--help"]).output.split()).replace("- ", "-")
    assert IMPORTERS[name].label in shown, "cli/import_.py: _listed"
    assert name in shown, "cli/import_.py: _listed"
    assert f"`{name}`" in docs("docs/import.md"), f"docs/import.md: add a row for `{name}` to the table of formats"
    assert name in READERS, f"tests/fuzz/seeds.py: add {name} to READERS, and its samples to _FOLDERS"


@pytest.mark.parametrize("name", EXPORTERS.own)
def test_an_exporter_reaches_all_consumers(name: str) -> None:
    """Help, docs, sites; what is exported is recognised as its format where it is also imported."""
    exporter, index = EXPORTERS[name], read_index(ROOT / "data/example").public_view()
    assert (exporter.write_works is None) != (exporter.write_cv is None), f"exporters/formats: {name} needs one of the two writers"
    assert name in CliRunner().invoke(main, ["export", "--help"]).output, "cli/export.py: _names"
    assert name in docs("README.md"), f"README.md: add {name} to the list of exports"
    text, _ = written(name, index)
    if name in IMPORTERS:
        assert recognised(text, "file") == name, f"importers/formats: {name} does not recognise its own export"
    if exporter.write_works:
        assert exporter in bibliographies()
        assert media_type(f"cv.{exporter.published_suffix}") == exporter.media_type, "serving/negotiation.py: representations"
        assert exporter.of_works(works(index), index) == text


#: modules that name several entries for a reason
_EXCEPTIONS = {
    "queries/formats/__init__.py": "the syntax of a graph where a format of tables is named",
    "importers/identifiers.py": "the names of identifiers in other formats, which value types declare",
}


def test_no_module_has_a_list_of_its_own() -> None:
    """A module that names three entries of a registry, or three media types, has a table beside the registry."""
    names = [*SYNTAXES.own, *IMPORTERS.own, *EXPORTERS.own, *(one.media_type for one in (*SYNTAXES.own.values(), *EXPORTERS.own.values()))]
    pattern = re.compile(rf'"({"|".join(map(re.escape, names))})"')
    folders = ("rdf/syntaxes/", "importers/formats/", "exporters/formats/")
    for file in sorted((ROOT / "src/vitagraph").rglob("*.py")):
        name = file.relative_to(ROOT / "src/vitagraph").as_posix()
        if not name.startswith(folders) and name not in _EXCEPTIONS:
            found = set(pattern.findall(file.read_text(encoding="utf-8")))
            assert len(found) < 3, f"{name} lists {', '.join(sorted(found))}; ask the registry (SYNTAXES, IMPORTERS or EXPORTERS) instead"


def test_the_registries_are_read_when_they_are_needed() -> None:
    """An export as Turtle imports no other exporter or importer, and no entry points."""
    code = """
import sys
from vitagraph.cli import main
main(["export", "data/example", "-q"], standalone_mode=False)
print([name for name in sys.modules if name.startswith(("vitagraph.exporters", "vitagraph.importers"))], file=sys.stderr)
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "[]"
