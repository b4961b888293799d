"""BibTeX and BibLaTeX -> works."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from vitagraph.errors import Place
from vitagraph.importers import latex, names
from vitagraph.importers.bibtex_blocks import Block, Fields, blocks, whole
from vitagraph.importers.bibtex_words import APPROXIMATE, FORM, NAMES, SECTIONS, STATUSES
from vitagraph.importers.draft import iso_date, month_number, web_address
from vitagraph.importers.levels import code_of
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.works import Entry, Works
from vitagraph.records import CV, Author


def read(text: str, source: str) -> Imported:
    """The works of a BibTeX file; an entry that is broken costs itself."""
    report, cv = Report(), CV()
    works = Works(cv, report)
    found = list(blocks(text, source, report))
    works.entries = len(report.broken)
    by_key = {block.key.lower(): block for block in found}
    inherited: dict[str, Fields] = {}
    for block in found:
        if block.kind in ("xdata", "set"):
            if block.kind == "set":
                report.no_home(block.place, block.key, "a set of entries")
            continue
        try:
            fields = whole(block, by_key, inherited)
        except LookupError as error:
            works.entries += 1
            report.entry(block.place, f"{block.key}: {error.args[0]}")
            continue
        _Work(block, fields, works, report).add()
    return report.imported(cv, works.entries)


class _Work:
    """One entry on its way to a work."""

    def __init__(self, block: Block, fields: Fields, works: Works, report: Report) -> None:
        self.block, self.fields, self.works, self.report = block, fields, works, report
        self.entry = Entry(block.place, block.key)

    def take(self, *names: str) -> str:
        """The text of the first of these fields that is there."""
        for name in names:
            if name in self.fields:
                value = self.fields.pop(name)[0]
                if text := latex.text(value):
                    return text
        return ""

    def say(self, name: str, value: Any, called: str, place: Place | None = None) -> None:
        self.entry.say(name, value, called, place or self.block.fields.get(called, ("", self.block.place))[1])

    def add(self) -> None:
        kind, section = self.block.kind, self._section()
        if section is None:
            self.works.entries += 1
            self.report.no_work(self.block.place, self.block.key, f"@{kind}")
            return
        self._titles()
        self._people(section)
        self._dates()
        self._identifiers(section)
        self._numbers(section)
        self._rest()
        if kind in APPROXIMATE and section != "preprints":
            self.report.no_home(self.block.place, f"{self.block.key}.type", f"@{kind}")
        self.works.add(section, self.entry)

    def _section(self) -> str | None:
        eprint = self.fields.get("eprint", ("",))[0] and "arxiv" in self._archive()
        venues = (self.fields.get(name, ("",))[0].lower() for name in ("journal", "journaltitle", "howpublished"))
        on_arxiv = any("arxiv" in venue or venue == "corr" for venue in venues)
        journal = {"journal", "journaltitle"} & self.fields.keys()
        if self.block.kind in ("misc", "online", "article", "unpublished", "techreport") and (on_arxiv or (eprint and not journal)):
            return "preprints"
        if self.block.kind in ("book", "mvbook") and "author" not in self.fields and "editor" in self.fields:
            return "edited_books"
        return SECTIONS.get(self.block.kind)

    def _archive(self) -> str:
        written = self.fields.get("eprinttype") or self.fields.get("archiveprefix") or self.fields.get("archive") or ("",)
        return written[0].lower()

    def _titles(self) -> None:
        for name, said in (("title", "title"), ("booktitle", "container"), ("journaltitle", "container"), ("journal", "container")):
            title = self.take(name)
            more = self.take(f"{name.removesuffix('title')}subtitle") if name != "journal" else ""
            self.say(said, f"{title}: {more}" if title and more else title, name)

    def _people(self, section: str) -> None:
        for field, said in (("author", "authors"), ("editor", "editors")):
            if field in self.fields:
                value, place = self.fields.pop(field)
                self.say(said, self._names(value, field, place), field, place)
        if organization := self.take("organization"):
            body = [names.organization(organization)]
            if section in ("conference_papers", "workshop_papers"):
                self.say("organizers", body, "organization")
            else:
                self.say("authors" if "authors" not in self.entry else "publisher", body if "authors" not in self.entry else organization,
                         "organization")  # fmt: skip

    def _names(self, value: str, field: str, place: Place) -> list[Author]:
        from bibtexparser.middlewares.names import split_multiple_persons_names

        authors = []
        for name in split_multiple_persons_names(" ".join(value.split())):
            if name.strip().lower() == "others":
                self.report.no_home(place, f"{self.block.key}.{field}", "and others")
            elif author := _author(name):
                authors.append(author)
        return authors

    def _dates(self) -> None:
        date, year, month, day = (self.take(name) for name in ("date", "year", "month", "day"))
        start, _, end = date.partition("/")
        if date and end:
            self.report.no_home(self.block.place, f"{self.block.key}.date", f"to {end}")
        numbered = month_number(month)
        spelled = "-".join(
            filter(None, (year, f"{numbered:02}" if numbered else "", f"{int(day):02}" if numbered and day.isdigit() else ""))
        )
        self.say("date", iso_date(start) if start else spelled, "date" if start else "year")
        if event_date := self.take("eventdate"):
            start, _, end = event_date.partition("/")
            self.say("event_date", f"{start} to {end}" if end else start, "eventdate")

    def _identifiers(self, section: str) -> None:
        if doi := self.fields.pop("doi", None):
            self.say("doi", doi[0], "doi")
        archive = self._archive()
        if "eprint" in self.fields and ("arxiv" in archive or not archive):
            eprint = self.take("eprint")
            self.say("arxiv", eprint, "eprint")
            for name in ("eprinttype", "archiveprefix", "eprintclass", "primaryclass", "archive"):
                self.fields.pop(name, None)
        elif match := re.search(r"(?i)arxiv:\s*([\w./-]+\d(?:v\d+)?)", str(self.entry.value("container"))):
            self.say("arxiv", match[1], "journal")
        elif match := re.fullmatch(r"abs/(.+)", self.fields.get("volume", ("",))[0]):
            self.say("arxiv", match[1], "volume")
            del self.fields["volume"]
        if section == "preprints" and "arxiv" in self.entry:
            self.entry.said.pop("container", None)
        for field, said in (("url", "url"), ("pdf", "pdf"), ("html", "url")):
            if field in self.fields:
                self.say(
                    said, web_address(re.sub(r"\\url\{(.*)\}", r"\1", self.fields.pop(field)[0]).replace("\\", "").strip("{} ")), field
                )

    def _numbers(self, section: str) -> None:
        if pages := self.fields.pop("pages", None):
            self.say("pages", re.sub(r"\s*(?:--+|–|—)\s*", "-", latex.text(pages[0])).replace("–", "-"), "pages")
        number = self.take("number")
        self.say("issue" if section == "journal_articles" else "number", number, "number")
        if isbn := self.take("isbn"):
            first, *others = re.findall(r"[\dXx][\dXx -]{8,}[\dXx]", isbn) or [isbn]
            self.say("isbn", first, "isbn")
            for other in others:
                self.report.no_home(self.block.place, f"{self.block.key}.isbn", other)

    def _rest(self) -> None:
        keywords = re.split(r"\s*[,;]\s*", self.take("keywords", "keyword"))
        self.say("keywords", [word for word in keywords if word], "keywords")
        language = self.take("language", "langid")
        self.say("language", code if (code := code_of(language.removeprefix("lang"))) not in ("", "mis") else language, "language")
        if status := self.take("pubstate"):
            self.say("status", STATUSES.get(status.replace(" ", ""), status), "pubstate")
        for field, said in NAMES.items():
            if field in self.fields and said not in self.entry:
                self.say(said, self.take(field), field)
        for field, (value, place) in self.fields.items():
            if field not in FORM and value.strip():
                self.report.no_home(place, f"{self.block.key}.{field}", latex.text(value))


@lru_cache(maxsize=65536)
def _author(name: str) -> Author | None:
    """An author by a name as BibTeX writes it; one in braces is a body."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    name = name.strip()
    if name.startswith("{") and name.endswith("}") and "}" not in name[1:-1] and "\\" not in name[:2]:
        return names.organization(latex.text(name))
    if names.is_family_first(name):
        return names.printed(name)
    parts = parse_single_name_into_parts(name, strict=False)
    last, first, von, jr = (latex.text(" ".join(words)) for words in (parts.last, parts.first, parts.von, parts.jr))
    return names.person(last, first, von, jr)
