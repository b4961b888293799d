"""Each service: what it sends, and the candidates that it makes of replies in the documented form, or of any other."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from faulty_server import FaultyServer
from played_services import DOI, ISSN, MANIFEST, NOTICE, ORCID, ROR, PlayedServices, connect, played
from vitagraph.errors import SourceError
from vitagraph.project.registry_tables import service_table
from vitagraph.records.identifiers import field_names
from vitagraph.services import SERVICES, Candidate, Facts, Kind, Query, Update, replies
from vitagraph.services.cache import Cache
from vitagraph.services.reconciliation_api import manifest, suggest
from vitagraph.services.service import candidate
from vitagraph.values import (
    ArxivId,
    DblpId,
    DblpRecord,
    Doi,
    Identifier,
    Isbn,
    Issn,
    NameIn,
    OpenAlexAuthorId,
    OpenAlexId,
    OpenAlexInstitutionId,
    OpenAlexSourceId,
    OpenAlexTopicId,
    Orcid,
    PubMedId,
    RorId,
    ScopusAuthorId,
    WikidataId,
)


def name(text: str, language: str = "") -> NameIn:
    return NameIn(text, language)


QUERIES = {
    Kind.WORK: Query(Kind.WORK, (name("Calls of (Owls)", "en"),), Facts(year="2020", container="J. Owls", people=("Ada Owl", "Bo Bat"))),
    Kind.PERSON: Query(Kind.PERSON, (name("Ada Owl"),), Facts(affiliations=("Owl University",), identifiers=(Orcid(ORCID),))),
    Kind.ORGANIZATION: Query(Kind.ORGANIZATION, (name("Owl University"),), Facts(place="Berlin", country="Germany")),
    **{kind: Query(kind, (name("Owls"),)) for kind in (Kind.JOURNAL, Kind.PLACE, Kind.EVENT, Kind.TOPIC, Kind.AWARD, Kind.PROJECT)},
}
_RETRACTED = Update("retraction", "updated-by", Doi(NOTICE), "2021-06-01")
_CROSSREF = Candidate(
    Kind.WORK, Doi(DOI), f"https://doi.org/{DOI}", (name("The Calls of Owls & Bats"),), "journal-article", f"https://doi.org/{DOI}",
    Facts("2020", "Journal of Owls", "1-9", ("Ada Owl", "Owl Team"), identifiers=(Isbn("9783161484100"),)), 41.5, (_RETRACTED,),
)  # fmt: skip
_ITEM = "http://www.wikidata.org/entity/Q42"
_PAGE = "https://www.wikidata.org/wiki/Q42"
#: (service, kind) -> the request without its address, and the first candidate
FOUND: dict[tuple[str, Kind], tuple[str, Candidate]] = {
    ("crossref", Kind.WORK): (
        "/works?query.bibliographic=Calls+of+%28Owls%29+Ada+Owl+J.+Owls+2020&rows=5"
        "&select=DOI%2Ctitle%2Coriginal-title%2Cauthor%2Ceditor%2Cissued%2Ccontainer-title%2Cpage%2CISSN%2CISBN%2Cscore%2Cupdate-to%2Ctype",
        _CROSSREF,
    ),
    ("crossref", Kind.JOURNAL): (
        "/journals?query=Owls&rows=5",
        Candidate(Kind.JOURNAL, Issn(ISSN), f"https://portal.issn.org/resource/ISSN/{ISSN}", (name("Journal of Owls"),), "Owl Press",
                  f"https://portal.issn.org/resource/ISSN/{ISSN}"),
    ),
    ("crossref", Kind.ORGANIZATION): (
        "/funders?query=Owl+University&rows=5",
        Candidate(Kind.ORGANIZATION, Doi("10.13039/501100001779"), "https://doi.org/10.13039/501100001779", (name("Owl Fund"), name("OF")),
                  "", "https://doi.org/10.13039/501100001779", Facts(country="Germany")),
    ),
    ("datacite", Kind.WORK): (
        "/dois?disable-facets=true&page%5Bsize%5D=5&query=titles.title%3A%28calls+of+owls%29&sort=relevance",
        Candidate(Kind.WORK, Doi(DOI), f"https://doi.org/{DOI}", (name("Calls of Owls", "en"), name("Rufe der Eulen", "de")), "Dataset",
                  f"https://doi.org/{DOI}", Facts("2020", "Owl Archive", people=("Ada Owl", "Owl Team")),
                  updates=(Update("obsoleted", "updated-by", Doi(NOTICE)),)),
    ),
    ("openalex", Kind.WORK): (
        "/works?per_page=5&search=calls+of+owls",
        Candidate(Kind.WORK, Doi(DOI), f"https://doi.org/{DOI}", (name("Calls of Owls", "en"),), "article", "https://openalex.org/W123",
                  Facts("2020", "Journal of Owls", "1-9", ("Owl, Ada",), identifiers=(OpenAlexId("W123"),)), 9.0,
                  (Update("retraction", "updated-by"),)),
    ),
    ("openalex", Kind.PERSON): (
        "/authors?per_page=5&search=ada+owl",
        Candidate(Kind.PERSON, Orcid(ORCID), f"https://orcid.org/{ORCID}", (name("Ada Owl"), name("A. Owl")), "",
                  "https://openalex.org/A5023888391",
                  Facts(affiliations=("Owl University",), identifiers=(OpenAlexAuthorId("A5023888391"),)), 2.5),
    ),
    ("openalex", Kind.ORGANIZATION): (
        "/institutions?per_page=5&search=owl+university",
        Candidate(Kind.ORGANIZATION, RorId(ROR), f"https://ror.org/{ROR}", (name("Owl University"),), "education",
                  "https://openalex.org/I4577782",
                  Facts(place="Berlin", country="DE", identifiers=(WikidataId("Q42"), OpenAlexInstitutionId("I4577782"))), 1.5),
    ),
    ("openalex", Kind.JOURNAL): (
        "/sources?per_page=5&search=owls",
        Candidate(Kind.JOURNAL, Issn(ISSN), f"https://portal.issn.org/resource/ISSN/{ISSN}", (name("Journal of Owls"),), "Owl Press",
                  "https://openalex.org/S202381698", Facts(identifiers=(OpenAlexSourceId("S202381698"),)), 1.0),
    ),
    ("openalex", Kind.TOPIC): (
        "/topics?per_page=5&search=owls",
        Candidate(Kind.TOPIC, OpenAlexTopicId("T10001"), "https://openalex.org/T10001", (name("Owls"), name("Strigidae")), "Ecology", "https://openalex.org/T10001",
                  score=1.0),
    ),
    ("ror", Kind.ORGANIZATION): (
        "/organizations?affiliation=Owl+University%2C+Berlin%2C+Germany",
        Candidate(Kind.ORGANIZATION, RorId(ROR), f"https://ror.org/{ROR}", (name("Owl University", "en"), name("TUO")), "education",
                  f"https://ror.org/{ROR}",
                  Facts("1946", place="Berlin", country="DE", identifiers=(WikidataId("Q42"), Doi("10.13039/501100001779"))), 0.9,
                  (Update("inactive", "updated-by", RorId("001w7jn25")),)),
    ),
    ("orcid", Kind.PERSON): (
        "/expanded-search/?q=family-name%3A%22Owl%22+AND+given-names%3A%22Ada%22&rows=10",
        Candidate(Kind.PERSON, Orcid(ORCID), f"https://orcid.org/{ORCID}", (name("Ada Owl"), name("A. Owl")), "",
                  f"https://orcid.org/{ORCID}", Facts(affiliations=("Owl University",))),
    ),
    ("dblp", Kind.WORK): (
        "/search/publ/api?format=json&h=10&q=calls+of+owls",
        Candidate(Kind.WORK, Doi(DOI), f"https://doi.org/{DOI}", (name("Calls of Owls"),), "Journal Articles",
                  "https://dblp.org/rec/journals/owls/Owl20",
                  Facts("2020", "Owls", "1-9", ("Ada Owl", "Bo Bat"),
                        identifiers=(ArxivId("2211.17174"), DblpRecord("journals/owls/Owl20")))),
    ),
    ("dblp", Kind.PERSON): (
        "/search/author/api?format=json&h=10&q=ada+owl",
        Candidate(Kind.PERSON, DblpId("65/9612"), "https://dblp.org/pid/65/9612", (name("Ada Owl"), name("A. Owl")), "",
                  "https://dblp.org/pid/65/9612", Facts(affiliations=("Owl University",))),
    ),
}  # fmt: skip
for _service in ("wikidata", "reconciliation"):
    FOUND |= {
        (_service, kind): ("", Candidate(kind, WikidataId("Q42"), _ITEM, query.names[:1], "a bird", _PAGE, score=80.0))
        for kind, query in ((one, QUERIES[one]._replace(names=(name(QUERIES[one].name),))) for one in Kind)
    }  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with played() as one:
        yield one


def test_each_kind_of_each_service_is_tested() -> None:
    """A kind that a service declares has its row in FOUND."""
    assert {(one.name, kind) for one in SERVICES.own.values() for kind in one.kinds} == FOUND.keys()


@pytest.mark.parametrize(("service", "kind"), FOUND, ids=str)
def test_a_search(service: str, kind: Kind, server: FaultyServer, tmp_path: Path) -> None:
    """The request has the parts that the reference page lists; wrong identifiers and broken items are no candidates."""
    request, expected = FOUND[service, kind]
    query = QUERIES[kind]
    before = len(server.seen)
    ((of, found),) = connect(server, service, Cache(tmp_path)).search([query])
    assert of is query
    assert isinstance(found, list), found
    assert all(abs((date.fromisoformat(one.replied) - datetime.now(UTC).date()).days) < 2 for one in found)
    found = [one._replace(replied="") for one in found]
    others = found[0].facts.identifiers if (service, kind) == ("crossref", Kind.JOURNAL) else ()
    assert found[0]._replace(facts=found[0].facts._replace(identifiers=())) == expected if others else found[0] == expected
    assert len({one.identifier for one in found}) == len(found)
    assert all(isinstance(one.identifier, Identifier | None) for one in found)
    if request:
        assert [path for _, path, _ in server.seen[before:]] == [f"/plain/{service}{request}"]


@pytest.mark.parametrize("kind", Kind)
def test_a_question_of_the_reconciliation_api(kind: Kind, tmp_path: Path) -> None:
    """Wikidata gets the class of the kind and known identifiers; another endpoint gets the type that its manifest has for the kind."""
    sent: list[Any] = []

    class Recording(PlayedServices):
        def reply(self, name: str, path: str, fields: dict[str, str]) -> Any:
            sent.extend(json.loads(fields.get("queries", "[]")).values() if "queries" in fields else [])
            return super().reply(name, path, fields)

    with played(Recording) as server:
        for service in ("wikidata", "reconciliation"):
            list(connect(server, service, Cache(tmp_path / service)).search([QUERIES[kind]]))
    classes = {Kind.PERSON: "Q5", Kind.ORGANIZATION: "Q43229"}
    wikidata, other = sent
    assert (wikidata["query"], wikidata["limit"]) == (QUERIES[kind].name, 10)
    assert wikidata.get("type") == {**classes, Kind.JOURNAL: "Q1002697", Kind.PLACE: "Q2221906", Kind.EVENT: "Q1656682",
                                    Kind.WORK: "Q386724", Kind.AWARD: "Q618779", Kind.PROJECT: "Q170584"}.get(kind)  # fmt: skip
    assert wikidata.get("properties") == ([{"pid": "P496", "v": ORCID}] if kind is Kind.PERSON else None)
    assert other == {"query": QUERIES[kind].name, "limit": 10, **({"type": classes[kind]} if kind in classes else {})}


#: service, identifier -> path of the request, and some fields of the record
RECORDS: list[tuple[str, Identifier, str, dict[str, Any]]] = [
    ("crossref", Doi("10.5555/OWLS"), "/works/10.5555%2Fowls", _CROSSREF._asdict()),
    ("crossref", Issn(ISSN), f"/journals/{ISSN}", {"kind": Kind.JOURNAL, "identifier": Issn(ISSN)}),
    ("crossref", Doi("10.13039/501100001779"), "/funders/501100001779", {"kind": Kind.ORGANIZATION}),
    ("datacite", Doi(DOI), "/dois/10.5555%2Fowls", {"identifier": Doi(DOI)}),
    ("openalex", Doi(DOI), "/works/doi:10.5555%2Fowls", {"identifier": Doi(DOI)}),
    ("openalex", OpenAlexId("W123"), "/works/W123", {"identifier": Doi(DOI)}),
    ("openalex", Orcid(ORCID), f"/authors/orcid:{ORCID}", {"kind": Kind.PERSON}),
    ("openalex", RorId(ROR), f"/institutions/ror:{ROR}", {"kind": Kind.ORGANIZATION}),
    ("openalex", Issn(ISSN), f"/sources/issn:{ISSN}", {"kind": Kind.JOURNAL}),
    ("ror", RorId(ROR), f"/organizations/{ROR}", {"identifier": RorId(ROR), "score": None}),
    (
        "orcid",
        Orcid(ORCID),
        f"/{ORCID}/record",
        {
            "identifier": Orcid(ORCID),
            "names": (name("Ada Owl"), name("A. Owl")),
            "facts": Facts(affiliations=("Owl University",), country="DE", identifiers=(ScopusAuthorId("7004212771"),)),
        },
    ),
    (
        "dblp",
        DblpId("65/9612"),
        "/pid/65/9612.xml",
        {"names": (name("Ada Owl"),), "facts": Facts(affiliations=("Owl University",), identifiers=(Orcid(ORCID),))},
    ),
    (
        "wikidata",
        WikidataId("Q42"),
        "/w/api.php?action=wbgetentities&format=json&ids=Q42&props=labels%7Caliases%7Cdescriptions%7Cclaims&redirects=yes",
        {
            "kind": Kind.PERSON,
            "iri": _ITEM,
            "names": (name("Owl", "en"), name("Eule", "de")),
            "facts": Facts("1815", identifiers=(Orcid(ORCID),)),
        },
    ),
]


@pytest.mark.parametrize(("service", "identifier", "path", "expected"), RECORDS)
def test_a_record(service: str, identifier: Identifier, path: str, expected: dict[str, Any], server: FaultyServer, tmp_path: Path) -> None:
    """The record of an identifier, with updates; contact data of a person is no part of it."""
    before = len(server.seen)
    found = connect(server, service, Cache(tmp_path)).record(identifier)
    assert found is not None
    assert {field: getattr(found, field) for field in expected} == expected
    assert "@" not in str(found)
    assert [path for _, path, _ in server.seen[before:]] == [f"/plain/{service}{path}"]


#: service, identifier, file in tests/samples -> names, facts
SAMPLES: dict[tuple[str, Identifier, str], tuple[list[str], Facts]] = {
    ("orcid", Orcid("0000-0002-7319-2192"), "orcid/v3-record-full-official.json"): (
        ["Three releasecandidate1", "Other Name", "{}", "{yo}", "dreamofaredbird"],
        Facts(affiliations=("common:name",), country="US"),
    ),
    ("openalex", Doi("10.5555/w5"), "openalex/work.json"): (
        ["Work 5 on owls"],
        Facts("2021", "Journal of Owls", "101-112", ("I. Aalto", "Xiaoniao Wang"), identifiers=(OpenAlexId("W5"), PubMedId("5"))),
    ),
}


@pytest.mark.parametrize(("service", "identifier", "sample"), SAMPLES)
def test_a_sample_of_others(service: str, identifier: Identifier, sample: str, tmp_path: Path) -> None:
    """Records as the services publish them."""

    class Sample(PlayedServices):
        def reply(self, name: str, path: str, fields: dict[str, str]) -> Any:
            return json.loads((ROOT / "tests/samples" / sample).read_text("utf-8"))

    with played(Sample) as server:
        found = connect(server, service, Cache(tmp_path)).record(identifier)
    assert found is not None
    assert found.identifier == identifier
    assert ([one.text for one in found.names], found.facts) == SAMPLES[service, identifier, sample]


@pytest.mark.parametrize(
    ("printed", "query"),
    [('Ada "Eule" Owl', r'family-name:"Owl" AND given-names:"Ada \"Eule\""'), ("Owl A", 'family-name:"Owl" AND given-names:A*'),
     ("Plato", 'text:"Plato"'), ("OR Owl* OR *:*", 'family-name:"*:" AND given-names:"OR Owl* OR"')],
)  # fmt: skip
def test_a_name_is_no_syntax_of_a_query(printed: str, query: str, server: FaultyServer, tmp_path: Path) -> None:
    """At ORCID parts of names are phrases; of initials the first is a prefix."""
    list(connect(server, "orcid", Cache(tmp_path)).search([Query(Kind.PERSON, (name(printed),))]))
    assert parse_qs(urlsplit(server.seen[-1][1]).query)["q"] == [query]


def test_words() -> None:
    found = Query(Kind.WORK, (name("NOT a (dog's) Tail: Ångström-type *owls* OR 漢字?"),)).words
    assert found == "not a dog's tail ångström-type owls or 漢字"


@pytest.mark.parametrize("body", ["<a>" * 200 + "</a>" * 200, "<a", "<dblpperson/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&d;</a>"])
def test_xml_of_another_form(body: str, tmp_path: Path) -> None:
    class Odd(PlayedServices):
        def reply(self, name: str, path: str, fields: dict[str, str]) -> Any:
            return body

    with played(Odd) as server, pytest.raises(SourceError, match="another form than documented"):
        connect(server, "dblp", Cache(tmp_path)).record(DblpId("65/9612"))


def test_the_item_of_an_identifier(server: FaultyServer, tmp_path: Path) -> None:
    """Wikidata's item that has it, if it is the only one; DOIs are in upper case there."""
    wikidata = connect(server, "wikidata", Cache(tmp_path))
    found = wikidata.record(Orcid(ORCID))
    assert found is not None
    assert found.identifier == WikidataId("Q42")
    assert wikidata.record(RorId(ROR)) is None
    assert wikidata.record(Doi(DOI)) is None
    assert "srsearch=haswbstatement%3A%22P356%3D10.5555%2FOWLS%22" in server.seen[-1][1]


def test_records_of_other_services(server: FaultyServer, tmp_path: Path) -> None:
    """An identifier of a scheme that a service does not know is not sent; a deleted item is None."""
    before = len(server.seen)
    for service in SERVICES.own:
        assert connect(server, service, Cache(tmp_path)).record(ArxivId("2211.17174")) is None
    assert len(server.seen) == before
    assert connect(server, "wikidata", Cache(tmp_path)).record(WikidataId("Q43")) is None


def test_the_reference_page_has_the_table() -> None:
    page = (ROOT / "docs/reference/services.md").read_text(encoding="utf-8")
    assert service_table() in page, "docs/reference/services.md is out of date: run python -m vitagraph.project.generate"
    for one in SERVICES.own.values():
        assert all(f"`{variable}`" in page for variable in one.variables())


def test_a_search_without_hits(server: FaultyServer, tmp_path: Path) -> None:
    """dblp then has no list of hits."""
    nothing = Query(Kind.WORK, (name("nothing"),))
    assert list(connect(server, "dblp", Cache(tmp_path)).search([nothing])) == [(nothing, [])]


_ROWS = {"Q42": {"ror": [{"str": f"https://ror.org/{ROR}"}], "isni": [{"id": "000000012103268X", "name": "x"}], "x": [{"str": "1"}]}}


@pytest.mark.parametrize(
    ("rows", "elsewhere", "identifiers"),
    [
        ({"rows": _ROWS}, "", [RorId(ROR)]),
        ({"rows": {"Q42": {"ror": [{"str": "wrong"}, {}], "isni": None}, "Q43": []}}, "", []),
        ({"rows": [1]}, "", []),
        ({"rows": _ROWS}, "http://127.0.0.1:9", []),
    ],
    ids=["identifiers", "no identifiers", "another form", "another server"],
)
def test_identifiers_as_properties(rows: Any, elsewhere: str, identifiers: list[Identifier], tmp_path: Path) -> None:
    """A candidate without an identifier of its own gets those that the endpoint has as properties; without them it stays as it is."""

    class Extending(PlayedServices):
        def wikidata(self, path: str, fields: dict[str, str]) -> Any:
            if path == "/properties":
                named = [{"id": "ror", "name": "ROR ID"}, {"id": "isni", "name": "isni"}, {"id": "x", "name": "Founded in"}]
                return {"properties": named if fields.get("type") == "Q43229" else []}
            if "extend" in fields:
                assert json.loads(fields["extend"]) == {"ids": ["Q42"], "properties": [{"id": "ror"}, {"id": "isni"}]}
                return rows
            if "queries" in fields:
                return super().wikidata(path, fields)
            proposes = {"service_url": elsewhere or address, "service_path": "/properties"}
            return MANIFEST | {"identifierSpace": "", "view": {}, "extend": {"propose_properties": proposes, "property_settings": []}}

        reconciliation = wikidata

    with played(Extending) as server:
        connection = connect(server, "reconciliation", Cache(tmp_path))
        address = connection.address
        ((_, found),) = connection.search([Query(Kind.ORGANIZATION, (name("Owl University"),))])
        assert isinstance(found, list)
        assert [one for candidate in found for one in candidate.identifiers if isinstance(one, RorId)] == identifiers


def test_the_manifest_and_suggestions(server: FaultyServer, tmp_path: Path) -> None:
    """Suggestions come from the server of the endpoint only."""
    connection = connect(server, "reconciliation", Cache(tmp_path))
    assert manifest(connection).versions == ("0.1", "0.2")
    with pytest.raises(SourceError, match="suggests no type"):
        suggest(connection, "type", "hum")

    class Suggesting(PlayedServices):
        elsewhere = "http://127.0.0.1:9"

        def reply(self, name: str, path: str, fields: dict[str, str]) -> Any:
            here = f"http://{self.headers['Host']}/plain/reconciliation"
            services = {"type": {"service_url": here, "service_path": "/suggest/type"}, "entity": {"service_url": self.elsewhere}}
            return super().reply(name, path, fields) | ({} if fields else {"suggest": services})

    with played(Suggesting) as other:
        connection = connect(other, "reconciliation", Cache(tmp_path))
        assert suggest(connection, "type", "hum") == [("Q5", "human")]
        with pytest.raises(SourceError, match=r"another server, http://127\.0\.0\.1:9"):
            suggest(connection, "entity", "Ada")


def test_a_manifest_has_a_type_of_a_kind_or_none(server: FaultyServer, tmp_path: Path) -> None:
    """By id or name, in any case and with a prefix; two of one name are none."""
    stated = manifest(connect(server, "reconciliation", Cache(tmp_path)))
    types = {"https://schema.org/Person": "", "a": "Corporate Body", "b": "place", "c": "Place"}
    stated = stated._replace(types=tuple(types.items()))
    found = {kind: stated.type_of(kind) for kind in Kind if stated.type_of(kind)}
    assert found == {Kind.PERSON: "https://schema.org/Person", Kind.ORGANIZATION: "a"}
    assert stated._replace(space="none", view="https://owl.example/{{id}}").iri("7") == "https://owl.example/7"
    assert stated.iri("https://owl.example/a") == "https://owl.example/a"


class _Changed(PlayedServices):
    """The replies with one part replaced by another value."""

    at, value = 0, None

    def reply(self, name: str, path: str, fields: dict[str, str]) -> Any:
        whole = super().reply(name, path, fields)
        return changed(whole, self.at, self.value) if not isinstance(whole, str) and "name" not in whole else whole


def changed(whole: Any, at: int, value: Any) -> Any:
    """The document with its part number `at` (counted through all levels) replaced by a value."""
    box = [copy.deepcopy(whole)]
    places: list[tuple[Any, Any]] = [(box, 0)]
    for holder, key in places:
        inner = holder[key]
        places += [(inner, one) for one in (inner if isinstance(inner, dict) else range(len(inner)) if isinstance(inner, list) else ())]
    holder, key = places[at % len(places)]
    holder[key] = value
    return box[0]


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5000)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["\ud800", "\x1b[2J"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "text", "type", "value", "DOI"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def changing() -> Iterator[FaultyServer]:
    with played(_Changed) as one:
        yield one


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=st.sampled_from([*FOUND]), at=st.integers(0, 300), value=_JSON)
def test_a_reply_of_any_form(case: tuple[str, Kind], at: int, value: Any, changing: FaultyServer, tmp_path_factory: Any) -> None:
    """There are candidates with valid identifiers, addresses and texts, or one error; never another exception."""
    _Changed.at, _Changed.value = at, value
    service, kind = case
    cache = Cache(tmp_path_factory.mktemp("cache"))
    ((_, found),) = connect(changing, service, cache).search([QUERIES[kind]])
    for one in found if isinstance(found, list) else ():
        assert one.names
        assert not re.search("[\x00-\x1f\ud800-\udfff]", "".join(texts_in(one))), "no text moves the cursor, and all can be written"
        assert one.identifier is not None or one.iri.startswith("http")
        assert one.identifier is None or type(one.identifier).parse(str(one.identifier)) == one.identifier
        assert not one.address or one.address.startswith(("http://", "https://"))
    again = list(connect(changing, service, cache, offline=True).search([QUERIES[kind]]))
    assert isinstance(found, SourceError) or again[0][1] == found, "what is read is kept, and nothing else"
    assert isinstance(found, list) or isinstance(again[0][1], SourceError)


def test_texts_of_replies() -> None:
    """On one line, without what moves the cursor, turns the direction of text, or cannot be written; names without markup."""
    odd = "a\x1b[2Jb\u202ec\ud800 \n d"
    assert replies.texts({"a": [odd, None, True, 7, {}, odd]}, "a") == ("a [2Jb c d", "7")
    assert replies.names([f"<i>{odd}</i> &amp; 1 < 2 &#27;"]) == (NameIn("a [2Jb c d & 1 < 2", ""),)


def test_addresses_are_those_of_the_web() -> None:
    """Others are replaced by those of the identifier; without one there is no candidate."""
    names = [name("Owls")]
    item = candidate(Kind.TOPIC, [WikidataId("Q42")], names, iri="javascript:1", address="file:///etc/passwd")
    assert item is not None
    assert (item.iri, item.address) == (_ITEM, _PAGE)
    assert candidate(Kind.TOPIC, (), names, iri="javascript:1", address="https://owl.example/") is None
    other = candidate(Kind.TOPIC, (), names, iri="https://owl.example/1", address="javascript:1")
    assert other is not None
    assert other.address == "https://owl.example/1"


def texts_in(whole: Any) -> Iterator[str]:
    """All texts in a tuple of tuples."""
    if isinstance(whole, str):
        yield whole
    elif isinstance(whole, tuple):
        for one in whole:
            yield from texts_in(one)


def test_changed_reaches_every_part() -> None:
    assert changed({"a": [1, {"b": 2}]}, 4, "x") == {"a": [1, {"b": "x"}]}
    assert changed(MANIFEST, 0, None) is None


@pytest.mark.parametrize(
    ("kind", "names", "searched"),
    [
        (Kind.WORK, ("Eulen", "eulen.", "Owls", "Hiboux", "Gufi"), ["Eulen", "Owls", "Hiboux"]),
        (Kind.ORGANIZATION, ("Owl University", "OU"), ["Owl University", "OU"]),
        (Kind.PERSON, ("Ada Owl", "A. Owl", "Ada Bat-Owl"), ["Ada Owl", "Ada Bat-Owl"]),
        (Kind.PERSON, ("A. Owl", "Owl, A. B."), ["A. Owl", "Owl, A. B."]),
    ],
)
def test_names_by_which_a_service_is_searched(kind: Kind, names: tuple[str, ...], searched: list[str]) -> None:
    """Each name once, at most three; the query keeps all names, as evidence."""
    queries = Query(kind, tuple(NameIn(name, "") for name in names)).by_name
    assert [one.name for one in queries] == searched
    assert all({*one.names} == {NameIn(name, "") for name in names} for one in queries)


@pytest.mark.parametrize("scheme", [one for one in field_names() if one.scheme.page], ids=lambda one: one.__name__)
def test_entities_of_endpoints_have_the_identifier_of_their_address(scheme: type[Identifier]) -> None:
    """Whatever identifiers a record states, an endpoint may have in the addresses of its entities."""
    stated = scheme.parse(scheme.example)
    assert replies.of_addresses(field_names(), [stated.address()]) == [scheme(stated.key)]


def test_properties_of_an_endpoint(tmp_path: Path) -> None:
    """A country and identifiers are sent where the service suggests exactly one property of that name, else the name alone."""

    class Suggesting(PlayedServices):
        there: list[Any] = [{"id": "P17", "name": "Country"}, {"id": "P18", "name": "country code"}]
        requested: list[Any] = []

        def reply(self, name: str, path: str, fields: dict[str, str]) -> Any:
            if path == "/suggest/property":
                return {"result": self.there if fields["prefix"] == "country" else [{"id": "1", "name": "ROR"}, {"id": "2", "name": "ROR"}]}
            self.requested += json.loads(fields["queries"]).values() if "queries" in fields else ()
            here = f"http://{self.headers['Host']}/plain/reconciliation"
            services = {"property": {"service_url": here, "service_path": "/suggest/property"}}
            return super().reply(name, path, fields) | ({} if fields else {"suggest": services})

    query = Query(Kind.ORGANIZATION, (NameIn("Owl University", ""),), Facts(country="DE", identifiers=(RorId(ROR),)))
    with played(Suggesting) as server:
        assert next(connect(server, "reconciliation", Cache(tmp_path / "one")).search([query]))[1]
        assert Suggesting.requested.pop()["properties"] == [{"pid": "P17", "v": "DE"}]
        Suggesting.there = []
        assert next(connect(server, "reconciliation", Cache(tmp_path / "two")).search([query]))[1]
        assert "properties" not in Suggesting.requested.pop()
