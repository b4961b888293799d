"""What Zotero and Google Scholar read on the pages: meta tags of works' pages, and COinS on the page of the CV.

The rules are those of Zotero's translators "Embedded Metadata" and "COinS" (https://github.com/zotero/translators).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote

import pytest
import yaml

import vitagraph
from conftest import ROOT
from test_site import Page, site
from test_work_kinds import HEAD, KINDS, cv_of
from vitagraph.exporters import bibliographies, works
from vitagraph.exporters.formats import csl_json
from vitagraph.records import Index
from vitagraph.site import Options, build
from vitagraph.site.address import file_of
from vitagraph.site.citation_tags import item_type, tags
from vitagraph.site.coins import context_objects, newest
from vitagraph.site.entries.entry import anchor_of

#: tags that decide the item type in Zotero, whatever `z:itemType` is
_DECISIVE = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_conference": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
#: format and genre of a context object -> the item type
_FORMATS = {
    ("journal", "article"): "journalArticle",
    ("book", "book"): "book",
    ("book", "bookitem"): "bookSection",
    ("book", "proceeding"): "conferencePaper",
    ("book", "report"): "report",
    ("dissertation", ""): "thesis",
    ("patent", ""): "patent",
}


def _cvs() -> Iterator[Index]:
    yield Index(cv_of(*KINDS))
    for name in ("lapuschkin", "example", "farrowmere", "moosgrund"):
        yield Index(vitagraph.read(ROOT / "data" / name)).public_view()


INDEXES = list(_cvs())


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: index.document)
def test_every_work_has_the_item_type_of_its_kind(index: Index) -> None:
    """By its meta tags and by its context object, with its title, its authors in order and its year."""
    objects = context_objects(works(index), index)
    for work in works(index):
        item = csl_json.item(work, index)
        found = list(tags(work, item))
        assert found[0] == ("z:itemType", item_type(work))
        assert {_DECISIVE[name] for name, _ in found if name in _DECISIVE} <= {item_type(work)}, found
        assert all(isinstance(value, str) and value.strip() for _, value in found), found
        if "title" not in item:
            continue
        pairs = parse_qsl(next(objects), strict_parsing=True)
        read = {name.removeprefix("rft."): value for name, value in pairs}
        format = read["rft_val_fmt"].removeprefix("info:ofi/fmt:kev:mtx:")
        assert _FORMATS.get((format, read.get("genre", "")), read.get("type")) == item_type(work)
        assert item["title"] in (read.get(name) for name in ("atitle", "btitle", "title"))
        people = [value for name, value in pairs if name in ("rft.au", "rft.aucorp", "rft.creator", "rft.inventor")]
        names = [one.get("literal") or one["family"] for one in item.get("author", ())]
        assert [one.split(",")[0] for one in people] == [one.split(",")[0] for one in names]
        years = [str(year) for year, *_ in item.get("issued", {}).get("date-parts", ())]
        assert [int(year) for year in years] == [int(read["date"].split("-")[0])] if "date" in read else not years
    assert next(objects, None) is None


def test_pages_have_them() -> None:
    """The page of the CV a context object for each work with a title, the page of a work its tags."""
    files, index = site("lapuschkin"), INDEXES[1]
    page = Page(files["index.html"].decode())
    shown = [one["title"] for tag, one in page.elements if tag == "span" and one.get("class") == "Z3988"]
    assert shown == list(context_objects(works(index), index))
    assert len(shown) == 66
    for work in works(index):
        path = f"{anchor_of(work.record, index)}.html"
        assert (path in files) == (item_type(work) != "patent")
        if path in files:
            metas = {one.get("name"): one.get("content") for tag, one in Page(files[path].decode()).elements if tag == "meta"}
            assert metas["z:itemType"] == item_type(work)
            assert metas["citation_title"] == csl_json.item(work, index)["title"]


def test_pages_contain_the_formats_of_reference_managers() -> None:
    """Each work in each format, under the name of its page; BibTeX is the text that the page shows."""
    files, index = site("example"), INDEXES[2]
    for work in works(index):
        path = f"{file_of(anchor_of(work.record, index))}.html"
        if path not in files:
            continue
        page = Page(files[path].decode())
        links = [one for tag, one in page.elements if tag == "a" and "download" in one]
        assert {one["download"] for one in links} == {f"{PurePosixPath(path).stem}.{one.suffix}" for one in bibliographies()}
        contained = {one["type"]: unquote(str(one["href"]).partition(",")[2]) for one in links}
        for one in bibliographies():
            text = one.of_works([work], index)
            if one.name == "bibtex":
                assert text in page.text
            elif one.name == "csl-json":
                assert json.loads(contained[one.media_type]) == json.loads(text)
            else:
                assert contained[one.media_type] == text


_WORKS = """
document: {iri: https://ada.example/cv, as_of: 2026-01-01}
person: {name: Anna Maria van der Berg}
journal_articles:
- {id: one, title: Owls, authors: [Anna Maria van der Berg], journal: The Owl, pages: "4-9, 12", pdf: https://ada.example/owls.pdf}
- {id: two, title: Owls at Noon, authors: [Anna Maria van der Berg, {organization: Society of Owls}], number: e12, abstract: They sleep.}
software: [{id: three, title: hoot}]
reports: [{id: four, title: Counts, number: TR-1, institution: Owl Institute, date: 2020-02}]
"""


def _metas(files: dict[str, bytes], path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag, one in Page(files[f"publication/{path}.html"].decode()).elements:
        if tag == "meta":
            for name in filter(None, (one.get("name"), one.get("property"))):
                found.setdefault(name, []).append(one.get("content") or "")
        assert tag != "time"  # Zotero takes the first one for the date of a work without a date
    return found


def test_names_numbers_and_abstracts() -> None:
    """Zotero divides no name at another place, and takes no line of a page for an abstract."""
    files = build(Index(vitagraph.read_text(_WORKS)), Options())
    one, two = _metas(files, "one"), _metas(files, "two")
    assert one["citation_author"] == ["van der Berg, Anna\u00a0Maria"]
    assert two["citation_author"] == ["van der Berg, Anna Maria", "Society of Owls,"]
    assert (one["citation_firstpage"], one["citation_lastpage"]) == (["4"], ["9"])
    assert two["citation_firstpage"] == ["e12"]
    assert one["citation_pdf_url"] == ["https://ada.example/owls.pdf"]
    assert "description" not in one
    assert one["og:description"] == ["Anna Maria van der Berg, The Owl, pp.\u00a04–\u20609,\u00a012"]
    assert two["description"] == two["citation_abstract"] == two["og:description"] == ["They sleep."]
    software = next(path for path in files if path.endswith("three.html"))
    assert 'name="z:itemType" content="computerProgram"' in files[software].decode()
    report = _metas(files, "four")
    assert report["citation_technical_report_number"] == ["TR-1"]
    assert report["citation_technical_report_institution"] == ["Owl Institute"]
    assert report["citation_publication_date"] == ["2020/02"]


def test_a_long_list_has_context_objects_of_its_newest_works() -> None:
    """Of those with a date before those without."""
    papers = [f"{{id: w{number}, title: Owls {number}, date: {1990 + number % 35}}}" for number in range(210)]
    index = Index(vitagraph.read_text(f"person: Ada\nreports: [{', '.join(papers)}, {{id: undated, title: Owls}}]\n"))
    chosen = newest(works(index), index)
    assert [str(work.record.date) for work in chosen] == sorted((str(1990 + number % 35) for number in range(210)), reverse=True)[:200]


def test_a_work_without_a_title_has_no_context_object() -> None:
    """Zotero would look it up; its page states all else."""
    index = Index(vitagraph.read_text(yaml.safe_dump(HEAD | {"works": [{"kind": "review", "journal": "The Owl", "date": 2019}]})))
    (work,) = works(index)
    assert not list(context_objects([work], index))
    assert dict(tags(work, csl_json.item(work, index)))["citation_journal_title"] == "The Owl"
