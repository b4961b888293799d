"""CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html), as Zotero, Crossref and citation-js write it -> works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vitagraph.importers import names
from vitagraph.importers.achievements import likely_owners
from vitagraph.importers.branches import Branch, tree
from vitagraph.importers.draft import Draft, going_on, iso_date, web_address
from vitagraph.importers.entry import Entry
from vitagraph.importers.formats.csl_json.words import (
    ALIASES,
    CONTRIBUTORS,
    DATES,
    FORM,
    NAMES,
    NAMES_IN,
    SYSTEMS,
    TEXTS,
    TEXTS_IN,
)
from vitagraph.importers.homes import home, named
from vitagraph.importers.identifiers import of_works
from vitagraph.importers.people import People
from vitagraph.importers.redundant_facts import name_office
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.tags import with_markup
from vitagraph.importers.works import Works
from vitagraph.records import CV, Author
from vitagraph.records.cited_works import CitedWork
from vitagraph.records.degree_names import degree_level
from vitagraph.records.relators import Relator
from vitagraph.records.work_kinds import WORKS
from vitagraph.values import PartialDate, Plain, Text, whole_number
from vitagraph.yaml.nodes import Node

_SEASONS = ("", "spring", "summer", "autumn", "winter")


def read(text: str, source: str) -> Imported:
    """The works of a list of items, of one item, of one item a line, or of a mapping from keys to items."""
    report, cv = Report(), CV()
    people = People(cv, report)
    items = [_Item(Branch(node, path), people, report) for node, path in _items(tree(text, source, report), "")]
    works = Works(cv, report, likely_owners(item.entry.value("authors") or [] for item in items))
    for item in items:
        item.add(works)
    return report.imported(cv, works.entries + report.broken_lines)


def _items(node: Node, path: str) -> Iterator[tuple[Node, str]]:
    if isinstance(node.value, list):
        for number, item in enumerate(node.value):
            yield from _items(item, f"{path}[{number}]")
    elif isinstance(node.value, dict) and "type" in node.value:
        key = node.value.get("id", (None, Node(node.place, None)))[1].value
        yield node, key if isinstance(key, str) else path or "item"
    elif isinstance(node.value, dict):
        for name, (_, child) in node.value.items():
            yield from _items(child, name)


class _Item:
    """Converts an item to a work."""

    def __init__(self, item: Branch, people: People, report: Report) -> None:
        self.item, self.people, self.report = item, people, report
        self.kind = item.take("type")
        self.home = home(self.kind, *SYSTEMS, aliases=ALIASES, stated=item.text("genre"))
        self.section = self.home.section
        self.entry = Entry(item.place, item.path)
        self._people()
        if self.kind in ("book", "monograph") and self.section == "books" and "editors" in self.entry and "authors" not in self.entry:
            self.home = home("edited-book", "crossref")
            self.section = self.home.section

    def set(self, name: str, value: object, variable: str) -> None:
        self.entry.set(name, value, variable, self.item.place_of(variable))

    def add(self, works: Works) -> None:
        item = self.item
        title, subtitle = (" ".join(item.take_texts(name)) for name in ("title", "subtitle"))
        self.entry.set("title", with_markup(f"{title}: {subtitle}" if subtitle and subtitle not in title else title), "title")
        if self.home.approximate:
            self.report.leave_out(item.place, f"{item.path}.type", self.kind)
        self._dates()
        self._funding()
        self._texts()
        self._particular()
        works.add_at(self.home, self.entry)
        self._other_dates()
        item.drop("id", item.path)
        item.skip(*FORM)
        item.count(self.report, "reference", "link", "relation", "assertion")
        item.left_over(self.report)

    def _people(self) -> None:
        for variable, role in NAMES_IN.get(self.section, NAMES).items():
            place = self.item.place_of(variable)
            people = [author for person in self.item.branches(variable) if (author := self._author(person))]
            self.entry.set(role, people, variable, place)
        contributors: list[Author] = []
        for variable in CONTRIBUTORS if self.section not in NAMES_IN else ():
            role_of = Relator.named_in("csl", variable)
            for person in self.item.branches(variable):
                if role_of and (author := self._author(person)):
                    contributors.append(author if variable == "contributor" else author.stating(role=(role_of,)))
        self.entry.set("contributors", contributors, "contributor", self.item.place)

    def _funding(self) -> None:
        """Who funded the work, as Crossref has it."""
        place = self.item.place_of("funder")
        funders = [(one.take("name"), one.take_texts("award")) for one in self.item.branches("funder")]
        self.entry.set("funders", list(dict.fromkeys(filter(None, (name for name, _ in funders)))), "funder", place)
        self.entry.set("award_numbers", list(dict.fromkeys(number for _, numbers in funders for number in numbers)), "award", place)

    def _author(self, branch: Branch) -> Author | None:
        """A name; Crossref adds affiliations, and ORCID iDs, by which persons are described."""
        author = _author(branch)
        affiliations = dict.fromkeys(name for one in branch.branches("affiliation") if (name := one.take("name")))
        if author and affiliations:
            author = author.stating(affiliation=tuple(map(Plain, affiliations)))
        try:
            return self.people.identified(author, branch.take("ORCID")) if author else None
        except ValueError as error:
            self.report.refused(branch.place, branch.path_of("ORCID"), error)
            return author

    def _dates(self) -> None:
        """Dates of their parts; of a range in a field for one date the beginning is used, and the end is reported."""
        for variable, name in DATES.items():
            place = self.item.place_of(variable)
            may_go_on = name == "date" and self.section in (WORKS, "journal_articles")
            dated = self.item.branch(variable)
            words = dated.text("literal") if may_go_on else ""
            date, beside = _date(dated, whole=may_go_on or name == "event_date", literal=self.item.take(variable))
            if dates := going_on(words or date) if may_go_on else "":
                self.entry.set("dates", dates, variable, place)
                date, beside = "", []
            if name == "filed" and self.section != "patent_families" and date:
                beside, date = [*beside, date], ""
            for fact in beside:
                self.report.leave_out(place, self.item.path_of(variable), fact)
            self.entry.set(name, date, variable, place)
        for variable in ("published", "published-print", "published-online"):
            date, _ = _date(self.item.branch(variable), whole=False)
            stated = str(self.entry.value("date"))
            if date and stated and not stated.startswith(date) and not date.startswith(stated):
                self.report.leave_out(self.item.place, self.item.path_of(variable), date)
            elif len(date) > len(stated):
                self.entry.values.pop("date", None)
                self.entry.set("date", date, variable)

    def _other_dates(self) -> None:
        """Reports dates without a field, each as one fact."""
        for variable in [name for name in self.item.names() if name not in FORM and self.item.holds(name, "date-parts")]:
            place = self.item.place_of(variable)
            date, beside = _date(self.item.branch(variable), whole=True)
            self.report.leave_out(place, self.item.path_of(variable), ", ".join(filter(None, (date, *beside))))

    def _texts(self) -> None:
        item = self.item
        licences = list(item.branches("license"))
        if licences:
            self.entry.set("license", licences[0].take("URL"), "license", licences[0].place)
        for name, variable, read in (
            ("abstract", "abstract", with_markup),
            ("url", "URL", web_address),
            ("pages", "page", str),
        ):
            place = item.place_of(variable)
            self.entry.set(name, read(item.take(variable)), variable, place)
        for name, one in of_works():
            if variable := one.scheme.csl:
                place = item.place_of(variable)
                self.entry.set(name, item.take(variable), variable, place)
        keywords = re.split(r"(?<!\s)\s*+[,;]\s*", ",".join(item.take_texts("keyword", "subject")))
        self.entry.set("keywords", list(dict.fromkeys(filter(None, keywords))), "keyword")
        for name, variables in {**TEXTS, **TEXTS_IN.get(self.section, {})}.items():
            for variable in variables:
                self._text(name, variable)

    def _text(self, name: str, variable: str) -> None:
        """A variable of one text, or of a list: of ISSNs the first two are taken, of others the first."""
        item = self.item
        place, stated = item.place_of(variable), str(self.entry.value(name))
        if name in self.entry:
            item.drop(variable, stated)
            return
        texts = item.take_texts(variable)
        if not texts:
            return
        self.entry.set(name, with_markup(texts[0]) if name != "note" else texts[0], variable, place)
        if name == "issn" and len(texts) > 1:
            self.entry.set("eissn", texts[1], variable, place)
        for other in texts[2 if name == "issn" else 1 :]:
            self.report.leave_out(place, item.path_of(variable), other)

    def _cited_works(self) -> None:
        """The work that is reviewed, and the original of a translation or edition; the genre that named the kind."""
        item = self.item
        if (genre := item.text("genre")) and named(genre) == self.home.row:
            item.take("genre")
        self.entry.set(
            "reviewed", list(filter(None, [_cited(item.take("reviewed-title"), self._names("reviewed-author"))])), "reviewed-title"
        )
        draft = Draft(CitedWork, self.report, item.place, item.path)
        date, _ = _date(item.branch("original-date"), whole=False)
        for name, value, variable in (
            ("title", item.take("original-title"), "original-title"), ("authors", self._names("original-author"), "original-author"),
            ("date", date, "original-date"), ("publisher", item.take("original-publisher"), "original-publisher"),
            ("place", item.take("original-publisher-place"), "original-publisher-place"),
        ):  # fmt: skip
            draft.set(name, value, variable, item.place_of(variable))
        if "title" in draft.values:
            self.entry.set("original", draft.record(), "original-title")

    def _names(self, variable: str) -> list[Author]:
        return [author for person in self.item.branches(variable) if (author := self._author(person))]

    def _particular(self) -> None:
        """Variables that repeat another one, and variables whose meaning depends on the type of the item."""
        item, entry = self.item, self.entry
        item.drop("page-first", re.split(r"[-–]", str(entry.value("pages")))[0])
        item.drop("shortTitle", str(entry.value("title")))
        item.drop("title-short", str(entry.value("title")))
        for variable in ("issn-type", "isbn-type"):
            for one in item.branches(variable):
                one.drop("value", *(str(entry.value(name)) for name in ("issn", "eissn", "isbn")))
                one.take("type")
        issue = item.branch("journal-issue")
        issue.drop("issue", str(entry.value("issue")))
        issue.skip("published-print", "published-online")
        if self.section == "studies":
            entry.set("level", degree_level(entry.value("degree")), "genre")
        if self.section == "patent_families":
            name_office(entry)
        if self.section == WORKS:
            self._cited_works()
        if "license" in entry and not str(entry.value("license")).startswith("http"):
            entry.values["license"] = (str(entry.value("license")).replace(" ", "-"), *entry.values["license"][1:])


def _cited(title: str, authors: list[Author], **facts: Any) -> CitedWork | None:
    return CitedWork(title=Text(title), authors=authors, **facts) if title else None


def _author(person: Branch) -> Author | None:
    if person.alone:
        return names.printed(person.alone)
    person.skip("sequence", "authenticated-orcid", "comma-suffix", "static-ordering", "parse-names", "comma-dropping-particle")
    if literal := person.take("literal", "name"):
        return names.organization(literal)
    particle = " ".join(filter(None, (person.take("dropping-particle"), person.take("non-dropping-particle"))))
    return names.person(person.take("family"), person.take("given"), particle, person.take("suffix"))


def _date(date: Branch, whole: bool, literal: str = "") -> tuple[str, list[str]]:
    """A date of its parts, of a text or of words, and its further text; of a range the first date, or both for a period."""
    beside: list[str] = []
    parts = [_parts(value) for value in date.lists("date-parts")]
    spelled = list(dict.fromkeys(filter(None, parts)))
    season, circa = date.take("season"), date.take("circa").lower() not in ("", "false", "0")
    date.skip("date-time", "timestamp")
    words = date.take("raw", "literal") or literal
    if not spelled and words:
        spelled = (
            [iso_date(one) for one in re.split(r"(?<!\s)(?:\s*+/\s*|\s++(?:to|–)\s+)", words)]
            if re.match(r"\d{4}", words)
            else [iso_date(words)]
        )
    elif words and iso_date(words) not in spelled:
        beside.append(words)
    if len(spelled) > 1 and not whole:
        beside.append(f"to {spelled[-1]}")
    spelled = [_vague(one, season, circa, beside) for one in spelled]
    return (" to ".join(dict.fromkeys((spelled[0], spelled[-1]))) if whole else spelled[0]) if spelled else "", list(dict.fromkeys(beside))


def _vague(date: str, season: str, circa: bool, beside: list[str]) -> str:
    """A date with its season (1 to 4, from spring to winter, or a word) and `circa`; what it cannot have is added to `beside`."""
    if season not in ("", "0"):
        code = f"2{season}" if season in ("1", "2", "3", "4") else ""
        try:
            date = str(PartialDate.parse(f"{date[:4]}-{code}{date[4:]}" if code else f"{season} {date}"))
        except ValueError:
            beside.append(f"season {_SEASONS[int(season)] if season in '1234' else season}")
    if circa:
        try:
            date = str(PartialDate.parse(f"ca. {date}"))
        except ValueError:
            beside.append("circa")
    return date


def _parts(parts: list[str]) -> str:
    """Year, month and day, as numbers or as texts; a part that is 0 or empty ends the date."""
    known: list[str] = []
    for part in parts[:3]:
        if not (number := whole_number(part.strip().removeprefix("-"))):
            break
        known.append(f"{'-' if part.strip()[0] == '-' else ''}{number:0{2 if known else 4}}")
    return "-".join(known)
