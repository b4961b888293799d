"""CVs as JSON Lines, for tests of many CVs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph

from command_line import run


def cv(number: int, titles: int = 2) -> dict[str, Any]:
    """A CV as JSON whose scalars are strings or not."""
    articles = [
        {
            "title": f"On Owls {number}.{one}",
            "authors": ["Beispiel A", "Müller K-R", {"name": "Wang L", "id": "wang-l"}],
            "date": 2000 + one,
        }
        | {"journal": " Quiet  Birds ", "volume": str(one + 1), "issue": 3, "doi": f"10.5555/{number}.{one}", "open_access": True}
        for one in range(titles)
    ]
    person = {"name": "Ada Beispiel", "email": f"ada{number}@ada.example"}
    return {"document": {"iri": f"https://people.example/{number}/cv"}, "person": person, "journal_articles": articles}


def lines(count: int, titles: int = 2, first: int = 0) -> bytes:
    """CVs as JSON Lines."""
    return b"".join(json.dumps(cv(number, titles)).encode() + b"\n" for number in range(first, first + count))


def department(count: int = 4) -> list[dict[str, Any]]:
    """CVs whose owners publish together, with contact facts."""
    works = [{"title": f"On Owls {work}", "date": "2020", "doi": f"10.5555/{work}"} for work in range(count + 1)]
    return [
        {
            "document": {"iri": f"https://people.example/{number}"},
            "person": {"name": f"Ada Beispiel {number}", "email": f"ada{number}@ada.example", "affiliations": ["Institute of Owls"]},
            "journal_articles": [work | {"authors": [{"name": "Beispiel A", "id": "me"}]} for work in works[number : number + 2]],
        }
        for number in range(count)
    ]


def export(folder: Path, cvs: list[dict[str, Any]], *options: str, name: str = "out") -> None:
    """Exports CVs, two a file."""
    (folder / "cvs.jsonl").write_text("".join(json.dumps(cv) + "\n" for cv in cvs), "utf-8")
    code, _, stderr = run(folder, "bulk", "export", "cvs.jsonl", "-o", name, "-q", "--partition", "2", "--workers", "1", *options)
    assert code == 0, stderr


def held(store: Path) -> set[str]:
    """The lines of N-Quads in a store."""
    return {f"{quad} .\n" for quad in pyoxigraph.Store.read_only(str(store))}
