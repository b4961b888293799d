"""RIS (https://en.wikipedia.org/wiki/RIS_(file_format)), as reference managers and publishers write it -> works.

rispy knows the tags and joins the lines; the lines on which entries and tags begin are found here, it does not tell them.
"""

from __future__ import annotations

import re
from typing import Any

from vitagraph.errors import Place
from vitagraph.importers import names
from vitagraph.importers.draft import iso_date, web_address
from vitagraph.importers.entry import Entry
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.works import Works
from vitagraph.records import CV, Author

#: type of an entry -> section
_SECTIONS = {
    "JOUR": "journal_articles", "JFULL": "journal_articles", "MGZN": "journal_articles", "NEWS": "journal_articles",
    "EJOUR": "journal_articles",
    "JOURNAL ARTICLE": "journal_articles", "CPAPER": "conference_papers", "CONF": "conference_papers", "CHAP": "book_chapters",
    "ECHAP": "book_chapters", "ENCYC": "book_chapters", "BOOK": "books", "EBOOK": "books", "EDBOOK": "edited_books", "RPRT": "reports",
    "GOVDOC": "reports", "UNPB": "preprints", "INPR": "preprints", "COMP": "software", "DATA": "datasets",
    "GEN": "reports", "ELEC": "reports",
}  # fmt: skip
_APPROXIMATE = ("GEN", "ELEC")
#: rispy's name of a tag -> common name, the ones before the others
_NAMES = {
    "title": "title", "primary_title": "title", "translated_title": "title", "journal_name": "container", "secondary_title": "container",
    "alternate_title3": "container", "alternate_title1": "container", "alternate_title2": "short_container", "tertiary_title": "series",
    "volume": "volume", "publisher": "publisher", "place_published": "place", "issn": "issn", "abstract": "abstract",
    "notes_abstract": "abstract", "language": "language", "edition": "edition", "note": "note", "short_title": "title",
}  # fmt: skip
_DATES = ("date", "year", "publication_year")
_ENTRY = re.compile(r"(?m)^\s*TY {1,2}-")


def read(text: str, source: str) -> Imported:
    """The works of a RIS file."""
    report, cv = Report(), CV()
    works = Works(cv, report)
    text = text.removeprefix("\ufeff")
    starts = [match.start() for match in _ENTRY.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        place = Place(source, text.count("\n", 0, start + len(text[start:end]) - len(text[start:end].lstrip())) + 1, 1)
        for tags in _parsed(text[start:end], place, report, works):
            _Item(tags, place, text[start:end], report).add(works)
    return report.imported(cv, works.entries)


def _parsed(block: str, place: Place, report: Report, works: Works) -> list[dict[str, Any]]:
    """The tags of the entry in a block; one that cannot be read costs itself."""
    import rispy

    try:
        return list(rispy.loads(block if re.search(r"(?m)^\s*ER {1,2}-", block) else f"{block}\nER  - \n"))
    except (OSError, ValueError, TypeError) as error:
        works.entries += 1
        report.entry(place, f"this entry cannot be read ({error}); correct its tags")
        return []


class _Item:
    """One entry on its way to a work."""

    def __init__(self, tags: dict[str, Any], place: Place, block: str, report: Report) -> None:
        self.tags, self.block, self.report = tags, block, report
        self.kind = str(tags.pop("type_of_reference", "")).upper()
        self.key = str(tags.pop("id", "")) or f"entry in line {place.line}"
        self.entry = Entry(place, self.key)

    def _place(self, value: Any) -> Place:
        """The line on which a value stands."""
        at = self.block.find(str(value)[:40])
        return self.entry.place._replace(line=self.entry.place.line + self.block[: max(at, 0)].lstrip("\n").count("\n"))

    def say(self, name: str, tag: str, value: Any) -> None:
        self.entry.say(name, value, tag, self._place(value))

    def add(self, works: Works) -> None:
        section = _SECTIONS.get(self.kind)
        if section is None:
            works.entries += 1
            self.report.no_work(self.entry.place, self.key, f"'{self.kind}'")
            return
        if self.kind in _APPROXIMATE:
            self.report.no_home(self.entry.place, f"{self.key}.type", self.kind)
        self._people()
        self._numbers(section)
        for tag, name in _NAMES.items():
            if tag in self.tags and name not in self.entry:
                self.say(name, tag, self.tags.pop(tag))
        for tag, value in self.tags.items():
            for one in _texts(value):
                self.report.no_home(self._place(one), f"{self.key}.{tag}", one)
        works.add(section, self.entry)

    def _people(self) -> None:
        authors = [*self.tags.pop("authors", []), *self.tags.pop("first_authors", [])]
        self.say("authors", "authors", list(filter(None, map(_author, authors))))
        self.say("editors", "secondary_authors", list(filter(None, map(_author, self.tags.pop("secondary_authors", [])))))

    def _numbers(self, section: str) -> None:
        dates = [iso_date(str(self.tags.pop(tag)).rstrip("/ ")) for tag in _DATES if tag in self.tags]
        self.say("date", "year", max(dates, key=len, default=""))
        start, end = str(self.tags.pop("start_page", "")), str(self.tags.pop("end_page", ""))
        self.say("pages", "start_page", f"{start}-{end}" if start and end and "-" not in start else start or end)
        number = self.tags.pop("number", "")
        self.say("issue" if section == "journal_articles" else "number", "number", number)
        self.say("doi", "doi", str(self.tags.pop("doi", "")))
        if urls := self.tags.pop("urls", []):
            self.say("url", "urls", web_address(urls[0]))
            self.say("pages_about", "urls", [web_address(url) for url in urls[1:]])
        self.say("pdf", "file_attachments1", web_address(str(self.tags.pop("file_attachments1", ""))))
        self.say("keywords", "keywords", self.tags.pop("keywords", []))
        if self.kind in ("BOOK", "EBOOK", "EDBOOK", "CHAP", "CONF", "CPAPER") and "issn" in self.tags:
            self.say("isbn", "issn", str(self.tags.pop("issn")))
        notes = self.tags.pop("notes", [])
        self.say("note", "notes", "\n".join(notes))


def _author(name: str) -> Author | None:
    """An author as `Family, Given, Suffix`; without a comma a body of several words, or a name."""
    family, _, rest = (part.strip() for part in name.partition(","))
    given, _, suffix = (part.strip() for part in rest.partition(","))
    return names.person(family, given, "", suffix) if rest else names.printed(name)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{tag} {text}" for tag, texts in value.items() for text in texts]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
