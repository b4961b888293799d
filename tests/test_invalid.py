"""Problems of record files: each source in `invalid/` has its exact messages in a file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import vitagraph

INVALID = Path(__file__).parent / "invalid"
EXPECTED = sorted(INVALID.glob("*.txt"))
CASES = 255


def source_of(expected: Path) -> Path:
    """The file or folder of these messages."""
    (source,) = (path for path in INVALID.iterdir() if path.suffix != ".txt" and path.stem == expected.stem)
    return source


def test_every_case_is_collected():
    sources = [path for path in INVALID.iterdir() if path.suffix != ".txt" and not path.name.startswith(".")]
    assert len(EXPECTED) == len(sources) == CASES


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_all_problems_are_reported(expected, monkeypatch):
    source = source_of(expected)
    monkeypatch.chdir(INVALID)
    with pytest.raises(vitagraph.DataError) as caught:
        vitagraph.read(source.name)
    messages = [str(problem) for problem in caught.value.problems]
    assert messages == expected.read_text("utf-8").rstrip("\n").split("\n")


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_messages_have_place_problem_and_correction(expected):
    source = source_of(expected)
    text = expected.read_text("utf-8")
    assert text.replace("\n", "").isprintable()
    for message in text.rstrip("\n").split("\n"):
        assert message.startswith(source.name)
        assert "; " in message


def test_problems_are_sorted_by_place():
    for expected in EXPECTED:
        places = [place_of(message) for message in expected.read_text("utf-8").rstrip("\n").split("\n")]
        assert places == sorted(places)


def place_of(message: str) -> tuple[str, int, int]:
    """File, line and column of a message; line 0 if it is about the file as a whole."""
    name, line, column = (*message.split(":", 3), "", "")[:3]
    return (name, int(line), int(column)) if line.isdigit() and column.isdigit() else (name, 0, 0)


def test_a_text_has_the_same_problems_as_a_file():
    text = (INVALID / "many-problems.yaml").read_text("utf-8")
    with pytest.raises(vitagraph.DataError) as caught:
        vitagraph.read_text(text, "many-problems.yaml")
    assert str(caught.value) + "\n" == (INVALID / "many-problems.txt").read_text("utf-8")
