"""The words of BibTeX and BibLaTeX: their types of entries and their fields, in those of the records."""

#: types of widespread styles, and old ones -> kind
ALIASES = {
    "data": "dataset", "preprint": "preprint", "softwareversion": "software", "softwaremodule": "software", "codefragment": "software",
    **dict.fromkeys(("bachelorthesis", "bachelorsthesis", "masterthesis", "mathesis", "bathesis"), "thesis"),
    "dissertation": "thesis", "diplomathesis": "thesis",
    "talk": "talk", "presentation": "talk", "lecture": "lecture", "poster": "conference-poster", "slides": "slides",
    "web_page": "web-page", "webpage": "web-page", "bibnote": "other",
}  # fmt: skip
#: types of works in periodicals, whose `number` is that of the issue
WITH_ISSUES = ("article", "periodical", "review", "suppperiodical")
#: field -> common name; the first of those that share a name is taken
NAMES = {
    "journal": "container", "journaltitle": "container", "booktitle": "container", "shortjournal": "short_container",
    "shortevent": "short_event", "selected": "selected",
    "volume": "volume", "issue": "issue", "pages": "pages", "pagetotal": "total_pages", "isbn": "isbn", "issn": "issn",
    "eissn": "eissn", "publisher": "publisher", "institution": "publisher", "school": "publisher", "location": "place", "address": "place",
    "edition": "edition", "series": "series", "shortseries": "short_series", "abstract": "abstract", "note": "note", "annotation": "note",
    "annote": "note", "addendum": "note", "howpublished": "note", "version": "version", "eventtitle": "event", "conference": "event",
    "venue": "event_place", "eid": "number", "article-number": "number", "articleno": "number",
    "isrn": "number", "license": "license", "copyright": "license", "holder": "assignees",
    "supervisor": "supervisors", "advisor": "supervisors",
}  # fmt: skip
#: field of an address, or of several joined by `and` -> common name; al-folio makes buttons of the last ones
ADDRESSES = {
    "url": "url", "html": "url", "pdf": "pdf", "repository": "repository", "code": "code", "data": "data", "slides": "slides",
    "poster": "poster", "video": "video",
}  # fmt: skip
#: fields whose value may be a list, joined by `and`
LISTS = frozenset(("publisher", "institution", "school", "location", "address", "language", "venue", "origpublisher", "origlocation"))
#: fields for a style or a program: how to show, sort or find an entry
FORM = frozenset(
    (
        *("authortype", "editortype", "bookpagination", "pagination", "xref", "entryset", "execute", "gender"),
        *("hyphenation", "ids", "indexsorttitle", "indextitle", "key", "label", "langidopts", "options", "presort", "related"),
        *("relatedoptions", "relatedstring", "relatedtype", "shortauthor", "shorteditor", "shorthand", "shorthandintro", "sortkey"),
        *("sortname", "sortshorthand", "sorttitle", "sortyear", "timestamp", "owner", "file", "bibtex_show", "keywords_", "groups"),
        *("adsurl", "adsnote", "bdsk-url-1", "bdsk-url-2", "bdsk-file-1", "date-added", "date-modified", "__markedentry", "biburl"),
        *("altmetric", "dimensions", "google_scholar_id", "preview", "numpages", "issue_date", "acmid"),
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
