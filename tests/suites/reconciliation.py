"""Services: recorded replies of Crossref and ROR, the examples of the Reconciliation API 0.2, two servers of others with that API."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import jsonschema

from faulty_server import FaultyServer
from played_services import PlayedServices, connect, played
from servers import LOOPBACK, Server, running
from suites import Outcome
from vitagraph.errors import SourceError
from vitagraph.services import SERVICES, Connection, Facts, Kind, Query
from vitagraph.services.cache import Cache
from vitagraph.services.reconciliation_api import manifest, question, suggest
from vitagraph.services.types.wikidata import _properties
from vitagraph.values import Doi, Issn, NameIn, Orcid, RorId, WikidataId

FOLDER = "reconcile"


def run(folder: Path) -> Iterator[Outcome]:
    """All parts."""
    for part, tests in (
        ("crossref, recorded", _crossref(folder / "crossref")),
        ("ror, recorded", _ror(folder / "ror")),
        ("reconciliation 0.2, examples", _examples(folder / "spec-0.2")),
        ("datasette-reconcile, 0.1 and 0.2", _servers(Datasette)),
        ("csv-reconcile, 0.1", _servers(CsvReconcile)),
    ):
        for name, test in tests:
            try:
                yield Outcome(part, name, test())
            except Exception as error:  # any failure is an outcome
                yield Outcome(part, name, f"{type(error).__name__}: {error}")


Tests = Iterator[tuple[str, Callable[[], str]]]


def _unequal(found: object, expected: object) -> str:
    return "" if found == expected else f"{found} instead of {expected}"


def _query(kind: Kind, *names: str, **facts: Any) -> Query:
    return Query(kind, tuple(NameIn(name, "") for name in names), Facts(**facts))


class _Recorded(PlayedServices):
    """Replies with one body and status to every request."""

    body: ClassVar[Any] = None
    status: ClassVar[int] = 200

    def reply(self, name: str, path: str, fields: dict[str, str]) -> Any:
        return self.body(path, fields) if callable(self.body) else self.body

    def answer(self, kind: str, data: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        super().answer(kind, data, self.status, length, **headers)


def _with(service: str, body: Any, use: Callable[[Connection, FaultyServer], str], status: int = 200) -> str:
    """The outcome of a use of a service whose replies are `body`."""
    handler = type("Recorded", (_Recorded,), {"body": staticmethod(body) if callable(body) else body, "status": status})
    with tempfile.TemporaryDirectory() as folder, played(handler) as server:
        return use(connect(server, service, Cache(Path(folder))), server)


# -- recorded replies


def _crossref(folder: Path) -> Tests:
    for file in sorted(folder.glob("*.json")):
        recorded = json.loads(file.read_text("utf-8"))
        path = recorded["request"]["uri"].removeprefix("https://api.crossref.org").partition("?")[0]

        def test(recorded: dict[str, Any] = recorded, path: str = path) -> str:
            use = _record_of(recorded, path) if path.count("/") > 1 else _search_of(recorded, path)
            return _with("crossref", recorded["body"], use, recorded["status"]["code"])

        yield file.stem, test


def _search_of(recorded: dict[str, Any], path: str) -> Callable[[Connection, FaultyServer], str]:
    kind = {"/works": Kind.WORK, "/journals": Kind.JOURNAL, "/funders": Kind.ORGANIZATION}[path]
    items = recorded["body"]["message"]["items"]
    identifiers = {
        Kind.WORK: [item.get("DOI", "").lower() for item in items],
        Kind.JOURNAL: [item["ISSN"][0] for item in items if item.get("ISSN")],
        Kind.ORGANIZATION: [item.get("uri", "").removeprefix("https://doi.org/") for item in items],
    }[kind]

    def use(connection: Connection, server: FaultyServer) -> str:
        ((_, found),) = connection.search([_query(kind, "ecology")])
        return _unequal([str(one.identifier) for one in found], identifiers) if isinstance(found, list) else str(found)

    return use


def _record_of(recorded: dict[str, Any], path: str) -> Callable[[Connection, FaultyServer], str]:
    def use(connection: Connection, server: FaultyServer) -> str:
        found = connection.record(Doi(path.removeprefix("/works/")))
        if recorded["status"]["code"] == 404:
            return _unequal(found, None)
        item = recorded["body"]["message"]
        people = tuple(f"{one['given']} {one['family']}" for one in item["author"])
        expected = (item["title"][0], item["container-title"][0], str(item["issued"]["date-parts"][0][0]), item["page"], people)
        return _unequal(
            found and (found.names[0].text, found.facts.container, found.facts.year, found.facts.pages, found.facts.people), expected
        )

    return use


def _ror(folder: Path) -> Tests:
    for item in json.loads((folder / "records-v2.json").read_text("utf-8")):
        identifier = RorId.decoded(item["id"])

        def use(connection: Connection, server: FaultyServer, item: dict[str, Any] = item, identifier: str = identifier) -> str:
            found = connection.record(RorId(identifier))
            displayed = next(name["value"] for name in item["names"] if "ror_display" in name["types"])
            known = [one for other in item["external_ids"] if other["type"] == "wikidata" for one in other["all"]]
            country = item["locations"][0]["geonames_details"]["country_code"]
            expected = (identifier, displayed, len({(name["value"], name["lang"]) for name in item["names"]}), country, known)
            return _unequal(
                found and (
                    found.identifier, found.names[0].text, len(found.names), found.facts.country,
                    [str(one) for one in found.facts.identifiers if isinstance(one, WikidataId)],
                ), expected,
            )  # fmt: skip

        yield f"record {identifier}", lambda item=item, use=use: _with("ror", item, use)
        yield f"match {identifier}", lambda item=item: _with("ror", _matches(item), _chosen(item))


def _matches(item: dict[str, Any]) -> dict[str, Any]:
    other = item | {"id": "https://ror.org/03v4gjf40"}
    return {"number_of_results": 2, "items": [{"score": 1.0, "chosen": False, "organization": other},
                                              {"score": 0.9, "chosen": True, "organization": item}]}  # fmt: skip


def _chosen(item: dict[str, Any]) -> Callable[[Connection, FaultyServer], str]:
    def use(connection: Connection, server: FaultyServer) -> str:
        ((_, found),) = connection.search([_query(Kind.ORGANIZATION, "any")])
        return _unequal(f"https://ror.org/{found[0].identifier}", item["id"]) if isinstance(found, list) else str(found)

    return use


# -- the examples of the specification


def _examples(folder: Path) -> Tests:
    examples = folder / "examples"
    for file in sorted(examples.glob("manifest/valid/*.json")):
        stated = json.loads(file.read_text("utf-8"))
        yield (
            f"manifest {file.stem}",
            lambda stated=stated: _with("reconciliation", stated, lambda one, _: _unequal(manifest(one).name, stated["name"])),
        )
    for file in sorted(examples.glob("reconciliation-result-batch/*/*.json")):
        batch = json.loads(file.read_text("utf-8"))
        yield (
            f"results {file.parent.name} {file.stem}",
            lambda batch=batch, valid=file.parent.name == "valid": _results(folder, batch, valid),
        )
    for file in sorted(examples.glob("suggest-entities-response/valid/*.json")):
        reply = json.loads(file.read_text("utf-8"))
        yield f"suggestions {file.stem}", lambda reply=reply: _suggestions(reply)
    schema = json.loads((folder / "schemas/reconciliation-query-batch.json").read_text("utf-8"))
    for kind in Kind:
        query = _query(kind, "Owls", identifiers=(Orcid("0000-0002-1825-0097"), Doi("10.5555/owls"), Issn("1932-6203")))
        questions = {"q0": question(query, "Q5", _properties(query)), "q1": question(query), "q2": question(query, "", {"P1": ["a", "b"]})}
        yield f"queries {kind}", lambda questions=questions: str(jsonschema.Draft7Validator(schema).validate(questions) or "")


def _results(folder: Path, batch: Any, valid: bool) -> str:
    """A batch of results that is valid is read to the last candidate, and another one is an error."""
    stated = json.loads((folder / "examples/manifest/valid/lobid-gnd.json").read_text("utf-8"))
    results = list(batch.values()) if isinstance(batch, dict) else []
    counted = [len(one["result"]) for one in results] if valid else []

    def reply(path: str, fields: dict[str, str]) -> Any:
        if "queries" not in fields:
            return stated
        return {f"q{number}": one for number, one in enumerate(results)} if isinstance(batch, dict) else batch

    def use(connection: Connection, server: FaultyServer) -> str:
        queries = [_query(Kind.PERSON, f"n{number}") for number in range(max(len(results), 1))]
        found = [one for _, one in connection.search(queries)]
        if not valid:
            return "" if all(isinstance(one, SourceError) for one in found) else f"accepted: {found}"
        return _unequal([len(one) if isinstance(one, list) else str(one) for one in found], counted)

    return _with("reconciliation", reply, use)


def _suggestions(reply: Any) -> str:
    def use(connection: Connection, server: FaultyServer) -> str:
        found = suggest(connection, "entity", "cumulo")
        return _unequal(found, [(one["id"], one["name"]) for one in reply["result"]])

    def play(path: str, fields: dict[str, str]) -> Any:
        return reply if fields else {"name": "Owls", "suggest": {"entity": {"service_url": _here[-1], "service_path": "/entity"}}}

    _here: list[str] = []

    def with_address(connection: Connection, server: FaultyServer) -> str:
        _here.append(connection.address)
        return use(connection, server)

    return _with("reconciliation", play, with_address)


# -- servers of others


_OWLS = {
    "Q42": "Owl University",
    "Q43": "Bat University",
    "Q44": "Hochschule der Eulen",
    "Q45": "Owl Academy of Sciences",
    "Q46": "Universität Köln",
}
_ROR = "03v4gjf40"
_SPACE, _VIEW = "http://www.wikidata.org/entity/", "https://www.wikidata.org/wiki/{{id}}"


class Datasette(Server):
    """Datasette with the plugin datasette-reconcile, on a table of organizations."""

    program = "datasette"
    installed_by = "pip install datasette datasette-reconcile"
    path = "/owls/organizations/-/reconcile"
    near = ("Academy of Sciences",)
    suggests = extends = True

    def command(self) -> list[str]:
        table = {"id_field": "id", "name_field": "name", "service_name": "Owls", "identifierSpace": _SPACE, "view_url": _VIEW,
                 "max_limit": 5, "type_default": [{"id": "Organization", "name": "Organization"}]}  # fmt: skip
        plugins = {"tables": {"organizations": {"plugins": {"datasette-reconcile": table}}}}
        (self.folder / "metadata.json").write_text(json.dumps({"databases": {"owls": plugins}}))
        with sqlite3.connect(self.folder / "owls.db") as database:
            database.execute("CREATE TABLE organizations (id TEXT PRIMARY KEY, name TEXT, ror TEXT)")
            database.executemany(f"INSERT INTO organizations VALUES (?, ?, '{_ROR}')", _OWLS.items())
        return ["serve", "owls.db", "--metadata", "metadata.json", "--host", LOOPBACK, "--port", str(self.port)]


_CSV = """
import sys
from csv_reconcile import create_app, initdb
app = create_app(instance_path=sys.argv[1])
with app.app_context():
    initdb.init_db_with_context("owls.tsv", "item", "name")
app.run(port=int(sys.argv[2]))
"""


class CsvReconcile(Server):
    """csv-reconcile on a table of organizations, whose ids are IRIs."""

    program = Path(sys.executable).name
    installed_by = "pip install csv-reconcile"
    path = "/reconcile"
    near = ("Academy of Sciences", "Owl Acadmy Sciences")
    suggests = extends = False

    def command(self) -> list[str]:
        rows = "".join(f"{_SPACE}{item}\t{name}\n" for item, name in _OWLS.items())
        (self.folder / "owls.tsv").write_text(f"item\tname\n{rows}", "utf-8")
        return ["-c", _CSV, str(self.folder / "instance"), str(self.port)]

    def probe(self) -> str:
        return f"{self.root}{self.path}"


def _servers(kind: type[Datasette] | type[CsvReconcile]) -> Tests:
    with tempfile.TemporaryDirectory() as folder, running(kind(Path(folder))) as server:
        address, cache = f"{server.root}{server.path}", Cache(Path(folder) / "cache")

        def connection(**options: Any) -> Connection:
            return Connection(SERVICES["reconciliation"], address, cache, **options)

        def first(names: Sequence[str], **options: Any) -> list[str]:
            answers = connection(**options).search([_query(Kind.ORGANIZATION, name) for name in names])
            return [str(found[0].iri if found else "") if isinstance(found, list) else str(found) for _, found in answers]

        yield "manifest", lambda: "" if manifest(connection()).name else "no name"
        for item, name in _OWLS.items():
            yield f"exact {item}", lambda item=item, name=name: _unequal(first([name]), [_SPACE + item])
        yield "near", lambda: _unequal(first(server.near), [f"{_SPACE}Q45"] * len(server.near))
        yield "nothing", lambda: _unequal(first(["zzz"]), [""])
        names = [*_OWLS.values()] * 5
        yield "three batches", lambda: _unequal(first(names, refresh=True), [_SPACE + item for item in _OWLS] * 5)
        yield "identifiers", lambda: _identifiers(connection())
        yield "offline", lambda: _unequal(first(names, offline=True), [_SPACE + item for item in _OWLS] * 5)
        if server.extends:
            yield "data extension", lambda: _extension(connection())
        if server.suggests:
            yield "suggestions", lambda: _unequal(suggest(connection(), "entity", "Bat"), [("Q43", "Bat University")])


def _extension(connection: Connection) -> str:
    ((_, found),) = connection.search([_query(Kind.ORGANIZATION, "Owl University")])
    return _unequal(found[0].facts.identifiers, (RorId(_ROR),)) if isinstance(found, list) else str(found)


def _identifiers(connection: Connection) -> str:
    ((_, found),) = connection.search([_query(Kind.ORGANIZATION, "Universität Köln")])
    return _unequal(found[0].identifier, WikidataId("Q46")) if isinstance(found, list) else str(found)
