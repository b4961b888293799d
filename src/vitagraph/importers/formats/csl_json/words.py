"""The words of CSL-JSON (csl-data.json of CSL 1.0.2), and of Crossref's dialect of it."""

from __future__ import annotations

from vitagraph.records.relators import table

#: the systems whose types items have: Crossref writes its own
SYSTEMS = ("csl", "crossref")
#: further types -> kind
ALIASES = {"book-set": "book", "reference": "reference-work"}
#: variables that hold names -> common name; others are reported
NAMES = {"author": "authors", "editor": "editors", "translator": "translators"}
#: the same of the types whose authors have another role
NAMES_IN: dict[str, dict[str, str]] = {
    "studies": {"author": "authors", "director": "supervisors", "contributor": "supervisors"},
    "talks": {"author": "authors", "organizer": "organizers"},
}
#: variables of contributors with a role
CONTRIBUTORS = tuple(dict.fromkeys(line.csl for line in table().values() if line.csl))
#: variables that hold dates -> common name
DATES = {"issued": "date", "event-date": "event_date", "submitted": "filed"}
#: common name -> variables that are one text, the ones before the others
TEXTS: dict[str, tuple[str, ...]] = {
    "container": ("container-title",), "short_container": ("container-title-short", "journalAbbreviation"),
    "volume": ("volume", "collection-number"),
    "issue": ("issue",), "isbn": ("ISBN",), "issn": ("ISSN",), "publisher": ("publisher",), "place": ("publisher-place",),
    "edition": ("edition",), "series": ("collection-title",), "language": ("language",), "note": ("note",), "version": ("version",),
    "event": ("event-title", "event"), "event_place": ("event-place",), "total_pages": ("number-of-pages",),
    "number": ("article-number", "number"), "status": ("status",), "genre": ("genre",), "license": ("license",),
}  # fmt: skip
#: section -> the same, before those of every section
TEXTS_IN: dict[str, dict[str, tuple[str, ...]]] = {
    "studies": {"degree": ("genre",), "genre": ()},
    "patent_families": {"office": ("jurisdiction", "authority"), "assignees": ("publisher",), "publisher": ()},
    "talks": {"organizers": ("publisher",), "publisher": (), "event": ("event-title", "event", "container-title"), "container": (),
              "event_place": ("event-place", "publisher-place"), "place": ()},
    "works": {"medium": ("medium",), "genre": (), "court": ("authority",)},
}  # fmt: skip
# Facts of Crossref and citation processors about their own entry, not about the work.
FORM = (
    *("citation-key", "citation-label", "citation-number", "first-reference-note-number", "locator", "year-suffix", "yearSuffix"),
    *("indexed", "reference-count", "references-count", "content-domain", "created", "deposited", "score", "source", "member", "prefix"),
    *("is-referenced-by-count", "resource", "accessed", "update-policy", "categories"),
)
