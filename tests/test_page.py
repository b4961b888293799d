"""The page of a CV as a reader sees it: names, headings, order, dates."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

import vitagraph
from vitagraph.records import Index, Record, plan, record_classes, sections, work_kinds
from vitagraph.records.containers import EventType, PeriodicalType, ProjectType, SeriesType
from vitagraph.records.event_states import Attendance, EventStatus
from vitagraph.records.organizations import OrganizationType
from vitagraph.records.people import Account
from vitagraph.site import Options, build
from vitagraph.site.entries import NAMED, entry
from vitagraph.site.entries import sections as page_sections
from vitagraph.site.entries.order import UNDATED
from vitagraph.site.localization import Localizer, title_field
from vitagraph.site.names import heading_of
from vitagraph.site.words import messages
from vitagraph.values import Period

ROOT = Path(__file__).parent.parent
_HEAD = "document: {iri: https://ada.example/cv, as_of: 2024-05-01, languages: [en, de]}\nperson: Ada Beispiel\n"
_BY_KIND = _HEAD.replace("}", ", group_publications_by: kind}")


def site(tmp_path: Path, records: str) -> dict[str, bytes]:
    """The site of a CV with these records."""
    file = tmp_path / "cv.yaml"
    file.write_text(_HEAD + records, encoding="utf-8")
    return build(Index(vitagraph.read(file)), Options())


def text_of(page: bytes, end: str = 'id="names"') -> str:
    """The text of a page as it is copied or read aloud, up to its lists of names."""
    body = re.sub("(?s)<(script|svg).*?</(script|svg)>|<head>.*?</head>", "", page.decode()).partition(end)[0]
    blocks = re.sub("<(p|li|h[1-6]|d[dt]|t[dh]|div|ol|ul|section)[ >]", r"\n\g<0>", body)
    return "\n".join(" ".join(line.split()) for line in html.unescape(re.sub("<[^>]+>", "", blocks)).splitlines() if line.strip())


_UNITS = """
positions: [{title: Chair, organization: Owls, dates: 2020 to present}]
service:
- {role: committee-member, organization: Owls}
- {role: organizer, event: Day of Owls}
- {role: reviewer, organization: "Lab, Farm"}
talks:
- {title: On Owls, date: 2021, organizers: [{organization: Owls}]}
- {title: On Eyes, event: Day of Owls}
events: [{name: Day of Owls, organizers: [Ada Beispiel, Bo Roe]}]
organizations:
- {name: Owls, type: unit, parent: Birds}
- {name: Birds, parent: Musterstadt}
- {name: "Lab, Farm", type: unit, parent: "Barn, Farm"}
- {name: "Barn, Farm", type: unit, parent: Farm}
- {name: Farm, type: university}
- {name: Musterstadt, type: university, parent: State}
"""


def test_a_unit_is_printed_with_its_whole(tmp_path: Path) -> None:
    """In the head, the description, entries, lists of people and tables."""
    page = site(tmp_path, _UNITS)["index.html"]
    text = text_of(page)
    assert text.count("Owls, Birds, Musterstadt") == 4
    assert '<meta name="description" content="Chair, Owls, Birds, Musterstadt">' in page.decode()
    assert "State" not in text
    assert "Lab, Barn, Farm" in text  # the name that both have stands once
    assert text.count("organized by Ada Beispiel, Bo Roe") == 2  # what the event states


@pytest.fixture(scope="module")
def localizers() -> list[Localizer]:
    """The example in English and German."""
    index = Index(vitagraph.read(ROOT / "data/example"))
    return [Localizer(index, language) for language in ("en", "de")]


@pytest.mark.parametrize("record", record_classes(), ids=lambda record: record.__name__)
def test_no_heading_is_an_id(record: type[Record], localizers: list[Localizer], monkeypatch: pytest.MonkeyPatch) -> None:
    """The heading of each record has words, also without a title, and without any optional field."""
    index = localizers[0].index
    title = plan(record).fields.get(title_field(record))
    optional = [field for field in plan(record).fields.values() if not field.required]
    cleared = [[], *([[title]] if title and not title.required else []), optional]
    for fields in cleared:
        for one in (one for one in index.records.values() if type(one) is record):
            for field in fields:
                monkeypatch.setattr(one, field.name, field.empty)
            for heading in (entry(one, localizer).title for localizer in localizers):
                assert heading.text
                assert heading.text != index.id_of(one) or heading.text in one.names() or record is Account  # the name of its site
    monkeypatch.undo()


def test_every_name_stands_under_a_heading_of_its_own(localizers: list[Localizer]) -> None:
    """What a record class names is under a heading for this class: none stands among the people who is no person."""
    found: dict[str, set[str]] = {}
    for record in record_classes():
        found.setdefault(heading_of(record.segment, localizers[0]), set()).add(record.segment)
    assert found["People"] == {"person"}
    assert "cited-work" in found[localizers[0].words["names_works"]]
    assert all(len([one for one in NAMED.values() if segment in one]) <= 1 for some in found.values() for segment in some)


_KINDS = [row for row in work_kinds.rows().values() if row.section == work_kinds.WORKS]


def test_works_are_under_the_names_of_their_kinds(tmp_path: Path) -> None:
    """A group with up to three kinds is headed by them; objects, events and works of art are no publications, licences are no works."""
    records = "works:\n" + "".join(f"- {{title: On {row.name}, kind: {row.name}}}\n" for row in _KINDS)
    file = tmp_path / "cv.yaml"
    file.write_text(_BY_KIND + records, encoding="utf-8")
    localizer = Localizer(Index(vitagraph.read(file)), "en")
    works = localizer.index.cv.works
    whole, *others = page_sections(localizer)
    parts = {part.name.removeprefix("works-"): part.title for part in (*whole.parts, *others)}
    for group, labels in work_kinds.GROUPS.items():
        rows = [row for row in _KINDS if row.group == group]
        assert not rows or parts[group] == (labels[0] if len(rows) > 3 else headed(rows))
    for one in works:
        localizer.index.cv.works = [one]
        (section,) = page_sections(localizer)
        assert section.parts or one.kind.row.group == "ip"
        assert (section.parts or [section])[0].title == one.kind.row.plural[0]
        if section.parts:
            assert section.title == ("Publications" if one.kind.row.is_publication else "Works")
    localizer.index.cv.works = works


def headed(rows: list[work_kinds.WorkKindRow]) -> str:
    """The expected heading of works of these kinds."""
    plurals = [row.plural[0] for row in rows]
    first, *others = [plurals[0], *(one[0].lower() + one[1:] for one in plurals[1:])]
    return " and ".join(filter(None, [", ".join([first, *others[:-1]]), *others[-1:]]))


@pytest.mark.parametrize(
    ("records", "heading"),
    [
        ("talks: [{title: Owls, date: 2020}]", "Talks"),
        ("talks: [{title: Owls, date: 2020}, {kind: attendee, event: Owl Days}]", "Talks and events"),
        ("talks: [{kind: [session chair, discussant], event: Owl Days}]", "Parts in events"),
        ("awards: [{name: Owl, year: 2020}]", "Awards"),
        ("awards: [{name: Owl, year: 2020, outcome: finalist}]", "Awards and nominations"),
        (
            "works: [{title: A Talk with Ada, kind: published-interview, contributors: [{name: Ada Beispiel, role: interviewee}]}]",
            "In the media",
        ),
        ("works: [{title: A Talk with Eule, kind: published-interview, authors: [Ada Beispiel]}]", "Publications"),
        ("books: [Owls]\nworks: [{title: Owl, kind: artwork}]", "Publications and works"),
        ("credentials: [{title: Admitted, kind: bar-admission, jurisdiction: Owl State}]", "Admitted: Owl State – bar admission"),
        ("credentials: [{title: Admitted, kind: bar-admission, organization: Owl Court}]", "Admitted: Owl Court – bar admission"),
    ],
)
def test_a_heading_is_true_of_all_entries(tmp_path: Path, records: str, heading: str) -> None:
    """A section is headed by what is in it."""
    text = text_of(site(tmp_path, records + "\n")["index.html"])
    assert f"\n{heading}\n" in text


def _title_of(section: str) -> str:
    """The field with the title of the entries of a section: of service, the name of the role."""
    return "role_name" if section == "service" else title_field(sections()[section])


def _dated_sections() -> dict[str, str]:
    """The sections whose entries are ordered by date -> the field with it."""
    listed = {name: record for name, record in sections().items() if name not in UNDATED and _title_of(name)}
    shown = {name: record for name, record in listed.items() if not any(record.segment in one for one in NAMED.values())}
    found = {name: [one for one in ("date", "dates", "year") if one in plan(record).fields] for name, record in shown.items()}
    return {name: fields[0] for name, fields in found.items() if fields}


def _orders(tmp_path: Path, dates: list[str]) -> dict[str, list[str]]:
    """Section -> the dates of its entries on the page, where the file has entries with these dates in each section."""
    lines = []
    for name, dated in _dated_sections().items():
        kind = ", kind: essay" if name == "works" else ""
        fits = [date for date in dates if "to" not in date or plan(sections()[name]).fields[dated].type is Period]
        stated = (f"{dated}: {date}" if date[0].isdigit() else f"status: {date}" for date in fits)
        records = [
            f"- {{{_title_of(name)}: Owl of {date}{kind}{', ' + one if date != 'undated' else ''}}}"
            for date, one in zip(fits, stated, strict=True)
        ]
        lines += [f"{name}:", *records]
    file = tmp_path / "cv.yaml"
    file.write_text(_BY_KIND + "\n".join(lines) + "\n", encoding="utf-8")
    shown = page_sections(Localizer(Index(vitagraph.read(file)), "en"))
    lists = [part for section in shown for part in (section.parts or [section])]
    return {one.name: [entry.title.text.removeprefix("Owl of ") for entry in one.entries] for one in lists}


def test_entries_are_newest_first(tmp_path: Path) -> None:
    """In every section: what goes on, then by date, then what has none; from the oldest to the newest if the file is always so."""
    orders = _orders(tmp_path, ["2012", "2019", "undated", "2010 to present", "2015", "2013 to 2018"])
    assert len(orders) == len(_dated_sections()) > 20
    for order in orders.values():
        assert [one for one in order if "to" not in one] == ["2019", "2015", "2012", "undated"]
    assert orders["positions"] == ["2010 to present", "2019", "2013 to 2018", "2015", "2012", "undated"]
    ascending = ["2010", "2011", "2012", "2013", "2014"]
    assert all(order == ascending for order in _orders(tmp_path, ascending).values())
    assert all(order == ascending[:0:-1] for order in _orders(tmp_path, ascending[1:]).values())


def test_what_is_not_published_yet_comes_first(tmp_path: Path) -> None:
    """Dates are as stated, and those of the event where a record has none."""
    records = """
journal_articles: [{title: Old, date: 2019-03-02}, {title: New, date: 2023}, {title: Soon, status: in-press}]
works: [{title: On Owls, kind: op-ed, date: 2020-05-04}, {title: Owls at Noon, kind: op-ed}, {title: Hoots, kind: concert, event: Owl Days}]
service: [{role: organizer, event: Owl Days}]
talks: [{title: On Hoots, event: Owl Days}]
events: [{name: Owl Days, dates: 2021-06-09 to 2021-06-11}]
"""
    text = text_of(site(tmp_path, records)["index.html"]).replace("\N{NO-BREAK SPACE}", " ")
    assert re.findall("(?m)^(Soon|New|Old|On Owls|Owls at Noon)", text) == ["Soon", "New", "Old", "On Owls", "Owls at Noon"]
    assert "\n2 Mar 2019\nOld" in text
    assert "\n4 May 2020\nOn Owls" in text
    assert text.count("9 Jun 2021 – 11 Jun 2021\n") == 3


@pytest.mark.parametrize("record", ["talks: [{kind: interview}]", "media: [{kind: interview, date: 2020}]", "works: [{kind: essay}]"])
def test_what_is_named_by_its_kind_does_not_repeat_it(tmp_path: Path, record: str) -> None:
    """Neither as a mark nor in the other language."""
    files = site(tmp_path, record)
    for path in "index.html", "de/index.html":
        entries = [line for line in text_of(files[path], "<footer").splitlines() if re.search("(?i)^(interview|essay)", line)]
        assert entries
        assert not [line for line in entries if re.search("(?i)(interview|essay).*(interview|essay)", line)], entries


_SHORT = """
languages: [{name: Owlish, code: ow, skills: [{skill: reading}, {skill: writing}]}]
skills: [Hooting, {name: Flight, area: Air}]
positions: [{title: Owl fellowship, kind: fellowship, organization: Nest, dates: 2020/}]
grants: [{title: Mouse Fund, amount: 7500 USD, role: fellow, kind: fellowship, duration: P6M}]
projects: [{title: Owls, funders: [Owl Fund, Mouse Fund]}]
service: [{role: editorial-board-member, organization: Nest}]
talks: [{title: Online, date: 2021-05-01, kind: [invited talk, panel], status: moved-online}]
journal_articles: [{title: On Owls, journal: Owl Studies, volume: 20, issue: 1, pages: 829-, date: 2019}]
works:
- title: Songs
  kind: translation
  language: fr
  authors: [Old Owl]
  editors: [Ada Beispiel]
  translators: [Ada Beispiel]
  contributors: [{name: Ada Beispiel, role: writer of added commentary}, {name: Eule E, role: [composer, performer]}]
journals: [{name: Owl Studies, type: magazine}]
"""


def test_values_are_words(tmp_path: Path) -> None:
    """No pieces run together, no codes are printed, a person with several roles is named once."""
    files = site(tmp_path, _SHORT)
    english, german = (text_of(files[path], "<footer").replace("\N{NO-BREAK SPACE}", " ") for path in ("index.html", "de/index.html"))
    for line in (
        "reading, writing", "Further skills\nHooting", "From 2020\nOwl fellowship\n",
        "Mouse Fund – fellowship\nUS$7,500 · Duration: 6 months",
        "Funded by: Owl Fund, Mouse Fund", "Online – invited talk, panel\nStatus: moved online",
        "Owl Studies · vol. 20, no. 1 · pp. 829 ff.",
        "edited and translated by Ada Beispiel (writer of added commentary) · Composer, performer: Eule E",
    ):  # fmt: skip
        assert line.replace("\n", "") in english.replace("\n", ""), line
    for line in (
        "Ab 2020",
        "7.500 US$ · Dauer: 6 Monate",
        "Mitglied eines Redaktionsbeirats",
        "Status: online statt vor Ort",
        "Type: Magazin",
    ):
        assert line.replace("Type", "Art") in german, line
    work = next(data for path, data in files.items() if path.startswith("publication/") and b"<h1>Songs" in data)
    assert "Language\nFrench" in text_of(work, "<footer")


_TRUE = """
grant_totals: [{title: Travel, count: 2}]
students: [{count: 3, subject: Hoots, supervisors: [Bo Roe]}]
service: [{role: organizer, organization: Nest, cases: 6 meetings}]
talks: [{title: Dawn, date: 2025, status: scheduled}]
teaching:
- {title: A, credits: 1 credit hour}
- {title: B, credits: "1.5"}
works: [{kind: translation, date: 2010}, {kind: preface, date: 2011}]
software: [{title: hoot, publisher: Owl Society}]
"""


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Number of grants: 2", "students: 2"),
        ("Number of students: 3", "grants: 3"),
        ("Other supervisors: Bo Roe", "· Supervisors:"),
        ("Number: 6 meetings", "cases"),
        ("Status: scheduled", "as scheduled"),
        ("1 credit hour", "hour credits"),
        ("1.5 credits", "hour credits"),
        ("\nTranslation\n", "Translation – translation"),
        ("Published by: Owl Society", "Publisher"),
        ("Zahl der Förderungen: 2", "Zahl der Studierenden: 2"),
        ("Anzahl: 6 meetings", "Fälle"),
        ("Status: geplant", "wie geplant"),
        ("Veröffentlicht von: Owl Society", "Verlag"),
    ],
)
def test_words_are_true_of_the_record(tmp_path: Path, true: str, false: str) -> None:
    """The label of a field whose meaning differs between classes, a unit that is stated, a kind that is the title."""
    files = site(tmp_path, _TRUE)
    pages = [text_of(files[path]) for path in ("index.html", "de/index.html")]
    assert any(true in page for page in pages), pages
    assert not any(false in page for page in pages)


_TRANSLATED = """
studies: [{degree: PhD, thesis: {title: {it: Gufi, en: Owls}}}]
teaching: [{title: {it: Uova, en: Eggs}}, {title: {en: Nests, it: Nidi}, language: it}]
projects: [{title: {it: Boschi, en: Woods}, acronym: QW}]
positions: [{title: {it: Guardia, en: Guard}, organization: Nest, dates: 2010 to 2012}]
works:
- {title: {it: Canti, en: Songs, de: Lieder}, kind: translation}
- title: {it: Ali, en: Wings}
  kind: book-review
  reviewed: [{title: {it: Voli, en: Flights}, authors: [Roe B], date: 2001}]
"""


def test_a_translation_stands_behind_the_title_that_it_translates(tmp_path: Path) -> None:
    """What was written or held has its title in its language on every page; a post has the one of the page."""
    files = site(tmp_path, _TRANSLATED)
    english, german = (text_of(files[path]) for path in ("index.html", "de/index.html"))
    for both in ("Gufi [Owls]", "Uova [Eggs]", "Nidi [Nests]", "QW: Boschi [Woods]", "Ali [Wings]", "On: Roe B: Voli [Flights] (2001)"):
        assert both in english
        assert both.replace("On:", "Über:") in german
    assert "Canti [Songs]" in english
    assert "Canti [Lieder]" in german
    assert "\nGuard\n" in english.replace(" #", "\n")
    work = next(data for path, data in files.items() if path.startswith("publication") and path.endswith(".html") and b"Canti" in data)
    assert '<h1><span lang="it" dir="auto">Canti</span> [Songs]</h1>' in work.decode()


_PLACED = """
service:
- {role: organizer, event: Owl Days, dates: 2010-09}
- {role: organizer, event: Owl Nights, dates: 2010}
- {role: organizer, event: Owl Noon, dates: 2011, place: Here}
talks: [{title: Dawn, date: 2010-09-16, event: Owl Days}]
awards: [{name: Wing, year: 2010-10, event: Owl Days}]
book_chapters: [{title: Beaks, book: Birds, date: 2001}]
books: [{title: Claws, publisher: [Nest Press, Egg Press], place: [Bari, Rome], date: 2002}]
works:
- {title: Eggs, kind: preface, book: Birds, date: 2003}
- {title: Feathers, kind: book-review, reviewed: [{title: Wings, publisher: Nest Press, place: Bari, date: 2001}]}
- {title: Hoots, kind: concert, event: Owl Nights}
- {kind: translation, language: en, date: 2010}
- {title: Ailes, kind: essay, language: fr, related: [{relation: related-to, event: Owl Days}]}
- {title: Eyes, kind: essay, language: en}
- title: Tools
  kind: essay
  related:
  - {relation: requires, thing: A}
  - {relation: requires, thing: B}
  - {relation: based-on, thing: {title: C, authors: [Roe B]}}
edited_books: [{title: Birds, editors: [Roe B], publisher: Nest Press, place: "Torun, Poland"}]
events:
- {name: Owl Days, dates: 2010-09-15/17, place: "Trento, Italy"}
- {name: Owl Nights, dates: 2010-10-01/02, place: "San Juan, Puerto Rico"}
- {name: Owl Noon, place: There}
"""


def test_an_entry_has_all_that_its_line_states(tmp_path: Path) -> None:
    """The place and the dates of its event, the country of a place, the book of a work, the place of a publisher, a language."""
    files = site(tmp_path, _PLACED)
    text = text_of(files["index.html"]).replace("\N{NO-BREAK SPACE}", " ")
    text = text.replace("\n", "|")
    for line in (
        "Sep 2010|Organizer|Owl Days · Trento, Italy · 15 Sep 2010 – 17 Sep 2010|",
        "2010|Organizer|Owl Nights · San Juan, Puerto Rico · 1 Oct 2010 – 2 Oct 2010|",
        "Organizer|Owl Noon · Here|",
        "Dawn|Owl Days · Trento, Italy|",
        "Wing|Owl Days · Trento, Italy|",
        "Beaks|Birds|",
        "|More|edited by Roe B · Nest Press, Torun, Poland|",
        "Claws|Nest Press · Egg Press, Bari, Rome|",
        "|In: Birds · edited by Roe B · Nest Press, Torun, Poland|",
        "On: Wings (Nest Press, Bari, 2001)",
        "Hoots|Owl Nights · San Juan, Puerto Rico|",
        "Translation|Language: English|",
        "Ailes|Language: French|",
        "|More|Related to: Owl Days (Trento, Italy, 15 Sep 2010 – 17 Sep 2010)|",
        "Eyes|",
        "|More|Requires: A, B · Based on: Roe B: C|",
    ):
        assert line in text, line
    assert "Eyes|Language" not in text


def test_every_coded_value_has_words() -> None:
    """The types and statuses that records state; languages have names in both languages."""
    types = (OrganizationType, PeriodicalType, SeriesType, ProjectType, EventType)
    coded = [*(word for one in types for word in one.classes), *EventStatus.statuses, *Attendance.statuses]
    assert {*coded} == {*messages("en")["types"]}


@pytest.mark.parametrize(
    ("positions", "head"),
    [
        ("[{title: Owl, organization: Nest}, {title: Egg, organization: Nest, dates: 2010 to 2012}]", "Owl Nest"),
        ("[{title: Egg, organization: Nest, dates: 2010 to 2012}, {title: Owl, organization: Nest}]", ""),
        ("[{title: Owl, organization: Nest, dates: 2020 to 2024}]", ""),
        ("[{title: Owl, organization: Nest, dates: 2020 to 2024-12}]", "Owl Nest"),
        ("[{title: Owl, organization: Nest, dates: 2020 to 2025}]", "Owl Nest"),
        (
            "[{title: Guest, kind: affiliation, organization: Tree, dates: ongoing}, {title: Owl, organization: Nest, dates: ongoing}]",
            "Owl Nest Guest Tree",
        ),
    ],
)
def test_the_head_has_the_present_positions(tmp_path: Path, positions: str, head: str) -> None:
    """As of May 2024: those that certainly go on, and those without dates before all that ended; employments first."""
    page = site(tmp_path, f"positions: {positions}\n")["index.html"].decode()
    roles = re.findall('<p class="role">(.*?)</p>', page)
    assert " ".join(re.sub("<[^>]+>", " ", " ".join(roles)).split()) == head


def test_figures_count_each_talk_once(tmp_path: Path) -> None:
    """Under its kinds, in the year of its event if it states none; a discussant gives no talk. Peer review is marked."""
    records = """
talks:
- {title: A, kind: [invited talk, webinar], event: Owl Days}
- {title: B, date: 2020}
- {kind: discussant, event: Owl Days, date: 2020}
events: [{name: Owl Days, dates: 2021-06}]
works: [{title: On Owls, kind: essay, status: peer-reviewed}]
"""
    text = text_of(site(tmp_path, records)["index.html"])
    assert "\ninvited talk, webinar\n1\n" in text
    assert "\n2020\n1\n0\n1\n2021\n1\n0\n1\n" in text
    assert "On Owls – essay, peer-reviewed" in text


@pytest.mark.parametrize("records", ["", "positions: [{title: Dean, organization: Owl University, dates: 2020 to present}]\n"])
@pytest.mark.parametrize("person", ["", ", bio: Ada looks at owls.", ", former_names: Ada Vogel"])
@pytest.mark.parametrize("news", [False, True])
def test_the_contents_are_the_sections_of_the_page(tmp_path: Path, records: str, person: str, news: bool) -> None:
    """Each leads to a section, and each section is in it; what unfolds has content."""
    head = f"document: {{iri: https://ada.example/cv}}\nperson: {{name: Ada Beispiel{person}}}\n"
    (tmp_path / "cv.yaml").write_text(head + records, "utf-8")
    if news:
        (tmp_path / "news").mkdir()
        (tmp_path / "news/owls.md").write_text("---\ntitle: Owls\ndate: 2024-05-01\n---\nHello.\n", "utf-8")
    page = build(Index(vitagraph.read(tmp_path)), Options(folder=tmp_path))["index.html"].decode()
    contents = page[page.index('<nav class="toc') : page.index("</nav>")]
    assert re.findall(r'href="#([^"]+)"', contents) == re.findall(r'<section class="section[^"]*" id="([^"]+)"', page)
    assert not re.search(r"</summary>\s*</details>", page)
