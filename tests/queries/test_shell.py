"""The prompt: keys as input, results as output, through prompt_toolkit's pipe input."""

from __future__ import annotations

from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

import vitagraph
from vitagraph import queries
from vitagraph.cli.shell import _history, _line_editor, _prompt_for_queries, _Session, complete

KNOWN = queries.catalogue()


def typed(keys: str, monkeypatch: pytest.MonkeyPatch, home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The output for these keys and Ctrl-D."""
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    store = queries.store(vitagraph.dataset(vitagraph.read_text(CV)))
    session = _Session(lambda query, given: queries.evaluate(query, store, given), KNOWN)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys + "\x04")
        _prompt_for_queries(session, lambda: ["bibo:Patent", "bibo:Journal"])
    captured = capsys.readouterr()
    return captured.out + captured.err


CV = "person: {name: Ada Beispiel}\ntalks: [{title: Owls, date: 2021-05-06}, {title: Larks, date: 2021-07}]\n"


def test_a_query_runs_once_its_braces_are_closed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Until then Enter begins a new line; the history has the query."""
    shown = typed(".format csv\rSELECT ?n {\r?s foaf:primaryTopic/schema:name ?n }\r", monkeypatch, tmp_path, capsys)
    assert "n\r\nAda Beispiel\r\n" in shown
    assert "+SELECT ?n {" in (tmp_path / "vitagraph/history").read_text()


def test_a_query_of_the_catalogue_takes_parameters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As NAME=VALUE; after an error the prompt continues."""
    shown = typed(".format csv\rtalk-list year=x\rtalk-list year=2021\r", monkeypatch, tmp_path, capsys)
    assert "'x' is not a whole number" in shown
    assert "Larks" in shown


def test_ctrl_c_drops_the_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the prompt continues."""
    assert "yes" in typed("SELECT nonsense {\x03ASK {}\r", monkeypatch, tmp_path, capsys)


@pytest.mark.parametrize(
    ("typed_so_far", "offered"), [("talks-per-y", "talks-per-year"), ("SELECT * { ?s a bibo:Pat", "bibo:Patent"), (".que", ".queries")]
)
def test_tab_completes(typed_so_far: str, offered: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Names of queries, terms with their prefix, commands."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    session = _Session(lambda query, given: False, KNOWN)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        completer = _line_editor(session, lambda: ["bibo:Patent", "bibo:Journal"]).completer
    assert completer
    found = completer.get_completions(Document(typed_so_far), CompleteEvent(completion_requested=True))
    assert offered in [one.text for one in found]


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("", True),
        (".help", True),
        ("talks-per-year", True),
        ("SELECT * { ?s ?p ?o }", True),
        ("SELECT * {", False),
        ("SELECT * { ?s ?p '}' ", False),
        ("SELECT * { ?s ?p ?o # }", False),
        ("SELECT *", False),
        ("DESCRIBE <a:a>", True),
        ("PREFIX x: <y>", False),
    ],
)
def test_complete_queries_are_recognised(text: str, done: bool) -> None:
    """Braces in strings and comments do not count."""
    assert complete(text, KNOWN) is done


def test_the_history_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a folder that other users cannot read."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    _history().store_string("talks-per-year")
    assert "talks-per-year" in (tmp_path / "state/vitagraph/history").read_text("utf-8")
    assert (tmp_path / "state/vitagraph").stat().st_mode & 0o777 == 0o700
