"""Every field of every foreign format is in a record, or is reported with its place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from format_fields import FIELDS, Filler, Leaf, cff, csl, json_resume, ris, written
from vitagraph.cli import main
from vitagraph.importers import Imported
from vitagraph.importers.formats import read
from vitagraph.yaml.writing import files

SAMPLES = Path(__file__).parent / "samples"


def unaccounted(result: Imported, leaves: list[Leaf]) -> list[str]:
    """The values that are neither in the records nor in a report."""
    records = _plain("\n".join(files(result.cv).values()))
    reports = [(problem.place.line, problem.message) for problem in result.problems]
    lines = {line for line, _ in reports}
    reported = _plain("\n".join(message for _, message in reports))
    keys = {match[1] for _, message in reports if (match := re.match(r"([\w$-]+): it is about the entry", message))}
    counted = {match[1] for _, message in reports if (match := re.search(r"([\w-]+): '\d+ entr(?:y|ies)'", message))}
    return [
        f"{'.'.join(leaf.path)}: {leaf.text}"
        for leaf in leaves
        if not (
            _plain(leaf.text) in records
            or _plain(leaf.text) in reported
            or leaf.line in lines
            or keys & {*leaf.path}
            or counted & {*leaf.path}
        )
    ]


def _plain(text: str) -> str:
    """A text without differences of spelling and folding."""
    return re.sub(r"[\s\"'–-]+|https?://(?:dx\.)?(?:doi\.org|orcid\.org|ror\.org)/", "", text).lower()


def check(source: Any, format: str, *known: str, kind: str = "") -> None:
    """All values are accounted for, except those of keys whose meaning is in the section and the type of the entry.

    An entry that gives no record is reported as a whole.

    """
    text, leaves = written(Filler()(source))
    result = read(text, "source", format)
    if result.broken:
        assert kind.rsplit(maxsplit=1)[-1] in ("thesis", "patent"), kind
        return
    assert not [one for one in unaccounted(result, leaves) if one.partition(":")[0].rpartition(".")[2] not in known]
    assert all(problem.place.line for problem in result.problems)


def test_json_resume() -> None:
    check(json_resume(), "jsonresume")


@pytest.mark.parametrize("kind", FIELDS["csl"]["types"])
def test_csl_json(kind: str) -> None:
    check(csl(kind), "csl-json", "type", "comma-suffix", kind=kind)


@pytest.mark.parametrize("kind", FIELDS["ris"]["types"])
def test_ris(kind: str) -> None:
    text, leaves = ris(kind)
    result = read(text, "source", "ris")
    assert not result.broken
    assert not unaccounted(result, leaves)


def test_openalex() -> None:
    check(FIELDS["openalex"], "openalex", "type", "type_crossref", "is_oa", "abstract_inverted_index")


@pytest.mark.parametrize("kind", FIELDS["cff"]["types"])
def test_citation_cff(kind: str) -> None:
    check(cff(kind), "citation-cff", "type", kind=f"cff {kind}")


def test_rendercv() -> None:
    check(FIELDS["rendercv"], "rendercv", "network")


def test_orcid() -> None:
    """The official example of a whole record, with distinct texts."""
    record = json.loads((SAMPLES / "orcid/v3-record-full-official.json").read_text(encoding="utf-8"))
    check(
        _distinct(record, iter(range(10000))),
        "orcid",
        "type",
        "external-id-type",
        "external-id-relationship",
        "visibility",
        "value",
        "uri",
        "country",
    )


def _distinct(tree: Any, numbers: Any, key: str = "") -> Any:
    """A template from a tree in which all free texts are distinct."""
    if isinstance(tree, dict):
        return {name: _distinct(value, numbers, name) for name, value in tree.items() if value is not None}
    if isinstance(tree, list):
        return [_distinct(value, numbers, key) for value in tree]
    free = key in (
        "content",
        "role-title",
        "department-name",
        "city",
        "region",
        "name",
        "short-description",
        "external-id-value",
        "url-name",
    )
    return "text" if free else "=" + json.dumps(tree)


def test_strict_sees_what_is_left_out(tmp_path: Path) -> None:
    """A key with metadata of the source is sufficient."""
    source = tmp_path / "resume.json"
    source.write_text('{"basics": {"name": "Zoe Zilp"}, "meta": {"theme": "x"}}', encoding="utf-8")
    result = CliRunner().invoke(main, ["import", str(source), "-o", str(tmp_path / "cv"), "--strict"])
    assert result.exit_code == 1
    assert "resume.json:1:42: meta" in result.output
    assert not (tmp_path / "cv").exists()
