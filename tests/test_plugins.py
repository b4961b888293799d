"""A package of its own adds an importer and a syntax by entry points; a broken one hinders nothing that does not use it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import requests

import servers
from vitagraph.rdf.syntaxes import SYNTAXES

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "tests/plugin_package"
ARTICLES = "title, authors, journal, date, doi, shelf\nOwls That Listen, Jane Doe; Ada Nimmerland, Quiet Birds, 2021-05, 10.5555/owls, 7b\n"


def install(package: Path, target: Path) -> Path:
    """Installs a package without the network, and without the packages that it depends on."""
    options = ["--quiet", "--no-build-isolation", "--no-deps", "--no-index", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "--target", target, package], check=True)
    return target


def vitagraph(*arguments: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Runs the command with the packages in a folder."""
    environment = os.environ | {"PYTHONPATH": str(path), "COLUMNS": "200"}
    command = [sys.executable, "-m", "vitagraph", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the installed package."""
    copy = shutil.copytree(PACKAGE, tmp_path_factory.mktemp("source") / "package", ignore=shutil.ignore_patterns("__pycache__"))
    return install(copy, tmp_path_factory.mktemp("installed"))


def test_the_docs_show_the_package() -> None:
    """docs/how-to/extending.md has the whole files."""
    shown = re.findall(
        r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```", (ROOT / "docs/how-to/extending.md").read_text(encoding="utf-8"), re.DOTALL | re.M
    )
    files = {
        str(file.relative_to(PACKAGE)): file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.*") if "__pycache__" not in str(file)
    }
    assert dict(shown) == {name: text for name, text in files.items() if not name.endswith("__init__.py")}


def test_its_importer(installed: Path, tmp_path: Path) -> None:
    """It is recognised, listed, named in errors; what has no field is reported."""
    (tmp_path / "works.csv").write_text(ARTICLES, encoding="utf-8")
    result = vitagraph("import", str(tmp_path / "works.csv"), "-o", str(tmp_path / "cv"), path=installed)
    assert result.returncode == 0, result.stderr
    assert "works.csv:2:1: row 1.shelf: '7b'" in result.stderr
    written = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "cv").iterdir())
    assert "Owls That Listen" in written
    assert "10.5555/owls" in written
    assert "articles in CSV" in " ".join(vitagraph("import", "--help", path=installed).stdout.split())
    (tmp_path / "note.txt").write_text("a note", encoding="utf-8")
    unknown = vitagraph("import", str(tmp_path / "note.txt"), "-o", str(tmp_path / "other"), path=installed)
    assert unknown.returncode == 2
    assert "articles-csv" in unknown.stderr


def test_its_syntax_is_written(installed: Path, tmp_path: Path) -> None:
    """By name, by suffix, with all others, and in help and errors."""
    by_name = vitagraph("export", "data/example", "-f", "rdfjson", path=installed)
    assert by_name.stdout.startswith('{\n  "https://ada.example/cv#me": {')
    assert vitagraph("export", "data/example", "-q", "-o", str(tmp_path / "cv.rj"), path=installed).returncode == 0
    assert (tmp_path / "cv.rj").read_text(encoding="utf-8") == by_name.stdout
    assert vitagraph("export", "data/example", "-q", "--all-formats", str(tmp_path / "all"), path=installed).returncode == 0
    assert (tmp_path / "all/cv.rj").read_text(encoding="utf-8") == by_name.stdout
    described = vitagraph("export", "--help", path=installed).stdout
    assert "rdfjson" in described
    assert " rj" in described
    assert ".rj" in vitagraph("export", "data/example", "-o", "cv.unknown", path=installed).stderr
    private = vitagraph("export", "data/example", "-f", "rdfjson", "--include", "private", path=installed)
    assert (private.returncode, private.stdout) == (2, "")
    assert "rdfjson has no named graphs" in private.stderr


def test_its_syntax_is_read(installed: Path, tmp_path: Path) -> None:
    """It is compared, queried and imported as Turtle is; a broken file is an error with its name."""
    file = tmp_path / "cv.rj"
    vitagraph("export", "data/example", "-q", "-o", str(file), path=installed)
    vitagraph("export", "data/example", "-q", "-o", str(tmp_path / "cv.ttl"), path=installed)
    same = vitagraph("diff", str(tmp_path / "cv.ttl"), str(file), path=installed)
    assert (same.returncode, same.stdout) == (0, ""), same.stderr
    ask = "CONSTRUCT { ?s a foaf:Person } WHERE { ?s a foaf:Person }"
    found = vitagraph("query", ask, str(file), "-f", "rdfjson", path=installed)
    assert '"https://ada.example/cv#me"' in found.stdout, found.stderr
    assert vitagraph("import", str(file), "-o", str(tmp_path / "cv"), path=installed).returncode == 0
    exported = vitagraph("export", str(file), path=installed)
    assert (exported.returncode, exported.stderr.count("\n")) == (1, 2)
    assert "cv.rj:2:3: this looks like RDF/JSON; records are YAML: validate, query or import this file" in exported.stderr


def test_an_entry_of_a_package_is_loaded_once(installed: Path) -> None:
    """It is the same object by name and among all entries."""
    code = "from vitagraph.rdf.syntaxes import SYNTAXES as S; print(S['rdfjson'] is S['rdfjson'] is S.all['rdfjson'])"
    environment = os.environ | {"PYTHONPATH": str(installed)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout == "True\n"


_OBJECT = '{{"https://a.example/": {{"{0}": [{{"type": "literal", "value": "{1}"}}]}}}}'


@pytest.mark.parametrize("command", ["validate", "query"])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", "cv.rj: {}this is not well-formed: RDF/JSON is an object of objects of lists"),
        ('{\n"a": }', "cv.rj:2:6: {}this is not well-formed: Expecting value"),
        ("[" * 100_000, "cv.rj: {}nested deeper than 100 levels"),
        (_OBJECT.format("https://a.example/p", "\\ud800"), "cv.rj: {}this is not well-formed: U+D800 is one half of a character"),
        (_OBJECT.format("p", ""), "cv.rj: {}this is not well-formed: '<https://a.example/> <p> \"\" .': No scheme"),
    ],
    ids=["other", "place", "deep", "surrogate", "term"],
)
def test_its_broken_files(installed: Path, tmp_path: Path, command: str, text: str, message: str) -> None:
    """A text that cannot be converted is an error with its place, as one that vitagraph's own parser refuses."""
    (tmp_path / "cv.rj").write_text(text, encoding="utf-8")
    file = str(tmp_path / "cv.rj")
    result = vitagraph(command, *(["SELECT * WHERE { ?s ?p ?o }"] if command == "query" else []), file, path=installed)
    assert result.returncode == 1, result.stderr
    assert message.format("error: " if command == "validate" else "") in result.stdout + result.stderr


def test_its_syntax_is_published(installed: Path, tmp_path: Path) -> None:
    """A site has the file, and links to it."""
    assert vitagraph("site", "data/example", "-o", str(tmp_path), path=installed).returncode == 0
    assert (tmp_path / "cv.rj").is_file()
    assert 'href="cv.rj" type="application/rdf+json"' in (tmp_path / "index.html").read_text(encoding="utf-8")


class Serving(servers.Server):
    """`vitagraph serve` over the example CV."""

    program = "vitagraph"

    def command(self) -> list[str]:
        return ["serve", str(ROOT / "data/example"), "--port", str(self.port)]


def test_its_syntax_is_negotiated(installed: Path, tmp_path: Path) -> None:
    """The server sends the CV and the results of queries with its media type to a client that accepts it."""
    with servers.running(Serving(tmp_path, prefix=["env", f"PYTHONPATH={installed}"])) as server:
        headers = {"Accept": "application/rdf+json"}
        query = {
            "query": "CONSTRUCT { ?s a foaf:Person } WHERE { ?s a foaf:Person }".replace(
                "foaf:Person", "<http://xmlns.com/foaf/0.1/Person>"
            )
        }
        for response in (
            requests.get(f"{server.root}/cv", headers=headers, timeout=20),
            requests.get(f"{server.root}/sparql", query, headers=headers, timeout=20),
        ):
            assert response.status_code == 200, response.text
            assert response.headers["Content-Type"].partition(";")[0] == "application/rdf+json"
            assert "https://ada.example/cv#me" in response.json()


_SYNTAX = "from vitagraph.rdf.syntaxes import Syntax\nENTRY = Syntax({!r}, 'X', ({!r},), {!r}, lambda document, graphs: '')\n"
#: name of a faulty entry -> its module, the message
FAULTS = {
    "missing": ("import no_such_module", "cannot be loaded: ModuleNotFoundError: No module named 'no_such_module'"),
    "number": ("ENTRY = 1", "gives a int; make faulty.number:ENTRY a vitagraph Syntax"),
    "renamed": (_SYNTAX.format("one", "one", "x/one"), "gives one named 'one'; give both the same name"),
    "turtle": (_SYNTAX.format("turtle", "two", "x/two"), "has a name that is vitagraph's own"),
    "suffix": (_SYNTAX.format("suffix", "ttl", "x/three"), "has 'ttl', which turtle has"),
    "order": (_SYNTAX.format("order", "five", "x/five")[:-2] + ", order='43')", "has '43' as its `order`; make it a number"),
    "media": (_SYNTAX.format("media", "four", "text/turtle"), "has 'text/turtle', which turtle has"),
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with an installed package whose entries all have a fault."""
    folder = tmp_path_factory.mktemp("source")
    (folder / "faulty").mkdir()
    (folder / "faulty/__init__.py").touch()
    for name, (code, _) in FAULTS.items():
        (folder / f"faulty/{name}.py").write_text(code, encoding="utf-8")
    about = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "faulty"\nversion = "3.1"\n'
    points = "".join(f'{name} = "faulty.{name}:ENTRY"\n' for name in FAULTS)
    (folder / "pyproject.toml").write_text(f'{about}[project.entry-points."vitagraph.syntaxes"]\n{points}', encoding="utf-8")
    return install(folder, tmp_path_factory.mktemp("installed"))


def test_faults_hinder_no_other_command(faulty: Path, tmp_path: Path) -> None:
    """A command without the package is silent; one that uses all syntaxes reports each fault, and writes the others."""
    other = vitagraph("export", "data/example", "-f", "ntriples", path=faulty)
    assert (other.returncode, other.stderr) == (0, "")
    all_formats = vitagraph("export", "data/example", "-q", "--all-formats", str(tmp_path), path=faulty)
    assert all_formats.returncode == 0
    for name, (_, message) in FAULTS.items():
        assert f"the syntax '{name}' of the package faulty 3.1 {message}" in all_formats.stderr
    assert len(list(tmp_path.iterdir())) == len(SYNTAXES.own)


@pytest.mark.parametrize("name", [name for name in FAULTS if name != "turtle"])
def test_a_faulty_entry_is_an_error_where_it_is_named(faulty: Path, name: str) -> None:
    """The message names the package and its version."""
    used = vitagraph("export", "data/example", "-f", name, path=faulty)
    assert (used.returncode, used.stdout) == (2, "")
    assert f"the syntax '{name}' of the package faulty 3.1 {FAULTS[name][1]}" in used.stderr


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with an installed package whose functions raise exceptions."""
    folder = tmp_path_factory.mktemp("source")
    (folder / "failing").mkdir()
    (folder / "failing/__init__.py").write_text(
        "from vitagraph.importers.formats import Importer\nfrom vitagraph.rdf.syntaxes import Syntax\n"
        "def fail(*arguments):\n    return {}['absent']\n"
        "def malformed(*arguments):\n    raise ValueError('malformed')\n"
        "IMPORTER = Importer('failing', 'Failing', fail, fail, order=-1)\n"
        "SYNTAX = Syntax('failed', 'Failed', ('failed',), 'x/failed', fail, to_nquads=fail, recognises=malformed, recognition_order=-2)\n",
        encoding="utf-8",
    )
    about = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "failing"\nversion = "2.0"\n'
    points = (("importers", "failing", "IMPORTER"), ("syntaxes", "failed", "SYNTAX"))
    groups = "".join(f'[project.entry-points."vitagraph.{group}"]\n{name} = "failing:{entry}"\n' for group, name, entry in points)
    (folder / "pyproject.toml").write_text(about + groups, encoding="utf-8")
    return install(folder, tmp_path_factory.mktemp("installed"))


def test_a_failing_function_names_its_package(failing: Path, tmp_path: Path) -> None:
    """The exception is the message of the command that uses the function; recognition of other formats goes on."""
    (tmp_path / "cv.failed").write_text("text", encoding="utf-8")
    (tmp_path / "works.bib").write_text("@misc{a, title={On Owls}}", encoding="utf-8")
    by_importer = "the import format 'failing' of the package failing 2.0 failed in `{}`: KeyError: 'absent'"
    by_syntax = "the syntax 'failed' of the package failing 2.0 failed in `{}`: KeyError: 'absent'"
    other = vitagraph("import", str(tmp_path / "works.bib"), "-o", str(tmp_path / "cv"), path=failing)
    assert (other.returncode, other.stderr.count("Traceback")) == (0, 0), other.stderr
    assert by_importer.format("recognises") in other.stderr
    (tmp_path / "note.txt").write_text("a note", encoding="utf-8")
    unrecognised = vitagraph("import", str(tmp_path / "note.txt"), "-o", str(tmp_path / "cv"), path=failing)
    warnings = [
        unrecognised.stderr.count(one) for one in (by_importer.format("recognises"), "failed in `recognises`: ValueError: malformed")
    ]
    assert (unrecognised.returncode, warnings) == (2, [1, 1]), unrecognised.stderr
    for message, *arguments in (
        (by_importer.format("read"), "import", str(tmp_path / "works.bib"), "-f", "failing", "-o", str(tmp_path / "new")),
        (by_syntax.format("write"), "export", "data/example", "-f", "failed"),
        (by_syntax.format("to_nquads"), "validate", str(tmp_path / "cv.failed")),
    ):
        result = vitagraph(*arguments, path=failing)
        assert (result.returncode, result.stdout) == (2, ""), result.stderr
        assert message in result.stderr
        assert "Traceback" not in result.stderr
