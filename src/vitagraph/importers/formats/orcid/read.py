"""ORCID records as JSON, versions 2 and 3 of the API (https://info.orcid.org/documentation/) -> records.

A record holds summaries of works; full works, which alone name all contributors, may stand beside it under `bulk`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from vitagraph.importers.branches import Branch, pruned, tree
from vitagraph.importers.draft import Draft, period, web_address
from vitagraph.importers.formats.orcid.works import Works, date_of, orcid_in
from vitagraph.importers.levels import service_role
from vitagraph.importers.organizations import Organizations
from vitagraph.importers.privacy import Mapping, Snapshot, split
from vitagraph.importers.report import Imported, Report
from vitagraph.records import CV, Person, sections
from vitagraph.records.degree_names import degree_level
from vitagraph.records.people import Account, Address
from vitagraph.values import Doi, country_name, foreign
from vitagraph.yaml.nodes import Node

#: facts of ORCID about its own record
_FORM = frozenset((
    "source", "created-date", "last-modified-date", "path", "display-index", "external-id-normalized-error",
    "host", "transient", "assertion-origin", "organization-defined-type", "visibility",
))  # fmt: skip
#: section of a record -> the words of its entries, section of a CV
_AFFILIATIONS = {
    "employments": ("employment", "positions"),
    "invited-positions": ("invited-position", "invited positions"),
    "memberships": ("membership", "memberships"),
    "services": ("service", "service"),
    "educations": ("education", "studies"),
    "qualifications": ("qualification", "qualifications"),
    "distinctions": ("distinction", "awards"),
}


def read(text: str, source: str) -> Imported:
    """The records of an ORCID record."""
    return _Record(text, source).read()


def _identified(node: Node) -> Node:
    """A tree whose identifiers have one value: as entered, or as ORCID normalized it where only that one is a DOI."""
    if isinstance(node.value, list):
        return node._replace(value=[_identified(item) for item in node.value])
    if not isinstance(node.value, dict):
        return node
    children = {name: (place, _identified(child)) for name, (place, child) in node.value.items()}
    _, normalized = children.pop("external-id-normalized", (None, None))
    value = Branch(node).take("external-id-value")
    if normalized is not None and (bare := Doi.normalized(Branch(normalized).take("value"))) and not Doi.normalized(foreign.doi(value)):
        children["external-id-value"] = (normalized.place, Node(normalized.place, bare))
    return node._replace(value=children)


class _Record:
    """Converts an ORCID record to a CV."""

    def __init__(self, text: str, source: str) -> None:
        self.report, self.cv = Report(), CV()
        self.whole = _identified(tree(text, source, self.report))
        self.works = Works(self.cv, self.report)
        self.organizations = Organizations(self.cv, self.report)
        self.entries = 0

    def read(self) -> Imported:
        hidden_works = frozenset(_put_code(work) for work in _works(self.whole) if _is_stated_hidden(work))
        public, hidden = split(self.whole, partial(_is_hidden, hidden_works))
        self.works.remember(_branch(self.whole, self.report).branches("bulk"))
        if public is not None:
            self._part(_branch(public, Report()))
        known = Snapshot(self.cv)
        if hidden is not None:
            self._part(_branch(hidden, Report()))
            known.hide_the_rest(self.report, self.whole.place)
        return self.report.imported(self.cv, self.entries + self.works.entries)

    def _part(self, root: Branch) -> None:
        """The records of the public or of the restricted part."""
        root.skip("preferences", "history", "bulk")
        self._person(root.branch("person"), orcid_in(root.branch("orcid-identifier")), root.take("orcid"))
        activities = root.branch("activities-summary")
        for name, (word, section) in _AFFILIATIONS.items():
            for entry in _summaries(activities.branch(name), f"{word}-summary"):
                self.entries += 1
                self._affiliation(section, entry)
        for entry in _summaries(activities.branch("fundings"), "funding-summary"):
            self.entries += 1
            self._grant(entry)
        for group in activities.branch("peer-reviews").branches("group"):
            self._reviews(group)
        for group in activities.branch("research-resources").branches("group"):
            self.entries += "research-resource-summary" in group
        self.works.read(activities.branch("works"))
        root.left_over(self.report)

    def _person(self, person: Branch, *orcids: str) -> None:
        draft = Draft(Person, self.report, person.place, person.path)
        draft.set("orcid", next(filter(None, orcids), ""), "orcid-identifier")
        name = person.branch("name")
        given, family, printed = (_value(name, key) for key in ("given-names", "family-name", "credit-name"))
        draft.set("name", printed or " ".join(filter(None, (given, family))), "name")
        draft.set("given_name" if family else "", given if printed or " " in family else "", "name.given-names")
        draft.set("family_name", family if printed or " " in family else "", "name.family-name")
        draft.set("bio", person.branch("biography").take("content"), "biography")
        for key, entry in (("other-names", "other-name"), ("keywords", "keyword")):
            for one in person.branch(key).branches(entry):
                one.skip("put-code")
                if key == "keywords":
                    self._file("interests", Draft(sections()["interests"], self.report, one.place, one.path), name=one.take("content"))
                else:
                    draft.set("former_names", [one.take("content")], "other-names")
        self._contact(person, draft)
        for field, value in draft.values.items():
            known = getattr(self.cv.person, field)
            more = [one for one in value if one not in known] if isinstance(known, list) else []
            setattr(self.cv.person, field, [*known, *more] if isinstance(known, list) else value)

    def _contact(self, person: Branch, draft: Draft) -> None:
        """Addresses, of the web and of mail."""
        accounts = [
            *((one.take("url-name"), _value(one, "url")) for one in _listed(person, "researcher-urls", "researcher-url")),
            *((f"{one.take('external-id-type')} {one.take('external-id-value')}", _value(one, "external-id-url"))
              for one in _listed(person, "external-identifiers", "external-identifier")),
        ]  # fmt: skip
        profiles = []
        for name, url in accounts:
            account = Draft(Account, self.report, person.place, person.path)
            if account.set("url", web_address(url), "url"):
                account.set("service", name)
                profiles.append(account.record())
            elif not url:
                self.report.leave_out(person.place, f"{person.path}.external-identifiers", name)
        draft.set("profiles", profiles)
        draft.set("address", [
            Draft(Address, self.report, one.place, one.path).with_values(country_code=_value(one, "country")).record()
            for one in _listed(person, "addresses", "address")
        ])  # fmt: skip
        for number, email in enumerate(_listed(person, "emails", "email")):
            email.skip("verified", "primary")
            if number == 0:
                draft.set("email", email.take("email"), "emails")

    def _file(self, section: str, draft: Draft, **values: object) -> None:
        for field, value in values.items():
            draft.set(field, value)
        if (record := draft.record()) is not None:
            getattr(self.cv, section).append(record)

    def _draft(self, section: str, entry: Branch) -> Draft:
        entry.skip("put-code")
        return Draft(sections()[section], self.report, entry.place, entry.path)

    def _organization(self, draft: Draft, body: Branch, field: str = "organization") -> None:
        """An organization, with its place and the identifier that distinguishes it from others of its name."""
        address, identified = body.branch("address"), body.branch("disambiguated-organization")
        parts = (address.take("city"), address.take("region"), country_name(address.take("country")))
        place = ", ".join(filter(None, parts))
        identifier, registry = identified.take("disambiguated-organization-identifier"), identified.take("disambiguation-source")
        identifier = identifier.removeprefix("http://dx.doi.org/")
        facts = {
            "place": place,
            "ror" if registry == "ROR" else "code": identifier if registry == "ROR" else f"{registry} {identifier}".strip(),
        }
        self.organizations.refer(draft, body.take("name"), facts, field, "organization")

    def _affiliation(self, section: str, entry: Branch) -> None:
        title, department = entry.take("role-title"), entry.take("department-name")
        body = entry.branch("organization")
        role = service_role(title)
        invited = section == "invited positions"
        section = "positions" if invited else section
        if section == "qualifications":
            section = "studies" if degree_level(title or department) else "credentials"
        draft = self._draft(section, entry)
        if section == "credentials":
            self._credential(draft, entry, body, title or department, department if title else "")
            return
        if section != "awards":
            draft.set("dates", period(date_of(entry, "start-date"), date_of(entry, "end-date")), "start-date")
        self._organization(draft, body)
        if section == "awards":
            draft.set("name", title, "role-title")
            start, end = date_of(entry, "start-date"), date_of(entry, "end-date")
            draft.set("year", period(start, end) if start and end else start or end, "start-date")
        elif section == "studies":
            draft.set("degree", title or department, "role-title")
            draft.set("level", degree_level(title or department), "role-title")
        elif section == "service":
            draft.set("role", role, "role-title")
            draft.set("role_name", title, "role-title")
        else:
            draft.set("title", title or ("" if section == "memberships" else department), "role-title")
            draft.set("url", web_address(_value(entry, "url")), "url")
            if section == "positions" and draft.values:
                draft.set("kind", "affiliation" if invited else "employment")
        draft.set("description", department if title or section in ("memberships", "service") else "", "department-name")
        for one in entry.branch("external-ids").branches("external-id"):
            self._leave_out(one)
        self._file(section, draft)

    def _credential(self, draft: Draft, entry: Branch, body: Branch, title: str, department: str) -> None:
        """A qualification that names no degree; ORCID calls its one date the start or the end."""
        draft.set("title", title, "role-title")
        self._organization(draft, body)
        start, end = date_of(entry, "start-date"), date_of(entry, "end-date")
        if start and end and start != end:
            draft.set("dates", period(start, end), "start-date")
        else:
            draft.set("issued", end or start, "end-date" if end else "start-date")
        draft.set("url", web_address(_value(entry, "url")), "url")
        draft.set("description", department, "department-name")
        for one in entry.branch("external-ids").branches("external-id"):
            self._leave_out(one)
        self._file("credentials", draft)

    def _leave_out(self, identifier: Branch) -> None:
        kind, value = identifier.take("external-id-type"), identifier.take("external-id-value")
        identifier.skip("external-id-relationship")
        self.report.leave_out(identifier.place, identifier.path, f"{kind} {value}")

    def _grant(self, entry: Branch) -> None:
        draft = self._draft("grants", entry)
        draft.set("title", entry.branch("title").branch("title").take("value"), "title")
        self._organization(draft, entry.branch("organization"), "funder")
        if (kind := entry.take("type").lower()) in ("grant", "contract"):
            draft.set("kind", kind, "type")
        elif kind:
            self.report.leave_out(entry.place, entry.path_of("type"), kind)
        draft.set("dates", period(date_of(entry, "start-date"), date_of(entry, "end-date")), "start-date")
        draft.set("homepage", web_address(_value(entry, "url")), "url")
        draft.set("description", entry.take("short-description"), "short-description")
        amount = entry.branch("amount")
        draft.set("amount", f"{amount.take('value')} {amount.take('currency-code')}".strip(), "amount")
        for one in entry.branch("external-ids").branches("external-id"):
            if "number" not in draft.values:
                draft.set("number", one.take("external-id-value"), "external-ids")
                one.skip("external-id-type", "external-id-relationship")
            else:
                self._leave_out(one)
        self._file("grants", draft)

    def _reviews(self, group: Branch) -> None:
        """The reviews for one venue, as one service from the first to the last, with their number."""
        group.skip("external-ids")
        reviews = [*_summaries(group, "peer-review-summary")]
        for inner in group.branches("peer-review-group"):
            inner.skip("external-ids")
            reviews += _summaries(inner, "peer-review-summary")
        self.entries += len(reviews)
        dates = sorted(filter(None, (date_of(review, "completion-date") for review in reviews)))
        for number, review in enumerate(reviews):
            role = review.take("reviewer-role").lower()
            if role not in ("", "reviewer"):
                self.report.leave_out(review.place, review.path_of("reviewer-role"), role)
            review.drop("review-type", "review", "REVIEW")
            venue, body = review.take("review-group-id"), review.branch("convening-organization")
            draft = self._draft("service", review)
            self._organization(draft, body)
            if number == 0:
                first = draft
                dated_venue = f"{venue}: {', '.join(dates)}" if dates else venue
                self._file("service", first, role=service_role(role) or "reviewer", cases=len(reviews), description=dated_venue,
                           dates=f"{dates[0]} to {dates[-1]}" if dates else "")  # fmt: skip


def _branch(node: Node, report: Report) -> Branch:
    return Branch(pruned(node, _FORM, report))


def _is_stated_hidden(mapping: Mapping) -> bool:
    """Whether an entry states a visibility other than public: limited (trusted parties), private, registered only, or a new one."""
    stated = mapping["visibility"][1].value if "visibility" in mapping else None
    return stated is not None and str(stated).lower() != "public"


def _is_hidden(hidden_works: frozenset[str], mapping: Mapping) -> bool:
    """Whether an entry is not public; statements of one work have the visibility of the most restricted one."""
    summaries = [one for name in ("work-summary", "work") if name in mapping for one in _mappings(mapping[name][1])]
    return _is_stated_hidden(mapping) or any(_is_stated_hidden(one) or _put_code(one) in hidden_works for one in summaries)


def _works(whole: Node) -> Iterator[Mapping]:
    """The full works beside the record."""
    for root in _mappings(whole):
        for entry in _mappings(root["bulk"][1]) if "bulk" in root else ():
            if "work" in entry:
                yield from _mappings(entry["work"][1])


def _mappings(node: Node) -> Iterator[Mapping]:
    """The entries of a list that are mappings, or the one mapping in its place."""
    for one in node.value if isinstance(node.value, list) else [node]:
        if isinstance(one.value, dict):
            yield one.value


def _put_code(mapping: Mapping) -> str:
    return str(mapping["put-code"][1].value) if "put-code" in mapping else ""


def _value(branch: Branch, name: str) -> str:
    """The value under `value`, in which ORCID wraps nearly all values."""
    return branch.branch(name).take("value")


def _listed(branch: Branch, name: str, entry: str) -> Iterator[Branch]:
    """The entries of a list about the person."""
    for one in branch.branch(name).branches(entry):
        one.skip("external-id-relationship", "put-code")
        yield one


def _summaries(section: Branch, name: str) -> Iterator[Branch]:
    """The summaries of a section: one by one as in version 2, or in groups as in version 3."""
    yield from section.branches(name)
    for key in ("affiliation-group", "group"):
        for group in section.branches(key):
            group.skip("external-ids")
            for inner in group.branches("summaries"):
                yield inner.branch(name)
            yield from group.branches(name)
