"""Reading: unusual but valid input, places of values, and DataError for all other input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vitagraph
from vitagraph import DataError, UsageError, read, read_text
from vitagraph.records.kinds import AwardOutcome, Kind, TalkKind

PERSON = "person:\n  name: Käthe Beispiel\n"


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


# -- encodings and syntaxes


@pytest.mark.parametrize(
    "data",
    [
        PERSON.encode(),
        b"\xef\xbb\xbf" + PERSON.encode(),
        PERSON.encode("utf-16"),
        b"\xff\xfe" + PERSON.encode("utf-16-le"),
        b"\xfe\xff" + PERSON.encode("utf-16-be"),
        PERSON.replace("\n", "\r\n").encode(),
        PERSON.replace("\n", "\r").encode(),
        PERSON.rstrip("\n").encode(),
        b"---\n" + PERSON.encode() + b"...\n",
        b"%YAML 1.1\n---\n" + PERSON.encode(),
        json.dumps({"person": {"name": "Käthe Beispiel"}}).encode(),
        json.dumps({"person": {"name": "Käthe Beispiel"}}, ensure_ascii=False, indent="\t").encode(),
    ],
    ids=["utf-8", "mark", "utf-16", "utf-16-le", "utf-16-be", "crlf", "cr", "no-newline", "markers", "directive", "escaped", "tabs"],
)
def test_one_text_in_many_encodings(tmp_path, data):
    file = written(tmp_path, {"cv.yaml": data}) / "cv.yaml"
    assert read(file).person.name == "Käthe Beispiel"


def test_json_with_surrogate_pairs_and_backslashes():
    texts = {"en": "Owls 🦉 and \\ud83e\\udd89 and \\🦉\t\n", "de": '"Eulen" / \u2028 \\'}
    cv = read_text(json.dumps({"reports": [{"title": texts}]}), "cv.json")
    assert cv.reports[0].title.translations == tuple((tag, text.strip()) for tag, text in texts.items())


def test_json_as_its_writers_indent_it():
    data = {"talks": [{"title": "Owls", "date": 2020}, {"title": "Crows", "date": "2021-01-01", "kind": ["keynote"], "place": None}]}
    for indent in (None, 2, "\t"):
        cv = read_text(json.dumps(data, indent=indent), "cv.json")
        assert [(talk.title, str(talk.date)) for talk in cv.talks] == [("Owls", "2020"), ("Crows", "2021-01-01")]


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PERSON.encode())))
    cv = read("-")
    assert cv.person.name == "Käthe Beispiel"
    assert str(cv.origins.of(cv.person)) == "<stdin>:2:3"


def test_anchors_and_aliases():
    cv = read_text(
        "reports:\n  - title: &owls {en: Owls, de: Eulen}\n    id: one\n  - title: *owls\n    id: two\n    keywords: &k [a, b]\n"
    )
    assert cv.reports[0].title == cv.reports[1].title
    assert cv.reports[1].keywords == ["a", "b"]


@pytest.mark.parametrize(
    "text", ["NO", "no", "1.10", "0123", "12:30", "0x1F", "1e3", "'null'", '"~"', ".inf", "=", "2020-01-01T00:00:00", "1_000", "true"]
)
def test_text_stays_text(text):
    cv = read_text(f"journal_articles:\n  - title: Owls\n    volume: {text}\n")
    assert cv.journal_articles[0].volume == text.strip("'\"")


@pytest.mark.parametrize("empty", ["", "~", "null", "Null", "NULL"])
def test_an_empty_value_is_a_field_left_out(empty):
    cv = read_text(f"journal_articles:\n  - title: Owls\n    volume: {empty}\n    authors: {empty}\n")
    assert cv.journal_articles[0].volume is None
    assert cv.journal_articles[0].authors == []


def test_one_or_many():
    one = read_text("talks: [{title: Owls, date: 2020, kind: keynote, organizers: Beispiel A}]\nperson: {email: a@b.example}\n")
    many = read_text("talks: [{title: Owls, date: [2020], kind: [keynote], organizers: [Beispiel A]}]\nperson: {email: [a@b.example]}\n")
    assert one.talks == many.talks
    assert one.person == many.person


def test_a_title_is_enough():
    cv = read_text("journal_articles: [Owls]\nreports: [title: Crows]\nbooks: ['2020']\n")
    assert [record.title for record in (*cv.journal_articles, *cv.reports, *cv.books)] == ["Owls", "Crows", "2020"]
    assert '"Owls"@en' in vitagraph.dataset(cv).serialize("ntriples")


def test_sections_without_records():
    cv = read_text("person:\ntalks: ~\nreports: []\naliases: {}\ndocument:\n")
    assert cv.talks == cv.reports == []
    assert cv.person.name is None


def test_truth_in_all_its_spellings():
    spellings = {"true": True, "Yes": True, "on": True, "false": False, "NO": False, "off": False}
    records = "".join(f"  - {{title: t{n}, open_access: {text}}}\n" for n, text in enumerate(spellings))
    assert [record.open_access for record in read_text("reports:\n" + records).reports] == list(spellings.values())


def test_strings_tagged_as_strings():
    assert read_text("reports: [!!str 2020]\n").reports[0].title == "2020"


# -- folders


def test_a_folder_merges_its_files(tmp_path):
    folder = written(
        tmp_path,
        {
            "b.yml": "talks:\n  - {title: Crows, date: 2021}\naliases: {Beispiel AB: me}\n",
            "a.yaml": "talks:\n  - {title: Owls, date: 2020}\naliases: {Beispiel AB: me, Spatz J: vogel-j}\n",
            "c.json": '{"talks": [{"title": "Kiwis", "date": "2022"}], "people": ["Johanna Vogel"]}',
            ".hidden.yaml": "no: [records",
            "notes.txt": "no records",
            "empty.yaml": "# nothing yet\n",
        },
    )
    cv = read(folder)
    assert [talk.title for talk in cv.talks] == ["Owls", "Crows", "Kiwis"]
    assert cv.aliases == {"Beispiel AB": "me", "Spatz J": "vogel-j"}


def test_a_folder_may_be_named_as_text(tmp_path):
    written(tmp_path, {"a.yaml": PERSON})
    assert read(str(tmp_path)).person == read(tmp_path).person


def test_records_refer_across_files(tmp_path):
    written(tmp_path, {"a.yaml": "talks: [{title: Owls, date: 2020, paper: crows}]\n", "b.yaml": "reports: [{id: crows, title: Crows}]\n"})
    graph = vitagraph.dataset(read(tmp_path))
    assert "#publication/crows>" in graph.serialize("ntriples")


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "no records in this folder; add a file"), ("missing.yaml", "there is no such file or folder; name a YAML or JSON file")],
)
def test_nothing_to_read(tmp_path, name, message):
    with pytest.raises(UsageError, match=message):
        read(tmp_path / name)


def test_a_folder_of_cvs_is_no_cv(tmp_path):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada/person.yaml").write_text("person: Ada Beispiel\n")
    with pytest.raises(UsageError, match=r"no records in this folder; name .*ada, or read all CVs below with `vitagraph bulk`"):
        read(tmp_path)


def test_a_folder_named_like_a_file(tmp_path):
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(UsageError, match=r"a\.yaml: cannot be read \(Is a directory\); check the file"):
        read(tmp_path)


# -- origins

TALKS = """\
talks:
  - title: Owls
    date: 2020
    organizers: Beispiel A
  - date: 2021
    title:
      en: Crows
      de: Krähen
    organizers:
      - Beispiel A
      - {name: Vogel J, id: vogel-j}
patent_families:
  - title: Nest
    documents:
      - EP 4001902 A1
      - number: US 42
        inventors: [Beispiel A, Vogel J]
"""


@pytest.mark.parametrize(
    ("find", "path", "place"),
    [
        (lambda cv: cv.talks[0], (), "2:5"),
        (lambda cv: cv.talks[0], ("date",), "3:11"),
        (lambda cv: cv.talks[0], ("organizers", 0), "4:17"),
        (lambda cv: cv.talks[0], ("place",), "2:5"),
        (lambda cv: cv.talks[1], (), "5:5"),
        (lambda cv: cv.talks[1], ("title",), "7:7"),
        (lambda cv: cv.talks[1], ("title", "de"), "8:11"),
        (lambda cv: cv.talks[1], ("organizers", 1), "11:9"),
        (lambda cv: cv.talks[1], ("organizers", 1, "id"), "11:29"),
        (lambda cv: cv.patent_families[0], ("documents",), "15:7"),
        (lambda cv: cv.patent_families[0].documents[0], (), "15:9"),
        (lambda cv: cv.patent_families[0].documents[0], ("number",), "15:9"),
        (lambda cv: cv.patent_families[0].documents[1], ("inventors", 1), "17:33"),
    ],
)
def test_origins(find, path, place):
    cv = read_text(TALKS, "cv.yaml")
    assert str(cv.origins.of(find(cv), path)) == f"cv.yaml:{place}"


def test_origins_across_files(tmp_path):
    written(tmp_path, {"a.yaml": TALKS, "b.json": '{"talks": [\n {"title": "Kiwis",\n  "date": 2022}]}'})
    cv = read(tmp_path)
    assert cv.origins.of(cv.talks[0]) == (str(tmp_path / "a.yaml"), 2, 5)
    assert cv.origins.of(cv.talks[2], ("date",)) == (str(tmp_path / "b.json"), 3, 11)


def test_origins_count_characters_not_bytes():
    cv = read_text("talks: [{title: Käuzchen 🦉, date: 2020}]\n", "cv.yaml")
    assert str(cv.origins.of(cv.talks[0], ("date",))) == "cv.yaml:1:35"


def test_what_was_not_read_has_no_origin():
    cv = read_text(PERSON)
    assert cv.origins.of(vitagraph.records.Person(name="Ada")) is None
    assert cv.origins.of(cv.document) is None


# -- nesting, size, aliases


def run(code: str, **options: object) -> subprocess.CompletedProcess[str]:
    """A Python process of its own."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False, **options)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", '{"a": ', "[[{a: "])
def test_a_hundred_thousand_brackets(opening):
    code = f"import vitagraph\ntry: vitagraph.read_text({opening!r} * 100_000)\nexcept vitagraph.DataError as error: print(error)"
    result = run(code)
    assert (result.returncode, result.stderr) == (0, "")
    assert "nested deeper than 40 levels, which no CV is; write it with fewer brackets" in result.stdout


@pytest.mark.parametrize("source", ["/dev/zero", "huge.yaml"])
def test_a_huge_file_is_refused_without_reading_it(tmp_path, source):
    if source == "huge.yaml":
        with (tmp_path / source).open("wb") as file:
            file.write(b"# a comment\n")
            file.truncate(200 * 1024 * 1024)
    code = f"""
import resource, vitagraph
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try: vitagraph.read({source!r})
except vitagraph.DataError as error: print(error)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    result = run(code, cwd=tmp_path)
    message, grown = result.stdout.splitlines()
    assert message == f"{source}: the file has more than 64 MB, which no CV has; split it into a folder of files"
    assert int(grown) < 150 * 1024


def test_aliases_that_do_not_grow_much_are_read():
    cv = read_text(
        "reports:\n" + "  - {title: &t Owls, keywords: &k [a, b]}\n" + "".join(f"  - {{title: t{n}, keywords: *k}}\n" for n in range(100))
    )
    assert len(cv.reports) == 101


# -- arbitrary input

VALID = """\
document: {iri: https://ada.example/cv, as_of: 2024-06-01, language: en}
person:
  name: &ada Ada Beispiel
  birth_name: Ada Nimmerland
  orcid: 0000-0002-1825-0097
  email: [ada@example.org]
  address: {street: "Weg 7", locality: 'Berlin'}
  visibility: {homepage: contact}
aliases: {Beispiel AN: me}
people: [{name: Johanna Vogel, id: vogel-j}]
positions:
  - {title: {en: Professor, de: Professorin}, organization: TU Berlin, dates: 2021-04 to present, workload: full-time}
talks:
  - title: *ada
    date: 2021-12-13/14/16
    kind: [keynote]
    place: Berlin, Germany
    paper: Owls
journal_articles:
  - title: |
      Owls
    authors: [Beispiel A, {name: Vogel J, id: vogel-j}, "Wang L"]
    doi: 10.5555/jml.2016.12.431
    pages: 431-456
    journal: JML
"""
SCRAPS = [
    *"[]{}:-?&*!|>'\"%@`#,\n\t \\~<=.0aä\u2028\ufeff\0\x07\x85",
    "\r\n", ": ", "- ", "\n  ", "\n---\n", "<<: *ada", "*ada", "&x ", "!!int ", "null", '"\\ud83e"', "\\U0001F989", "id: me", "2020",
]  # fmt: skip


def reads_or_explains(text: str) -> None:
    """Reads a text; if it is invalid, the messages have a place."""
    problems: list[vitagraph.Problem] | None = None
    try:
        vitagraph.dataset(read_text(text, "cv.yaml"))
    except DataError as error:
        problems = list(error.problems)
    assert problems != []
    for problem in problems or ():
        assert str(problem).startswith("cv.yaml")
        assert problem.message.isprintable()
        assert "; " in problem.message


def test_the_valid_text_is_valid():
    assert len(read_text(VALID).talks[0].date) == 3


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text(text):
    reads_or_explains(text)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from([*SCRAPS, "person:", "talks:", "title:", "name:", "date:"]), max_size=30).map("".join))
def test_any_scraps_of_yaml(text):
    reads_or_explains(text)


@settings(max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_valid_text_with_anything_changed(data):
    text = VALID
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 1, 2, 5, 40])))
        text = text[:start] + data.draw(st.sampled_from(["", *SCRAPS])) + text[end:]
    reads_or_explains(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["me", "Owls", "2020", "public"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "name", "date", "id", "authors", "en"]), inner),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["person", "talks", "reports", "aliases", "document", "people", "service"]), JSON))
def test_any_json(sections):
    reads_or_explains(json.dumps(sections))


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(data=st.binary(max_size=60))
def test_any_bytes(tmp_path_factory, data):
    file = tmp_path_factory.getbasetemp() / "bytes.yaml"
    file.write_bytes(data)
    problems = []
    try:
        read(file)
    except DataError as error:
        problems.extend(error.problems)
    assert all(str(problem).startswith(os.fspath(file)) for problem in problems)


AUTHORS_IN_ONE = {
    "Smith, Jones and Partners": ["Smith, Jones", "Partners"],
    "Müller, Hans; Wang, Li": ["Müller, Hans", "Wang, Li"],
    "Smith: Son and #1 Partners": ["Smith: Son", "#1 Partners"],
    'O\'Neil S; "Bird" B; [Fink] F': ["O'Neil S", '"Bird" B', "[Fink] F"],
    "yes; 12; null": ["yes", "12", "null"],
    "- A; {B: C}; *D; &E; !F": ["- A", "{B: C}", "*D", "&E", "!F"],
}


@pytest.mark.parametrize("printed", AUTHORS_IN_ONE)
def test_proposed_authors_read_back_as_they_are_meant(printed):
    """Both proposals of the message are YAML of the same text: a list of names, and one organization."""

    def authors(written: str) -> list[vitagraph.records.Author]:
        return read_text(f"person: {{name: Ada Beispiel}}\nbooks: [{{title: Birds, authors: {written}}}]\n").books[0].authors

    with pytest.raises(DataError) as caught:
        authors(f"[{json.dumps(printed)}]")
    listed, organization = str(caught.value.problems[0]).partition("; write a list, ")[2].split("], or ")
    assert [author.name for author in authors(listed + "]")] == AUTHORS_IN_ONE[printed]
    assert [author.organization for author in authors(f"[{organization}]")] == [printed]


@pytest.mark.parametrize("names", [["Dr. O'Neil, Ada", "Dr. " + "Long " * 60 + "Name"], ["Ada O'Neil, PhD", "Long " * 60 + "Name, PhD"]])
def test_a_proposed_name_is_whole_and_reads_back(names):
    """Apostrophes are in double quotes, and a proposal is never shortened."""
    for name in names:
        with pytest.raises(DataError) as caught:
            read_text(f"person: {{name: {json.dumps(name)}}}\n")
        field, proposed = str(caught.value.problems[0]).partition("; write `")[2].split("` and the name ")
        person = read_text(f"person: {{name: {proposed}, {field}}}\n").person
        assert person.name in name
        assert len(person.name) >= len(name) - 5


@pytest.mark.parametrize(
    ("kind", "word", "name"),
    [
        (TalkKind, "Invited presentation", "invited-talk"),
        (TalkKind, "relazione su invito", "invited-talk"),
        (TalkKind, "conférence plénière", "plenary"),
        (TalkKind, "cours d’interprétation", "masterclass"),
        (TalkKind, "mesa redonda", "roundtable"),
        (AwardOutcome, "special mention", "honourable-mention"),
        (AwardOutcome, "menzione speciale", "honourable-mention"),
        (AwardOutcome, "mention spéciale", "honourable-mention"),
        (AwardOutcome, "Preisträgerin", "winner"),
    ],
)
def test_a_kind_is_read_in_the_words_of_cvs(kind: type[Kind], word: str, name: str) -> None:
    """Also in French, Italian, Spanish and German."""
    assert kind.parse(word) == name
