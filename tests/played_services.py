"""The services, played on loopback in the documented forms: `/WAY/SERVICE/path`, with the ways of `faulty_server`.

`played(handler)` is the server; `connect(server, name, cache)` connects to one of its services, `addresses(server)` the commands to all.
Each reply is about owls.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from command_line import COMMAND, ENVIRONMENT
from faulty_server import FaultyServer, Handler, faulty_server
from vitagraph.services import SERVICES, Connection
from vitagraph.services.cache import Cache

DOI, NOTICE, ROR, ORCID, ISSN = "10.5555/owls", "10.5555/owls-retracted", "03v4gjf40", "0000-0002-1825-0097", "1932-6203"
_WORK = {
    "DOI": "10.5555/OWLS", "title": ["The <i>Calls</i> of Owls &amp; Bats"], "type": "journal-article", "score": 41.5,
    "author": [{"given": "Ada", "family": "Owl", "affiliation": []}, {"name": "Owl Team"}],
    "editor": [{"family": "Bat"}], "issued": {"date-parts": [[2020, 5]]},
    "container-title": ["Journal of Owls"], "page": "1-9", "ISBN": ["9783161484100", "123"],
    "updated-by": [{"DOI": NOTICE, "type": "retraction", "label": "Retraction", "updated": {"date-parts": [[2021, 6, 1]]}}],
}  # fmt: skip
#: a work that lists of the works of a person have, too
NIGHT = "10.5555/night"
_NIGHT = {
    "DOI": NIGHT, "title": ["Owls at Night"], "type": "journal-article", "issued": {"date-parts": [[2021]]},
    "author": [{"given": "Ada", "family": "Owl", "ORCID": f"https://orcid.org/{ORCID}"}, {"given": "Bo", "family": "Bat"}],
    "container-title": ["Journal of Owls"], "volume": "7", "ISSN": [ISSN],
}  # fmt: skip
_DATACITE = {
    "id": DOI, "type": "dois", "attributes": {
        "doi": DOI, "titles": [{"title": "Calls of Owls", "lang": "en"}, {"title": "Rufe der Eulen", "lang": "de"}],
        "creators": [{"name": "Owl, Ada", "givenName": "Ada", "familyName": "Owl"}, {"name": "Owl Team"}], "publicationYear": 2020,
        "publisher": "Owl Archive", "container": {}, "types": {"resourceTypeGeneral": "Dataset"},
        "relatedIdentifiers": [{"relationType": "IsObsoletedBy", "relatedIdentifier": NOTICE, "relatedIdentifierType": "DOI"}],
    },
}  # fmt: skip
_OPENALEX = {
    "works": {
        "id": "https://openalex.org/W123", "ids": {"openalex": "https://openalex.org/W123", "doi": f"https://doi.org/{DOI}", "pmid": None},
        "display_name": "Calls of Owls", "language": "en", "type": "article", "is_retracted": True, "publication_year": 2020,
        "primary_location": {"source": {"display_name": "Journal of Owls"}}, "biblio": {"first_page": "1", "last_page": "9"},
        "authorships": [{"raw_author_name": "Owl, Ada", "author": {"display_name": "Ada Owl"}}], "relevance_score": 9.0,
    },
    "authors": {
        "id": "https://openalex.org/A5023888391", "ids": {"openalex": "https://openalex.org/A5023888391", "orcid": f"https://orcid.org/{ORCID}"},
        "display_name": "Ada Owl", "display_name_alternatives": ["A. Owl"], "relevance_score": 2.5,
        "affiliations": [{"institution": {"display_name": "Owl University"}, "years": [2020]}],
    },
    "institutions": {
        "id": "https://openalex.org/I4577782", "ids": {"ror": f"https://ror.org/{ROR}", "wikidata": "https://www.wikidata.org/entity/Q42"},
        "display_name": "Owl University", "type": "education", "country_code": "DE", "geo": {"city": "Berlin"}, "relevance_score": 1.5,
    },
    "sources": {
        "id": "https://openalex.org/S202381698", "ids": {}, "display_name": "Journal of Owls", "issn_l": ISSN, "issn": [ISSN],
        "host_organization_name": "Owl Press", "relevance_score": 1.0,
    },
    "topics": {
        "id": "https://openalex.org/T10001", "display_name": "Owls", "keywords": ["Strigidae"], "subfield": {"display_name": "Ecology"},
        "relevance_score": 1.0,
    },
}  # fmt: skip
_ROR = {
    "id": f"https://ror.org/{ROR}", "status": "inactive", "established": 1946, "types": ["education"],
    "names": [{"value": "TUO", "types": ["acronym"], "lang": None},
              {"value": "Owl University", "types": ["label", "ror_display"], "lang": "en"}],
    "locations": [{"geonames_details": {"name": "Berlin", "country_code": "DE"}}],
    "external_ids": [{"type": "wikidata", "all": ["Q42"]}, {"type": "fundref", "all": ["501100001779"]}],
    "relationships": [{"type": "successor", "id": "https://ror.org/001w7jn25"}],
}  # fmt: skip
_ORCID_WORK = {
    "put-code": 7, "type": "journal-article", "title": {"title": {"value": "Owls at Night"}}, "journal-title": {"value": "Journal of Owls"},
    "publication-date": {"year": {"value": "2021"}},
    "external-ids": {"external-id": [{"external-id-type": "doi", "external-id-value": NIGHT, "external-id-relationship": "self"}]},
}  # fmt: skip
_ORCID = {
    "orcid-identifier": {"path": ORCID},
    "person": {
        "name": {"given-names": {"value": "Ada"}, "family-name": {"value": "Owl"}, "credit-name": None},
        "other-names": {"other-name": [{"content": "A. Owl"}]}, "addresses": {"address": [{"country": {"value": "DE"}}]},
        "emails": {"email": [{"email": "ada@owl.example"}]},
        "external-identifiers": {"external-identifier": [{"external-id-type": "Scopus Author ID", "external-id-value": "7004212771"}]},
    },
    "activities-summary": {
        "employments": {"affiliation-group": [{"summaries": [{"employment-summary": {"organization": {"name": "Owl University"}}}]}]},
        "works": {"group": [{"work-summary": [_ORCID_WORK]}]},
    },
}  # fmt: skip
_DBLP = {
    "publ": {"title": "Calls of Owls.", "authors": {"author": [{"@pid": "65/9612", "text": "Ada Owl 0001"},
                                                              {"@pid": "1/2", "text": "Bo Bat"}]},
             "venue": "Owls", "pages": "1-9", "year": "2020", "type": "Journal Articles", "doi": DOI, "ee": "https://arxiv.org/abs/2211.17174",
             "url": "https://dblp.org/rec/journals/owls/Owl20"},
    "author": {"author": "Ada Owl 0001", "aliases": {"alias": "A. Owl"}, "url": "https://dblp.org/pid/65/9612",
               "notes": {"note": {"@type": "affiliation", "text": "Owl University"}}},
}  # fmt: skip
_DBLP_PAGE = f"""<?xml version="1.0"?><dblpperson name="Ada Owl 0001" pid="65/9612" n="1"><person key="homepages/65/9612">
<author pid="65/9612">Ada Owl 0001</author><note type="affiliation">Owl University</note><url>https://orcid.org/{ORCID}</url></person>
<r><article key="journals/owls/Owl20"><title>Calls of Owls.</title></article></r></dblpperson>"""
_DBLP_WORKS = f"""@article{{DBLP:journals/owls/Owl20, author = {{Ada Owl}}, title = {{The Calls of Owls \\& Bats}}, journal = {{Owls}},
  year = {{2020}}, doi = {{{DOI}}}}}"""
_ITEM = {
    "id": "Q42", "labels": {"de": {"language": "de", "value": "Eule"}, "en": {"language": "en", "value": "Owl"}}, "aliases": [],
    "descriptions": {"en": {"value": "a bird"}}, "claims": {
        "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}, "rank": "normal"}],
        "P496": [{"mainsnak": {"datavalue": {"value": ORCID}}, "rank": "normal"}, {"mainsnak": {"snaktype": "novalue"}, "rank": "normal"}],
        "P214": [{"mainsnak": {"datavalue": {"value": "24602065"}}, "rank": "deprecated"}],
        "P571": [{"mainsnak": {"datavalue": {"value": {"time": "+1815-12-10T00:00:00Z"}}}, "rank": "normal"}],
    },
}  # fmt: skip
MANIFEST = {
    "name": "Owls", "versions": ["0.1", "0.2"], "identifierSpace": "http://www.wikidata.org/entity/", "schemaSpace": "https://owl.example/",
    "view": {"url": "https://www.wikidata.org/wiki/{{id}}"},
    "defaultTypes": [{"id": "Q43229", "name": "Organization"}, {"id": "Q5", "name": "human"}],
}  # fmt: skip


def result(name: str) -> dict[str, Any]:
    """The result of a query of the Reconciliation API for a name; those for `gone` and `nameless` are none of this form."""
    if name == "gone":
        return {}
    if name == "nameless":
        return {"result": [{"id": "Q42", "score": 80}]}
    return {
        "result": [
            {"id": "Q42", "name": name, "description": "a bird", "score": 80, "match": False, "type": [{"id": "Q5", "name": "human"}]}
        ]
    }


class PlayedServices(Handler):
    """One connection to the services; a subclass replaces `reply`."""

    disable_nagle_algorithm = True

    def truth(self, service: str, body: bytes) -> tuple[str, bytes]:
        name, _, path = service.partition("/")
        fields = {key: values[0] for key, values in parse_qs(body.decode() or urlsplit(self.path).query).items()}
        reply = self.reply(name, f"/{unquote(path)}", fields)
        if isinstance(reply, str):
            return "application/xml", reply.encode()
        return "application/json", json.dumps(reply).encode()

    def reply(self, name: str, path: str, fields: dict[str, str]) -> Any:
        """The reply of a service: JSON, or the text of XML."""
        return getattr(self, name)(path, fields)

    def crossref(self, path: str, fields: dict[str, str]) -> Any:
        journal = {"title": "Journal of Owls", "ISSN": [ISSN, "1932-6204"], "publisher": "Owl Press"}
        funder = {"uri": "http://dx.doi.org/10.13039/501100001779", "name": "Owl Fund", "alt-names": ["OF"], "location": "Germany"}
        if "orcid:" in fields.get("filter", ""):
            return {"status": "ok", "message": {"total-results": 2, "items": [_WORK, _NIGHT]}}
        work = _NIGHT if path.endswith(NIGHT) else _WORK
        item = funder if path.startswith("/funders") else journal if path.startswith("/journals") else work
        return {"status": "ok", "message": item if path.count("/") > 1 else {"total-results": 1, "items": [item, {"DOI": "wrong"}, None]}}

    def datacite(self, path: str, fields: dict[str, str]) -> Any:
        if "nameIdentifier" in fields.get("query", ""):
            return {"data": [], "meta": {"total": 0}}
        return {"data": _DATACITE if path.count("/") > 1 else [_DATACITE]}

    def openalex(self, path: str, fields: dict[str, str]) -> Any:
        item = _OPENALEX[path.split("/")[1]]
        return item if path.count("/") > 1 else {"meta": {"count": 1}, "results": [item]}

    def ror(self, path: str, fields: dict[str, str]) -> Any:
        other = {"id": "https://ror.org/001w7jn25", "names": [{"value": "Bat University", "types": ["ror_display"]}]}
        items = [{"score": 1.0, "chosen": False, "organization": other}, {"score": 0.9, "chosen": True, "organization": _ROR}]
        return _ROR if path.count("/") > 1 else {"number_of_results": 2, "items": items}

    def orcid(self, path: str, fields: dict[str, str]) -> Any:
        person = {"orcid-id": ORCID, "given-names": "Ada", "family-names": "Owl", "credit-name": None, "other-name": ["A. Owl"],
                  "email": ["ada@owl.example"], "institution-name": ["Owl University"]}  # fmt: skip
        if "/works/" in path:
            return {"bulk": [{"work": _ORCID_WORK}]}
        wrong = {"orcid-id": "0000-0002-1825-0098", "given-names": "Eve", "family-names": "Owl"}
        return {"expanded-result": [wrong, person], "num-found": 2} if "search" in path else _ORCID

    def dblp(self, path: str, fields: dict[str, str]) -> Any:
        if path.endswith(".xml"):
            return _DBLP_PAGE
        if path.endswith(".bib"):
            return _DBLP_WORKS
        found = (
            {"@total": "1", "hit": [{"@score": "9", "info": _DBLP[path.split("/")[2]]}]} if fields["q"] != "nothing" else {"@total": "0"}
        )
        return {"result": {"status": {"@code": "200"}, "hits": found}}

    def wikidata(self, path: str, fields: dict[str, str]) -> Any:
        if fields.get("action") == "query":
            found = ["Q42"] if ORCID in fields["srsearch"] else ["Q42", "Q43"] if ROR in fields["srsearch"] else []
            return {"query": {"search": [{"ns": 0, "title": item} for item in found]}}
        if path == "/w/api.php":
            return {"entities": {"Q42": _ITEM if fields["ids"] == "Q42" else {"id": fields["ids"], "missing": ""}}}
        if "prefix" in fields:
            return {"result": [{"id": "Q5", "name": "human"}]}
        if "queries" not in fields:
            return MANIFEST
        return {key: result(query["query"]) for key, query in json.loads(fields["queries"]).items() if query["query"] != "left out"}

    reconciliation = wikidata


class UnlimitedServices(PlayedServices):
    """The services, which permit any number of requests."""

    def answer(self, kind: str, data: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        super().answer(kind, data, status, length, X_Rate_Limit_Limit="99999", X_Rate_Limit_Interval="1", **headers)


@contextmanager
def played(handler: type[PlayedServices] = PlayedServices) -> Iterator[FaultyServer]:
    """The server of all services."""
    with faulty_server(handler=handler) as server:
        yield server


def connect(server: FaultyServer, name: str, cache: Cache, way: str = "plain", **options: Any) -> Connection:
    """The connection to a service of the server, without pauses."""
    address = f"{server.root}/{way}/{name}"
    service = SERVICES[name]._replace(pause=0.0, records=address if SERVICES[name].records else "")
    return Connection(service, address, cache, **options)


def addresses(root: str, ways: Mapping[str, str] = {}) -> dict[str, str]:
    """The environment that connects commands to the services of a server at an address; `ways` are the faults of services."""
    return {
        service.variable(variable): f"{root}/{ways.get(name, 'plain')}/{name}"
        for name, service in SERVICES.own.items()
        for variable in ("URL", "RECORDS_URL")
    }


class Waiting:
    """A service that answers no request before the end of a process: `handler` plays it."""

    def __init__(self, name: str, handler: type[PlayedServices]) -> None:
        self.reached, self.ended = threading.Event(), threading.Event()
        reached, ended = self.reached, self.ended

        def answer(self: PlayedServices, path: str, fields: dict[str, str]) -> Any:
            reached.set()
            ended.wait(20)
            return getattr(super(waiting, self), name)(path, fields)

        waiting = type("Waiting", (handler,), {name: answer})
        self.handler: type[PlayedServices] = waiting

    def kill(self, folder: Path, *arguments: str, **environment: str) -> None:
        """Runs a command in a folder, and kills it while it waits for the service."""
        process = subprocess.Popen([*COMMAND, *arguments], cwd=folder, env=ENVIRONMENT | environment, stderr=subprocess.DEVNULL)
        assert self.reached.wait(20)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        self.ended.set()
