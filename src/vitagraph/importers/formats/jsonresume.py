"""JSON Resume (https://docs.jsonresume.org/schema), with the words of its dialect of 2014 -> records."""

from __future__ import annotations

from vitagraph.exporters.networks import username_in
from vitagraph.exporters.own_entries import SECTIONS, keys_of
from vitagraph.importers import names
from vitagraph.importers.branches import Branch, tree
from vitagraph.importers.draft import Draft, iso_date, period, web_address
from vitagraph.importers.entry import Entry
from vitagraph.importers.formats import Importer
from vitagraph.importers.formats.csl_json.words import ALIASES, SYSTEMS
from vitagraph.importers.homes import home
from vitagraph.importers.levels import knowledge_of
from vitagraph.importers.organizations import Organizations
from vitagraph.importers.redundant_facts import parse_patent
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.texts import set_text
from vitagraph.importers.works import IN_PUBLISHER, Works
from vitagraph.records import CV, Person, Record, plan, sections
from vitagraph.records.achievements import Skill
from vitagraph.records.career import Thesis
from vitagraph.records.degree_names import degree_level
from vitagraph.records.people import Account, Address
from vitagraph.records.work_kinds import WORKS
from vitagraph.values import Text, foreign


def read(text: str, source: str) -> Imported:
    """The records of a resume."""
    return _Resume(text, source).read()


class _Resume:
    """Converts a resume to a CV."""

    def __init__(self, text: str, source: str) -> None:
        self.report = Report()
        self.root = Branch(tree(text, source, self.report))
        self.cv = CV()
        self.entries = 0
        self.organizations = Organizations(self.cv, self.report)
        self.works = Works(self.cv, self.report)

    def read(self) -> Imported:
        self.root.skip("$schema", "meta")
        self._basics(self.root.branch("basics"))
        for name, entry in (
            ("work", self._work), ("volunteer", self._volunteer), ("education", self._education), ("awards", self._award),
            ("publications", self._publication), ("skills", self._skill), ("languages", self._language),
            ("interests", self._interest), ("projects", self._project), ("certificates", self._certificate),
        ):  # fmt: skip
            for branch in self.root.branches(name):
                self.entries += 1
                entry(branch)
        for section in SECTIONS:
            for branch in self.root.branches(section):
                self.entries += 1
                self._own(section, branch)
        for _ in self.root.branches("references"):
            self.entries += 1
        self.root.left_over(self.report)
        return self.report.imported(self.cv, self.entries)

    def _draft(self, kind: type[Record], branch: Branch) -> Draft:
        return Draft(kind, self.report, branch.place, branch.path)

    def _file(self, section: str, draft: Draft) -> None:
        if (record := draft.record()) is not None:
            getattr(self.cv, section).append(record)

    def _basics(self, basics: Branch) -> None:
        person = self._draft(Person, basics)
        for field, text in names.titled(basics.take("name")).items():
            person.set(field, text, "name")
        person.set("email", basics.take("email"))
        person.set("phone", basics.take("phone"))
        person.set("homepage", web_address(basics.take("url", "website")), "url")
        person.set("image", web_address(basics.take("image", "picture")), "image")
        person.set("bio", basics.take("summary"), "summary")
        address = self._draft(Address, place := basics.branch("location"))
        for key, field in (("address", "street"), ("postalCode", "postal_code"), ("city", "locality"), ("countryCode", "country_code")):
            address.set(field, place.take(key), key)
        if address.values:
            person.set("address", [address.record()])
        profiles = [self._profile(branch, person) for branch in basics.branches("profiles")]
        person.set("profiles", [profile for profile in profiles if profile])
        self.cv.person = person.record() or self.cv.person

    def _profile(self, branch: Branch, person: Draft) -> Account | None:
        url = branch.take("url")
        for field in plan(Person).identifiers:
            found = field.type.of_address(url)
            if found and field.name not in person.values and person.set(field.name, found, "profiles"):
                label = field.type.scheme.label
                branch.drop("network", label, label.lower())
                branch.drop("username", found)
                return None
        account = self._draft(Account, branch)
        if not url:
            return None  # a name of an account without its address; it is left over
        account.set("url", web_address(url))
        network, username = branch.take("network"), branch.take("username")
        if username_in(web_address(url)) != (network, username):  # else the address contains both
            account.set("service", network, "network")
            account.set("account_name", username, "username")
        record: Account | None = account.record()
        return record

    def _organization(self, name: str, branch: Branch, draft: Draft) -> None:
        """The location of something, with its homepage."""
        self.organizations.refer(draft, name, {"homepage": web_address(branch.take("url", "website")) if name else ""})

    def _described(self, branch: Branch, draft: Draft, field: str = "description") -> None:
        """A summary and its highlights, one a line."""
        lines = [branch.take("summary", "description"), *(f"- {line}" for line in branch.take_texts("highlights"))]
        draft.set(field, "\n".join(filter(None, lines)), "summary")

    def _work(self, branch: Branch) -> None:
        draft = self._draft(sections()["positions"], branch)
        draft.set("title", branch.take("position"), "position")
        draft.set("kind", branch.take("type"), "type")
        self._organization(branch.take("name", "company"), branch, draft)
        draft.set("dates", period(branch.take("startDate"), branch.take("endDate")), "startDate")
        draft.set("place", branch.take("location"), "location")
        self._described(branch, draft)
        self._set_own("positions", branch, draft)
        self._file("positions", draft)

    def _volunteer(self, branch: Branch) -> None:
        kind = branch.take("type") or "volunteer"
        section = "memberships" if kind == "membership" else "positions"
        draft = self._draft(sections()[section], branch)
        if section == "positions":
            draft.set("kind", kind, "type")
        draft.set("title", branch.take("position"), "position")
        self._organization(branch.take("organization"), branch, draft)
        draft.set("dates", period(branch.take("startDate"), branch.take("endDate")), "startDate")
        self._described(branch, draft)
        self._set_own(section, branch, draft)
        self._file(section, draft)

    def _education(self, branch: Branch) -> None:
        draft = self._draft(sections()["studies"], branch)
        study, area = branch.take("studyType"), branch.take("area")
        draft.set("degree", f"{study} in {area}" if study and area else study, "studyType")
        draft.set("subject", "" if study else area, "area")
        draft.set("level", degree_level(study or area), "studyType")
        self._organization(branch.take("institution"), branch, draft)
        start, end = branch.take("startDate"), branch.take("endDate")
        draft.set("dates", period(start, end, single=end), "startDate")
        draft.set("distinction", branch.take("score", "gpa"), "score")
        draft.set("description", "\n".join(branch.take_texts("courses")), "courses")
        self._set_own("studies", branch, draft)
        self._file("studies", draft)

    def _award(self, branch: Branch) -> None:
        draft = self._draft(sections()["awards"], branch)
        draft.set("name", branch.take("title"), "title")
        draft.set("year", iso_date(branch.take("date")), "date")
        draft.set("organization", branch.take("awarder"), "awarder")
        draft.set("description", branch.take("summary"), "summary")
        self._set_own("awards", branch, draft)
        self._file("awards", draft)

    def _certificate(self, branch: Branch) -> None:
        draft = self._draft(sections()["credentials"], branch)
        draft.set("title", branch.take("name", "title"), "name")
        draft.set("issued", iso_date(branch.take("date")), "date")
        draft.set("organization", branch.take("issuer"), "issuer")
        draft.set("url", web_address(branch.take("url", "website")), "url")
        self._set_own("credentials", branch, draft)
        self._file("credentials", draft)

    def _publication(self, branch: Branch) -> None:
        """A work; `type`, which vitagraph writes beside the fields of the schema, names its type."""
        kind = branch.take("type", "itemType")
        of_kind = home(kind or "article-journal", *SYSTEMS, aliases=ALIASES, stated=kind)
        section = of_kind.section
        work = Entry(branch.place, branch.path)
        is_published = section in IN_PUBLISHER or (section == WORKS and not of_kind.is_in_periodical)
        publisher = "publisher" if is_published else "container"
        author = names.printed(str(self.cv.person.name)) if self.cv.person.name and section != "patent_families" else None
        role = "editors" if section == "edited_books" else "translators" if of_kind.kind == "translation" else "authors"
        for name, value, called in (
            ("title", branch.take("name"), "name"), (publisher, branch.take("publisher"), "publisher"),
            ("date", iso_date(branch.take("releaseDate")), "releaseDate"), ("url", web_address(branch.take("url", "website")), "url"),
            ("abstract", branch.take("summary"), "summary"), (role, [author] if author else [], "authors"),
        ):  # fmt: skip
            work.set(name, value, called, branch.place_of(called))
        if section == "patent_families":
            parse_patent(work)
        if section == "studies" and self._thesis(work):
            return
        self.works.add_at(of_kind, work)

    def _thesis(self, work: Entry) -> bool:
        """Returns whether a thesis is that of one study under `education`; it is then added to the study."""
        year = str(work.value("date"))[:4]
        studies = [study for study in self.cv.studies if study.organization == [work.value("publisher")] and not study.thesis]
        fitting = [study for study in studies if study.dates and str(study.dates.end or "").startswith(year)]
        if len(fitting) != 1:
            return False
        thesis = Draft(Thesis, self.report, work.place, work.path)
        work.move(
            thesis, {"title": "title", "url": "doi" if foreign.doi_of_address(str(work.value("url"))) else "url", "abstract": "abstract"}
        )
        fitting[0].thesis = thesis.record()
        return fitting[0].thesis is not None

    def _skill(self, branch: Branch) -> None:
        draft = self._draft(sections()["skills"], branch)
        draft.set("name", branch.take("name"))
        draft.set("level", branch.take("level"))
        self._set_own("skills", branch, draft)
        draft.set("skills", [Skill(name=Text(word)) for word in branch.take_texts("keywords")])
        self._file("skills", draft)

    def _language(self, branch: Branch) -> None:
        draft = self._draft(sections()["languages"], branch)
        name, fluency = branch.take("language", "name"), branch.take("fluency", "level")
        draft.set("name", name, "language")
        for field, value in knowledge_of(fluency).items():
            draft.set(field, value, "fluency")
        self._file("languages", draft)

    def _interest(self, branch: Branch) -> None:
        for name in [branch.take("name"), *branch.take_texts("keywords")]:
            draft = self._draft(sections()["interests"], branch)
            if name and not any(name == one.name for one in self.cv.interests):
                draft.set("name", name)
                self._file("interests", draft)

    def _project(self, branch: Branch) -> None:
        draft = self._draft(sections()["projects"], branch)
        draft.set("title", branch.take("name"), "name")
        draft.set("dates", period(branch.take("startDate"), branch.take("endDate")), "startDate")
        draft.set("homepage", web_address(branch.take("url", "website")), "url")
        draft.set("role_name", ", ".join(branch.take_texts("roles")), "roles")
        self._described(branch, draft)
        self._set_own("projects", branch, draft)
        self._file("projects", draft)

    def _own(self, section: str, branch: Branch) -> None:
        """An entry of a section that vitagraph writes beside those of the schema."""
        draft = self._draft(sections()[section], branch)
        self._set_own(section, branch, draft)
        self._file(section, draft)

    def _set_own(self, section: str, branch: Branch, draft: Draft) -> None:
        """The fields that vitagraph writes beside those of the schema."""
        for key, field in keys_of(section).items():
            place = branch.place_of(key)
            for text in branch.take_texts(key):
                if not set_text(draft, field, text, key):
                    self.report.leave_out(place, branch.path_of(key), text)


def _recognises(text: str, suffix: str) -> bool:
    return text.startswith(("{", "[")) and any(key in text for key in ('"basics"', '"work"', '"education"'))


IMPORTER = Importer("jsonresume", "JSON Resume", _recognises, read, order=120)
