"""RIS (https://en.wikipedia.org/wiki/RIS_(file_format)), as reference managers and publishers write it -> works."""

from __future__ import annotations

import re
from contextlib import suppress

from vitagraph.errors import Place
from vitagraph.importers import names
from vitagraph.importers.achievements import likely_owners
from vitagraph.importers.draft import going_on, iso_date, web_address
from vitagraph.importers.entry import Entry
from vitagraph.importers.formats.ris.lines import Value, parsed
from vitagraph.importers.formats.ris.words import ALIASES, EDITORS, IN_SECTION, NAMES
from vitagraph.importers.homes import home, named
from vitagraph.importers.identifiers import of_works
from vitagraph.importers.redundant_facts import name_office
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.works import Works
from vitagraph.patterns import regex
from vitagraph.records import CV, Author
from vitagraph.records.cited_works import CitedWork
from vitagraph.records.degree_names import degree_level
from vitagraph.records.kinds import PatentStatus
from vitagraph.records.work_kinds import WORKS
from vitagraph.values import Doi, Identifier, PartialDate, Text, foreign, whole_number
from vitagraph.values.authors import several_authors

_DATES = ("PY", "YR", "DA", "Y1")
#: identifiers of schemes that their first characters name
_NAMES_ITSELF = r"PMC[0-9]++|WOS:[0-9A-Z]++|2-s2\.0-[0-9]++|ark:[^\s:]++"
_UNFINISHED = (
    (regex(r"(?i)in\s*press|im druck"), "in-press"),
    (regex(r"(?i)forthcoming|to appear"), "forthcoming"),
    (regex(r"(?i)under review|in review"), "under-review"),
    (regex(r"(?i)submitted|eingereicht"), "submitted"),
    (regex(r"(?i)in prep(?:aration|\.)?"), "in-preparation"),
)


def read(text: str, source: str) -> Imported:
    """The works of a RIS file."""
    report, cv = Report(), CV()
    entries, outside = parsed(text)
    for value in outside:
        report.entry(Place(source, value.line, 1), f"'{value.text[:60]}' belongs to no entry; begin each with a line `TY  - ` and its type")
    items = [_Item(values, Place(source, values[0].line, 1), report) for values in entries]
    works = Works(cv, report, likely_owners(item.authors for item in items))
    for item in items:
        item.add(works)
    return report.imported(cv, works.entries)


class _Item:
    """Converts an entry to a work."""

    def __init__(self, values: list[Value], place: Place, report: Report) -> None:
        self.kind = values[0].text.upper()
        self.left = [value for value in values[1:] if value.text]
        genre = next((value for value in self.left if value.tag == "M3"), None)
        self.home = home(self.kind, "ris", aliases=ALIASES, stated=genre.text if genre else "")
        if genre is not None and self.home.kind and named(genre.text) == self.home.row:
            self.left.remove(genre)
        elif self.kind == "GEN" and any(value.tag in ("JF", "JO", "JA", "IS") for value in self.left):
            self.home = home("JOUR", "ris")._replace(approximate=True)
        self.section = self.home.section
        self.report = report
        key = self._take("ID")
        self.key = key.text if key else f"entry in line {place.line}"
        self.entry = Entry(place, self.key)
        self.authors = self._people("authors", "AU", "A1")

    def _line(self, value: Value) -> Place:
        return self.entry.place._replace(line=value.line)

    def _take(self, *tags: str) -> Value | None:
        """The first value of the first of these tags that the entry has; the tag is then read."""
        for tag in tags:
            for value in self.left:
                if value.tag == tag:
                    self.left.remove(value)
                    return value
        return None

    def _all(self, *tags: str) -> list[Value]:
        """All values of these tags, in the order of the file."""
        taken = [value for value in self.left if value.tag in tags]
        self.left = [value for value in self.left if value.tag not in tags]
        return taken

    def set(self, name: str, value: Value | None, text: str = "") -> None:
        if value is not None:
            self.entry.set(name, text or value.text, value.tag, self._line(value))

    def add(self, works: Works) -> None:
        if self.home.approximate:
            self.report.leave_out(self.entry.place, f"{self.key}.TY", self.kind)
        self._people("supervisors" if self.section == "studies" else "editors", *EDITORS.get(self.section, ("A2", "ED", "A3")))
        self._people("translators", "A4")
        self._dates()
        self._identifiers()
        self._texts()
        self._particular()
        for value in self.left:
            if value.text not in {str(known) for known, _, _ in self.entry.values.values()}:
                self.report.leave_out(self._line(value), f"{self.key}.{value.tag}", value.text)
        works.add_at(self.home, self.entry)

    def _people(self, role: str, *tags: str) -> list[Author]:
        values = self._all(*tags)
        people: list[Author] = []
        for value in values:
            found, goes_on = several_authors(value.text)
            people += [author for name in found if (author := _author(name))]
            if goes_on:
                self.entry.go_on(role, value.tag, self._line(value))
        if values:
            self.entry.set(role, people, values[0].tag, self._line(values[0]))
        return people

    def _dates(self) -> None:
        """The most precise date of the year of publication; dates of another year, and words behind a date, are reported."""
        stated = []
        for value in sorted(self._all(*_DATES), key=lambda value: _DATES.index(value.tag)):
            if status := next((status for words, status in _UNFINISHED if words.search(value.text)), ""):
                self.set("status", value, status)
                continue
            date, words = _date(value.text)
            if self.section in (WORKS, "journal_articles") and (period := going_on(words.strip("/"))):
                self.set("dates", value, period)
                continue
            if words:
                self.report.leave_out(self._line(value), f"{self.key}.{value.tag}", words)
            stated += [(date, value)] if date else []
        same_year = [(date, value) for date, value in stated if date[:4] == stated[0][0][:4]]
        for date, value in stated:
            if (date, value) not in same_year:
                self.report.leave_out(self._line(value), f"{self.key}.{value.tag}", value.text)
        if same_year and "dates" not in self.entry:
            date, value = max(same_year, key=lambda pair: len(pair[0]))
            self.set("date", value, date)
        if self.kind == "INPR" and "status" not in self.entry:
            self.entry.set("status", "in-press", "TY")

    def _identifiers(self) -> None:
        """The DOI, wherever it stands, and addresses: the first is the work's, others are pages about it."""
        self.set("doi", self._take("DO", "DI"))
        for value in [value for value in self.left if value.tag in ("DO", "DI", "M3", "L3", "UR", "LK", "AN", "C6", "C7", "N1", "U1")]:
            found = foreign.doi(value.text)
            is_doi = Doi.normalized(found) and (value.tag not in ("UR", "LK") or foreign.doi_of_address(value.text))
            if is_doi and foreign.doi(str(self.entry.value("doi") or found)).lower() == found.lower():
                if "doi" not in self.entry:
                    self.set("doi", value)
                self.left.remove(value)
        for value in [value for value in self.left if value.tag in ("AN", "C2", "C6", "C7", "M3", "N1", "U1", "U2")]:
            found_in = ((name, _identifier(one, value.text)) for name, one in of_works() if name not in self.entry)
            name, found = next(((name, found) for name, found in found_in if found), ("", ""))
            if found:
                self.set(name, value, found)
                self.left.remove(value)
        listed = [(value, one) for value in self._all("UR", "LK", "L2") for one in re.split(r"(?<![\s;])[\s;]++(?=https?://)", value.text)]
        addresses = [(value, web_address(one)) for value, one in listed]
        if addresses:
            self.set("url", *addresses[0])
            self.entry.set("pages_about", [address for _, address in addresses[1:]], addresses[0][0].tag, self._line(addresses[0][0]))
        if pdf := self._take("L1"):
            self.set("pdf", pdf, web_address(pdf.text))

    def _texts(self) -> None:
        """Values of one text: the first of a name's tags, those of the section before those of all."""
        words = self._all("KW", "K1")
        keywords = [word.strip() for value in words for word in re.split(r"(?<!\s)\s*+[;|]\s*", value.text) if word.strip()]
        if words:
            self.entry.set("keywords", list(dict.fromkeys(keywords)), "KW", self._line(words[0]))
        if notes := self._all(*NAMES["note"]):
            self.set("note", notes[0], "\n".join(value.text for value in notes))
        for name, tags in {**NAMES, **IN_SECTION.get(self.section, {})}.items():
            if name not in self.entry:
                self.set(name, self._take(*tags))

    @property
    def _has_issn(self) -> bool:
        return self.section == "journal_articles" or (self.section == WORKS and self.home.is_in_periodical)

    def _cited_works(self) -> None:
        """The work that is reviewed, and the original of a translation or edition; each by its title."""
        reviewed, original = self._take("RI"), self._take("OP")
        if (edition := str(self.entry.value("edition"))).startswith("version "):
            _, called, place = self.entry.values.pop("edition")
            self.entry.set("version", edition.removeprefix("version "), called, place)
        if reviewed:
            self.entry.set("reviewed", [CitedWork(title=Text(reviewed.text))], "RI", self._line(reviewed))
        if original:
            self.entry.set("original", CitedWork(title=Text(original.text)), "OP", self._line(original))
        if not self.home.is_in_periodical and "issn" in self.entry:
            value, called, place = self.entry.values.pop("issn")
            self.entry.set("isbn", value, called, place)

    def _particular(self) -> None:
        """Tags whose meaning depends on the type of the entry."""
        if self.section == WORKS:
            self._cited_works()
        first, last = self._take("SP"), self._take("EP")
        if self.section == WORKS and first and (length := re.fullmatch(r"(\d+) p\.", first.text)):
            self.set("total_pages", first, length[1])
            first = None
        if pages := first or last:
            ends = [value.text for value in (first, last) if value]
            self.set("pages", pages, ends[0] if "-" in ends[0] else "-".join(dict.fromkeys(ends)))
        entry = self.entry
        if self.section == "studies":
            entry.set("level", degree_level(entry.value("degree")), "M3")
        elif self.section == "patent_families":
            self._patent()
        elif self._has_issn and re.fullmatch(r"[\d-]{13,17}", str(entry.value("issn"))):
            entry.values["isbn"] = entry.values.pop("issn")
        if self._has_issn and (numbers := re.findall(r"\d{4}-?\d{3}[\dXx]", str(entry.value("issn")))):
            _, called, place = entry.values.pop("issn")
            entry.set("issn", numbers[0], called, place)
            entry.set("eissn", "".join(numbers[1:2]), called, place)
        if "isbn" in entry:
            self._isbn()
        if "language" in entry and self.section == "software" and not re.fullmatch(r"[A-Za-z]{2,3}([-_]\w+)?", entry.value("language")):
            entry.values["programming_languages"] = entry.values.pop("language")

    def _patent(self) -> None:
        if "filed" in self.entry:
            filed, called, place = self.entry.values.pop("filed")
            self.entry.set("filed", _date(filed)[0], called, place)
        status = str(self.entry.value("status")).lower()
        if status and status not in PatentStatus.names():
            value, called, place = self.entry.values.pop("status")
            self.report.leave_out(place, f"{self.key}.{called}", value)
        name_office(self.entry)

    def _isbn(self) -> None:
        text, called, place = self.entry.values.pop("isbn")
        numbers = re.findall(r"\d[\dXx-]{8,}[\dXx]|\d[\dXx -]{11,}[\dXx]", text) or [text]
        self.entry.set("isbn", numbers[0], called, place)
        for other in numbers[1:]:
            self.report.leave_out(place, f"{self.key}.{called}", other)


def _date(text: str) -> tuple[str, str]:
    """A date as EDTF, and the words behind it: `2020///Summer`, `2020/08//draft`, `2020///`, `2020-08-21`, `August 2020`, `1993-00-00`."""
    slashes = text.split("/", 3)
    if len(slashes) > 1 and re.fullmatch(r"\d{4}", slashes[0].strip()):
        parts = [part.strip() for part in slashes[:3]]
        numbers = [part for part in parts[1:] if whole_number(part)]
        words = " ".join(part for part in (*parts[1:], *(part.strip() for part in slashes[3:])) if part and not part.isdigit())
        date = "-".join([parts[0], *(f"{int(number):02}" for number in numbers[: 2 if parts[1].isdigit() else 0])])
        with suppress(ValueError):
            return PartialDate.parse(f"{words} {date}" if words else date), ""
        return date, words
    with suppress(ValueError):
        return PartialDate.parse(text.strip("/ ")), ""
    bare = re.sub(r"(?:-00){1,2}$", "", text.strip())
    date = iso_date(bare)
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        return date, ""
    year = re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", bare)
    return (year[0], bare) if year else (bare, "")


def _identifier(one: type[Identifier], text: str) -> str:
    """The identifier in a text that names its scheme, by a word, an address or its own beginning; "" for any other text."""
    bare = text.strip()
    return one.marked_in(text) or (bare if re.fullmatch(_NAMES_ITSELF, bare) and one.accepts(bare) else "")


def _author(name: str) -> Author | None:
    """An author as `Family, Given, Suffix`; without a comma an organization of several words, or a name."""
    family, _, rest = (part.strip() for part in name.partition(","))
    given, _, suffix = (part.strip() for part in rest.partition(","))
    return names.person(family, given, "", suffix) if rest else names.printed(name.strip(" ,"))
