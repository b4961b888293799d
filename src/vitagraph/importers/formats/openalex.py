"""OpenAlex works (https://docs.openalex.org/api-entities/works/work-object): a list, one work, or one a line -> works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vitagraph.importers import names
from vitagraph.importers.branches import Branch, tree
from vitagraph.importers.entry import Entry
from vitagraph.importers.formats import Importer
from vitagraph.importers.homes import home
from vitagraph.importers.identifiers import named
from vitagraph.importers.organizations import Organizations
from vitagraph.importers.people import People
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.tags import with_markup
from vitagraph.importers.works import Works
from vitagraph.records import CV, Author
from vitagraph.values import Licence, Plain, whole_number
from vitagraph.yaml.nodes import Node

# Counts and results of OpenAlex, which are no facts of the work.
_FORM = (
    *("relevance_score", "topics", "primary_topic", "concepts", "mesh", "sustainable_development_goals", "cited_by_count", "fwci"),
    *("cited_by_percentile_year", "citation_normalized_percentile", "counts_by_year", "cited_by_api_url", "updated_date", "created_date"),
    *("referenced_works", "referenced_works_count", "related_works", "locations_count", "countries_distinct_count"),
    *("institutions_distinct_count", "corresponding_author_ids", "corresponding_institution_ids", "has_fulltext", "fulltext_origin"),
    *("indexed_in", "is_paratext", "abstract_inverted_index_v3", "ngrams_url", "has_content", "content_urls", "is_xpac", "awards_count"),
    *("institutions", "datasets", "versions", "meta", "group_by"),
)


def read(text: str, source: str) -> Imported:
    """The works of a list response, of one work, or of JSON Lines; a broken line is skipped and reported."""
    report, cv = Report(), CV()
    works, people, organizations = Works(cv, report), People(cv, report), Organizations(cv, report)
    for node, path in _items(tree(text, source, report)):
        _Work(Branch(node, path), people, organizations, report).add(works)
    return report.imported(cv, works.entries + report.broken_lines)


def _items(node: Node) -> Iterator[tuple[Node, str]]:
    if isinstance(node.value, dict) and "results" in node.value:
        node = node.value["results"][1]
    for item in node.value if isinstance(node.value, list) else [node]:
        if isinstance(item.value, dict):
            identifier = item.value["id"][1].value if "id" in item.value else None
            yield item, identifier.rpartition("/")[2] if isinstance(identifier, str) else "work"


class _Work:
    """Converts a work to a record."""

    def __init__(self, work: Branch, people: People, organizations: Organizations, report: Report) -> None:
        self.work, self.people, self.organizations, self.report = work, people, organizations, report
        self.location = work.branch("primary_location", "host_venue")
        self.source = self.location.branch("source") if "source" in self.location else self.location
        self.entry = Entry(work.place, work.path)

    def set(self, name: str, value: Any, called: str) -> None:
        self.entry.set(name, value, called, self.work.place_of(called))

    def add(self, works: Works) -> None:
        """Adds the work."""
        work, kind = self.work, self._kind()
        of_kind = home(kind, "openalex", "crossref")
        section = of_kind.section
        self.title = work.take("display_name", "title")
        self.set("title", with_markup(self.title), "title")
        if of_kind.approximate:
            self.report.leave_out(work.place, f"{work.path}.type", kind)
        self._people()
        self._addresses(section)
        self._numbers()
        self._texts()
        works.add_at(of_kind, self.entry)
        work.drop("title", self.title)
        work.skip(*_FORM)
        work.count(self.report, "apc_list", "apc_paid")
        work.left_over(self.report)

    def _kind(self) -> str:
        """The type; by that of Crossref and of the venue where OpenAlex has conference papers as articles."""
        kind, crossref, venue = self.work.take("type"), self.work.take("type_crossref"), self.source.take("type")
        return "proceedings-article" if crossref == "proceedings-article" or (kind == "article" and venue == "conference") else kind

    def _people(self) -> None:
        place = self.work.place_of("authorships")
        affiliations: dict[str, None] = {}
        authors = []
        for one in self.work.branches("authorships"):
            affiliations |= dict.fromkeys(one.take_texts("raw_affiliation_strings", "raw_affiliation_string"))
            if author := self._author(one):
                authors.append(self._with_part(one, author))
        if affiliations:
            self.report.leave_out(place, f"{self.work.path}.affiliations", "; ".join(affiliations))
        self.entry.set("authors", authors, "authorships", place)

    def _author(self, authorship: Branch) -> Author | None:
        person = authorship.branch("author")
        authorship.skip("author_position", "countries", "affiliations", "raw_orcid")
        authorship.drop("is_corresponding", "false")
        person.skip("id")
        displayed, printed = person.take("display_name"), authorship.take("raw_author_name")
        author = names.printed(printed or displayed)
        if author and author.organization and displayed and displayed != printed:
            author = names.printed(displayed)
        try:
            return self.people.identified(author, person.take("orcid"), displayed) if author else None
        except ValueError as error:
            self.report.refused(person.place, person.path_of("orcid"), error)
            return author

    def _with_part(self, authorship: Branch, author: Author) -> Author:
        """The author with the affiliations; institutions with a ROR identifier are described."""
        named: dict[str, None] = {}
        for one in authorship.branches("institutions"):
            name, ror = one.take("display_name"), one.take("ror")
            one.skip("id", "country_code", "type", "lineage")
            if name:
                named[name] = None
                self.organizations.describe(name, {"ror": ror}, one.place, one.path)
        corresponding = True if authorship.take("is_corresponding") == "true" else None
        return author.stating(affiliation=tuple(map(Plain, named)), corresponding=corresponding)

    def _addresses(self, section: str) -> None:
        """Identifiers and addresses of the work and of its venue."""
        work, location, source = self.work, self.location, self.source
        self.set("doi", work.take("doi"), "doi")
        identifiers = work.branch("ids")
        identifiers.skip("mag", "openalex")
        for key, (name, _) in named("openalex").items():
            self.set(name, identifiers.take(key), "ids")
        pages = [work.take("id"), identifiers.take("pmcid")]
        landing, best = location.take("landing_page_url", "url"), work.branch("best_oa_location")
        access = work.branch("open_access")
        self.set("open_access", access.take("is_oa"), "open_access")
        self.set("pdf", location.take("pdf_url") or best.take("pdf_url"), "primary_location")
        self.set("url", landing if "doi.org/" not in landing else "", "primary_location")
        others = list(work.branches("locations"))
        for other in (one.take("landing_page_url") for one in others):
            pages += [other] if other and other not in (landing, *pages) and "doi.org/" not in other else []
        self.set("pages_about", [page for page in pages if page], "id")
        self._license(location.take("license") or best.take("license"))
        if section == "preprints" and (
            match := re.search(
                r"arxiv\.org/(?:abs|pdf)/([\w./-]+)|10\.48550/arxiv\.([\w./-]+)", f"{landing} {self.entry.value('doi')}", re.I
            )
        ):
            self.set("arxiv", match[1] or match[2], "primary_location")
        sources = [branch for one in (best, *others) if (branch := one.branch("source")).names()]
        for one in sources:
            one.skip("display_name", "issn", "issn_l", "host_organization_name", "type")
        for branch in (best, access, location, source, *others, *sources):
            branch.skip("id", "is_oa", "is_in_doaj", "is_core", "is_indexed_in_scopus", "host_organization", "host_organization_lineage")
            branch.skip("host_organization_lineage_names", "license_id", "version", "is_accepted", "is_published", "oa_status", "oa_url")
            branch.skip("any_repository_has_fulltext", "landing_page_url", "pdf_url", "raw_source_name", "raw_type", "source", "license")
            branch.skip("issn_l") if "issn" in branch else None
        self._venue(section)

    def _license(self, name: str) -> None:
        """The licence; OpenAlex names those of Creative Commons without their version, so they are reported."""
        if Licence.normalized(name):
            self.set("license", name, "primary_location")
        elif name:
            self.report.leave_out(self.work.place, f"{self.work.path}.license", name)

    def _venue(self, section: str) -> None:
        name, publisher = self.source.take("display_name"), self.source.take("host_organization_name", "publisher")
        issns = self.source.take_texts("issn") or self.source.take_texts("issn_l")
        if section in ("preprints", "books", "reports", "datasets"):
            self.set("publisher", name if section == "preprints" else publisher or name, "primary_location")
            return
        self.set("container", name, "primary_location")
        self.set("publisher", publisher, "primary_location")
        if section in ("journal_articles", "works") and name:
            self.set("issn", "".join(issns[:1]), "primary_location")
            self.set("eissn", "".join(issns[1:2]), "primary_location")

    def _numbers(self) -> None:
        # A date of which only the year is known is given as the first of January.
        date, year = self.work.take("publication_date"), self.work.take("publication_year")
        self.set("date", year or date[:4] if date.endswith("-01-01") or not date else date, "publication_date")
        numbers = self.work.branch("biblio")
        first, last = numbers.take("first_page"), numbers.take("last_page")
        self.set("pages", f"{first}-{last}" if first and last and first != last else first or last, "biblio")
        for name in ("volume", "issue"):
            self.set(name, numbers.take(name), "biblio")

    def _texts(self) -> None:
        self.set("language", self.work.take("language"), "language")
        keywords = list(self.work.branches("keywords"))
        self.set("keywords", [one.take("display_name", "keyword") for one in keywords], "keywords")
        for one in keywords:
            one.skip("id", "score")
        self.set("abstract", _abstract(self.work.branch("abstract_inverted_index")), "abstract_inverted_index")
        if self.work.take("is_retracted") == "true":
            self.set("status", "retracted", "is_retracted")


def _abstract(index: Branch) -> str:
    """The text of an inverted index: word -> its positions."""
    positions = ((whole_number(position), word) for word in index.names() for position in index.take_texts(word))
    at = {position: word for position, word in positions if position is not None}
    return " ".join(word for _, word in sorted(at.items()))


def _recognises(text: str, suffix: str) -> bool:
    is_json = text.startswith(("{", "["))
    return is_json and '"https://openalex.org/W' in text and ('"authorships"' in text or '"display_name"' in text)


IMPORTER = Importer("openalex", "OpenAlex JSON", _recognises, read, order=20)
