"""Merging: new facts are added, and existing text stays byte for byte."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import vitagraph
from generated_cvs import cvs
from repetition import MORE
from vitagraph.cli import main
from vitagraph.errors import DataError
from vitagraph.importers.formats import read
from vitagraph.merging import Merged, freeze_ids, merge
from vitagraph.merging.folding import normalized
from vitagraph.merging.verification import errors_of
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.sources import read_graphs
from vitagraph.rdf.syntaxes import nquads
from vitagraph.rdf.vocabulary import DCTERMS, ORG
from vitagraph.records import CV, Index, Person, plan, sections, with_nested
from vitagraph.records.people import Account
from vitagraph.records.works import Publication
from vitagraph.recovery.recover import records
from vitagraph.values import PersonName
from vitagraph.yaml.writing import files

ROOT = Path(__file__).parent.parent
BIB = """
@article{a, title={Owls that listen}, author={Beispiel, Ada and Müller, Klaus-Robert}, year=2024, month=may,
  doi={10.5555/OWLS.2024.3}, journal={Journal of Quiet Birds}, volume=12, pages={101--117}, keywords={owls, ears}}
@article{b, title={A new one: with a colon}, author={Eule, Eva}, year=2025, journal={Journal of Quiet Birds}}
"""
BY_HAND = """\
# My CV. Do not touch!
person: {name: Ada Beispiel}   # flow


journal_articles:   # the best
    -   title:  "Owls That Listen"   # odd blanks
        authors: [ Beispiel A,
                   Müller K-R ]      # on two lines
        date:    2024
        doi: 10.5555/owls.2024.3
        keywords: owls
        # the end of the owls

    # a comment that begins the next
    - title: >-
        Another
        one

talks: []
# the end"""


def bib(text: str = BIB) -> CV:
    return read(text, "papers.bib", "bibtex").cv


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    return folder


def applied(merged: Merged) -> None:
    for path, (_, new) in merged.files.items():
        Path(path).write_bytes(new)


def is_inserted(old: bytes, new: bytes) -> bool:
    """Whether the new bytes contain the old ones in their order."""
    rest = iter(new)
    return all(byte in rest for byte in old)


def graphs_of(cv: CV) -> dict[str, set[tuple[str, str, str]]]:
    return {iri: set(triples) for iri, triples in vitagraph.dataset(cv).graphs(RESTRICTED).items() if "graph/meta" not in iri}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_new_facts_are_added_and_existing_text_stays(newline: str, mark: str, tmp_path: Path) -> None:
    """Comments, white space, order, line endings, a byte order mark, a missing final newline."""
    text = mark + BY_HAND.replace("\n", newline)
    folder = write(tmp_path / "cv", {"cv.yaml": text})
    merged = merge(str(folder), bib(), "papers.bib")
    ((path, (old, new)),) = merged.files.items()
    assert (Path(path).name, old) == ("cv.yaml", text.encode())
    lines = new.decode().split(newline)
    added = [line for line in lines if line not in text.split(newline)]
    assert added == [
        "        keywords: [owls, ears]",
        "        pages: 101-117",
        "        journal: Journal of Quiet Birds",
        "        volume: 12",
        '    - title: "A new one: with a colon"',
        "      authors: Eva Eule",
        "      date: 2025",
        "      journal: Journal of Quiet Birds",
    ]
    assert is_inserted(old, new)
    assert [str(one) for one in merged.conflicts] == [f"{path}:9:18: date is '2024' here, '2024-05' in the source"]
    applied(merged)
    assert merge(str(folder), bib(), "papers.bib").files == {}
    assert len(vitagraph.read(folder).journal_articles) == 3


def test_the_source_is_preferred_in_place(tmp_path: Path) -> None:
    folder = write(tmp_path / "cv", {"cv.yaml": BY_HAND})
    merged = merge(str(folder), bib(), "papers.bib", prefer_source=True)
    ((old, new),) = merged.files.values()
    assert new.decode().count('date:    "2024-05"\n') == 1
    assert len(new.splitlines()) > len(old.splitlines())
    assert not merged.conflicts


JSON = (
    '{"person": {"name": "Ada \\ud83e\\udd89"}, '
    '"journal_articles": [{"title": "X \\ud83e\\udd89", "doi": "10.5555/owls.2024.3"}], "talks": []}'
)


@pytest.mark.parametrize(
    "text",
    [
        JSON,
        "journal_articles:\n- doi: 10.5555/owls.2024.3\n  title: Owls that listen\n",
        "journal_articles:\n- {doi: 10.5555/owls.2024.3, title: Owls that listen, keywords: [owls], }\nskills: [Python]\n",
        "journal_articles: [{doi: 10.5555/owls.2024.3, title: Owls that listen}]  # all\n",
        "journal_articles:\n- Owls that listen\n- The other\n",
        "journal_articles: []\n...\n",
        "journal_articles:\nskills: [Python]\n",
        "journal_articles: ~  # nothing yet\n",
        "  skills:\n    - Python\n",
        "journal_articles:\n- &one\n  title: Owls that listen\n  doi: 10.5555/owls.2024.3\n  keywords:\n  - owls\n",
        "journal_articles: &all\n- title: Owls that listen\n  abstract: |+\n    One\n\n\nskills: [Python]",
    ],
)
def test_every_yaml_style_is_extended(text: str, tmp_path: Path) -> None:
    """Flow style, JSON, a single text as a record, empty sections, anchors, block scalars: extended, and parsed as intended."""
    path = tmp_path / ("cv.json" if text.startswith("{") else "cv.yaml")
    path.write_text(text)
    merged = merge(str(path), bib(), "papers.bib")
    ((old, new),) = merged.files.values()
    assert is_inserted(old.replace(b"~", b""), new)
    applied(merged)
    assert {article.doi for article in vitagraph.read(path).journal_articles} >= {
        "10.5555/owls.2024.3" if "10.5555" in text else "10.5555/OWLS.2024.3"
    }
    assert merge(str(path), bib(), "papers.bib").files == {}


def test_shared_text_is_left_alone(tmp_path: Path) -> None:
    """Text that an alias repeats cannot be changed without its other places; nothing is written."""
    text = "conference_papers:\n- title: Other\n  keywords: &k [x]\n- title: Third\n  keywords: *k\n"
    path = tmp_path / "cv.yaml"
    path.write_text(text)
    with pytest.raises(DataError, match="would not be read back as meant"):
        merge(str(path), bib("@inproceedings{x, title={Other}, keywords={y}}"), "papers.bib")


def test_the_same_work_in_another_form(tmp_path: Path) -> None:
    """By DOI in any case, by arXiv id in any version, by title without its punctuation."""
    folder = write(
        tmp_path / "cv",
        {
            "works.yaml": "preprints:\n- title: Old title\n  arxiv: 2211.17174v1\nbooks:\n- title: A Book\n  isbn: 0-306-40615-2\n",
            "more.yaml": "conference_papers:\n- title: 'Quantus: an Explainable Toolkit!'\n"
            "  authors: [Hedström A, Weber L]\n  date: 2023\n",
        },
    )
    merged = merge(
        str(folder),
        bib("""
@misc{p, title={New title}, eprint={2211.17174v3}, archiveprefix={arXiv}}
@book{b, title={A book}, isbn={978-0-306-40615-7}, author={Eule, Eva}}
@inproceedings{c, title={{Quantus}: An explainable toolkit}, author={Anna Hedström and Leander Weber}, year=2023, pages={1--11}}
@inproceedings{d, title={{Quantus}: An explainable toolkit}, author={Other, Person}, year=2023}
"""),
        "papers.bib",
    )
    assert (merged.new_records, merged.new_facts) == (1, 2)
    assert [conflict.message for conflict in merged.conflicts] == ["title is 'Old title' here, 'New title' in the source"]


def test_aliases_are_proposed_and_another_owner_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "cv", {"cv.yaml": "person: {name: Ada Beispiel}\nbooks:\n- title: A\n  authors: [Müller K-R]\n"})
    merged = merge(str(folder), bib("@book{b, title={B}, author={Müller, K.}}"), "papers.bib")
    assert merged.aliases == ["K. Müller: mueller-kr"]
    described = write(tmp_path / "described", {"cv.yaml": "people:\n- {name: K. Müller}\nbooks:\n- {title: A, authors: [K. Müller]}\n"})
    merged = merge(str(described), bib("@book{b, title={B}, author={Müller, Klaus-Robert}}"), "papers.bib")
    assert merged.aliases == ["Klaus-Robert Müller: mueller-k"]
    with pytest.raises(DataError, match="CV of Bob Other"):
        merge(str(folder), read('{"basics": {"name": "Bob Other"}}', "r.json", "jsonresume").cv, "r.json")


def test_the_command(tmp_path: Path) -> None:
    """A dry run writes nothing; a link stays; the second time nothing changes; a read-only folder stays as it is."""
    folder = write(tmp_path / "cv", {"person.yaml": "person: {name: Ada Beispiel}\n"})
    (tmp_path / "real.yaml").write_text("journal_articles:\n- title: Owls that listen\n  date: 2023\n  doi: 10.5555/owls.2024.3\n")
    (folder / "works.yaml").symlink_to(tmp_path / "real.yaml")
    (tmp_path / "papers.bib").write_text(BIB)
    arguments = ["import", str(tmp_path / "papers.bib"), "--into", str(folder)]
    dry = CliRunner().invoke(main, [*arguments, "--dry-run"])
    assert dry.exit_code == 0
    assert "+  volume: 12\n" in dry.stdout
    assert "2024" not in (tmp_path / "real.yaml").read_text().replace("2024.3", "")
    done = CliRunner().invoke(main, arguments)
    assert f"{folder}/works.yaml:3:9: conflict: date is '2023' here, '2024-05' in the source" in done.stderr
    assert f"{folder}/works.yaml:2:3: added: `volume: 12` of publication" in done.stderr
    assert "1 record and 5 facts added; 1 conflict not resolved" in done.stderr
    assert (folder / "works.yaml").is_symlink()
    assert "volume: 12" in (tmp_path / "real.yaml").read_text()
    again = CliRunner().invoke(main, arguments)
    assert "no changes" in again.stderr
    assert CliRunner().invoke(main, ["import", "x.bib"]).exit_code == 2


# -- generated CVs


def certain(cv: CV) -> CV:
    """The CV as read from its files, if every identity in it is unambiguous."""
    assume(not Index(cv).problems)
    texts = files(cv)
    assume(texts)
    return vitagraph.read_text("\n".join(texts.values()))


def subset(cv: CV, left_out: set[int]) -> CV:
    """The CV without some of its records."""
    kept, number = CV(document=cv.document, person=cv.person, aliases=cv.aliases), 0
    for name in sections():
        for record in getattr(cv, name):
            if number not in left_out:
                getattr(kept, name).append(record)
            number += 1
    return kept


FEW = settings(derandomize=True, max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(derandomize=True, max_examples=120 * MORE, deadline=None, suppress_health_check=list(HealthCheck))


def has_doubles(cv: CV) -> bool:
    """Whether two records of a CV match each other, by a name, by an identifier, or by the id that both derive, one without a date."""
    derived = [(record.segment, record.default_id("", 0)) for record in cv.records()]
    undated = any(one[0] == other[0] and other[1].endswith(f"-{one[1]}") for one, other in permutations(derived, 2))
    if len(set(derived)) < len(derived) or undated:
        return True
    seen: set[tuple[str, str]] = set()
    for record in (part for whole in cv.records() for part in with_nested(whole)):
        names = {normalized(name) for name in record.names()}
        keys = {PersonName.parse(name).key for name in record.names()} if isinstance(record, Person) else set()
        found = [value for field in plan(type(record)).identifiers if (value := getattr(record, field.name))]
        mine = {(record.segment, key) for key in names | keys | {one.key for value in found for one in (value, value.preferred())}}
        mine |= {("work", value.key) for value in found} if isinstance(record, Publication) else set()
        mine |= {("account", record.url)} if isinstance(record, Account) else set()
        if mine & seen:
            return True
        seen |= mine
    return False


def has_two_spellings(cv: CV) -> bool:
    """Whether two texts without a record of their own have one normal form: one thing with two names, or two that merging takes for one."""
    index = Index(cv)
    texts: dict[tuple[str, str], str] = {}
    return any(
        texts.setdefault((kind, form), one.text) != one.text
        for one in index.mentions
        if one.node in index.implicit
        for kind in [one.node.partition("#")[2].partition("/")[0]]
        for form in (one.node, normalized(one.text))
    )


def check_union(cv: CV, left_out: set[int], folder: Path) -> None:
    """Merging a part into the whole changes nothing; merging the whole into a part gives the whole, with every old byte."""
    whole = certain(cv)
    assume(not has_doubles(whole))
    assume(not has_two_spellings(whole))
    assume(not errors_of(Index(whole), "whole"))
    part = subset(whole, left_out)
    assume(not Index(part).problems)
    for path in folder.iterdir():
        path.unlink()
    write(folder, files(cv))
    assert merge(str(folder), certain(subset(cv, left_out)), "part").files == {}
    for path in folder.iterdir():
        path.unlink()
    write(folder, files(part))
    assume(any(folder.iterdir()))
    merged = merge(str(folder), certain(cv), "whole")
    applied(merged)
    assert all(is_inserted(old, new) for old, new in merged.files.values())
    assert graphs_of(vitagraph.read(folder)) == graphs_of(whole)
    assert merge(str(folder), certain(cv), "whole").files == {}


@FEW
@given(cv=cvs(), left_out=st.sets(st.integers(0, 6), max_size=5))
def test_a_generated_cv_and_its_part(cv: CV, left_out: set[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    check_union(cv, left_out, tmp_path_factory.mktemp("cv"))


@pytest.mark.generated
@pytest.mark.slow
@MANY
@given(cv=cvs(), left_out=st.sets(st.integers(0, 6), max_size=5))
def test_many_generated_cvs_and_their_parts(cv: CV, left_out: set[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    check_union(cv, left_out, tmp_path_factory.mktemp("cv"))


def test_a_relation_to_a_patent_document_is_added(tmp_path: Path) -> None:
    own = "document: {iri: 'https://cv.example/ada'}\n"
    whole = own + (
        "patent_families: [{title: Owls, documents: [{id: beta, number: EP 1 A1, title: Bees}]}]\n"
        "talks: [{title: On bees, related: {relation: related-to, patent: beta}}]\n"
    )
    folder = write(tmp_path / "cv", {"cv.yaml": own})
    applied(merge(str(folder), vitagraph.read_text(whole), "whole"))
    assert graphs_of(vitagraph.read(folder)) == graphs_of(vitagraph.read_text(whole))


def test_two_names_with_one_default_id_are_two(tmp_path: Path) -> None:
    """The source mentions both; the CV knows one of them."""
    own = "document: {iri: 'https://cv.example/ada'}\nperson: {affiliations: Owls}\n"
    whole = own + "lectures: [{hosts: '[Owls]'}]\nbooks: [{title: A, authors: [{organization: '(Owls)'}]}]\n"
    folder = write(tmp_path / "cv", {"cv.yaml": own})
    applied(merge(str(folder), vitagraph.read_text(whole), "whole"))
    assert graphs_of(vitagraph.read(folder)) == graphs_of(vitagraph.read_text(whole))


def test_a_paper_and_its_data_are_two(tmp_path: Path) -> None:
    """They often have the same title; a dataset in the CV does not match a paper that it lacks."""
    own = "document: {iri: 'https://cv.example/ada'}\n"
    data = "datasets:\n- {title: Beta & Sons, date: 1999, doi: 10.5555/a}\nsoftware:\n- {title: Toolbox}\n"
    paper = "journal_articles:\n- {title: Beta & Sons, pages: 1-9}\n- {title: Toolbox, authors: [Beispiel A]}\n"
    folder = write(tmp_path / "cv", {"cv.yaml": own + data})
    merged = merge(str(folder), vitagraph.read_text(own + data + paper), "whole")
    applied(merged)
    assert (merged.new_records, merged.new_facts, merged.conflicts) == (2, 0, [])
    assert graphs_of(vitagraph.read(folder)) == graphs_of(vitagraph.read_text(own + data + paper))


@pytest.mark.parametrize(
    "records",
    [
        "people: [{given_name: Alpha House, homepage: 'https://a.example/x'}]",
        "person: {profiles: [{url: 'https://a.example', service: Quiet birds, account_name: x}, {id: quiet-birds, url: 'https://b.example'}]}",
    ],
    ids=["a given name only", "an id that another derives"],
)
def test_merged_again_nothing_changes(records: str, tmp_path: Path) -> None:
    text = f"document: {{iri: 'https://cv.example/ada'}}\n{records}\n"
    folder = write(tmp_path / "cv", {"cv.yaml": text})
    assert merge(str(folder), vitagraph.read_text(text), "whole").files == {}


# -- permanent ids


@pytest.mark.parametrize("name", ["example", "lapuschkin"])
def test_frozen_ids_change_no_triple_and_every_byte_stays(name: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "cv", {path.name: path.read_bytes().decode() for path in (ROOT / "data" / name).glob("*.yaml")})
    before = graphs_of(vitagraph.read(folder))
    frozen = freeze_ids(str(folder))
    assert all(is_inserted(old, new) for old, new in frozen.files.values())
    applied(frozen)
    assert graphs_of(vitagraph.read(folder)) == before
    assert freeze_ids(str(folder)).files == {}


@FEW
@given(cv=cvs())
def test_generated_cvs_are_frozen(cv: CV, tmp_path_factory: pytest.TempPathFactory) -> None:
    certain(cv)
    folder = write(tmp_path_factory.mktemp("cv"), files(cv))
    before = graphs_of(vitagraph.read(folder))
    frozen = freeze_ids(str(folder))
    applied(frozen)
    assert all(is_inserted(old, new) for old, new in frozen.files.values())
    assert graphs_of(vitagraph.read(folder)) == before
    assert freeze_ids(str(folder)).files == {}


@pytest.mark.parametrize(
    ("text", "frozen"),
    [
        ("journal_articles:\n- Owls", "journal_articles:\n- {id: owls, title: Owls}"),
        ("journal_articles: [Owls]\n", "journal_articles: [{id: owls, title: Owls}]\n"),
        ("journal_articles:\n- 'Owls\n  x'\n", "journal_articles:\n- {id: owls-x, title: 'Owls\n  x'}\n"),
        ("talks:\n- {title: Owls, date: 2020}\n", "talks:\n- {id: 2020-owls, title: Owls, date: 2020}\n"),
    ],
)
def test_ids_are_inserted_in_every_style(text: str, frozen: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "cv", {"cv.yaml": text})
    result = freeze_ids(str(folder))
    assert result == Merged({str(folder / "cv.yaml"): (text.encode(), frozen.encode())}, [], [], 0, 1)


def test_an_id_that_cannot_be_inserted(tmp_path: Path) -> None:
    """The message states the place and the text to write; nothing is written."""
    folder = write(tmp_path / "cv", {"cv.yaml": 'journal_articles:\n- Owls, "quiet"\n'})
    message = r"cv\.yaml:2:3: the id cannot be inserted: the record is one text; write it as \{id: owls-quiet, title: \.\.\.\}$"
    with pytest.raises(DataError, match=message):
        freeze_ids(str(folder))


FORMER = "organizations:\n- id: new\n  former_ids: [old, older]\n  name: Nest\npositions:\n- {title: Owl, organization: old, dates: 2020}\n"


def test_a_former_id_leads_to_the_present_one() -> None:
    """In the graph, in references, and in recovered records; it states nothing else."""
    cv = vitagraph.read_text("document: {iri: 'https://cv.example/ada'}\n" + FORMER)
    dataset = vitagraph.dataset(cv)
    replaced = {(one, other) for one, predicate, other in dataset.triples() if predicate == DCTERMS.isReplacedBy}
    new = "<https://cv.example/ada#org/new>"
    assert replaced == {(f"<https://cv.example/ada#org/{former}>", new) for former in ("old", "older")}
    assert any(predicate == ORG.organization and other == new for _, predicate, other in dataset.triples())
    back, lost = records(read_graphs("cv", dataset.serialize("nquads"), nquads.SYNTAX))
    assert (lost, set(back.organizations[0].former_ids)) == ([], {"old", "older"})
    assert graphs_of(back) == graphs_of(cv)


@pytest.mark.parametrize(
    "text",
    [
        "organizations:\n- {id: a, former_ids: a, name: A}\n",
        "organizations:\n- {id: a, former_ids: b, name: A}\n- {id: b, name: B}\n",
        "organizations:\n- {id: a, former_ids: c, name: A}\n- {id: b, former_ids: c, name: B}\n",
        "person: {name: Ada, former_ids: a}\n",
    ],
)
def test_a_former_id_is_unique(text: str) -> None:
    with pytest.raises(DataError, match=r"former_ids|is an id in use"):
        vitagraph.read_text(text)


def test_a_mention_keeps_its_name_when_it_is_described(tmp_path: Path) -> None:
    """A publisher of `PLOS ONE` describes the `PLoS ONE` of the CV, and its articles stay in that journal."""
    mentioned = "person: {name: Ada Beispiel}\njournal_articles:\n  - {title: Old, date: 2015, journal: PLoS ONE}\n"
    folder = write(tmp_path / "cv", {"cv.yaml": mentioned})
    new = bib("@article{a, title={New}, author={Beispiel, Ada}, year=2016, journal={PLOS ONE}, publisher={PLoS}, issn={1932-6203}}")
    applied(merge(str(folder), new, "papers.bib"))
    cv = vitagraph.read(folder)
    (journal,) = cv.journals
    assert (str(journal.name), journal.publisher) == ("PLoS ONE", "PLoS")
    assert [one.journal for one in cv.journal_articles] == ["PLoS ONE", "PLoS ONE"]
    assert not merge(str(folder), new, "papers.bib").files
