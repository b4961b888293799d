"""Works in the formats of reference managers: every work once, with a unique key, without restricted facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

import vitagraph
from vitagraph.exporters import EXPORTERS, Work, works
from vitagraph.exporters.coverage import Coverage
from vitagraph.exporters.export import written
from vitagraph.exporters.formats import bibtex, csl_json, ris
from vitagraph.exporters.formats.rendercv.announced import ANNOUNCED
from vitagraph.exporters.own_entries import BESIDE, SECTIONS, keys_of
from vitagraph.importers.formats import read
from vitagraph.importers.formats.bibtex.latex import text as latex
from vitagraph.records import ABOUT_THE_RECORD, CV, Index, Record, plan, sections, stated_fields, with_nested
from vitagraph.values import Doi, Slug

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def index(request: pytest.FixtureRequest) -> Index:
    """The index of the example's public view."""
    return Index(vitagraph.read(ROOT / "data/example")).public_view()


@pytest.fixture(scope="module")
def real() -> Index:
    """The index of the real CV's public view."""
    return Index(vitagraph.read(ROOT / "data/lapuschkin")).public_view()


def test_every_work_is_in_every_format_once(index: Index, real: Index) -> None:
    """All works of the real CV (over 50) and of the example; keys are unique."""
    for one in (index, real):
        count = len(list(works(one)))
        items = json.loads(csl_json.write(works(one), one))
        assert len(items) == count
        assert len({item["id"] for item in items}) == count
        assert re.findall(r"^@\w+\{(.+),$", bibtex.write(works(one), one), re.MULTILINE) == [item["id"] for item in items]
        assert re.findall(r"^ID  - (.+)\r$", ris.write(works(one), one), re.MULTILINE) == [item["id"] for item in items]


@pytest.mark.parametrize("format", EXPORTERS.own)
def test_restricted_facts_are_not_written(index: Index, format: str) -> None:
    """The example's private works contain the word Verschlusssache."""
    text, _ = written(format, index)
    assert "nightingale" in text.lower()
    assert "verschlusssache" not in text.lower()


WORKS = [exporter.name for exporter in EXPORTERS.own.values() if exporter.write_works]


def _facts(index: Index) -> Iterator[tuple[Work, str, Record, str]]:
    """Every stated field of a work, with the section and the path by which an export counts it, and the record that has it."""
    sections_of = {id(one): section for section in sections() for one in getattr(index.cv, section)}
    for work in works(index):
        section = sections_of[id(work.whole or work.record)]
        inner = {None: "", "studies": ".thesis", "patent_families": ".documents"}[section if work.whole else None]
        derived = {field.name for field in plan(type(work.record)).derived}  # the text has them without the record
        for name in stated_fields(work.record):
            if name not in derived and name not in ABOUT_THE_RECORD and not plan(type(work.record)).fields[name].required:
                yield work, f"{section}{inner}.{name}", work.record, name


@pytest.mark.parametrize("format", WORKS)
def test_a_fact_is_left_out_where_the_text_is_the_same_without_it(index: Index, format: str) -> None:
    """Each field of each work of the example: what is in the text is not counted as left out, what is not is counted."""
    exporter, wrong = EXPORTERS[format], set()
    for work, path, record, name in _facts(index):
        alone = Coverage(index)
        alone.take_written(work, exporter)
        counted = name in dict.fromkeys(alone._left_out(record))
        before, value = exporter.of_works([work], index), getattr(record, name)
        setattr(record, name, [] if plan(type(record)).fields[name].many else None)
        # A copy of the index, since each keeps the items of its works.
        if (exporter.of_works([work], copy(index)) == before) != counted:
            wrong.add(f"{path} is {'counted' if counted else 'not counted'}")
        setattr(record, name, value)
    assert wrong == set()


@pytest.mark.parametrize("format", EXPORTERS.own)
def test_a_former_id_is_no_fact(index: Index, format: str) -> None:
    """The text is the same with former ids in every record, and none is counted as left out."""
    renamed = Index(vitagraph.read(ROOT / "data/example")).public_view()
    for number, record in enumerate(one for whole in renamed.cv.records() for one in with_nested(whole)):
        record.former_ids = [Slug(f"former-{number}")]
    text, left_out = written(format, renamed)
    assert not [path for path in left_out if "former_ids" in path]
    assert (text, left_out) == written(format, index)


def test_braces_are_balanced_whatever_the_title(index: Index) -> None:
    """A brace in a value never ends a field: each entry closes all braces that it opens."""
    for entry in bibtex.write(works(index), index).split("\n\n"):
        depth = 0
        bare = re.sub(r"\\[{}]", "", entry.strip())
        for position, letter in enumerate(bare):
            depth += {"{": 1, "}": -1}.get(letter, 0)
            assert depth > 0 or letter != "}" or position == len(bare) - 1
        assert depth == 0


def test_names_are_decomposed(index: Index) -> None:
    """Initials get full stops, particles belong to the family name, organizations stay whole."""
    authors = {item["id"]: item.get("author") for item in json.loads(csl_json.write(works(index), index))}
    assert authors["nightingale"] is not None
    assert authors["nightingale"][3] == {"family": "van der Berg", "given": "F."}
    assert authors["nightingale"][4] == {"family": "Krähe", "given": "M.", "suffix": "Jr"}
    assert authors["wang-2023-hearing-loss-in-loss-functions"] is not None
    assert authors["wang-2023-hearing-loss-in-loss-functions"][3] == {"family": "Kim", "given": "M.-J."}
    assert authors["plume-2024-the-parrot-paper"] is not None
    assert authors["plume-2024-the-parrot-paper"][:2] == [{"family": "Plume"}, {"literal": "Zwitscher Research"}]


def test_an_article_as_bibtex(real: Index) -> None:
    """A whole entry: separate issue and article number, protected capitals, pages with an en dash."""
    entry = next(one for one in bibtex.write(works(real), real).split("\n\n") if "Clinical Gait" in one)
    assert entry.strip() == (
        "@article{slijepcevic-2022-explaining-machine-learning-models-for-clinical-gait,\n"
        "  title = {Explaining Machine Learning Models for Clinical Gait Analysis},\n"
        "  author = {Slijepcevic, D. and Horst, F. and Lapuschkin, S. and Horsak, B. and Raberger, A.-M. and Kranzl, A. and Samek, W. "
        "and Breiteneder, C. and Schöllhorn, W. I. and Zeppelzauer, M.},\n"
        "  year = {2022},\n"
        "  journal = {ACM Transactions on Computing for Healthcare},\n"
        "  volume = {3},\n"
        "  language = {en},\n"
        "  number = {2},\n"
        "  eid = {14},\n"
        "  pages = {1--27},\n"
        "  code = {https://github.com/sebastian-lapuschkin/explaining-deep-clinical-gait-classification}\n"
        "}"
    )


def _readers(text: str) -> dict[str, dict[str, dict[str, str]]]:
    """The contents according to two independent BibTeX parsers: reader -> key -> field -> text."""
    import bibtexparser
    from pybtex.database import parse_string

    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    found = {
        "bibtexparser": {entry.key: {name: str(field.value) for name, field in entry.fields_dict.items()} for entry in library.entries}
    }
    database = parse_string(text, "bibtex")
    found["pybtex"] = {
        key: {name.lower(): str(value) for name, value in entry.fields.items()}
        | {role: " and ".join(map(str, people)) for role, people in entry.persons.items()}
        for key, entry in database.entries.items()
    }
    return found


@pytest.mark.parametrize("reader", ["bibtexparser", "pybtex"])
@pytest.mark.parametrize("which", ["index", "real"])
def test_bibtex_loses_nothing_in_other_readers(request: pytest.FixtureRequest, which: str, reader: str) -> None:
    """Two independent parsers find every fact of every item."""
    one: Index = request.getfixturevalue(which)
    entries = _readers(bibtex.write(works(one), one))[reader]
    items = json.loads(csl_json.write(works(one), one))
    assert set(entries) == {item["id"] for item in items}
    more_authors = [getattr(record, "more_authors", None) for record, _ in works(one)]
    assert any(more_authors) == (which == "index")
    for item, goes_on in zip(items, more_authors, strict=True):
        fields = {name: latex(value) for name, value in entries[item["id"]].items()}
        assert fields["title"] == latex(bibtex.escaped(item.get("title") or item.pop("note")))  # which is the title without one
        for role in ("author", "editor"):
            people = item.get(role, [])
            listed = re.split(r"\s+and\s+", entries[item["id"]].get(role, "")) if people else []
            if role == "author" and goes_on:  # CSL has no variable for it
                assert listed.pop() == "others"
            assert len(listed) == len(people)
            for name, person in zip(listed, people, strict=True):
                assert (person.get("family") or person["literal"]) in latex(name)
        for key, name in {"DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "volume": "volume", "page": "pages", "URL": "url"}.items():
            if key in item and not (key == "URL" and item[key] == f"https://arxiv.org/abs/{fields.get('eprint')}"):
                assert fields[name].replace("–", "-") == latex(item[key].replace("--", "-")).replace("–", "-"), (item["id"], key)
        if "date-parts" in item.get("issued", {}):
            assert int(fields["year"]) == item["issued"]["date-parts"][0][0]
        for key in ("container-title", "publisher", "abstract", "note", "keyword", "publisher-place", "collection-title", "edition"):
            if key in item and not (key == "collection-title" and item["type"] == "article-journal"):
                text = item[key].replace("; " if key == "publisher-place" else " / ", " and ")
                assert latex(bibtex.escaped(text)) in fields.values(), (item["id"], key)


@pytest.mark.parametrize("doi", ["10.1002/(SICI)1521-3951(199911)216:1<135::AID-PSSB135>3.0.CO;2-#", "10.5555/a?b=c%d#e"])
def test_links_of_dois_are_escaped(doi: str) -> None:
    """The link of a DOI leads to it in every format with links; a bare DOI is written as typed, or decodes to it."""
    cv = vitagraph.read_text(yaml.safe_dump({"person": {"name": "Ada B"}, "journal_articles": [{"title": "Owls", "doi": doi}]}))
    link = Doi(doi).address()
    assert unquote(link) == f"https://doi.org/{Doi(doi).key}"
    assert not set("<>#? ") & set(link)
    for format in ("turtle", "jsonld", "ntriples", "rdfxml"):
        assert link in vitagraph.dataset(cv).serialize(format).replace("&amp;", "&")
    index = Index(cv).public_view()
    assert json.loads(written("jsonresume", index)[0])["publications"][0]["url"] == link
    assert f"https://doi.org/{yaml.safe_load(written('rendercv', index)[0])['cv']['sections']['journal_articles'][0]['doi']}" == link
    for format in ("bibtex", "ris", "csl-json", "rendercv", "jsonresume"):
        (article,) = read(written(format, index)[0], "x", format).cv.journal_articles
        assert Doi(article.doi).key == Doi(doi).key, format


def test_rendercv_announces_what_its_importer_reads(index: Index) -> None:
    """Each field that a highlight announces is in a record of the example, and in as many records that are read back."""
    text, _ = written("rendercv", index)
    back = read(text, "x", "rendercv").cv
    for section, fields in ANNOUNCED.items():
        for name in fields.values():
            counts = [sum(bool(getattr(one, name)) for one in _announcing(cv, section)) for cv in (index.cv, back)]
            of_degree = (section, name) == ("studies", "subject")  # beside an institution, a part of the degree
            assert counts[0] == counts[1] > 0 or of_degree, (section, name, counts)


def test_json_resume_reads_back_what_its_schema_does_not_have(index: Index) -> None:
    """The same fields are in as many records of each section."""
    back = read(written("jsonresume", index)[0], "x", "jsonresume")
    assert not [problem for problem in back.problems if problem.message.startswith(SECTIONS)]
    for section in (*SECTIONS, *BESIDE):
        for field in keys_of(section).values():
            counts = [sum(bool(getattr(one, field.name)) for one in getattr(cv, section)) for cv in (index.cv, back.cv)]
            assert counts[0] == counts[1], (section, field.name, counts)


def _announcing(cv: CV, section: str) -> list[Record]:
    """The records whose fields the highlights of a section announce."""
    if section == "theses":
        return [study.thesis for study in cv.studies if study.thesis]
    if section == "sections":
        return [entry for one in cv.sections for entry in one.entries]
    return list(getattr(cv, section))
