"""Public output depends on public facts only: pairs of CVs that differ in restricted facts only have the same output.

Planted faults show that the test can fail: with each of them some output differs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import vitagraph
from command_line import run
from repetition import MORE
from restricted_edits import pairs
from vitagraph import mapping
from vitagraph.errors import DataError
from vitagraph.exporters.export import written
from vitagraph.homepage import embed, snippet
from vitagraph.queries.catalogue import Query, catalogue
from vitagraph.queries.local import evaluate, fill
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.reconciliation import entities
from vitagraph.records import CV, Index, Visibility, registry, sections
from vitagraph.site.build import build
from vitagraph.site.options import Options
from vitagraph.stores import expected
from vitagraph.validation import Validator
from vitagraph.validation.formats import REPORT_FORMATS, write
from vitagraph.yaml.writing import as_mapping

Pair = tuple[CV, CV]
Output = Callable[[CV], Any]


def _calls_restricted(index: Index) -> bool:
    """Whether an alias gives a printed name to a restricted person, who has none in public."""
    people = (index.find("person", target) for target in index.cv.aliases.values())
    return any(person is not None and index.visibility(person) is not Visibility.public for person in people)


@cache
def made_up(count: int) -> list[Pair]:
    """The first valid pairs among so many generated ones, the same on every run."""
    found: list[Pair] = []

    @given(pairs())
    @settings(
        derandomize=True, max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    def collect(pair: Pair) -> None:
        if not any(index.problems or _calls_restricted(index) for index in map(Index, pair)):
            found.append(pair)

    collect()
    return found


def differences(output: Output, some: list[Pair]) -> Iterator[Pair]:
    """The pairs whose output differs; an error is an output too, as private records can have the id of public ones."""

    def result(cv: CV) -> Any:
        try:
            return output(cv)
        except DataError as error:
            return str(error)

    return ((one, other) for one, other in some if result(one) != result(other))


# -- the outputs


def graphs(cv: CV) -> Any:
    """Every syntax, the order of the triples, the snippet, a page with the snippet, the triples for a store."""
    dataset = vitagraph.dataset(cv)
    shown = snippet(dataset, str(cv.document.language))
    page = embed(b"<html><head></head><body></body></html>", "page", lambda ascii_only: shown)
    return [list(dataset.graphs().items()), expected(dataset), shown, page, *(dataset.serialize(name) for name in SYNTAXES.own)]


def exports(cv: CV) -> Any:
    """Bibliographies and résumés, with their counts of omitted facts."""
    public = Index(cv).public_view()
    return [written(name, public) for name in ("bibtex", "ris", "csl-json", "jsonresume", "rendercv")]


def site(cv: CV) -> Any:
    """Every file of a site."""
    return build(Index(cv), Options())


def answers(cv: CV) -> Any:
    """The results of the canned queries that need no parameter."""
    import pyoxigraph

    store = fill(pyoxigraph.Store(), vitagraph.dataset(cv).graphs())
    return [list(evaluate(query, store, {}).rows) for query in _queries()]


@cache
def _queries() -> list[Query]:
    parameters = ((query, query.header.params.values()) for query in catalogue().values())
    return [query for query, listed in parameters if all(one.optional or one.default is not None for one in listed)]


@cache
def _validator() -> Validator:
    return Validator(("public",))


def report(cv: CV) -> Any:
    """The report of `validate --profile public` in every format."""
    found = _validator().validate(cv, "cv")
    return [found.summary(0), *(write(found, name) for name in REPORT_FORMATS.own)]


def lookups(cv: CV) -> Any:
    """What is looked up, with all that is evidence."""
    return [(one.node, one.query) for one in entities(Index(cv))]


def as_json(cv: CV) -> bytes:
    """A CV as a line of JSON."""
    lists = {section: [as_mapping(record) for record in getattr(cv, section)] for section in sections() if getattr(cv, section)}
    whole = {"document": as_mapping(cv.document), "person": as_mapping(cv.person), "aliases": cv.aliases, **lists}
    return json.dumps({name: one for name, one in whole.items() if one}).encode() + b"\n"


def in_bulk(folder: Path, cvs: list[CV], *options: str) -> dict[str, bytes]:
    """The results of `bulk export`, `bulk link` and `bulk load`."""
    folder.mkdir()
    for number, cv in enumerate(cvs):
        cv.document.iri = vitagraph.records.cv.DocumentIri(f"https://cv.example/{number}")
    (folder / "cvs.jsonl").write_bytes(b"".join(map(as_json, cvs)))
    for arguments in (["export", "cvs.jsonl", "-o", "out", *options], ["link", "out", "-o", "links.nq"]):
        code, _, stderr = run(folder, "bulk", *arguments, "-q")
        assert code == 0, stderr
    (folder / "cvs.jsonl").unlink()
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != "manifest.json"
    }


# -- equal output


@pytest.mark.parametrize(("output", "count"), [(graphs, 40), (exports, 40), (lookups, 12), (report, 12), (answers, 4), (site, 4)])
def test_restricted_facts_make_no_difference_to_the_public(output: Output, count: int) -> None:
    some = made_up(80)[:count]
    assert list(differences(output, some)) == []


@pytest.mark.generated
@pytest.mark.slow
@pytest.mark.parametrize(("output", "count"), [(graphs, 400), (exports, 400), (lookups, 400), (report, 60), (answers, 20), (site, 8)])
def test_hundreds_of_restricted_edits_make_no_difference_to_the_public(output: Output, count: int) -> None:
    some = made_up(300 * MORE)
    assert len(some) > 100 * MORE
    assert list(differences(output, some[: count * MORE])) == []


@pytest.mark.parametrize("options", [("--format", "nquads"), ("--format", "parquet")], ids=lambda options: options[1])
def test_restricted_facts_make_no_difference_in_bulk(options: tuple[str, str], tmp_path: Path) -> None:
    """Files of many CVs, and the links between them."""
    some = made_up(80)[:30]
    before, after = (in_bulk(tmp_path / str(side), [pair[side] for pair in some], *options) for side in (0, 1))
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


# -- planted leaks


def _identities_of_everything(patch: pytest.MonkeyPatch) -> None:
    """Identities are resolved with all facts, and the statements are sorted by visibility afterwards."""
    patch.setattr(registry, "linked_visibility", lambda cv: Visibility.public)


def _a_view_of_everything(patch: pytest.MonkeyPatch) -> None:
    """Pages and bibliographies are derived from the whole CV."""
    module = sys.modules["vitagraph.records.index"]
    view = module.view
    patch.setattr(module, "view", lambda cv, classes: view(cv, set(Visibility)))


def _an_open_field(patch: pytest.MonkeyPatch) -> None:
    """The default visibility of fields is ignored."""
    module = sys.modules["vitagraph.mapping.statements"]
    encoder_of = module.encoder_of

    def opened(record: Any, *rest: Any) -> Any:
        known = encoder_of(record, *rest)
        compiled = known.encoders.compiled
        return known._replace(
            encoders=type(known.encoders)(known.encoders.fields, lambda field: compiled(field)._replace(visibility=Visibility.public))
        )

    patch.setattr(module, "encoder_of", opened)


def _derived_facts(patch: pytest.MonkeyPatch) -> None:
    """Labels, names and other derived facts are those of the whole CV."""
    patch.setattr(sys.modules["vitagraph.mapping.statements"], "_joined", lambda index, sinks, below: sinks)


def _an_order(patch: pytest.MonkeyPatch) -> None:
    """Names of private records come first."""
    joined = mapping.joined

    def reordered(all_batches: Iterable[mapping.Batch]) -> Any:
        graphs = joined(all_batches)
        hidden = {term for triple in graphs["private"] for term in triple}
        return graphs | {"public": dict.fromkeys(sorted(graphs["public"], key=lambda triple: triple[0] not in hidden))}

    patch.setattr(mapping, "joined", reordered)


def _a_count(patch: pytest.MonkeyPatch) -> None:
    """The description counts the triples of all graphs."""
    described = mapping.description
    patch.setattr(
        mapping,
        "description",
        lambda index, graphs: [*described(index, graphs), ("<urn:x>", "<urn:x>", f'"{sum(map(len, graphs.values()))}"')],
    )


def _a_report(patch: pytest.MonkeyPatch) -> None:
    """The whole CV is validated."""
    patch.setattr(Index, "public_view", lambda index: index)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plant", "output", "count"),
    [(_identities_of_everything, graphs, 300), (_a_view_of_everything, exports, 300), (_an_open_field, graphs, 1600),
     (_derived_facts, graphs, 300), (_an_order, graphs, 300), (_a_count, graphs, 300), (_a_report, report, 300), (_a_report, lookups, 300)],
)  # fmt: skip
def test_planted_leaks_are_found(
    plant: Callable[[pytest.MonkeyPatch], None], output: Output, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = made_up(count)  # few pairs have a given leak
    plant(monkeypatch)
    assert next(differences(output, some), None)
