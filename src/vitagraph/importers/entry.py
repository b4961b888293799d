"""An entry of a bibliographic format under common names, before it becomes a record."""

from __future__ import annotations

from typing import Any

from vitagraph.errors import Place, did_you_mean
from vitagraph.importers.draft import Draft

#: common name of a fact of a work -> what it is; the identifiers of works are names, too: doi, arxiv ...
NAMES = {
    "title": "title of the work; of a talk, of the talk",
    "authors": "authors (`Author`s of `importers.names`), also the inventors of a patent",
    "speakers": "speakers of a talk, if not the owner",
    "more_authors": "whether others follow the authors",
    "editors": "editors of a book, also of the one that a chapter or paper is in",
    "translators": "translators of the work",
    "contributors": "others who had a part in the work, each with a role",
    "date": "date of publication; of a thesis, of the degree",
    "date_of_book": "date of the book that a chapter is in",
    "container": "what the work is in: journal, proceedings, book",
    "short_container": "abbreviated name of the journal",
    "short_event": "short name of the event",
    "series": "series of a book",
    "short_series": "abbreviated name of the series",
    "issn": "ISSN of the journal or the series",
    "eissn": "ISSN of the electronic edition",
    "isbn": "ISBN of the book or the proceedings",
    "volume": "volume of the journal or the book",
    "issue": "issue of the journal",
    "pages": "pages of the work: `101-117`",
    "number": "number of an article, a report or a patent",
    "total_pages": "number of pages of a book",
    "edition": "edition of a book",
    "publisher": "publisher; of a report, a study and a preprint, the institution or the server",
    "place": "place of the publisher; of a study, of the institution",
    "event": "conference, workshop or other event",
    "event_date": "date or period of the event; of a thesis, the time of the study",
    "event_place": "place of the event",
    "organizers": "organizers of the event",
    "language": "language tag (BCP 47), or a code of ISO 639",
    "status": "status of the publication: `forthcoming`, `accepted` ...; of a patent, `granted` or `published`",
    "abstract": "abstract",
    "keywords": "list of topics",
    "note": "note for readers",
    "selected": "whether it is one of the owner's own selection: `true`",
    "url": "page of the work",
    "pages_about": "list of further pages about the work",
    "pdf": "address of the full text",
    "open_access": "way of open access",
    "funders": "names of those who funded the work",
    "award_numbers": "numbers of the awards that funded the work",
    "license": "licence",
    "citation": "form in which the work asks to be cited",
    "code": "addresses of the code of a work",
    "data": "addresses of its data",
    "repository": "repository of software",
    "version": "version of software or data",
    "programming_languages": "list of programming languages",
    "slides": "address of the slides of a talk, or about a work",
    "poster": "address of a poster about a work",
    "video": "address of a recording of a talk, or of a video about a work",
    "degree": "name of the degree of a thesis",
    "level": "level of the degree: `doctorate`, `master` ...",
    "supervisors": "supervisors of a thesis",
    "office": "office of a patent, by its code or name",
    "family": "title of a patent family",
    "filed": "date when a patent was filed",
    "assignees": "assignees of a patent",
    "court": "court of a legal document",
    "dates": "from when to when an article or a work of the section `works:` is dated",
    "kind": "kind of a work of the section `works:`, as `homes` finds it",
    "medium": "material or medium of a work",
    "reviewed": "works that a review is about (records)",
    "original": "work that was translated, edited or performed (a record)",
    "genre": "type of the work in the words of the source",
}


def _checked(name: str) -> str:
    """A common name. Raises ValueError where there is none like it."""
    from vitagraph.importers.identifiers import of_works

    known = [*NAMES, *dict(of_works())]
    if name not in known:
        raise ValueError(f"an entry has no '{name}'" + did_you_mean(name, known, f"; its names are {', '.join(known)}"))
    return name


class Entry:
    """One work of a source, field by field: common name -> value, its key in the source, and its place.

    The common names are those of `NAMES`, and the fields of identifiers.
    """

    def __init__(self, place: Place, path: str) -> None:
        self.place = place
        self.path = path
        self.values: dict[str, tuple[Any, str, Place]] = {}
        #: what the source states that the work is in, `journal` or `book`; "" where it leaves this to the kind of the work
        self.stated_container = ""

    def set(self, name: str, value: Any, called: str = "", place: Place | None = None) -> None:
        """Sets a value by its common name (`NAMES`, or the field of an identifier), unless it is empty; `called` is its key in the source.

        Of several values with one name the first is the value, the others are reported; so is a value with the name "", which
        stands for a fact without a common name. Raises ValueError for another name.
        """
        if value in (None, "", []):
            return
        stated = (value, called or name, place or self.place)
        if not name or self.values.setdefault(_checked(name), stated)[0] != value:
            self.values[f"{name}, {len(self.values)}"] = stated

    def go_on(self, role: str, called: str, place: Place) -> None:
        """States that others follow the authors; that there are unnamed people in another role is reported."""
        self.set("more_authors" if role == "authors" else "", "true" if role == "authors" else "et al.", called, place)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def value(self, name: str) -> Any:
        """A value, "" where there is none."""
        return self.values[name][0] if name in self.values else ""

    def key_of(self, name: str) -> str:
        """The key of a value in the source."""
        return self.values[name][1] if name in self.values else name

    def move(self, draft: Draft, names: dict[str, str]) -> None:
        """Moves values to the fields of a draft: common name -> field."""
        for name, field in names.items():
            if name in self.values:
                value, called, place = self.values.pop(name)
                draft.set(field, value, called, place)

    def left_over(self, draft: Draft) -> None:
        """Reports the values that were moved to no field."""
        for value, called, place in self.values.values():
            draft.set("", value, called, place)
        self.values.clear()
