"""Mutated inputs: the same seed generates the same inputs, enough are accepted, and each type of failure is counted."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

import pytest

from fuzz import workers
from fuzz.check import ACCEPTED, REFUSED, check
from fuzz.failing_worker import serve
from fuzz.seeds import READERS, seeds
from fuzz.workers import Case, checked, outcomes

FOUND = Path(__file__).parent / "fuzz" / "found"


def test_the_same_seed_makes_the_same_inputs() -> None:
    assert [Case(7, number).data() for number in range(12)] == [Case(7, number).data() for number in range(12)]
    assert Case(7, 1).data() != Case(8, 1).data()


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_has_seeds(reader: str) -> None:
    assert all(seeds(reader))


def test_some_inputs_of_some_readers(tmp_path: Path) -> None:
    """No input fails, and many are accepted; the inputs of a reader do not depend on the other readers. `make fuzz` tries all."""
    readers = ("records", *list(READERS)[1::6])
    cases = [Case(1, number, reader) for reader in readers for number in range(3 if reader == "records" else 1)]
    found = [checked(case, tmp_path) for case in cases]
    assert [(one.case, one.what, one.details) for one in found if one.failed] == []
    accepted = Counter(one.case.reader() for one in found if one.what == "accepted")
    assert accepted["records"] > 1
    assert len(accepted) > len(readers) / 3


class Always(random.Random):
    """A random generator that selects every optional check."""

    def random(self) -> float:
        return 0.0


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.stem)
def test_what_failed_once(path: Path, tmp_path: Path) -> None:
    """Reduced inputs of earlier failures: `READER-description.SUFFIX`."""
    reader = max((one for one in READERS if path.name.startswith(one)), key=len)
    begun = time.process_time()
    assert check(reader, path.read_bytes(), Always(1), tmp_path) in (ACCEPTED, REFUSED)
    assert time.process_time() - begun < workers.SECONDS


def test_every_failure_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(workers, "CLOCK_SECONDS", 3.0)
    found = {one.case.number: one for one in outcomes((Case(1, number) for number in range(7) if number != 5), 2, serve)}
    assert {number: one.what for number, one in found.items()} == {
        0: "killed", 1: "hangs", 2: "traceback", 3: "difference", 4: "too slow", 6: "accepted",
    }  # fmt: skip
    assert "exit code -9" in found[0].details
    assert [number for number, one in found.items() if not one.failed] == [6]
