"""BibTeX and BibLaTeX -> works."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from vitagraph.errors import Place
from vitagraph.importers.draft import Draft, period
from vitagraph.importers.entry import Entry
from vitagraph.importers.formats.bibtex import latex
from vitagraph.importers.formats.bibtex import names as bibtex_names
from vitagraph.importers.formats.bibtex.blocks import Block, Fields, blocks, whole
from vitagraph.importers.formats.bibtex.dates import Dated, contradicting, of_date, of_parts
from vitagraph.importers.formats.bibtex.entry_home import archive as archive_of
from vitagraph.importers.formats.bibtex.entry_home import entry_home
from vitagraph.importers.formats.bibtex.homepage_fields import put_in_words, take_pages
from vitagraph.importers.formats.bibtex.latex_words import JOURNALS
from vitagraph.importers.formats.bibtex.owners import IS_OWNER, owners
from vitagraph.importers.formats.bibtex.related import Related
from vitagraph.importers.formats.bibtex.words import (
    ADDRESSES,
    ARCHIVES,
    FORM,
    LEVELS,
    LISTS,
    NAMES,
    OFFICES,
    STATUSES,
    WITH_ISSUES,
)
from vitagraph.importers.identifiers import of_archives, of_works
from vitagraph.importers.levels import code_of
from vitagraph.importers.names import organization
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.works import Works
from vitagraph.patterns import regex
from vitagraph.records import CV, Author, Record, plan, sections
from vitagraph.records.cited_works import CitedWork
from vitagraph.records.degree_names import degree_level
from vitagraph.records.relators import Relator, table
from vitagraph.records.work_kinds import WORKS
from vitagraph.values import Period, foreign

#: sections whose works may state a period in the place of a date
_WITH_DATES = (WORKS, "journal_articles")
#: fields that hold names
_PEOPLE = {"author": "authors", "editor": "editors", "translator": "translators", "supervisor": "supervisors", "advisor": "supervisors"}
#: fields of contributors, each of one role; `editora` to `editorc` name it in another field
_CONTRIBUTORS = (*dict.fromkeys(line.biblatex for line in table().values() if line.biblatex), "editora", "editorb", "editorc")


def read(text: str, source: str) -> Imported:
    """The works of a BibTeX file; a broken entry is skipped and reported."""
    report, cv = Report(), CV()
    found = list(blocks(text, source, report))
    broken = len(report.broken)
    by_key = {block.key.lower(): block for block in found}
    inherited: dict[str, Fields] = {}
    entries = [
        (block, put_in_words(block, whole(block, by_key, report, inherited), report))
        for block in found
        if block.kind not in ("xdata", "set")
    ]
    known = bibtex_names.people(fields[name][0] for _, fields in entries for name in (*_PEOPLE, *_CONTRIBUTORS) if name in fields)
    works = Works(cv, report, owners([fields for _, fields in entries if "author" in fields], known))
    works.entries = broken
    for block in found:
        if block.kind == "set":
            report.remark(block.place, block.key, "a set of entries fits no field of the records; its entries were read one by one")
    form: dict[str, list[Place]] = {}
    related = Related(report)
    for block, fields in entries:
        related.take(block, fields)
        related.add(block, _Work(block, fields, works, report, known, form).add())
    related.relate()
    _report_form(form, report)
    return report.imported(cv, works.entries)


def _report_form(form: dict[str, list[Place]], report: Report) -> None:
    """One remark for each field that states no fact of a work, with its first place."""
    for name, places in form.items():
        times = f"stands in {len(places)} entries, here for the first time; " if len(places) > 1 else ""
        report.remark(min(places), name, f"{times}it is for sorting, showing or finding entries, and was left out")


#: field of the original of a work -> that of its record
_ORIGINAL = {"origtitle": "title", "origpublisher": "publisher", "origlocation": "place", "origdate": "date"}
_DATE_FIELDS = ("date", "eventdate", "year")
#: the mark of an approximate date, behind which it ends
_APPROXIMATE = regex(r"(?<=[0-9Xx])~(?=[\s})\]]*(?:/|$))")


class _Work:
    """Converts an entry to a work."""

    def __init__(
        self,
        block: Block,
        fields: Fields,
        works: Works,
        report: Report,
        known: dict[str, bibtex_names.Name],
        form: dict[str, list[Place]],
    ) -> None:
        self.block, self.fields, self.works, self.report, self.known, self.form = block, fields, works, report, known, form
        self.entry = Entry(block.place, block.key)
        self.places = {name: place for name, (_, place) in fields.items()}

    def take(self, *names: str) -> str:
        """The text of the first of these fields that has one."""
        for name in names:
            if name in self.fields and (text := self._text(name, self.fields.pop(name)[0])):
                return text
        return ""

    def _text(self, name: str, written: str) -> str:
        """The text of a value; commands in it that are not known are reported. The `~` of an approximate date is none."""
        converted = latex.converted(_APPROXIMATE.sub(r"\\textasciitilde{}", written) if name in _DATE_FIELDS else written)
        for command in converted.unknown:
            self.remark(name, f"the command {command} is not known; it stays as it is written")
        return converted.text

    def remark(self, name: str, message: str) -> None:
        """Reports something about a field, at its place."""
        self.report.remark(self.places.get(name, self.block.place), f"{self.block.key}.{name}", message)

    def leave_out(self, name: str, value: str) -> None:
        """Reports a value that fits no record."""
        self.report.leave_out(self.places.get(name, self.block.place), f"{self.block.key}.{name}", value)

    def set(self, name: str, value: Any, called: str) -> None:
        """Sets a value under its common name; a second one for it is reported."""
        if name in self.entry and value not in (None, "", []) and value != self.entry.value(name):
            self.leave_out(called, ", ".join(map(str, value)) if isinstance(value, list) else str(value))
        self.entry.set(name, value, called, self.places.get(called, self.block.place))

    def add(self) -> Record | None:
        """Adds the record of the work."""
        of_kind, certain = entry_home(self.block.kind, self.fields)
        section = of_kind.section
        self._titles()
        self._people(section)
        self._dates(section)
        self._identifiers(section)
        self._numbers(section)
        if section in ("studies", "patent_families"):
            self._particulars(section)
        if section == "reports" and self.fields.get("type", ("",))[0].strip("{} ").lower() == "techreport":
            del self.fields["type"]
        if of_kind.approximate:
            self.leave_out("type", f"@{self.block.kind}")
        if IS_OWNER.fullmatch(self.fields.get("author+an", ("",))[0]):
            del self.fields["author+an"]
        if section == WORKS:
            self._original()
        self._rest(section)
        return self.works.add_at(of_kind, self.entry, "type", certain)

    def _original(self) -> None:
        """The original of a translation or edition."""
        if "origtitle" not in self.fields:
            return
        draft = Draft(CitedWork, self.report, self.entry.place, self.entry.path)
        for field, name in _ORIGINAL.items():
            draft.set(name, self._listed(field) if field in self.fields else "", field, self.places.get(field))
        self.set("original", draft.record(), "origtitle")

    def _titles(self) -> None:
        if "journal" in self.fields and (macro := re.fullmatch(r"\s*\{?\\([a-z]+)\}?\s*", self.fields["journal"][0])):
            self.set("short_container", JOURNALS.get(macro[1], ("",))[0], "journal")
        for name, common in (("title", "title"), ("booktitle", "container"), ("journaltitle", "container"), ("journal", "container")):
            title = self.take(name)
            more = self.take(f"{name.removesuffix('title')}subtitle") if name != "journal" and title else ""
            self.set(common, f"{title}: {more}" if title and more else title, name)

    def _people(self, section: str) -> None:
        for field, common in _PEOPLE.items():
            if field in self.fields:
                self.set(common, self._with_parts(field), field)
        contributors: list[Author] = []
        has_contributors = "contributors" in plan(sections()[section]).fields
        for field in (field for field in _CONTRIBUTORS if has_contributors and field in self.fields):
            roles = self._roles(field)
            contributors += [one.stating(role=roles) for one in self._with_parts(field)]
        if any(one.others for one in contributors):  # the list goes on as a whole
            contributors = [one.stating(others=one is contributors[-1]) for one in contributors]
        self.set("contributors", contributors, "editora")
        if body := self.take("organization"):
            if section in ("conference_papers", "workshop_papers"):
                self.set("organizers", [organization(body)], "organization")
            elif "authors" in self.entry:
                self.set("publisher", body, "organization")
            else:
                self.set("authors", [organization(body)], "organization")

    def _with_parts(self, field: str) -> list[Author]:
        """The names in a field, each with the words for its part in the work."""
        parts = bibtex_names.parts_of(self.fields.pop(f"{field}+an:part", ("",))[0])
        return [one.stating(part=parts.get(number, ())) for number, one in enumerate(self._names(field), 1)]

    def _roles(self, field: str) -> tuple[Relator, ...]:
        """The role of the contributors in a field; one that is no relator is reported."""
        if relator := Relator.named_in("biblatex", field):
            return (relator,)
        word = self.take(f"{field}type")
        try:
            return (Relator.parse(word),) if word and word != "contributor" else ()
        except ValueError:
            self.leave_out(f"{field}type", word)
            return ()

    def _names(self, field: str) -> list[Author]:
        remarks: list[str] = []
        people = bibtex_names.authors(self.fields.pop(field)[0], self.known, remarks.append)
        for message in remarks:
            if message != bibtex_names.GOES_ON or not people:
                self.remark(field, message)
            elif field == "author":
                self.set("more_authors", "true", field)
            else:
                people[-1] = people[-1].stating(others=True)
        return people

    def _dates(self, section: str) -> None:
        date, year, month, day = (self.take(name) for name in ("date", "year", "month", "day"))
        called = "date" if date else "year" if year else "month"
        found = of_date(date) if date else of_parts(year, month, day)
        for name, value in contradicting(found.date, year, month, day) if date else ():
            self.leave_out(name, value)
        if section in _WITH_DATES and date.startswith("/"):
            self.set("dates", f"until {date[1:]}", called)
            found = Dated()
        elif section in _WITH_DATES and found.end:
            self._set_period("dates", found, called)
            found = Dated(left_out=found.left_out, status=found.status)
        self.set("date", found.date, called)
        self._set_period("event_date", found if section.endswith("_papers") and len(found.end) == 10 else Dated(), called)
        if found.end and "event_date" not in self.entry:
            self.leave_out(called, f"to {found.end}")
        self.set("status", found.status, called)
        if found.left_out:
            self.leave_out("month" if month and called != "date" else called, found.left_out)
        if event_date := self.take("eventdate"):
            self._event_date(event_date)
        if section == "talks" and "date" not in self.entry:
            self.set("date", self.entry.value("event_date").partition(" to ")[0], "eventdate")

    def _event_date(self, text: str) -> None:
        """A date or a period, which may have an unknown start or end."""
        with suppress(ValueError):
            self.set("event_date", str(Period.parse(text)), "eventdate")
            return
        event = of_date(text)
        self._set_period("event_date", event, "eventdate")
        if event.left_out:
            self.leave_out("eventdate", event.left_out)

    def _set_period(self, name: str, dated: Dated, called: str) -> None:
        self.set(name, period(dated.date, dated.end) if dated.end else dated.date, called)

    def _identifiers(self, section: str) -> None:
        for name, one in of_works():
            if stated := self.fields.pop(one.scheme.bibtex, None):
                self.set(name, stated[0], one.scheme.bibtex)
        self._eprint()
        if section == "preprints" and "arxiv" in self.entry:
            self.entry.values.pop("container", None)
        for field in filter(self.fields.__contains__, ADDRESSES):
            several = re.split(r" and (?=https?://)", self._address(field))
            self.set(ADDRESSES[field], several if len(several) > 1 else several[0], field)
        if pages := take_pages(self.fields):
            self.entry.set("pages_about", [*(self.entry.value("pages_about") or ()), *pages], "website", self.block.place)
        if section == "talks" and "url" in self.entry:
            address, called, _ = self.entry.values.pop("url")
            self.set("video" if re.search(r"(?i)youtu|vimeo|video", address) else "slides", address, called)
        if "url" in self.entry and self.entry.value("url") == self.entry.value("repository"):
            del self.entry.values["url"]

    def _address(self, field: str) -> str:
        return latex.address_in(self.fields.pop(field)[0])

    def _eprint(self) -> None:
        """The identifier of the work in an archive; the entry of an archive without identifiers is a page about the work."""
        archive, found = archive_of(self.fields), ""
        if re.match(r"\{?https?://(?!arxiv)", self.fields.get("eprint", ("",))[0]):
            address = self._address("eprint")
            self.set("pages_about" if "url" in self.fields else "url", [address] if "url" in self.fields else address, "eprint")
        elif "eprint" in self.fields and ("arxiv" in archive or not archive):
            found = foreign.arxiv(self.take("eprint"))
            for name in ("eprinttype", "archiveprefix", "eprintclass", "primaryclass", "archive"):
                self.fields.pop(name, None)
        elif match := re.search(r"(?i)arxiv:\s*([\w./-]+\d(?:v\d+)?)", str(self.entry.value("container"))):
            found = match[1]
        elif match := re.fullmatch(r"abs/(.+)", self.fields.get("volume", ("",))[0].strip("{} ")):
            found = match[1]
            del self.fields["volume"]
        elif "eprint" in self.fields and archive in of_archives():
            self.set(of_archives()[archive][0], self.take("eprint"), "eprint")
            for name in ("eprinttype", "archiveprefix", "archive"):
                self.fields.pop(name, None)
        elif "eprint" in self.fields and archive in ARCHIVES:
            self.set("pages_about", [ARCHIVES[archive].format(self.take("eprint"))], "eprint")
            for name in ("eprinttype", "archiveprefix", "archive"):
                self.fields.pop(name, None)
        if found and self.fields.get("volume", ("",))[0].strip("{} ") == f"abs/{found}":
            del self.fields["volume"]
        self.set("arxiv", found, "eprint")

    def _numbers(self, section: str) -> None:
        if pages := self.take("pages"):
            bare = re.sub(r"^(?:pp?|S)\.\s*(?=\d)", "", pages)
            self.set("pages", re.sub(r"(?<!\s)\s*+(?:--+|–|—)\s*", "-", bare), "pages")
        number = self.take("number")
        in_journal = section == "journal_articles" or (section == WORKS and self.block.kind in WITH_ISSUES)
        self.set("issue" if in_journal else "number", number, "number")
        if isbn := self.take("isbn"):
            first, *others = re.findall(r"[\dXx][\dXx -]{8,}[\dXx]", isbn) or [isbn]
            self.set("isbn", first, "isbn")
            for other in others:
                self.leave_out("isbn", other)

    def _particulars(self, section: str) -> None:
        """The degree of a thesis, the office and the family of a patent."""
        kind = self.take("type")
        if section == "studies":
            written = kind.lower().replace(" ", "").replace(".", "")
            level = LEVELS.get(written) or (degree_level(kind) if kind else LEVELS.get(self.block.kind, "diploma"))
            self.set("level", level, "type")
            self.set("degree", "" if written in LEVELS else kind, "type")
            return
        place = self.take("location").lower()
        office = OFFICES.get(kind.lower(), "") or OFFICES.get(place, "")
        self.set("office", office, "type")
        if place and place not in OFFICES:
            self.leave_out("location", place)
        if kind and kind.lower() not in OFFICES and kind.lower() != "patent":
            self.leave_out("type", kind)
        self.set("family", self.take("maintitle"), "maintitle")
        if "holder" in self.fields:
            self.set("assignees", [author.organization or author.name for author in self._names("holder")], "holder")
        if not re.match("(?i)patent", described := self.take("howpublished")):
            self.set("note", described, "howpublished")

    def _rest(self, section: str) -> None:
        keywords = re.split(r"(?<!\s)\s*+[,;]\s*", self.take("keywords", "keyword"))
        self.set("keywords", [word for word in keywords if word], "keywords")
        self._language()
        if status := self.take("pubstate"):
            self.set("status", STATUSES.get(status.lower().replace(" ", ""), status), "pubstate")
        if section == "preprints":
            self._server()
        if "howpublished" in self.fields and re.fullmatch(
            r"\W*(?:\\url\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\W*|https?://\S+(?:\s\W*)?)", self.fields["howpublished"][0].strip()
        ):
            self.set("url", self._address("howpublished"), "howpublished")
        for field, common in NAMES.items():
            if field in self.fields and common not in self.entry:
                self.set(common, self._listed(field), field)
        for field, (value, place) in self.fields.items():
            if field in FORM:
                self.form.setdefault(field, []).append(place)
            elif value.strip():
                self.leave_out(field, self._text(field, value))

    def _listed(self, field: str) -> str | list[str]:
        """The text of a field; of one that is a list with several values, these."""
        if field not in LISTS or " and " not in self.fields[field][0]:
            return self.take(field)
        texts = [self._text(field, one) for one in bibtex_names.separated(self.fields.pop(field)[0]) if one.strip()] or [""]
        return texts[0] if len(texts) == 1 else texts

    def _language(self) -> None:
        listed = self._listed("language") if "language" in self.fields else ""
        first, *others = [listed] if isinstance(listed, str) else listed
        for other in others:
            self.leave_out("language", other)
        language = first or self.take("langid")
        code = code_of(language.removeprefix("lang"))
        self.set("language", code if code not in ("", "mis") else language, "language" if first else "langid")
        if first and (tag := self.take("langid")) and code_of(tag) != code:
            self.leave_out("langid", tag)

    def _server(self) -> None:
        """The preprint server, in BibTeX's `howpublished`."""
        server = self.take("howpublished") if not re.search(r"\\url|://", self.fields.get("howpublished", ("",))[0]) else ""
        if "arxiv" in self.entry and re.fullmatch(r"(?i)arxiv(?:\.org| preprint)?(?: arxiv:\S+)?", server):
            return
        self.set("publisher", server, "howpublished")
