"""Files of the CV's folder: their addresses in the graph, their place in the site, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import vitagraph
from pictures import picture
from vitagraph.cli import main
from vitagraph.errors import DataError
from vitagraph.importers.formats import read
from vitagraph.records import Index
from vitagraph.site import Options, build
from vitagraph.yaml.writing import files

CV = """
document: {iri: "https://ada.example/home/cv"}
person: {name: Ada Beispiel, image: me.jpg}
journal_articles:
  - {title: Owls, id: owls, authors: [Beispiel A], journal: Stille, date: 2021, pdf: files/my paper.pdf,
     data: [files/owls.csv, "https://nest.example/owls.zip"], poster: files/poster.pdf}
  - {title: Hidden owls, id: hidden, authors: [Beispiel A], journal: Stille, date: 2022, pdf: files/hidden.pdf, visibility: private}
studies:
  - {degree: PhD, dates: 2020, thesis: {title: On owls, id: thesis, pdf: thesis.pdf}}
talks:
  - {title: Owls aloud, date: 2021, slides: files/owls.pptx}
"""
STATED = ("me.jpg", "files/my paper.pdf", "files/hidden.pdf", "thesis.pdf", "files/owls.pptx", "files/owls.csv", "files/poster.pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cv/files").mkdir(parents=True)
    (tmp_path / "cv/cv.yaml").write_text(CV, encoding="utf-8")
    for name in STATED:
        (tmp_path / "cv" / name).write_bytes(picture() if name == "me.jpg" else name.encode())
    return tmp_path / "cv"


def test_the_graph_has_the_published_addresses(folder: Path) -> None:
    cv = vitagraph.read(folder)
    graph = vitagraph.dataset(cv).serialize("ntriples")
    for path in ("me.jpg", "publication/my%20paper.pdf", "thesis/thesis.pdf", "talk/owls.pptx", "publication/owls.csv"):
        assert f"<https://ada.example/home/{path}>" in graph
    text = "\n".join(files(cv).values())
    assert "pdf: files/my paper.pdf" in text
    assert vitagraph.dataset(vitagraph.read_text(text)).serialize("ntriples") == graph


def test_the_site_has_the_files_beside_the_pages_of_their_works(folder: Path) -> None:
    site = build(Index(vitagraph.read(folder)), Options(folder=folder))
    assert site["me.jpg"][:3] == b"\xff\xd8\xff"
    published = {
        "publication/my paper.pdf": 1,
        "thesis/thesis.pdf": 3,
        "talk/owls.pptx": 4,
        "publication/owls.csv": 5,
        "publication/poster.pdf": 6,
    }
    assert {path: site[path] for path in published} == {path: STATED[number].encode() for path, number in published.items()}
    assert not any("hidden" in path for path in site)
    page = site["publication/owls.html"].decode()
    assert '<meta name="citation_pdf_url" content="https://ada.example/home/publication/my%20paper.pdf">' in page
    for name in ("my%20paper.pdf", "owls.csv", "poster.pdf"):
        assert f'href="../publication/{name}"' in page  # also where the site stands elsewhere
    assert '<meta property="og:image" content="https://ada.example/home/me.jpg">' in page


@pytest.mark.parametrize("how", ["missing", "link out of the folder", "a folder"])
def test_a_file_that_cannot_be_published(how: str, folder: Path, tmp_path: Path) -> None:
    path = folder / "files/my paper.pdf"
    path.unlink()
    if how == "a folder":
        path.mkdir()
    elif how != "missing":
        (tmp_path / "secret.pdf").write_bytes(b"secret")
        path.symlink_to(tmp_path / "secret.pdf")
    with pytest.raises(DataError, match=r"cv\.yaml:5:.*pdf: .*my paper\.pdf.*; (put it there|copy the file)"):
        build(Index(vitagraph.read(folder)), Options(folder=folder))
    called = CliRunner().invoke(main, ["validate", str(folder)])
    assert called.exit_code == 0
    assert re.search(r"cv\.yaml:5:[0-9]+: note: pdf: ", called.stdout)


@pytest.mark.parametrize(
    ("stated", "instead"),
    [("../secret.pdf", "below it"), ("/etc/passwd.pdf", "below it"), ("C:/x.pdf", "is not"), ("a/../../b.pdf", "below it"),
     ("files\\paper.pdf", "below it"), ("paper.html", "ends in"), ("paper.exe", "ends in"), ("paper", "is not"),
     ("www.example.org/paper.pdf", "https://www.example.org/paper.pdf"), ("file:///x.pdf", "is not")],
)  # fmt: skip
def test_paths_that_are_refused(stated: str, instead: str) -> None:
    with pytest.raises(DataError, match="pdf: ") as error:
        vitagraph.read_text(CV.replace("files/my paper.pdf", f"'{stated}'"))
    assert instead in str(error.value)


def test_two_files_of_one_address_are_refused() -> None:
    with pytest.raises(DataError, match=r"pdf: 'other/hidden\.pdf' would be at the address"):
        vitagraph.read_text(CV.replace("files/hidden.pdf", "other/hidden.pdf").replace("files/my paper.pdf", "files/HIDDEN.pdf"))


def test_a_file_of_another_folder_is_not_imported() -> None:
    result = read("@article{a, title = {Owls}, author = {Eule, Eva}, year = 2020, pdf = {owls.pdf}}", "works.bib", "bibtex")
    assert result.cv.journal_articles[0].pdf is None
    assert any("owls.pdf" in str(one) for one in result.problems)
