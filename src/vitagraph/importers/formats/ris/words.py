"""The words of RIS: types of entries, and the tags of each section, in their order of preference."""

from __future__ import annotations

#: type of an entry (TY) -> section; the specifications' codes, and names that some databases write
SECTIONS = {
    **dict.fromkeys(("JOUR", "EJOUR", "MGZN", "NEWS", "INPR", "JOURNAL ARTICLE", "ABST", "CTLG", "JFULL"), "journal_articles"),
    **dict.fromkeys(("CPAPER", "CONF"), "conference_papers"),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), "book_chapters"),
    **dict.fromkeys(("BOOK", "EBOOK", "CLSWK", "SER"), "books"),
    "EDBOOK": "edited_books",
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND", "STD", "PAMP", "GEN", "ELEC", "WEB", "BLOG", "PRESS"), "reports"),
    **dict.fromkeys(("UNPB", "UNPD", "MANSCPT"), "preprints"),
    "COMP": "software",
    **dict.fromkeys(("DATA", "DBASE", "AGGR"), "datasets"),
    "THES": "studies",
    "PAT": "patent_families",
    "SLIDE": "talks",
}
#: types that come close to their section without being the same; they are reported
APPROXIMATE = frozenset(
    ("GEN", "ELEC", "WEB", "BLOG", "PRESS", "PAMP", "STAND", "STD", "ABST", "CTLG", "JFULL", "NEWS", "MGZN", "CLSWK", "SER", "AGGR")
)
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
    "edited_books": {**_VOLUME, "title": ("TI", "T1", "BT", "CT", "ST"), "container": (), "series": ("T2", "T3")},
    "reports": {"number": ("SN", "M1", "IS")},
    "preprints": {"genre": ("M3",), "number": ("M1", "AN"), "publisher": ("PB", "T2", "JO")},
    "software": {"version": ("ET",), "edition": ()},
    "datasets": {"version": ("ET",), "edition": ()},
    "studies": {"degree": ("M3",)},
    "patent_families": {
        "number": ("SN", "IS", "M1"), "office": ("A2",), "filed": ("C1",), "status": ("C6",), "assignees": ("PB",), "publisher": (),
    },
    "talks": {"event": ("T2", "C3"), "event_place": ("CY", "C1", "PP"), "place": (), "organizers": ("PB",), "publisher": ()},
}  # fmt: skip
#: section -> the tags of editors (of a thesis, of its supervisors)
EDITORS = {"books": ("A3", "A2", "ED"), "edited_books": ("A3", "A2", "ED"), "studies": ("A3", "A2"), "patent_families": ()}
