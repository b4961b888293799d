"""One work in all spellings and formats, imported and exported, is one record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vitagraph
from values.test_foreign import SPELLINGS
from vitagraph.exporters.export import written
from vitagraph.importers.formats import read
from vitagraph.merging import merge
from vitagraph.records import CV, Index
from vitagraph.values import Doi
from vitagraph.yaml.writing import files

DOI = "10.1002/(SICI)1096-987X(199803)19:4<377::AID-JCC1>3.0.CO;2-P"
PLAIN = sorted(set(SPELLINGS) - {name for name in SPELLINGS if name.startswith(("LaTeX", "Crossref"))})
#: the title and the names as text of each type: Unicode, HTML, LaTeX
TITLE = {
    "unicode": "Müller & the owls: H₂O",
    "html": "Müller &amp; the <i>owls</i>: H₂O",
    "latex": r"M{\"u}ller \& the \emph{owls}: {H}\textsubscript{2}{O}",
}
FAMILY, GIVEN = "Müller", "Klaus-Robert"


class Spelling(NamedTuple):
    """The work as one source writes it."""

    doi: str
    title: str
    given: str
    form: str

    def doi_as_written(self) -> str:
        """The DOI, in its spelling."""
        return SPELLINGS[self.doi](DOI)

    def text(self, kind: str) -> str:
        """The title in a type of text, in a Unicode form."""
        return normalize(self.form, TITLE[kind])


def bibtex(one: Spelling) -> str:
    title = one.text(one.title if one.title != "html" else "latex")
    author = f"{normalize(one.form, FAMILY)}, {one.given}"
    fields = {"title": title, "author": author, "year": "1998", "journal": "J. Owls", "doi": one.doi_as_written()}
    return "@article{x,\n" + ",\n".join(f"{name} = {{{value}}}" for name, value in fields.items()) + "}"


def ris(one: Spelling) -> str:
    name = f"{normalize(one.form, FAMILY)}, {one.given}"
    return f"TY - JOUR\nT1 - {one.text('unicode')}\nA1 - {name}\nPY - 1998///\nJO - J. Owls\nM3 - {one.doi_as_written()}\n"


def csl(one: Spelling) -> str:
    kind = "unicode" if one.title == "latex" else one.title
    author = {"family": normalize(one.form, FAMILY), "given": one.given}
    item = {"type": "article-journal", "title": one.text(kind), "author": [author], "issued": {"raw": "1998"}}
    return json.dumps([item | {"container-title": "J. Owls", "DOI": one.doi_as_written()}], ensure_ascii=False)


def openalex(one: Spelling) -> str:
    person = f"{one.given} {normalize(one.form, FAMILY)}"
    work: dict[str, Any] = {
        "id": "https://openalex.org/W1", "type": "article", "display_name": one.text("html"), "publication_year": 1998,
        "doi": one.doi_as_written(),
        "authorships": [{"raw_author_name": person, "author": {"display_name": person}}],
        "primary_location": {"source": {"display_name": "J. Owls", "type": "journal"}},
    }  # fmt: skip
    return json.dumps(work, ensure_ascii=False)


def orcid(one: Spelling) -> str:
    identifier = {"external-id-type": "doi", "external-id-value": one.doi_as_written(), "external-id-relationship": "self"}
    summary = {
        "type": "journal-article", "title": {"title": {"value": one.text("unicode")}}, "journal-title": {"value": "J. Owls"},
        "publication-date": {"year": {"value": "1998"}}, "external-ids": {"external-id": [identifier]},
        "contributors": {"contributor": [{"credit-name": {"value": f"{one.given} {normalize(one.form, FAMILY)}"}}]},
    }  # fmt: skip
    record = {
        "orcid-identifier": {"path": "0000-0002-1825-0097"},
        "activities-summary": {"works": {"group": [{"work-summary": [summary]}]}},
    }
    return json.dumps(record, ensure_ascii=False)


#: format -> function that writes the work in it
WRITERS: dict[str, Callable[[Spelling], str]] = {"bibtex": bibtex, "ris": ris, "csl-json": csl, "openalex": openalex, "orcid": orcid}
#: formats that are exported and imported again
THERE_AND_BACK = ("bibtex", "ris", "csl-json")


@st.composite
def sources(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Two or three sources of the work, each in its own format and spelling."""
    chosen = draw(st.lists(st.sampled_from(sorted(WRITERS)), min_size=2, max_size=3))
    given_names = st.sampled_from(["Klaus-Robert", "K.-R.", "K. R.", "KR"])
    found = []
    for format in chosen:
        doi = draw(st.sampled_from(sorted(SPELLINGS) if format == "bibtex" else PLAIN))
        one = Spelling(doi, draw(st.sampled_from(sorted(TITLE))), draw(given_names), draw(st.sampled_from(["NFC", "NFD"])))
        found.append((format, WRITERS[format](one)))
    return found


def saved(cv: CV, folder: Path) -> str:
    """The CV as files of a folder."""
    folder.mkdir()
    for name, text in files(cv).items():
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("back", THERE_AND_BACK)
@settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(sources())
def test_one_work_is_one_record(tmp_path_factory: pytest.TempPathFactory, back: str, listed: list[tuple[str, str]]) -> None:
    """The first source gives a CV; the others, and its own export, add no work, no person and no conflict about title or DOI."""
    first, *others = [read(text, "source", format).cv for format, text in listed]
    folder = saved(first, tmp_path_factory.mktemp("cv") / "cv")
    exported = written(back, Index(first).public_view())[0]
    for other in (*others, read(exported, "exported", back).cv):
        merged = merge(folder, other, "source")
        for path, (_, changed) in merged.files.items():
            Path(path).write_bytes(changed)
        cv = vitagraph.read(folder)
        (article,) = cv.journal_articles
        assert article.doi is not None
        assert Doi(article.doi).key == Doi(DOI).key
        assert normalize("NFKC", str(article.title)) == normalize("NFKC", TITLE["unicode"])
        index = Index(cv)
        assert len({index.agent(author) for author in article.authors}) == 1
        assert not [problem for problem in merged.conflicts if "title" in problem.message or "doi" in problem.message]
