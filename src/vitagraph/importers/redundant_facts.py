"""Facts of a work that its other facts say already, or say better: they are put where they belong, before its record is made."""

from __future__ import annotations

import re

from vitagraph.importers.entry import Entry
from vitagraph.importers.identifiers import resolve_addresses
from vitagraph.records.offices import OFFICES
from vitagraph.values import ArxivId, PatentNumber, slug

_REPOSITORY = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.[^/]+)/[^/]+/[^/]+/?$")


def put_right(section: str, entry: Entry) -> None:
    """Makes identifiers of addresses, and leaves out what the graph says of a work without it."""
    resolve_addresses(section, entry)
    if section == "preprints":
        _arxiv(entry)
    if section == "software" and "repository" not in entry and _REPOSITORY.match(str(entry.value("url"))):
        entry.said["repository"] = entry.said.pop("url")


def name_office(entry: Entry) -> None:
    """Keeps an office before a patent's number if it is a code; the name of the office that the number names already is left out."""
    office = str(entry.value("office"))
    if re.fullmatch("[A-Z]{2}", office) or not office:
        return
    value, called, place = entry.said.pop("office")
    number = PatentNumber.normalized(str(entry.value("number")))
    if number is None or OFFICES.get(number[:2]) != office:
        entry.say("office in words", value, called, place)


def said_of_patent(entry: Entry) -> None:
    """Takes apart what stands where a patent appeared: `European Patent Office, EP 4001902 A1 (published)`."""
    if "container" in entry:
        text, called, place = entry.said.pop("container")
        match = re.fullmatch(r"(?:[^,]*, )?([A-Z]{2} ?[A-Z]{0,2}[0-9][^()]*?)(?: \((granted|published)\))?", text)
        entry.say("number", match[1] if match else text, called, place)
        entry.say("status", match[2] if match else "", called, place)


def _arxiv(entry: Entry) -> None:
    """The arXiv identifier of a preprint, from wherever it stands; its page and its server follow from it."""
    if str(entry.value("genre")).lower() == "preprint":
        del entry.said["genre"]
    for name in ("arxiv", "number", "url", "doi"):
        found = ArxivId.decoded(str(entry.value(name)))
        if ArxivId.normalized(found) and ("arxiv" not in entry or name == "url") and (name != "number" or _is_arxivs(entry)):
            _, called, place = entry.said[name]
            if name in ("number", "url") and _key(found) == _key(str(entry.value("arxiv") or found)):
                del entry.said[name]
            entry.say("arxiv", found, called, place)
    if "arxiv" in entry and slug(str(entry.value("publisher"))) == "arxiv":
        del entry.said["publisher"]


def _is_arxivs(entry: Entry) -> bool:
    """Whether the number of a preprint is one of arXiv's."""
    return "arxiv" in f"{entry.value('number')} {entry.value('publisher')} {entry.value('url')}".lower()


def _key(identifier: str) -> str:
    return ArxivId(ArxivId.decoded(identifier)).key
