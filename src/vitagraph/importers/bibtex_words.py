"""The words of BibTeX and BibLaTeX: their types of entries and their fields, in those of the records."""

#: type of an entry -> section
SECTIONS = {
    "article": "journal_articles", "suppperiodical": "journal_articles",
    "inproceedings": "conference_papers", "conference": "conference_papers",
    "incollection": "book_chapters", "inbook": "book_chapters", "suppcollection": "book_chapters", "suppbook": "book_chapters",
    "inreference": "book_chapters", "bookinbook": "book_chapters",
    "book": "books", "mvbook": "books", "booklet": "books",
    "collection": "edited_books", "mvcollection": "edited_books", "proceedings": "edited_books", "mvproceedings": "edited_books",
    "reference": "edited_books", "mvreference": "edited_books",
    "report": "reports", "techreport": "reports", "manual": "reports",
    "software": "software", "dataset": "datasets", "unpublished": "preprints", "misc": "reports", "online": "reports",
    "electronic": "reports", "www": "reports", "web_page": "reports",
}  # fmt: skip
#: types that the records have no better place for
APPROXIMATE = ("misc", "online", "electronic", "www", "web_page", "booklet", "manual")
#: field -> common name
NAMES = {
    "journal": "container", "journaltitle": "container", "booktitle": "container", "shortjournal": "short_container",
    "volume": "volume", "issue": "issue", "pages": "pages", "pagetotal": "total_pages", "doi": "doi", "isbn": "isbn", "issn": "issn",
    "eissn": "eissn", "publisher": "publisher", "institution": "publisher", "school": "publisher", "location": "place", "address": "place",
    "edition": "edition", "series": "series", "abstract": "abstract", "note": "note", "annotation": "note", "annote": "note",
    "howpublished": "note", "version": "version", "eventtitle": "event", "venue": "event_place", "pdf": "pdf", "code": "code",
    "eid": "number", "article-number": "number", "articleno": "number", "license": "license",
}  # fmt: skip
#: fields of reference managers and styles that say nothing of the work
FORM = frozenset(
    (
        "key",
        "sortkey",
        "sorttitle",
        "sortname",
        "sortyear",
        "shorthand",
        "label",
        "options",
        "keywords_",
        "presort",
        "crossref",
        "xref",
        "xdata",
        "execute",
        "hyphenation",
        "indextitle",
        "indexsorttitle",
        "gender",
        "ids",
        "related",
        "relatedtype",
        "relatedstring",
        "entryset",
        "timestamp",
        "file",
        "owner",
        "bibtex_show",
        "langidopts",
    )
)
#: BibLaTeX's pubstate -> status
STATUSES = {"inpress": "forthcoming", "forthcoming": "forthcoming", "submitted": "unpublished", "prepublished": "unpublished",
             "accepted": "accepted"}  # fmt: skip
