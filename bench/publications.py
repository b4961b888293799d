"""CVs of publications with ordered authors as JSON Lines: `publications.py COUNT [A CV]` writes them to standard output."""

from __future__ import annotations

import json
import sys
from random import Random
from typing import Any

from generated_cvs import article

FIELDS = ("title", "date", "journal", "volume", "issue", "pages", "doi", "url")


def publication(random: Random, number: int) -> dict[str, Any]:
    """A journal article as JSON; all are different."""
    record = article(random, number)
    return {"authors": [author.name for author in record.authors]} | {name: str(getattr(record, name)) for name in FIELDS}


def main(count: int, each: int) -> None:
    """Writes publications, a number of them a CV."""
    random = Random(8)
    for first in range(0, count, each):
        works = [publication(random, number) for number in range(first, min(first + each, count))]
        document = {"iri": f"https://people.example/{first // each}/cv"}
        print(json.dumps({"document": document, "person": {"name": f"Ada Beispiel {first // each}"}, "journal_articles": works}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
