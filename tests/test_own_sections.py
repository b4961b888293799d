"""Sections of the owner's own: kinds, order, visibility, hostile headings, many entries."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import vitagraph
from vitagraph.cli import main
from vitagraph.errors import DataError
from vitagraph.importers.formats import read as import_text
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.definitions import classes_of
from vitagraph.rdf.sources import read_graphs
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.rdf.vocabulary import PREFIXES, RDF, SCHEMA
from vitagraph.records import CV, Visibility
from vitagraph.records.own_sections import EntryKind
from vitagraph.recovery import records
from vitagraph.site import Options, build
from vitagraph.validation import validate
from vitagraph.yaml.writing import files


def read(folder: Path, text: str) -> CV:
    """The CV of a person with these sections."""
    (folder / "cv.yaml").write_text(f"person: {{name: Ana Bel}}\n{text}", encoding="utf-8")
    return vitagraph.read(folder / "cv.yaml")


def section(*entries: str, heading: str = "Expeditions") -> str:
    """A section with these entries."""
    return f"sections:\n  - title: {heading}\n    entries:\n" + "".join(f"      - {entry}\n" for entry in entries)


def kinds() -> list[str]:
    """The classes that an entry may have."""
    written = (f"{prefix}:{name}" for prefix in PREFIXES for name in classes_of(prefix))
    return [name for name in written if _is_kind(name)]


def _is_kind(name: str) -> bool:
    try:
        return bool(EntryKind.parse(name))
    except ValueError:
        return False


def test_an_entry_of_every_kind_is_valid(tmp_path: Path) -> None:
    """A class whose shape requires more than an entry has is refused when the CV is read, with the section for it."""
    known = kinds()
    facts = "dates: 2017, place: Rome, organization: Acme Org, people: [Cole B], description: Solo"
    cv = read(tmp_path, section(*(f"{{id: e{number}, title: T{number}, kind: '{kind}', {facts}}}" for number, kind in enumerate(known))))
    assert len(known) > 1000
    wrong = [one.message for one in validate(cv).results if one.shacl.severity.name == "error"]
    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("schema:Evnt", "'schema:Evnt' is no class; did you mean 'schema:Event'?"),
        ("schema:award", "'schema:award' is no class"),
        ("schema:Person", "schema:Person is a class of the records of other sections; write it under `people:`"),
        ("vivo:EditorRole", "it is part of other records, or leave the kind out"),
        ("Event", "'Event' is not a class of a vocabulary; write for example schema:"),
        ("schema:a b", "is not a class of a vocabulary"),
        ("schema:Event> . <x> <y> <z", "is not a class of a vocabulary"),
        ("ex:Thing", "there is no vocabulary 'ex'"),
    ],
)
def test_another_kind_is_refused(kind: str, message: str, tmp_path: Path) -> None:
    """At its place, with what to write instead."""
    with pytest.raises(DataError, match=r"cv.yaml:5:\d+: ") as error:
        vitagraph.dataset(read(tmp_path, section(f"{{title: X, kind: '{kind}'}}")))
    assert message in str(error.value)


def test_the_order_of_entries_survives_with_restricted_ones_between(tmp_path: Path) -> None:
    """The position of an entry counts the entries that its readers see, so that no gap shows a restricted one."""
    hidden = {1: "private", 4: "contact", 5: "private", 8: "private"}
    entries = [f"{{title: T{number}, visibility: {hidden.get(number, 'public')}}}" for number in range(10)]
    cv = read(tmp_path, section(*entries))
    dataset = vitagraph.dataset(cv)
    text = dataset.serialize("nquads", RESTRICTED)
    back, lost = records(read_graphs("cv", text, SYNTAXES["nquads"]))
    assert not lost
    assert [str(entry.title) for entry in back.sections[0].entries] == [f"T{number}" for number in range(10)]
    assert {entry.title: entry.stated_visibility.name for entry in back.sections[0].entries if entry.visibility} == {
        f"T{number}": name for number, name in hidden.items()
    }
    positions = sorted(int(o.split('"')[1]) for _, p, o in dataset.triples() if p == SCHEMA.position)
    assert positions == list(range(1, 7))


SECRET = "Verschlusssache"


@pytest.mark.parametrize(
    "entry",
    [
        f"{{title: {SECRET}, organization: {SECRET} Org, people: [{SECRET} A], place: {SECRET}, kind: schema:Trip, visibility: private}}",
        f"{{title: T, description: {SECRET}, role: {SECRET}, visibility: {{description: private, role: contact}}}}",
        f"{{title: {SECRET}, dates: 2017, visibility: {{title: private}}}}",
        f"{{title: T, organization: {SECRET}, number: {SECRET}, visibility: {{organization: private, number: private}}}}",
        f"{{title: T, people: [{SECRET} A], url: 'https://{SECRET.lower()}.example', visibility: {{people: private, url: private}}}}",
    ],
)
def test_no_restricted_fact_of_an_entry_is_public(entry: str, tmp_path: Path) -> None:
    """Neither in the graph, nor on the page, nor in an export."""
    cv = read(tmp_path, section("T0", entry, "T9"))
    public = vitagraph.dataset(cv).serialize("turtle")
    assert SECRET.lower() not in public.lower()
    assert SECRET.lower() in vitagraph.dataset(cv).serialize("trig", RESTRICTED).lower()
    from vitagraph.records import Index

    pages = build(Index(cv), Options())
    assert not [name for name, data in pages.items() if SECRET.lower().encode() in data.lower()]
    done = CliRunner().invoke(main, ["export", str(tmp_path / "cv.yaml"), "-f", "rendercv"])
    assert done.exit_code == 0
    assert SECRET.lower() not in done.output.lower()


def test_a_heading_cannot_end_a_script(tmp_path: Path) -> None:
    """Every heading and text is escaped where it stands; the page has each in order."""
    cv = read(
        tmp_path,
        section("'<img src=x onerror=alert(1)>'", heading="'</script><script>alert(1)</script>'")
        + section("B", heading="Zweite")[len("sections:\n") :],
    )
    from vitagraph.records import Index

    page = build(Index(cv), Options())["index.html"].decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.index("&lt;/script&gt;") < page.index("Zweite")


def test_thousands_of_entries_take_bounded_time(tmp_path: Path) -> None:
    """Reading, mapping and recovery are linear in the entries."""
    cv = read(tmp_path, section(*(f"{{title: Item {number}, dates: {1000 + number % 1000}}}" for number in range(3_000))))
    start = time.process_time()
    text = vitagraph.dataset(cv).serialize("ntriples")
    back, lost = records(read_graphs("cv", text, SYNTAXES["ntriples"]))
    assert not lost
    assert len(back.sections[0].entries) == 3_000
    assert time.process_time() - start < 20


RENDERCV = """\
cv:
  name: Ana Bel
  sections:
    Exhibitions:
      - {name: "[Gold Card](https://a.example/x)", date: 2017, location: Lake George, summary: Solo,
         highlights: ["Role: Painter", "Organization: Arts Centre", "Number: 7", Sold out]}
    On the side:
      - {label: Knitting, details: at night}
    Small print:
      - bullet: Nebraska (inactive)
      - A line
"""


def test_free_sections_of_rendercv_come_in_and_go_out(tmp_path: Path) -> None:
    """The three forms of entries, under their headings; what is exported is imported as the same records."""
    imported = import_text(RENDERCV, "cv.yaml", "rendercv")
    assert not imported.problems
    first, second, third = imported.cv.sections
    (card,) = first.entries
    assert [str(one.title) for one in imported.cv.sections] == ["Exhibitions", "On the side", "Small print"]
    assert (card.title, card.role, card.organization, card.number) == ("Gold Card", "Painter", "Arts Centre", "7")
    assert (card.url, card.place, card.description) == ("https://a.example/x", "Lake George", "Solo\n- Sold out")
    assert [(str(one.title), str(one.description)) for one in second.entries] == [("Knitting", "at night")]
    assert [str(one.title) for one in third.entries] == ["Nebraska (inactive)", "A line"]
    for name, text in files(imported.cv).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["export", str(tmp_path), "-f", "rendercv"])
    assert done.exit_code == 0
    again = import_text(done.stdout, "cv.yaml", "rendercv")
    assert again.cv.sections == imported.cv.sections


def test_an_import_adds_to_the_section_of_its_heading(tmp_path: Path) -> None:
    """Entries that the CV has, in whatever words they name the organization, are not added again."""
    (tmp_path / "cv").mkdir()
    read(
        tmp_path / "cv",
        "sections:\n  - title: Exhibitions\n    entries:\n      - {title: Gold Card, dates: 2017, organization: arts}\n"
        "organizations: [{id: arts, name: Arts Centre}]\n",
    )
    (tmp_path / "more.yaml").write_text(RENDERCV, encoding="utf-8")
    for expected in (3, 3):
        done = CliRunner().invoke(main, ["import", str(tmp_path / "more.yaml"), "--into", str(tmp_path / "cv")])
        assert done.exit_code == 0, done.output
        cv = vitagraph.read(tmp_path / "cv")
        assert len(cv.sections) == expected
        assert [str(one.title) for one in cv.sections[0].entries] == ["Gold Card"]
    assert cv.sections[0].entries[0].number == "7"


def test_the_kind_of_a_section_is_that_of_its_entries(tmp_path: Path) -> None:
    """An entry with a kind of its own has that one; the way back states a shared kind once."""
    text = "sections:\n  - title: A\n    kind: schema:Trip\n    entries: [One, {title: Two, kind: schema:Event}]\n"
    cv = read(tmp_path, text)
    dataset = vitagraph.dataset(cv)
    kinds: dict[str, Any] = {s: o for s, p, o in dataset.triples() if p == RDF.type and o in ("<http://schema.org/Trip>", SCHEMA.Event)}
    assert {node.rpartition("/")[2]: kind for node, kind in kinds.items()} == {"one>": "<http://schema.org/Trip>", "two>": SCHEMA.Event}
    back, _ = records(read_graphs("cv", dataset.serialize("turtle"), SYNTAXES["turtle"]))
    assert [one.kind for one in back.sections[0].entries] == ["schema:Trip", "schema:Event"]
    assert Visibility.public is back.sections[0].stated_visibility
