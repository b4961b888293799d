"""The table of kinds of works: classes, sections, words, and each format's words there and back."""

from __future__ import annotations

import pytest

from vitagraph.records import work_kinds
from vitagraph.records.kind_words import key
from vitagraph.records.schemes import SCHEMES
from vitagraph.records.work_kinds import GROUPS, SYSTEMS, WORKS, rows
from vitagraph.records.works import WorkStatus

ROWS = list(rows().values())


def test_rows_are_whole() -> None:
    """Each kind has classes of known vocabularies, labels, a group and a nature."""
    for row in ROWS:
        assert row.classes, row.name
        assert all(row.labels), row.name
        assert all(row.plural), row.name
        assert row.group in {*GROUPS, "talks"}, row.name
        assert row.nature in ("document", "creation", "event", "thing", "collection"), row.name
        assert all(predicate.startswith("<") for predicate in row.about), row.name
    assert len({row["de"] for row in ROWS}) == len(ROWS)


def test_documents_are_documents_and_events_are_none() -> None:
    """No class of an event or a thing is one of documents, and the other way round."""
    documents = {cls for row in ROWS if row.nature in ("document", "creation") for cls in row.classes}
    others = {cls for row in ROWS if row.nature in ("event", "thing") for cls in row.classes}
    assert not documents & others


def test_kinds_of_one_scheme() -> None:
    """A kind is a concept of one scheme, and those of talks and patents are not concepts of publications."""
    listed = SCHEMES["publication-kinds"].kinds
    assert set(listed) == {row.name for row in ROWS if row.is_publication}
    assert not {"talk", "keynote", "patent", "exhibition"} & set(listed)
    names = [name for scheme in SCHEMES.values() for name in scheme.kinds]
    assert len(names) == len(set(names))


def test_a_word_means_one_kind() -> None:
    """No word, label or heading is that of two kinds."""
    meant: dict[str, set[str]] = {}
    for row in ROWS:
        for word in row.names():
            meant.setdefault(key(word), set()).add(row.name)
    assert {word: kinds for word, kinds in meant.items() if len(kinds) > 1} == {}


@pytest.mark.parametrize("system", SYSTEMS)
def test_words_of_other_systems(system: str) -> None:
    """A word is read as one kind, and each word that is written is also read."""
    read = [word for row in ROWS for word, _ in row.read_words(system)]
    assert len(read) == len(set(read))
    written = {word.text for row in ROWS if (word := row.word(system))}
    assert written <= set(work_kinds.readings(system))
    for row in ROWS:
        word = row.word(system)
        if word and not word.approximate:
            assert work_kinds.readings(system)[word.text] == (row, False)


def test_orcid_types() -> None:
    """Each of ORCID's 59 types is read, and no two as one kind; only `other` and `undefined` are other works."""
    kinds = [reading.kind.name for reading in work_kinds.readings("orcid").values()]
    assert len(kinds) == 59
    assert len(set(kinds)) == 58
    assert kinds.count("other") == 2


@pytest.mark.parametrize(("status", "place"), [("working paper", "under `works:` with `kind: working-paper`"), ("Books", "under `books:`")])
def test_a_kind_is_no_status(status: str, place: str) -> None:
    """The message leads to the kind."""
    with pytest.raises(ValueError, match="is a kind of work and no status; write the work " + place):
        WorkStatus.parse(status)


def test_other_works_have_a_section() -> None:
    """The kinds without a section of their own are written under `works:`."""
    assert sum(row.section == WORKS for row in ROWS) > 100
