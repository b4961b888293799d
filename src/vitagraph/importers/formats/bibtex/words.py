"""The words of BibTeX and BibLaTeX: their types of entries and their fields, in those of the records."""

#: type of an entry -> section: BibTeX's, BibLaTeX's with their aliases, and those of widespread styles
SECTIONS = {
    "article": "journal_articles", "suppperiodical": "journal_articles", "review": "journal_articles", "letter": "journal_articles",
    "inproceedings": "conference_papers", "conference": "conference_papers",
    "incollection": "book_chapters", "inbook": "book_chapters", "suppcollection": "book_chapters", "suppbook": "book_chapters",
    "inreference": "book_chapters", "bookinbook": "book_chapters",
    "book": "books", "mvbook": "books", "booklet": "books", "commentary": "books",
    "collection": "edited_books", "mvcollection": "edited_books", "proceedings": "edited_books", "mvproceedings": "edited_books",
    "reference": "edited_books", "mvreference": "edited_books", "periodical": "edited_books",
    "report": "reports", "techreport": "reports", "manual": "reports", "standard": "reports", "legislation": "reports",
    "jurisdiction": "reports", "legal": "reports", "misc": "reports", "online": "reports", "electronic": "reports", "www": "reports",
    "web_page": "reports", "webpage": "reports", "artwork": "reports", "audio": "reports", "image": "reports", "movie": "reports",
    "music": "reports", "performance": "reports", "video": "reports", "custom": "reports", "bibnote": "reports",
    **dict.fromkeys(map("custom{}".format, "abcdef"), "reports"),
    "software": "software", "dataset": "datasets", "data": "datasets", "unpublished": "preprints", "preprint": "preprints",
    "softwareversion": "software", "softwaremodule": "software", "codefragment": "software",
    "thesis": "studies", "phdthesis": "studies", "mastersthesis": "studies", "bachelorthesis": "studies", "bachelorsthesis": "studies",
    "masterthesis": "studies", "mathesis": "studies", "bathesis": "studies", "dissertation": "studies", "diplomathesis": "studies",
    "patent": "patent_families",
    "talk": "talks", "presentation": "talks", "lecture": "talks", "poster": "talks", "slides": "talks",
}  # fmt: skip
#: section of a type that is not known, which styles take for @misc
OTHERWISE = "reports"
#: types that the records have no better place for
APPROXIMATE = frozenset(
    (
        *("misc", "online", "electronic", "www", "web_page", "webpage", "booklet", "manual", "standard", "legislation", "jurisdiction"),
        *("legal", "artwork", "audio", "image", "movie", "music", "performance", "video", "custom", "bibnote", "periodical", "commentary"),
        *("review", "letter", "poster", *map("custom{}".format, "abcdef")),
    )
)
#: field -> common name; the first of those that share a name is taken
NAMES = {
    "journal": "container", "journaltitle": "container", "booktitle": "container", "shortjournal": "short_container",
    "volume": "volume", "issue": "issue", "pages": "pages", "pagetotal": "total_pages", "isbn": "isbn", "issn": "issn",
    "eissn": "eissn", "publisher": "publisher", "institution": "publisher", "school": "publisher", "location": "place", "address": "place",
    "edition": "edition", "series": "series", "shortseries": "short_series", "abstract": "abstract", "note": "note", "annotation": "note",
    "annote": "note", "addendum": "note", "howpublished": "note", "version": "version", "eventtitle": "event", "conference": "event",
    "venue": "event_place", "pdf": "pdf", "code": "code", "eid": "number", "article-number": "number", "articleno": "number",
    "isrn": "number", "license": "license", "copyright": "license", "repository": "repository", "holder": "assignees",
    "supervisor": "supervisors", "advisor": "supervisors", "slides": "slides", "video": "video",
}  # fmt: skip
#: fields whose value may be a list, joined by `and`, of which a record takes one
LISTS = frozenset(("publisher", "institution", "school", "location", "address", "language", "venue"))
#: fields for a style or a program: how to show, sort or find an entry
FORM = frozenset(
    (
        *("authortype", "editortype", "bookpagination", "pagination", "xref", "entryset", "execute", "gender"),
        *("hyphenation", "ids", "indexsorttitle", "indextitle", "key", "label", "langidopts", "options", "presort", "related"),
        *("relatedoptions", "relatedstring", "relatedtype", "shortauthor", "shorteditor", "shorthand", "shorthandintro", "sortkey"),
        *("sortname", "sortshorthand", "sorttitle", "sortyear", "timestamp", "owner", "file", "bibtex_show", "keywords_", "groups"),
        *("adsurl", "adsnote", "bdsk-url-1", "bdsk-url-2", "bdsk-file-1", "date-added", "date-modified", "__markedentry", "biburl"),
        *("bibsource", "rating", "read", "priority", "ranking", "qualityassured", "creationdate", "modificationdate", "mendeley-groups"),
        *("opteditor", "citeulike-article-id", "posted-at", "interhash", "intrahash", "username", "added-at", "description_"),
    )
)
#: archives of BibLaTeX's eprint -> address of an entry there
ARCHIVES = {
    "jstor": "https://www.jstor.org/stable/{}", "hdl": "https://hdl.handle.net/{}", "googlebooks": "https://books.google.com/books?id={}",
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/", "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
}  # fmt: skip
#: pubstate -> status
STATUSES = {
    "inpress": "in-press", "forthcoming": "forthcoming", "submitted": "submitted", "prepublished": "ahead-of-print",
    "accepted": "accepted", "inpreparation": "in-preparation", "draft": "draft", "published": "published", "peer-reviewed": "peer-reviewed",
    "unpublished": "unpublished", "toappear": "forthcoming", "preprint": "unpublished", "ppublish": "published", "epublish": "published",
    "aheadofprint": "ahead-of-print", "online": "published",
}  # fmt: skip
#: type of a thesis and of its entry -> level of the degree
LEVELS = {
    "phdthesis": "doctorate", "dissertation": "doctorate", "mathesis": "master", "mastersthesis": "master", "masterthesis": "master",
    "bathesis": "bachelor", "bachelorthesis": "bachelor", "bachelorsthesis": "bachelor",
}  # fmt: skip
#: BibLaTeX's words for patents and their places -> office (WIPO ST.3)
OFFICES = {
    "patenteu": "EP", "patreqeu": "EP", "countryep": "EP", "countryeu": "EP", "patentus": "US", "patrequs": "US", "countryus": "US",
    "patentde": "DE", "patreqde": "DE", "countryde": "DE", "patentfr": "FR", "patreqfr": "FR", "countryfr": "FR", "patentuk": "GB",
    "patrequk": "GB", "countryuk": "GB", "countrywo": "WO",
}  # fmt: skip
