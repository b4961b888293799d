"""CITATION.cff (https://github.com/citation-file-format/citation-file-format, schema guide of 1.2.0) -> works."""

from __future__ import annotations

import re

from vitagraph.importers import names
from vitagraph.importers.branches import Branch, tree
from vitagraph.importers.draft import web_address
from vitagraph.importers.entry import Entry
from vitagraph.importers.formats import Importer
from vitagraph.importers.homes import at, home, named
from vitagraph.importers.identifiers import of_works
from vitagraph.importers.people import People
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.works import Works
from vitagraph.records import CV, Author
from vitagraph.records.degree_names import degree_level
from vitagraph.values import Plain, country_name, foreign

#: types of references that do not name a kind -> kind
_ALIASES = {
    "edited-work": "edited-book", "encyclopedia": "reference-work", "dictionary": "reference-work", "government-document": "report",
    "software-code": "software", "software-container": "software", "software-executable": "software",
    "software-virtual-machine": "software",
    "data": "dataset", "generic": "other", "conference": "conference-paper", "unpublished": "manuscript", "slides": "slides",
}  # fmt: skip
#: key -> common name, for those that are one text
_NAMES = {
    "title": "title", "abstract": "abstract", "version": "version", "journal": "container", "collection-title": "container",
    "volume": "volume", "issue": "issue", "number": "number", "edition": "edition", "isbn": "isbn", "issn": "issn",
    "notes": "note", "status": "status", "license-url": "license",
    "pages": "total_pages", "thesis-type": "degree", "abbreviation": "short_container",
}  # fmt: skip


def read(text: str, source: str) -> Imported:
    """The software or dataset of a citation file, and its preferred citation."""
    report, cv = Report(), CV()
    works, people = Works(cv, report), People(cv, report)
    root = Branch(tree(text, source, report))
    root.skip("cff-version", "message")
    _add(root, root.take("type") or "software", works, people, report)
    for preferred in root.branches("preferred-citation"):
        _add(preferred, preferred.take("type"), works, people, report)
    for reference in root.branches("references"):
        title = reference.take("title")
        report.leave_out(reference.place, reference.path, f"the work cited, {title}")
        reference.leave()
    root.left_over(report)
    return report.imported(cv, works.entries)


def _add(branch: Branch, kind: str, works: Works, people: People, report: Report) -> None:
    of_kind = home(kind, aliases=_ALIASES, stated=kind)
    if (row := named(kind)) is not None and kind not in _ALIASES:
        of_kind = at(row)
    if of_kind.approximate:
        report.leave_out(branch.place, branch.path_of("type"), kind)
    section = of_kind.section
    entry = _entry(branch, section, people, report)
    if section == "studies":
        entry.set("level", degree_level(entry.value("degree")), "thesis-type")
    works.add_at(of_kind, entry)


def _entry(branch: Branch, section: str, people: People, report: Report) -> Entry:
    entry = Entry(branch.place, branch.path)
    for key, name in (("authors", "authors"), ("editors", "editors")):
        place = branch.place_of(key)
        entry.set(name, [author for one in branch.branches(key) if (author := _author(one, people, report))], key, place)
    for key, name in _NAMES.items():
        place = branch.place_of(key)
        if name in entry:
            branch.drop(key, str(entry.value(name)))
        else:
            entry.set(name, branch.take(key), key, place)
    entry.set("keywords", branch.take_texts("keywords"), "keywords")
    _first_of_several(branch, entry, "license", "license", report)
    _first_of_several(branch, entry, "languages", "language", report)
    _dates(branch, entry, report)
    _identifiers(branch, entry, report)
    _pages(branch, entry)
    _bodies(branch, entry, section, people, report)
    return entry


def _first_of_several(branch: Branch, entry: Entry, key: str, name: str, report: Report) -> None:
    """The first of a list whose field takes one; the others are reported."""
    place = branch.place_of(key)
    for number, text in enumerate(branch.take_texts(key)):
        if number or name in entry:
            report.leave_out(place, branch.path_of(key), text)
        else:
            entry.set(name, text, key, place)


def _dates(branch: Branch, entry: Entry, report: Report) -> None:
    released, published = branch.take("date-released"), branch.take("date-published")
    year, month = branch.take("year"), branch.take("month")
    dates = [date for date in (published, released, "-".join(filter(None, (year, month.zfill(2) if month else "")))) if date]
    entry.set("date", "".join(dates[:1]), "date-released")
    for other in dates[1:]:
        if not dates[0].startswith(other):
            report.leave_out(branch.place, branch.path_of("date-published"), other)


def _identifiers(branch: Branch, entry: Entry, report: Report) -> None:
    """Identifiers and addresses; of several DOIs the first is the work's, that of all versions if it is described as such."""
    place = branch.place_of("doi")
    entry.set("doi", branch.take("doi"), "doi", place)
    pages = []
    for one in branch.branches("identifiers"):
        kind, value = one.take("type"), one.take("value")
        if kind == "doi" and "doi" not in entry:
            entry.set("doi", value, "identifiers", one.place)
        elif kind == "other" and (name := next((name for name, scheme in of_works() if scheme.marked_in(value)), "")):
            entry.set(name, value, "identifiers", one.place)
        elif kind == "url":
            pages.append(value)
        elif foreign.doi(value) != foreign.doi(entry.value("doi")):
            report.leave_out(one.place, one.path, value)
    for key, name in (("repository-code", "repository"), ("url", "url"), ("repository", "repository"), ("repository-artifact", "")):
        address = web_address(branch.take(key))
        if address and (not name or name in entry):
            pages.append(address)
        elif address:
            entry.set(name, address, key)
    entry.set("pages_about", [page for page in pages if page not in (entry.value("url"), entry.value("repository"))], "identifiers")


def _pages(branch: Branch, entry: Entry) -> None:
    start, end = branch.take("start"), branch.take("end")
    entry.set("pages", f"{start}-{end}" if start and end and start != end else start or end, "start")


def _bodies(branch: Branch, entry: Entry, section: str, people: People, report: Report) -> None:
    """Publisher, institution and conference, which are entities with a name."""
    for key, name in (("publisher", "publisher"), ("institution", "publisher"), ("conference", "event")):
        body = branch.branch(key)
        if text := body.take("name"):
            if name in entry and key != "conference":
                report.leave_out(body.place, branch.path_of(key), text)
            entry.set(name, text, key, body.place)
        if key == "conference":
            dates = " to ".join(filter(None, (body.take("date-start"), body.take("date-end"))))
            entry.set("event_date", dates, "conference.date-start", body.place)
        place = ", ".join(filter(None, (body.take("city", "location"), country_name(body.take("country")))))
        entry.set("event_place" if key == "conference" else "place", place, f"{key}.city", body.place)
    contacts = branch.place_of("contact")
    for person in branch.branches("contact"):
        if author := _author(person, people, report):
            report.leave_out(contacts, branch.path_of("contact"), "; ".join((author.name or author.organization, *author.affiliation)))


def _author(person: Branch, people: People, report: Report) -> Author | None:
    """A person, or an entity, which has one `name`."""
    if name := person.take("name"):
        return names.organization(name)
    author = names.person(*(person.take(key) for key in ("family-names", "given-names", "name-particle", "name-suffix")))
    author = author or names.printed(person.take("alias"))
    if author and (affiliation := person.take("affiliation")):
        author = author.stating(affiliation=(Plain(affiliation),))
    try:
        return people.identified(author, person.take("orcid")) if author else None
    except ValueError as error:
        report.refused(person.place, person.path_of("orcid"), error)
        return author


def _recognises(text: str, suffix: str) -> bool:
    return bool(re.search(r"(?m)^cff-version\s*:", text))


IMPORTER = Importer("citation-cff", "CITATION.cff", _recognises, read, order=130)
