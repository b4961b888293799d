"""The list of surviving mutants: what a further run keeps, adds and drops."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import yaml

from mutation import survivors
from mutation.changes import Change, between, is_of_message

CHANGE = Change("values.dates.PartialDate.before", "return one < other", "return one <= other")


@dataclass
class Kept:
    """The entry of one survivor, as the file holds it."""

    status: str
    reason: str = ""

    def room(self) -> dict[str, list[dict[str, object]]]:
        """The room that holds it."""
        return {"survivors": [{**CHANGE._asdict(), "status": self.status, "reason": self.reason, "outcome": "survived"}]}


@pytest.mark.parametrize(
    ("kept", "outcome", "status"),
    [
        (None, "survived", "new"),
        (None, "no test", "new"),
        (None, "killed", None),
        (None, "timeout", None),
        (Kept("equivalent", "the same"), "survived", "equivalent"),
        (Kept("accepted", "why"), "no test", "accepted"),
        (Kept("test added"), "survived", "new"),  # the test does not kill it
        (Kept("test added"), "killed", "test added"),
        (Kept("new"), "killed", "test added"),
        (Kept("equivalent", "wrong"), "killed", "test added"),
        (Kept("accepted", "why"), None, "accepted"),  # not in this sample
    ],
)
def test_status_after_a_run(kept: Kept | None, outcome: str | None, status: str | None) -> None:
    room, new = survivors.merged(kept.room() if kept else {}, {CHANGE: outcome} if outcome else {}, {CHANGE: "name"}, seed=1)
    assert [entry["status"] for entry in room["survivors"]] == ([status] if status else [])
    assert new == (status == "new")
    if kept and status == kept.status:
        assert room["survivors"][0]["reason"] == kept.reason


@pytest.mark.parametrize("outcome", ["killed", "survived"])
def test_a_run_of_the_new_survivors_moves_counts(outcome: str) -> None:
    room, _ = survivors.merged({}, {CHANGE: "survived", CHANGE._replace(occurrence=2): "killed"}, {CHANGE: "name"}, seed=1)
    chosen = survivors.unresolved(room, {CHANGE: "name"})
    assert chosen == {CHANGE: "name"}
    room, new = survivors.merged(room, dict.fromkeys(chosen, outcome), {CHANGE: "name"}, seed=1, again=True)
    assert room["outcomes"] == {"killed": 2 - new, "survived": new, "timeout": 0, "no test": 0}
    assert new == (outcome == "survived")


def test_survivors_go_with_their_code() -> None:
    room, _ = survivors.merged(Kept("accepted", "why").room(), {}, {CHANGE._replace(old="return False"): "name"}, seed=1)
    assert room["survivors"] == []


def test_what_is_kept_is_read_back(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(survivors, "KEPT", tmp_path / "mutants.yaml")
    monkeypatch.setattr(survivors, "TABLE", tmp_path / "mutants.md")
    room, _ = survivors.merged({}, {CHANGE: "survived"}, {CHANGE: "name"}, seed=7)
    survivors.keep({"values": room})
    assert survivors.load() == {"values": room}
    table = (tmp_path / "mutants.md").read_text()
    assert "| values | 1 | 7 | 1 | 0 | 1 | 0 | 0 | 1 | 0 | 0 | 0 |" in table
    assert f"- {CHANGE.old}\n" in table


def test_every_survivor_that_is_kept_has_a_status_and_a_reason() -> None:
    kept = yaml.safe_load(survivors.KEPT.read_text()) if survivors.KEPT.exists() else {}
    for room in kept.values():
        for entry in room["survivors"]:
            assert entry["status"] in survivors.STATUSES, entry
            assert entry.get("reason") or entry["status"] in (survivors.NEW, survivors.TEST_ADDED), entry


@pytest.mark.parametrize(
    ("old", "new", "of_message"),
    [
        ('problem("is not a date")', 'problem("XXis not a dateXX")', True),
        ('part(node, "id")', 'part(node, "XXidXX")', False),
        ('problem("is not a date")', "problem(None)", False),
        ('text.split(" ")', 'text.split("XX XX")', False),
        ("if one < other:", "if one <= other:", False),
    ],
)
def test_changes_of_messages(old: str, new: str, of_message: bool) -> None:
    assert is_of_message(between("f", ["def f():", f"    {old}", "    x"], ["def f():", f"    {new}", "    x"])) is of_message
