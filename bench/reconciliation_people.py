"""What public files state about people with their ORCID iDs, for bench/reconciliation.py."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import yaml
from reconciliation_data import Statement, printed

from vitagraph.services import replies
from vitagraph.services.service import Candidate, Facts, Kind, Query
from vitagraph.values import Identifier, NameIn, Orcid


class Author(NamedTuple):
    """An author as a file prints it; "" and () where it states nothing."""

    name: str
    orcid: str = ""
    affiliations: tuple[str, ...] = ()


def people(data: Path) -> tuple[dict[str, list[Statement]], list[Candidate]]:
    """What sources state about people by their ORCID iDs, and the authors of the ACL Anthology, who have none there.

    The files of a repository are one source; each deposit of a journal is one. The people beside whom a person stands in a source are
    co-authors. The authors of the anthology are other people, or the same ones again: such a match counts as wrong.
    """
    of_source: dict[str, list[list[Author]]] = defaultdict(list)
    for folder in sorted(path for path in data.iterdir() if path.is_dir()):
        for path in sorted(folder.iterdir()):
            for ending, reader in _READERS.items():
                if path.name.endswith(ending) and (found := [one for one in _read(path, reader) if one.name]):
                    of_source[folder.name if ending in _OF_REPOSITORY else path.name].append(found)
    stated: dict[str, list[Statement]] = defaultdict(list)
    for source, files in of_source.items():
        for key, one in _people_of(source, files):
            stated[key].append(one)
    return stated, [*_anthology(data)]


def _people_of(source: str, files: list[list[Author]]) -> Iterator[tuple[str, Statement]]:
    """Each person of a source once, with all that its files state."""
    names: dict[Identifier, dict[str, None]] = defaultdict(dict)
    others: dict[Identifier, dict[str, None]] = defaultdict(dict)
    affiliations: dict[Identifier, dict[str, None]] = defaultdict(dict)
    for authors in files:
        for author in authors:
            for orcid in replies.identified(Orcid, [author.orcid]):
                names[orcid][author.name] = None
                others[orcid] |= {one.name: None for one in authors if one.orcid != author.orcid and one.name != author.name}
                affiliations[orcid] |= dict.fromkeys(author.affiliations)
    for orcid, stated in names.items():
        known = tuple(NameIn(name, "") for name in stated)
        facts = Facts(people=tuple(others[orcid]), affiliations=tuple(affiliations[orcid]))
        candidate = Candidate(Kind.PERSON, orcid, orcid.link()[1:-1], known, facts=facts)
        yield orcid.key, Statement(source, Query(Kind.PERSON, known, facts), candidate)


def united(statements: list[Statement]) -> Candidate:
    """The person whom several sources describe, with the facts of all, as a service that has read them."""
    first = statements[0].candidate
    of_all = [one.candidate for one in statements]
    names = tuple(dict.fromkeys(name for one in of_all for name in one.names))
    others = tuple(dict.fromkeys(name for one in of_all for name in one.facts.people))
    affiliations = tuple(dict.fromkeys(name for one in of_all for name in one.facts.affiliations))
    return first._replace(names=names, facts=Facts(people=others, affiliations=affiliations))


def _read(path: Path, reader: Callable[[str], Iterator[Author]]) -> list[Author]:
    try:
        return [*reader(path.read_text(encoding="utf-8", errors="replace"))]
    except (yaml.YAMLError, ValueError, ElementTree.ParseError):
        return []


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def _joined(one: dict[str, Any], *names: str) -> str:
    return " ".join(str(one[name]) for name in names if one.get(name))


def _turned(name: str) -> str:
    """`Beispiel, Ada` as `Ada Beispiel`."""
    return " ".join(part.strip() for part in reversed(name.split(",", 1)))


def _of_deposit(text: str) -> Iterator[Author]:
    for person in ElementTree.fromstring(text).iterfind(".//{*}journal_article/{*}contributors/{*}person_name"):
        parts = [person.findtext(f"{{*}}{part}") or "" for part in ("given_name", "surname")]
        affiliations = tuple(one.text.strip() for one in person.iterfind(".//{*}institution_name") if one.text)
        yield Author(" ".join(filter(None, parts)), person.findtext("{*}ORCID") or "", affiliations)


def _of_citation(text: str) -> Iterator[Author]:
    stated = yaml.safe_load(text)
    for one in _mappings(stated.get("authors")) if isinstance(stated, dict) else ():
        name = _joined(one, "given-names", "name-particle", "family-names")
        yield Author(name, str(one.get("orcid") or ""), tuple(filter(None, [str(one.get("affiliation") or "")])))


def _of_zenodo(text: str) -> Iterator[Author]:
    stated = json.loads(text)
    for role in ("creators", "contributors"):
        for one in _mappings(stated.get(role)) if isinstance(stated, dict) else ():
            affiliations = tuple(filter(None, [str(one.get("affiliation") or "").strip()]))
            yield Author(_turned(str(one.get("name") or "")), str(one.get("orcid") or ""), affiliations)


def _of_codemeta(text: str) -> Iterator[Author]:
    stated = json.loads(text)
    for role in ("author", "contributor"):
        for one in _mappings(stated.get(role)) if isinstance(stated, dict) else ():
            orcid = str(one.get("@id") or one.get("id") or "")
            affiliation = one.get("affiliation")
            place = affiliation.get("name") if isinstance(affiliation, dict) else affiliation
            yield Author(_joined(one, "givenName", "familyName"), orcid if "orcid" in orcid else "", (str(place),) if place else ())


def _of_paper(text: str) -> Iterator[Author]:
    """The authors in the head of a paper of the Journal of Open Source Software."""
    stated = yaml.safe_load(text.split("\n---", 1)[0])
    if not isinstance(stated, dict):
        return
    places = {str(one.get("index")): str(one.get("name") or "") for one in _mappings(stated.get("affiliations"))}
    for one in _mappings(stated.get("authors")):
        numbers = re.findall(r"\w+", str(one.get("affiliation") or ""))
        affiliations = tuple(places[number] for number in numbers if places.get(number))
        yield Author(str(one.get("name") or _joined(one, "given-names", "surname")), str(one.get("orcid") or ""), affiliations)


_PERSON = re.compile(r"\bperson\(")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def _of_package(text: str) -> Iterator[Author]:
    """The people of an R package."""
    for part in _PERSON.split(text)[1:]:
        part = re.split(r"\n\S", part)[0]
        before = part.split("email")[0].split("role")[0]
        names = re.findall(r'"([^"]+)"', before)
        orcid = _ORCID.search(part)
        if len(names) > 1:
            yield Author(" ".join(names[:2]), orcid[0] if orcid else "")


def _of_rescience(text: str) -> Iterator[Author]:
    stated = yaml.safe_load(text)
    places = {str(one.get("code")): str(one.get("name") or "") for one in _mappings(stated.get("affiliations"))}
    for one in _mappings(stated.get("authors")) if isinstance(stated, dict) else ():
        numbers = re.findall(r"\w+", str(one.get("affiliations") or ""))
        affiliations = tuple(places[number] for number in numbers if places.get(number))
        yield Author(str(one.get("name") or ""), str(one.get("orcid") or ""), affiliations)


def _of_references(text: str) -> Iterator[Author]:
    """The authors of the recipes of ESMValTool."""
    for one in (yaml.safe_load(text).get("authors") or {}).values():
        if isinstance(one, dict):
            place = str(one.get("institute") or "").split(",")[0]
            yield Author(_turned(str(one.get("name") or "")), str(one.get("orcid") or ""), (place,) if place else ())


_READERS: dict[str, Callable[[str], Iterator[Author]]] = {
    ".crossref.xml": _of_deposit, "metadata.yaml": _of_rescience, "CITATION.cff": _of_citation, "zenodo.json": _of_zenodo,
    "codemeta.json": _of_codemeta, "paper.md": _of_paper, "DESCRIPTION": _of_package, "config-references.yml": _of_references,
}  # fmt: skip
#: endings of files that are about a whole repository
_OF_REPOSITORY = frozenset(("CITATION.cff", "zenodo.json", "codemeta.json", "paper.md", "DESCRIPTION", "config-references.yml"))


def _anthology(data: Path) -> Iterator[Candidate]:
    """The authors of the ACL Anthology: each name is one person."""
    others: dict[str, dict[str, None]] = defaultdict(dict)
    places: dict[str, dict[str, None]] = defaultdict(dict)
    for path in sorted(data.glob("*/*.anthology.xml")):
        for paper in ElementTree.parse(path).iterfind(".//paper"):
            authors = {printed(one): one.findtext("affiliation") or "" for one in paper.iterfind("author")}
            for name, place in authors.items():
                others[name] |= dict.fromkeys(other for other in authors if other != name)
                places[name] |= {place: None} if place else {}
    for number, name in enumerate(sorted(others)):
        facts = Facts(people=tuple(others[name]), affiliations=tuple(places[name]))
        yield Candidate(Kind.PERSON, None, f"https://aclanthology.example/{number}", (NameIn(name, ""),), facts=facts)
