"""CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html), as Zotero, Crossref and citation-js write it -> works."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.importers import names
from vitagraph.importers.branches import Branch, tree
from vitagraph.importers.draft import web_address
from vitagraph.importers.entry import Entry
from vitagraph.importers.report import Imported, Report
from vitagraph.importers.works import Works, plain
from vitagraph.reading.nodes import Node
from vitagraph.records import CV, Author

#: type of an item, in CSL's words and in Crossref's -> section
_SECTIONS = {
    "article-journal": "journal_articles", "article-magazine": "journal_articles", "article-newspaper": "journal_articles",
    "journal-article": "journal_articles", "review": "journal_articles", "paper-conference": "conference_papers",
    "proceedings-article": "conference_papers", "chapter": "book_chapters", "book-chapter": "book_chapters", "entry": "book_chapters",
    "entry-encyclopedia": "book_chapters", "entry-dictionary": "book_chapters", "book": "books", "monograph": "books",
    "edited-book": "edited_books", "report": "reports", "article": "preprints", "posted-content": "preprints", "manuscript": "preprints",
    "dataset": "datasets", "software": "software", "webpage": "reports", "post-weblog": "reports", "document": "reports",
}  # fmt: skip
_APPROXIMATE = ("webpage", "post-weblog", "document")
#: variable -> common name, for those that are one text
_NAMES = {
    "container-title": "container", "container-title-short": "short_container", "journalAbbreviation": "short_container",
    "volume": "volume", "issue": "issue", "ISBN": "isbn", "ISSN": "issn", "publisher": "publisher", "publisher-place": "place",
    "edition": "edition", "collection-title": "series", "language": "language", "note": "note", "version": "version",
    "event": "event", "event-title": "event", "event-place": "event_place", "number-of-pages": "total_pages",
    "article-number": "number", "number": "number",
}  # fmt: skip
# What Crossref says of its own record, not of the work.
_FORM = (
    *("id", "citation-key", "indexed", "reference-count", "references-count", "content-domain", "created", "deposited", "score", "source"),
    *(
        "member",
        "prefix",
        "is-referenced-by-count",
        "original-title",
        "short-title",
        "resource",
        "reference",
        "relation",
        "link",
        "accessed",
    ),
    *("published-print", "published-online", "published", "journal-issue", "issn-type", "isbn-type", "update-policy", "alternative-id"),
)


def read(text: str, source: str) -> Imported:
    """The works of a list of items, of one item, or of a mapping from keys to items."""
    report, cv = Report(), CV()
    works = Works(cv, report)
    for node, path in _items(tree(text, source, report), ""):
        item = Branch(node, path)
        kind = item.take("type")
        section = _SECTIONS.get(kind)
        if section is None:
            works.entries += 1
            report.no_work(item.place, path, f"'{kind}'")
            continue
        if kind in _APPROXIMATE:
            report.no_home(item.place, f"{path}.type", kind)
        works.add(section, _entry(item))
        item.skip(*_FORM)
        item.left_over(report)
    return report.imported(cv, works.entries)


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


def _entry(item: Branch) -> Entry:
    entry = Entry(item.place, item.path)
    for name, said in (("author", "authors"), ("editor", "editors")):
        place = item.place_of(name)
        people = [author for person in item.branches(name) if (author := _author(person))]
        entry.say(said, people, name, place)
    for name, said in (("issued", "date"), ("event-date", "event_date")):
        place = item.place_of(name)
        entry.say(said, _date(item.branch(name), whole=said == "event_date"), name, place)
    title, subtitle = (" ".join(item.take_texts(name)) for name in ("title", "subtitle"))
    entry.say("title", plain(f"{title}: {subtitle}" if subtitle and subtitle not in title else title), "title")
    entry.say("abstract", plain(item.take("abstract")), "abstract")
    entry.say("doi", item.take("DOI"), "DOI", item.place_of("DOI"))
    entry.say("url", web_address(item.take("URL")), "URL", item.place_of("URL"))
    entry.say("pages", item.take("page"), "page", item.place_of("page"))
    entry.say("keywords", [word.strip() for word in ",".join(item.take_texts("keyword", "subject")).split(",") if word.strip()], "keyword")
    for name, said in _NAMES.items():
        place = item.place_of(name)
        if said not in entry and (texts := item.take_texts(name)):
            entry.say(said, plain(texts[0]), name, place)
            if said == "issn" and len(texts) > 1:
                entry.say("eissn", texts[1], name, place)
    return entry


def _author(person: Branch) -> Author | None:
    person.skip("sequence", "affiliation", "authenticated-orcid")
    if literal := person.take("literal", "name"):
        return names.organization(literal)
    particle = " ".join(filter(None, (person.take("dropping-particle"), person.take("non-dropping-particle"))))
    return names.person(person.take("family"), person.take("given"), particle, person.take("suffix"))


def _date(date: Branch, whole: bool) -> str:
    """A date of its parts; of a range the first, or all where a period is wanted."""
    date.skip("season", "circa", "date-time", "timestamp")
    parts = [value for value in date.lists("date-parts") if value and value[0]]
    spelled = ["-".join([part[0].zfill(4), *(number.zfill(2) for number in part[1:3])]) for part in parts]
    if not spelled:
        return date.take("raw", "literal")
    return f"{spelled[0]} to {spelled[-1]}" if whole and len(spelled) > 1 else spelled[0]
