"""What a reader of the documentation has beside it: files, lines to type, and the commands that a reader of a test cannot run."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bulk_cvs import lines
from command_line import files, run
from conftest import ROOT
from test_plugins import ARTICLES

SAMPLES = ROOT / "tests/samples"
_BIB = (
    "@article{gulls, title = {Gulls at Sea}, author = {Reed, Mia and Beispiel, Ada}, journal = {Journal of Quiet Birds}, year = {2019}}\n"
)
_CV = "document: {{iri: 'https://{0}.example/cv'}}\nperson: {{name: {1}}}\ntalks: [{{title: Owls, date: 2021-05-06}}]\n"
_PAGE = "<!doctype html>\n<html lang='en'><head><title>Ada Beispiel</title>{}</head><body></body></html>\n"


@cache
def new_cv() -> dict[str, bytes]:
    """The files of a CV that `vitagraph init` wrote."""
    with TemporaryDirectory() as folder:
        code, _, stderr = run(Path(folder), "init", "my-cv")
        assert code == 0, stderr
        return files(Path(folder) / "my-cv")


@cache
def new_page() -> dict[str, bytes]:
    """A page with the JSON-LD of this CV: a file, so that it has no name of its own."""
    with TemporaryDirectory() as folder:
        _, snippet, stderr = run(Path(folder), "snippet", str(ROOT / "data/example"))
        assert snippet, stderr
        return {"": _PAGE.format(snippet).encode()}


#: name -> the file of the reader with this name: its text or bytes, a sample of the tests; the files of a folder; the commands that make it
MATERIAL: dict[str, str | bytes | Path | Callable[[], dict[str, bytes]] | tuple[str, ...]] = {
    "data": ROOT / "data",
    "my-cv": new_cv,
    "resume.json": SAMPLES / "json-resume/official-sample.json",
    "cv.yaml": SAMPLES / "rendercv/academic.yaml",
    "papers.bib": _BIB,
    "dblp.ttl": SAMPLES / "foreign-rdf/dblp.ttl",
    "homepage.html": SAMPLES / "foreign-rdf/schema-org.html",
    "index.html": new_page,
    "my-crosswalk.nt": '<https://ada.example/cv#me> <http://schema.org/name> "Ada" .\n',
    "queries.txt": "talks-per-year\n",
    "articles.csv": ARTICLES,
    "cv.ttl": ("vitagraph export my-cv -o cv.ttl",),
    "review.yaml": ("vitagraph reconcile my-cv -o review.yaml",),
    "changes.yaml": ("vitagraph sync my-cv -o changes.yaml",),
    "old.ttl": ("vitagraph export my-cv -o old.ttl",),
    "more.jsonld": ("vitagraph export data/example -o more.jsonld",),
    "my.rq": "SELECT (COUNT(*) AS ?talks) { ?talk a bibo:Presentation }\n",
    "people/ada.yaml": _CV.format("ada", "Ada Beispiel"),
    "people/kim.yaml": _CV.format("kim", "Kim Muster"),
    "cvs.jsonl": lines(3),
    "cvs.jsonl.gz": gzip.compress(lines(3)),
    "cvs/0.jsonl": lines(3),
    "out": ("vitagraph bulk export people -o out",),
    "kg": ("vitagraph bulk load out --store-path kg",),
    "links.nq": ("vitagraph bulk link out -o links.nq",),
    "accepted.jsonl": ("vitagraph bulk reconcile cvs.jsonl -o accepted.jsonl",),
    "my-theme/theme.css": ":root { --accent: #8a3324; }\n",
}
#: option -> the commands that a command with it needs
NEEDS = {
    "--revision": (
        "git init --quiet -b main my-cv",
        "git -C my-cv add -A",
        "git -C my-cv commit --quiet -m One",
        "git -C my-cv tag v1",
        "git -C my-cv commit --quiet -m Two --allow-empty",
        "git -C my-cv tag v2",
    )
}

#: the beginning of a command -> what is typed into it, and a word that it then prints
TYPED = {
    "vitagraph shell": ("talks-per-year\n\n.quit\n", "Lectures"),
    "vitagraph reconcile my-cv/ --review": ("q\n", ""),
}

#: a word of the documentation for one that its reader chooses -> the choice
CHOSEN = {
    "SOURCE": "papers.bib",
    "INPUTS...": "people/ada.yaml",
    "NAME": "group-network",
    "SECTION": "talks",
    "FIELD": "status",
    "COMMAND": "export",
}

#: options before the name of a file or folder that a command makes
MADE_BY = ("-o", "--output", "--save", "--store-path", "--chart", "--all-formats", "--location")
#: a new folder that a command makes; the documentation shows several commands that make it
NEW = "new-cv"

#: pattern of a command that is not run -> the reason
NOT_RUN = {
    r"pip install (?!\./more-formats)": "it installs from a registry, or builds; tests/wheel.sh installs the wheel elsewhere",
    r"python3 -m venv|\. \.venv/bin/activate": "it makes the environment of an installation; tests/wheel.sh does the same",
    r"export AWS_": "it states the user's own account; the object store of the tests has another",
    r"netlify deploy|npx wrangler|rsync -a": "it writes to the user's account at a host",
    r"rendercv render": "another program, whose typesetting `rendercv[full]` installs; tests/test_exporters.py reads the file with it",
}
#: pattern of a command -> the form in which it is run: targets that install, or write or test this checkout, are printed only
REPLACED = {
    r"^make (test|lint|docs|generated)\b": r"make --dry-run \1",
    r" --open$": "",  # the browser of the user
    r" \| jq .*": "",  # another program
    r"^vitagraph audit my-cv/": "vitagraph audit people/ada.yaml",  # the DOIs and links of the example are of nothing
}

#: pattern of `PAGE: COMMAND` that the slow tests run: servers and Spark, and the page on which each command stands once
SLOW = r"^docs/overview\.md: (?!.*data/lapuschkin)|--engine spark|s3://|:8890|make cv"
