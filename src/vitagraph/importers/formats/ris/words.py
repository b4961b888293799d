"""The words of RIS: types of entries, and the tags of each section, in their order of preference."""

from __future__ import annotations

#: names of types that some databases write -> kind
ALIASES = {"JOURNAL ARTICLE": "journal-article", "PRESS": "press-release"}
#: common name -> tags
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("TI", "T1", "CT", "ST"), "abstract": ("AB", "N2"), "note": ("N1", "NO", "RN"), "doi": ("DO", "DI"), "language": ("LA",),
    "publisher": ("PB",), "place": ("CY", "PP"), "edition": ("ET",), "pdf": ("L1",),
}  # fmt: skip
_VOLUME = {"container": ("T2", "BT"), "series": ("T3",), "volume": ("VL", "VO", "SV"), "isbn": ("SN", "BN")}
#: section -> common name -> tags, before those of every section
IN_SECTION: dict[str, dict[str, tuple[str, ...]]] = {
    "journal_articles": {
        "container": ("T2", "JF", "JO", "JA", "J1", "J2", "BT"), "short_container": ("J2", "JA", "J1", "JO"), "volume": ("VL", "VO"),
        "issue": ("IS", "CP", "M1"), "issn": ("SN",), "number": ("C7",),
    },
    "conference_papers": {
        **_VOLUME, "container": ("C3", "T2", "BT", "JF", "JO"), "event": ("T2", "JO"), "event_place": ("C1",), "number": ("C7",),
    },
    "book_chapters": _VOLUME,
    "books": {**_VOLUME, "title": ("TI", "T1", "BT", "CT", "ST"), "container": (), "series": ("T2", "T3"), "total_pages": ("SP",)},
    "edited_books": {
        **_VOLUME, "title": ("TI", "T1", "BT", "CT", "ST"), "container": (), "series": ("T2", "T3"), "total_pages": ("SP",)
    },
    "reports": {"number": ("SN", "M1", "IS")},
    "preprints": {"genre": ("M3",), "number": ("M1", "AN"), "publisher": ("PB", "T2", "JO")},
    "software": {"version": ("ET",), "edition": ()},
    "datasets": {"version": ("ET",), "edition": ()},
    "studies": {"degree": ("M3",)},
    "patent_families": {
        "number": ("SN", "IS", "M1"), "office": ("A2",), "filed": ("C1",), "status": ("C6",), "assignees": ("PB",), "publisher": (),
    },
    "works": {
        "container": ("T2", "JF", "JO", "JA", "J1", "BT"), "short_container": ("J2",), "event": ("C3",), "event_place": ("C1",),
        "series": ("T3",), "volume": ("VL", "VO", "SV"), "issue": ("IS", "CP"), "issn": ("SN",), "isbn": ("BN",), "number": ("M1", "C7"),
    },
    "talks": {"event": ("T2", "C3"), "event_place": ("CY", "C1", "PP"), "place": (), "organizers": ("PB",), "publisher": ()},
}  # fmt: skip
#: section -> the tags of editors (of a thesis, of its supervisors)
EDITORS = {"books": ("A3", "A2", "ED"), "edited_books": ("A3", "A2", "ED"), "studies": ("A3", "A2"), "patent_families": ()}
