"""Facts of a work that other facts of it contain: they are moved to their fields or removed, before the record is created."""

from __future__ import annotations

import re

from vitagraph.importers.entry import Entry
from vitagraph.importers.identifiers import resolve_addresses
from vitagraph.patterns import regex
from vitagraph.records.offices import OFFICES
from vitagraph.values import ArxivId, PatentNumber, slug

_REPOSITORY = regex(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.[^/]+)/[^/]+/[^/]+/?$")


def put_right(section: str, entry: Entry) -> None:
    """Converts addresses to identifiers, and leaves out what the graph states without it."""
    resolve_addresses(section, entry)
    if section == "preprints":
        _arxiv(entry)
    if section == "software" and "repository" not in entry and _REPOSITORY.match(str(entry.value("url"))):
        entry.values["repository"] = entry.values.pop("url")


def name_office(entry: Entry) -> None:
    """Keeps an office before a patent's number if it is a code; the name of the office that the number names already is left out."""
    office = str(entry.value("office"))
    if re.fullmatch("[A-Z]{2}", office) or not office:
        return
    value, called, place = entry.values.pop("office")
    number = PatentNumber.normalized(str(entry.value("number")))
    if number is None or OFFICES.get(number[:2]) != office:
        entry.set("", value, called, place)


def parse_patent(entry: Entry) -> None:
    """Parses the venue of a patent into number and status: `European Patent Office, EP 4001902 A1 (published)`."""
    if "container" in entry:
        text, called, place = entry.values.pop("container")
        match = re.fullmatch(r"(?:[^,]*, )?([A-Z]{2} ?[A-Z]{0,2}[0-9][^()]*?)(?: \(([a-z]+)\))?", text)
        entry.set("number", match[1] if match else text, called, place)
        entry.set("status", match[2] if match else "", called, place)


def _arxiv(entry: Entry) -> None:
    """The arXiv identifier of a preprint, from the field that has it; its page and its server follow from it."""
    if str(entry.value("genre")).lower() == "preprint":
        del entry.values["genre"]
    for name in ("arxiv", "number", "url", "doi"):
        found = ArxivId.decoded(str(entry.value(name)))
        if ArxivId.normalized(found) and ("arxiv" not in entry or name == "url") and (name != "number" or _is_arxivs(entry)):
            _, called, place = entry.values[name]
            if name in ("number", "url") and _key(found) == _key(str(entry.value("arxiv") or found)):
                del entry.values[name]
            entry.set("arxiv", found, called, place)
    if "arxiv" in entry and slug(str(entry.value("publisher"))) == "arxiv":
        del entry.values["publisher"]


def _is_arxivs(entry: Entry) -> bool:
    """Whether the number of a preprint is one of arXiv's."""
    return "arxiv" in f"{entry.value('number')} {entry.value('publisher')} {entry.value('url')}".lower()


def _key(identifier: str) -> str:
    return ArxivId(ArxivId.decoded(identifier)).key
