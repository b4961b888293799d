"""Facts on the page of a CV: every field of every record, and a record class that the site has no code for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import vitagraph
from vitagraph.records import ABOUT_THE_RECORD, Author, Field, Index, Record, plan, sections
from vitagraph.records.event_states import EventState
from vitagraph.records.kinds import Kind
from vitagraph.records.languages import Language, LanguageSkill
from vitagraph.records.offices import PatentOffice
from vitagraph.records.relations import Relation
from vitagraph.site import Options, build
from vitagraph.site.entries.default import HAND_WRITTEN, entry
from vitagraph.site.localization import Localizer
from vitagraph.site.words import words
from vitagraph.values import Amount, LanguageTag, Pages, PartialDate, Period, TermName, Text
from vitagraph.values.facts import RECORD, Fact

ROOT = Path(__file__).parent.parent

#: class and field whose value may be missing from the page -> why
EXCEPTIONS = {
    "Account.account_name": "the address contains it",
    "Language.code": "the name of the language stands for it",
    "OwnSection.kind": "the heading says what the entries are",
    "Lecture.kind": "the section states that it is a lecture",
    "Person.citation_names": "the owner is marked in every list of authors",
    "Person.image": "a portrait at the address of the site is shown where its file lies beside the CV",
    "Project.role": "the name of the role replaces it",
    "Service.role": "the name of the role replaces it",
    "Skill.area": "the list of skills has it as a heading",
    "Study.level": "the name of the degree states it",
    "Talk.kind": "the section states that it is a talk",
    "Topic.area": "the list of interests has it as a heading",
}


class Texts(HTMLParser):
    """The texts and addresses inside each element with an id; "" is the whole page."""

    _VOID = frozenset(["meta", "link", "br", "img", "input", "hr", "path", "rect", "circle", "line"])

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []
        self.of: defaultdict[str, list[str]] = defaultdict(list)
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag not in self._VOID:
            self._open.append((tag, attributes.get("id") or ""))
        for name in ("href", "src"):
            self.handle_data(f" {attributes.get(name) or ''} ")

    def handle_endtag(self, tag: str) -> None:
        while tag not in self._VOID and self._open and self._open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        for name in {"", *(name for _, name in self._open)}:
            self.of[name].append(data)

    def text(self, name: str) -> str:
        return _plain("".join(self.of[name])).replace("\N{WORD JOINER}", "")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _shown_as(value: Any, field: Field, index: Index) -> Iterable[str]:
    """The texts of which a page shows one for a value; none for a value that needs no text."""
    if isinstance(value, Author):
        record = index.meant(value)
        names = [value.name] if value.name else [*(record.names() if record else ())]
        if field.has_roles and record:  # who stands in another list of the work has the roles there, beside the name printed there
            names += [*record.names(), *index.printed_names.get(index.node(record), {})]
        return [f"{name}, et al." for name in names] if value.others else names
    if field.reference:
        node = index.refer(field.reference.segment, value)
        return [*(index.records[node].names()), node[len(index.document) + 1 : -1], value]
    if isinstance(value, Kind):
        english, german = value.labels
        return [english, german, english.capitalize()]
    if isinstance(value, Fact):
        texts = value.value.translations if isinstance(value.value, Text) else ()
        return [text for _, text in texts] or [value.term.label if value.type == RECORD else str(value.value)]
    if isinstance(value, TermName | PatentOffice):
        return [value.label]
    if isinstance(value, bool):
        return (
            {"open_access": ["open access"], "more_authors": ["et al."], "peer_reviewed": ["Peer-reviewed"]}.get(field.name, [])
            if value
            else []
        )
    if isinstance(value, Period | PartialDate):
        return [(value.first if isinstance(value, Period) else value)[:4]]
    if isinstance(value, Pages):
        return [value.removesuffix("-").replace("-", "–")]
    if isinstance(value, LanguageTag):
        return [*(words(one).of("languages", value) for one in ("en", "de") if words(one).has("languages", value)), value]
    if field.name == "type":
        return [words(one).of("types", value) for one in ("en", "de")]
    if isinstance(value, Amount):
        number, currency = value.money or ("", "")
        return [f"{int(number.partition('.')[0]):,}" if currency else str(value)]
    if isinstance(value, EventState):
        return [words(one).of("types", value) for one in ("en", "de")]
    if isinstance(value, Text):
        return [_plain(text.splitlines()[0]) for _, text in value.translations or (("", str(value)),)]
    return [_plain(str(value))]


def _nested(record: Record) -> Iterator[Record]:
    yield record
    for field in (one for one in plan(type(record)).fields.values() if one.is_record):
        value = getattr(record, field.name)
        for one in value if field.many else filter(None, [value]):
            yield from _nested(one)


def _common(page: str, anchor: str) -> list[str]:
    """What the section of an entry states of all its entries."""
    (section, *_) = [one for one in page.split("<section ") if f'id="{anchor}"' in one] or [""]
    return re.findall('<p class="common">(.*?)</p>', section)


def _missing(name: str) -> Iterator[str]:
    """The fields of a CV with a value that neither the record's place on a page nor its own page shows."""
    index = Index(vitagraph.read(ROOT / "data" / name)).public_view()
    files = build(index, Options())
    page = {path: Texts(files[path]) for path in ("index.html", "de/index.html")}
    for record in (one for whole in index.cv.records() for one in _nested(whole)):
        anchor = index.node(record)[len(index.document) + 2 : -1]
        places = [
            anchor,
            *(["about"] if record is index.cv.person else ["languages"] if isinstance(record, Language | LanguageSkill) else []),
        ]
        whole, _ = index.container_of(record)
        if isinstance(record, Relation) and whole is not None:  # the label of several relations stands once
            places.append(index.node(whole)[len(index.document) + 2 : -1])
        text = " ".join(page[path].text(place) for path in page for place in places)
        text += " ".join(one for path in page for one in _common(files[path].decode(), anchor))
        if f"{anchor}.html" in files:
            text += Texts(files[f"{anchor}.html"]).text("")
        for field in plan(type(record)).fields.values():
            value = getattr(record, field.name)
            if field.name in ABOUT_THE_RECORD or field.is_record or value is None:
                continue
            for one in value if isinstance(value, list | tuple) else [value]:
                expected = list(_shown_as(one, field, index))
                if expected and not any(candidate in text for candidate in expected):
                    yield f"{type(record).__name__}.{field.name}"


@pytest.mark.parametrize("name", ["example", "lapuschkin"])
def test_every_fact_reaches_the_page_of_its_record(name: str) -> None:
    """A value that no page shows at its record is an exception with a reason; each exception is one."""
    missing = set(_missing(name))
    assert missing - {*EXCEPTIONS} == set()
    if name == "example":
        assert {*EXCEPTIONS} - missing == set()


def test_the_example_has_records_in_every_section() -> None:
    """The parity of fields covers every section."""
    cv = vitagraph.read(ROOT / "data/example")
    assert [section for section in sections() if not getattr(cv, section)] == []


@cache
def example_in_german() -> Localizer:
    return Localizer(Index(vitagraph.read(ROOT / "data/example")), "de")


@pytest.mark.parametrize("record", HAND_WRITTEN, ids=lambda record: record.__name__)
def test_a_hand_written_entry_names_fields_of_its_class(record: type[Record]) -> None:
    """A misspelt field would be shown twice."""
    assert HAND_WRITTEN[record].shows <= set(plan(record).fields)


_CLASSES = '''
from typing import Annotated, ClassVar

from vitagraph.rdf.vocabulary import BIBO, DCTERMS, RDFS, SCHEMA, VIVO, Iri
from vitagraph.records.annotations import Identified, as_form
from vitagraph.records.kinds import GrantRole
from vitagraph.records.record import PRIVATE, Author, Record
from vitagraph.records.references import OrganizationRef, PlaceRef, WorkRef
from vitagraph.records.works import Publication
from vitagraph.values import Doi, PartialDate, Period, Plain, Text, Url, slug


class Station(Record, kw_only=True):
    """A station of a field trip."""

    segment: ClassVar[str] = "station"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Event,)

    name: Annotated[Text, SCHEMA.name, RDFS.label, "name"]
    place: Annotated[PlaceRef | None, SCHEMA.location, "place"] = None

    def default_id(self, parent: str, number: int) -> str:
        return f"{parent}-{number}"


class Standard(Publication, kw_only=True):
    """A technical standard."""

    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.CreativeWork, BIBO.Document)
    publication_kind: ClassVar[str] = "standard"

    committee: Annotated[OrganizationRef | None, SCHEMA.publisher, "who passed it"] = None
    number: Annotated[Plain | None, BIBO.number, "its number"] = None


class FieldTrip(Record, kw_only=True):
    """A field trip."""

    segment: ClassVar[str] = "field-trip"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Event,)

    role: Annotated[GrantRole, DCTERMS.type, "role"] = GrantRole("fellow")
    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    dates: Annotated[Period, as_form(Period.start_term, SCHEMA.startDate), DCTERMS.date, "from when to when"]
    planned: Annotated[PartialDate | None, SCHEMA.dateCreated, "when it was planned"] = None
    guides: Annotated[list[Author], SCHEMA.organizer, "who guided it"] = []
    cooks: Annotated[list[Author], SCHEMA.contributor, "who cooked"] = []
    organization: Annotated[OrganizationRef | None, SCHEMA.funder, "who paid"] = None
    places: Annotated[list[PlaceRef], SCHEMA.location, "where it led"] = []
    works: Annotated[list[WorkRef], SCHEMA.workFeatured, "its publications"] = []
    permit: Annotated[Plain | None, Identified("permit", "permit", SCHEMA.identifier), "number of the permit"] = None
    doi: Annotated[Doi | None, as_form(Doi.link, SCHEMA.sameAs), Identified("DOI", "doi"), "DOI of its log"] = None
    diary: Annotated[Url | None, SCHEMA.url, "its diary"] = None
    tents: Annotated[int | None, VIVO.rank, "number of tents"] = None
    rained_out: Annotated[bool | None, SCHEMA.isAccessibleForFree, "whether it rained"] = None
    weather: Annotated[Text | None, SCHEMA.keywords, "the weather"] = None
    illness: Annotated[Plain | None, PRIVATE, SCHEMA.description, "who fell ill"] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it was about"] = None
    stations: Annotated[list[Station], VIVO.relates, "its stations"] = []

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.title)
'''
_CV = """
document: {iri: "https://ada.example/cv", languages: [en, de]}
person: Ada Beispiel
reports: [{id: log, title: The Log}]
standards:
- {title: Quiet Owls, authors: [Beispiel A, Vogel J], date: 2020, doi: 10.5555/quiet, committee: Owl Board, number: OW-9}
field_trips:
- title: {en: To the Owls, de: Zu den Eulen}
  dates: 2019-03 to 2019-05
  planned: 2018-11
  guides: [Vogel J]
  cooks: [Specht K]
  organization: Feather Press
  places: [Port Finch, Owl Town]
  works: [log]
  permit: OWL-7
  doi: 10.5555/owls
  diary: https://owls.example/diary
  tents: 12
  rained_out: true
  weather: {en: fog, de: Nebel}
  illness: Geheim
  description: {en: Owls were heard., de: Eulen waren zu hören.}
  stations: [{name: Hollow Tree, place: Owl Town}]
"""


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a CV with two sections of record classes that the site has no code for."""
    folder = tmp_path_factory.mktemp("classes")
    package = folder / "src/vitagraph"
    shutil.copytree(ROOT / "src/vitagraph", package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("ontology", "queries"):
        (folder / name).symlink_to(ROOT / name)
    (package / "records/field_trips.py").write_text(_CLASSES, encoding="utf-8")
    _replace(
        package / "records/cv.py", "    skills: list[Skill] = []\n", "    field_trips: list[FieldTrip] = []\n    skills: list[Skill] = []\n"
    )
    _replace(package / "records/cv.py", "    software: list[", "    standards: list[Standard] = []\n    software: list[")
    imported = "from vitagraph.records.field_trips import FieldTrip, Standard\n"
    _replace(package / "records/cv.py", "from vitagraph.records.people", f"{imported}from vitagraph.records.people")
    (folder / "cv.yaml").write_text(_CV, encoding="utf-8")
    command = [sys.executable, "-m", "vitagraph", "site", str(folder / "cv.yaml"), "-o", str(folder / "public"), "-q"]
    ran = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(folder / "src")}, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return folder / "public"


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_record_class_reaches_the_page(public: Path) -> None:
    """In a section of its own, with all its facts, in both languages; without those that are private."""
    english, german = (Texts((public / path).read_bytes()) for path in ("index.html", "de/index.html"))
    assert english.text("field_trips").startswith("Field trips")
    assert "#field_trips Field trips" in english.text("")
    entry = english.text("field-trip/to-the-owls")
    for fact in (
        "Mar 2019 – May 2019", "To the Owls", "Guides Vogel J", "Role: fellow", "Planned: Nov 2018", "Cooks: Specht K",
        "#org/feather-press Feather Press", "Places: #place/port-finch Port Finch", "#place/owl-town Owl Town",
        "#publication/log The Log", "permit: OWL-7", "https://doi.org/10.5555/owls DOI", "https://owls.example/diary Diary",
        "Tents: 12", "Rained out", "Weather: fog", "Owls were heard.", "Hollow Tree", "Place: #place/owl-town Owl Town",
    ):  # fmt: skip
        assert fact in entry, fact
    assert "Geheim" not in english.text("")
    assert "Zu den Eulen" in german.text("field-trip/to-the-owls")
    assert "Eulen waren zu hören. " in german.text("field-trip/to-the-owls")
    assert "station/to-the-owls-1" in english.of
    heading = '<h2 id="field_trips-title"{}>Field trips</h2>'
    assert heading.format("") in (public / "index.html").read_text(encoding="utf-8")
    assert heading.format(' lang="en"') in (public / "de/index.html").read_text(encoding="utf-8")


def test_a_new_class_of_publications_has_a_page_and_files(public: Path) -> None:
    """It is among the publications of its year, with its kind, the facts of its class, its page, and the formats of reference managers."""
    page = Texts((public / "index.html").read_bytes())
    assert page.text("publications-2020").startswith("2020 1")
    assert "#publications Publications" in page.text("")
    (name,) = (one for one in page.of if one.startswith("publication/") and "Quiet Owls" in page.text(one))
    for text in (page.text(name), Texts((public / f"{name}.html").read_bytes()).text("")):
        for fact in (
            "standard",
            "Quiet Owls",
            "Vogel J",
            "2020",
            "https://doi.org/10.5555/quiet",
            "#org/owl-board Owl Board",
            "Number: OW-9",
        ):
            assert fact in text, fact
    contained = unquote((public / f"{name}.html").read_text(encoding="utf-8"))
    for citation in "@standard{", "TY  - STAND", '"type":"standard"':
        assert citation in contained
    assert "Quiet Owls" in (public / "feed.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("record", HAND_WRITTEN, ids=lambda record: record.__name__)
def test_every_hand_written_entry_needs_its_record_alone(record: type[Record]) -> None:
    """A record class that nests another one has its entries without knowing what they need."""
    localizer = example_in_german()
    known = [one for one in localizer.index.records.values() if isinstance(one, record)]
    assert known
    assert all(entry(one, localizer).title.text for one in known)
