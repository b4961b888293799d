"""Generated files are up to date; the ontology is complete; an installed package finds its files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pyoxigraph
import pytest
import yaml

from vitagraph import resources
from vitagraph.project.generate import files
from vitagraph.project.schema import record_schema
from vitagraph.queries import catalogue
from vitagraph.rdf import vocabulary
from vitagraph.rdf.vocabulary import MARCREL, PREFIXES, RDFS, SCHEMA, SKOS, Namespace
from vitagraph.records import kinds, plan, record_classes, sections
from vitagraph.records.relators import Relator
from vitagraph.records.schemes import SCHEMES
from vitagraph.records.works import WorkStatus

ROOT = Path(__file__).parent.parent
OWL = "<http://www.w3.org/2002/07/owl#"


@pytest.fixture(scope="module")
def generated() -> dict[str, str]:
    """Each generated file with its text."""
    return files(ROOT / "data/example")


def test_generated_files_are_up_to_date(generated: dict[str, str]) -> None:
    """The files in the repository are those that the records give."""
    outdated = [name for name, text in generated.items() if (ROOT / name).read_bytes() != text.encode()]
    assert outdated == [], "run python -m vitagraph.project.generate"


def test_generating_changes_no_file_that_is_up_to_date(generated: dict[str, str], tmp_path: Path) -> None:
    """`python -m vitagraph.project.generate` in a copy of the checkout writes the same bytes, from any folder."""
    copy = tmp_path / "checkout"
    for name in ("src/vitagraph", "data/example", "ontology", "queries", "docs", "bench", "tests/invalid"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, copy / name)
    for name in generated:
        (copy / name).write_text("out of date", encoding="utf-8")
    # The context is read when JSON-LD is written, not when it is generated.
    command = [sys.executable, "-m", "vitagraph.project.generate"]
    done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(copy / "src")}, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert {name: (copy / name).read_bytes() for name in generated} == {name: text.encode() for name, text in generated.items()}
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == list(generated)


# -- the ontology


def triples_of(name: str) -> set[tuple[str, str, str]]:
    """The triples of a Turtle file, as N-Triples tokens."""
    quads = pyoxigraph.parse((ROOT / name).read_bytes(), pyoxigraph.RdfFormat.TURTLE)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


@pytest.mark.parametrize("name", sorted(f"ontology/{file.name}" for file in (ROOT / "ontology").glob("*.ttl")))
def test_ontology_files_parse_and_have_no_blank_ontology(name: str) -> None:
    """Another parser reads the Turtle; the file describes itself."""
    triples = triples_of(name)
    assert triples
    assert [s for s, p, o in triples if o == f"{OWL}Ontology>"] or "shapes" in name


def test_every_kind_has_labels_in_english_and_german() -> None:
    """Each kind and each scheme: a preferred label in both languages, one notation, one scheme."""
    triples = triples_of("ontology/kinds.ttl")
    concepts = {s for s, _, o in triples if o == SKOS.Concept}
    schemes = {s for s, _, o in triples if o == SKOS.ConceptScheme}
    assert concepts == {kinds.kind(name) for scheme in SCHEMES.values() for name in scheme.kinds}
    assert schemes == {f"<{vocabulary.KIND_BASE}{name}>" for name in SCHEMES}
    for one in concepts | schemes:
        labels = [o for s, p, o in triples if s == one and p == SKOS.prefLabel]
        assert sorted(label.rpartition('"@')[2] for label in labels) == ["de", "en"], one
        assert [o.rpartition('"@')[2] for s, p, o in triples if s == one and p == RDFS.label] == ["en"]
    for concept in concepts:
        assert [o for s, p, o in triples if s == concept and p == SKOS.notation] == [
            f'"{re.split("[#/]", concept.removesuffix("/>").removesuffix(">"))[-1]}"'
        ]
        (scheme,) = (o for s, p, o in triples if s == concept and p == SKOS.inScheme)
        assert scheme in schemes


def test_own_terms_are_defined() -> None:
    """Each term of the namespace and no other, labelled and commented in both languages."""
    triples = triples_of("ontology/vitagraph.ttl")
    base = f"<{PREFIXES['vita']}"
    defined = {s for s, _, _ in triples if s.startswith(base)}
    assert f"{base}PatentFamily>" in defined
    for term in defined:
        for predicate in ("label", "comment"):
            texts = [o for s, p, o in triples if s == term and p.endswith(f"rdf-schema#{predicate}>")]
            assert sorted(text.rpartition('"@')[2] for text in texts) == ["de", "en"]
        assert any(s == term and p.endswith("#isDefinedBy>") for s, p, _ in triples)
    assert {term.removeprefix(base)[:-1] for term in defined} == {name for name in vars(vocabulary.VITA) if name != "base"}


def test_own_domains_are_classes_of_the_records() -> None:
    """A property whose domain is a class of the namespace makes its subject one by inference: only records of that class have it."""
    triples, base = triples_of("ontology/vitagraph.ttl"), f"<{PREFIXES['vita']}"
    domains = {s: o for s, p, o in triples if p.endswith("rdf-schema#domain>") and o.startswith(base)}
    above = {s: o for s, p, o in triples if p.endswith("rdf-schema#subClassOf>")}
    checked = 0
    for record in record_classes():
        own = {*record.types, *record.further_types} | {above.get(one, one) for one in record.types}
        for field in plan(record).facts if record.types else ():
            for predicate in field.predicates if not field.own_node else ():
                if domain := domains.get(predicate):
                    assert domain in own, (record.__name__, field.name, predicate)
                    checked += 1
    assert checked >= 3


def test_the_context_is_sound() -> None:
    """Every term of the context names a term that vitagraph uses; every prefix is the one that all syntaxes write."""
    context = json.loads((ROOT / "ontology/context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert PREFIXES.items() <= context.items()
    for key, definition in context.items():
        if key in PREFIXES or key.startswith("@") or key in ("id", "type", "authorship"):
            continue
        compact = definition if isinstance(definition, str) else definition["@id"]
        prefix, _, name = compact.partition(":")
        namespaces = [one for one in vars(vocabulary).values() if isinstance(one, Namespace) and one.base == PREFIXES[prefix]]
        assert any(name in vars(one) for one in namespaces) or Relator.of_term(f"<{MARCREL.base}{name}>"), compact
        assert key in (compact, name)
        assert not isinstance(definition, dict) or set(definition) <= {"@id", "@type", "@container"}


# -- the schema and the page


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    """A valid JSON Schema; each file of both CVs, as YAML gives it, fits it; a misspelt key does not."""
    schema = record_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for file in sorted((ROOT / "data").glob("*/*.yaml")):
        data = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # loads all scalars as text
        problems = [problem.message for problem in validator.iter_errors(typed(data))]
        assert not problems, f"{file.name}: {problems[:3]}"
    assert list(validator.iter_errors({"talks": [{"title": "X", "date": "2020", "titel": "Y"}]}))
    assert list(validator.iter_errors({"talk": []}))
    named = {"name": {"de": "Eulenpost", "en": "Owl Letters"}}
    assert not list(validator.iter_errors({"person": named, "journals": [named], "series": [named]}))


def typed(value: object) -> object:
    """Text that is true, false or a number in YAML 1.2, as an editor loads it."""
    if isinstance(value, dict):
        return {key: typed(child) for key, child in value.items()}
    if isinstance(value, list):
        return [typed(child) for child in value]
    if value in ("true", "yes", "on", "false", "no", "off"):
        return value in ("true", "yes", "on")
    return int(value) if isinstance(value, str) and re.fullmatch(r"[1-9][0-9]{0,3}", value) else value


def test_the_reference_page_has_every_section_and_field(generated: dict[str, str]) -> None:
    """docs/reference/records.md names each section, each field with its meaning, and each kind."""
    page = generated["docs/reference/records.md"]
    for name, record in sections().items():
        assert f"\n## {name}\n" in page
        for field in plan(record).fields.values():
            assert f"`{field.name}`" in page
            assert field.description in page
    for name, scheme in SCHEMES.items():
        assert all(f"`{kind.removeprefix(kinds.PREFIXES.get(name, ''))}`" in page for kind in scheme.kinds)
    assert all(f"`{status}`" in page.partition("### Statuses of works")[2] for status in WorkStatus.statuses)


def test_the_query_page_has_every_query_parameter_and_column(generated: dict[str, str]) -> None:
    """docs/reference/queries.md has each query of the folder with all declarations of its header, and describes endpoints."""
    page = generated["docs/reference/queries.md"]
    assert re.findall(r"^## ([a-z-]+)$", page, re.MULTILINE) == sorted(file.stem for file in (ROOT / "queries").glob("*.rq"))
    for name, query in catalogue().items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert query.summary in section
        assert all(f"| `{parameter}` | {declared.type} |" in section for parameter, declared in query.parameters.items())
        assert all(f"`{column.name}` ({column.label})" in section for column in query.columns)
        assert not query.chart or f"Chart: {query.chart.type} of " in section
    assert "Private facts come only with" in page


# -- the vocabulary


@pytest.mark.parametrize("term", ["nmae", "Name", "namedPosition", "articleNumber", "birthName", "", "base_"])
def test_a_misspelt_term_fails(term: str) -> None:
    """The namespaces are closed: an unlisted term is an AttributeError."""
    with pytest.raises(AttributeError, match=r"http://schema\.org/ has no term"):
        getattr(SCHEMA, term)
    with pytest.raises(AttributeError):
        SCHEMA[term]


def test_terms_are_tokens_of_their_namespace() -> None:
    """Every listed term is `<base + name>`, whether as attribute or by its name."""
    namespaces = [one for one in vars(vocabulary).values() if isinstance(one, Namespace)]
    assert len(namespaces) > 20
    for namespace in namespaces:
        for name, token in vars(namespace).items():
            if name != "base":
                assert token == f"<{namespace.base}{name}>" == namespace[name]
    assert SCHEMA.name == "<http://schema.org/name>"
    assert vocabulary.VCARD["street-address"] == "<http://www.w3.org/2006/vcard/ns#street-address>"


def test_prefixes_are_sorted() -> None:
    """One prefix for each namespace; none is the beginning of another, except for bibo's statuses and degrees."""
    assert list(PREFIXES) == sorted(PREFIXES)
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.parametrize("name", ["talks", "", "employees", "Employee"])
def test_an_unknown_kind_is_a_key_error(name: str) -> None:
    """Kinds are closed, too."""
    with pytest.raises(KeyError):
        kinds.kind(name)


# -- the files that travel with the package


def test_in_a_checkout_the_files_are_those_of_the_checkout() -> None:
    """An editable install has no copies: it uses the files beside `src`."""
    assert resources.path("ontology/context.jsonld") == ROOT / "ontology/context.jsonld"
    assert resources.text("ontology/kinds.ttl") == (ROOT / "ontology/kinds.ttl").read_text(encoding="utf-8")


def test_an_installed_package_uses_its_own_files(tmp_path: Path) -> None:
    """A package with the files inside, like a wheel, exports the same bytes without a checkout."""
    package = tmp_path / "site/vitagraph"
    shutil.copytree(ROOT / "src/vitagraph", package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("ontology", "queries"):
        shutil.copytree(ROOT / name, package / name, dirs_exist_ok=True)
    program = (
        "import pathlib, sys, vitagraph\n"
        "from vitagraph import resources\n"
        "print(pathlib.Path(vitagraph.__file__).parent)\n"
        "print(resources.path('ontology/context.jsonld'))\n"
        "sys.stdout.write(vitagraph.dataset(vitagraph.read(sys.argv[1])).serialize('jsonld'))\n"
    )
    command = [sys.executable, "-c", program, str(ROOT / "data/example")]
    environment = {"PYTHONPATH": str(tmp_path / "site"), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    where, context, text = done.stdout.decode().split("\n", 2)
    assert where == str(package)
    assert context == str(package / "ontology/context.jsonld")
    export = [sys.executable, "-m", "vitagraph", "export", "-q", "-f", "jsonld", str(ROOT / "data/example")]
    assert text.encode() == subprocess.run(export, capture_output=True, check=True).stdout


def test_a_file_inside_the_package_comes_first(tmp_path: Path) -> None:
    """If both the package and the checkout have a file, that of the package is used."""
    package = tmp_path / "src/vitagraph"
    shutil.copytree(ROOT / "src/vitagraph", package, ignore=shutil.ignore_patterns("__pycache__"))
    for folder, text in ((package, "inside"), (tmp_path, "around")):
        (folder / "ontology").mkdir()
        (folder / "ontology/probe.txt").write_text(text, encoding="utf-8")
    (tmp_path / "ontology/only.txt").write_text("around", encoding="utf-8")
    program = "from vitagraph import resources; print(resources.text('ontology/probe.txt'), resources.text('ontology/only.txt'))"
    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(tmp_path / "src")}, capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == ["inside", "around"]
