"""CVs as JSON Lines, for tests of many CVs."""

from __future__ import annotations

import json
from typing import Any


def cv(number: int, titles: int = 2) -> dict[str, Any]:
    """A CV as JSON, whose scalars are strings or not."""
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
    """So many CVs as JSON Lines."""
    return b"".join(json.dumps(cv(number, titles)).encode() + b"\n" for number in range(first, first + count))
