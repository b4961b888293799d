"""The works of an ORCID record: summaries in groups, and full works where the file has them."""

from __future__ import annotations

from collections.abc import Iterable

from vitagraph.importers import names, works
from vitagraph.importers.branches import Branch
from vitagraph.importers.draft import web_address
from vitagraph.importers.entry import Entry
from vitagraph.importers.homes import home
from vitagraph.importers.identifiers import named
from vitagraph.importers.people import People
from vitagraph.importers.report import Report
from vitagraph.importers.tags import with_markup
from vitagraph.records import CV, Author
from vitagraph.records.record import OWNER

#: older types -> kind
_ALIASES = {"dissertation": "thesis"}
#: roles of contributors who are no authors
_NO_AUTHORS = ("assignee", "chair-or-translator", "support-staff")
#: roles of contributors with a field of their own
_ROLES = {"editor": "editors", "translator": "translators"}


class Works:
    """Converts the works of an ORCID record."""

    def __init__(self, cv: CV, report: Report) -> None:
        self.cv = cv
        self.report = report
        self.people = People(cv, report)
        self._works = works.Works(cv, report)
        self._full: dict[str, Branch] = {}

    @property
    def entries(self) -> int:
        """The number of works."""
        return self._works.entries

    def remember(self, bulk: Iterable[Branch]) -> None:
        """The full works, which are merged with the summaries of the same put-codes."""
        self._full = {work.take("put-code"): work for entry in bulk if (work := entry.branch("work")).names()}

    def read(self, section: Branch) -> None:
        """The works of a section, each once; further statements of a work add facts to it."""
        for group in section.branches("group"):
            group.skip("external-ids")
            self._group(list(group.branches("work-summary", "work")))
        for work in section.branches("work"):
            self._group([work])

    def _group(self, statements: list[Branch]) -> None:
        if not statements:
            return
        first = statements[0]
        entry = Entry(first.place, first.path)
        kinds = []
        for statement in statements:
            for one in filter(None, (self._full.get(statement.take("put-code")), statement)):
                kinds.append(one.take("type").lower().replace("_", "-"))
                self._set_facts(entry, one)
        of_kind = home(kinds[0], "orcid", aliases=_ALIASES)
        if of_kind.approximate:
            self.report.leave_out(first.place, f"{first.path}.type", kinds[0])
        section = of_kind.section
        if section != "edited_books" or not {"authors", "editors"} & entry.values.keys():
            own = "editors" if section == "edited_books" else "translators" if kinds[0] == "translation" else "authors"
            entry.set(own, [names.printed(str(self.cv.person.name or "")) or Author("", OWNER)], "contributors")
        if section in ("books", "edited_books", "preprints", "reports", "studies", "datasets") and "container" in entry:
            value, called, place = entry.values.pop("container")
            entry.set("publisher", value, called, place)
        self._works.add_at(of_kind, entry)

    def _set_facts(self, entry: Entry, work: Branch) -> None:
        title = work.branch("title")
        words, subtitle = (title.branch(key).take("value") for key in ("title", "subtitle"))
        self._set(entry, work, "title", with_markup(f"{words}: {subtitle}" if subtitle else words))
        self._set(entry, work, "container", work.branch("journal-title").take("value") or work.take("journal-title"))
        self._set(entry, work, "date", date_of(work, "publication-date"))
        self._set(entry, work, "url", web_address(work.branch("url").take("value") or work.take("url")))
        self._set(entry, work, "abstract", with_markup(work.take("short-description")))
        self._set(entry, work, "language", work.take("language-code").replace("_", "-"))
        for identifier in work.branch("external-ids").branches("external-id"):
            self._identifier(entry, identifier)
        self._contributors(entry, work)

    def _set(self, entry: Entry, work: Branch, name: str, value: str) -> None:
        if value and name in entry and entry.value(name) != value:
            self.report.leave_out(work.place, work.path_of(name), value)
        entry.set(name, value, name, work.place)

    def _identifier(self, entry: Entry, identifier: Branch) -> None:
        kind, value = identifier.take("external-id-type").lower(), identifier.take("external-id-value")
        address, relation = identifier.branch("external-id-url").take("value"), identifier.take("external-id-relationship")
        name, one = named("orcid").get(kind, ("", None))
        of_the_work = relation.lower().replace("_", "-") != "part-of"
        if one is not None and (one.scheme.of_container or of_the_work):
            self._set(entry, identifier, name, value)
        elif kind == "uri" and of_the_work:
            self._set(entry, identifier, "url", web_address(value))
        elif address:
            page = address
            known = entry.value("pages_about") or []
            if page not in known:
                entry.values["pages_about"] = ([*known, page], "external-ids", identifier.place)
        else:
            self.report.leave_out(identifier.place, identifier.path, f"{kind} {value}")

    def _contributors(self, entry: Entry, work: Branch) -> None:
        people: dict[str, list[Author]] = {name: [] for name in ("authors", *_ROLES.values())}
        for one in work.branch("contributors").branches("contributor"):
            author, orcid = names.printed(one.branch("credit-name").take("value")), orcid_in(one.branch("contributor-orcid"))
            attributes = one.branch("contributor-attributes")
            attributes.skip("contributor-sequence")
            role = attributes.take("contributor-role").lower().replace("_", "-")
            if role not in ("", "author", *_ROLES):
                self.report.leave_out(one.place, f"{one.path}.contributor-role", f"{role} {author.name if author else ''}".strip())
            if author and role not in _NO_AUTHORS:
                try:
                    author = self.people.identified(author, orcid)
                except ValueError as error:
                    self.report.refused(one.place, one.path, error)
                people[_ROLES.get(role, "authors")].append(author)
        for name, listed in people.items():
            entry.set(name, listed, "contributors", work.place)


def orcid_in(identifier: Branch) -> str:
    """The ORCID iD of an address such as `https://orcid.org/0000-0002-1825-0097`."""
    return identifier.take("uri").rpartition("/")[2]


def date_of(branch: Branch, name: str) -> str:
    """A date of year, month and day, with the same precision."""
    date = branch.branch(name)
    year, month, day = (date.branch(part).take("value") or date.take(part) for part in ("year", "month", "day"))
    date.skip("media-type")
    return "-".join(filter(None, (year, month.zfill(2) if month else "", day.zfill(2) if month and day else "")))
