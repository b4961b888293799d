"""The page of a CV as a reader sees it: names, headings, order, dates."""

from __future__ import annotations

import html
import re
from pathlib import Path

import vitagraph
from vitagraph.records import Index
from vitagraph.site import Options, build

ROOT = Path(__file__).parent.parent
_HEAD = "document: {iri: https://ada.example/cv, as_of: 2024-05-01}\nperson: Ada Beispiel\n"


def site(tmp_path: Path, records: str) -> dict[str, bytes]:
    """The site of a CV with these records."""
    file = tmp_path / "cv.yaml"
    file.write_text(_HEAD + records, encoding="utf-8")
    return build(Index(vitagraph.read(file)), Options())


def text_of(page: bytes, end: str = 'id="names"') -> str:
    """The text of a page as it is copied or read aloud, up to its lists of names."""
    body = re.sub("(?s)<(script|svg).*?</(script|svg)>|<head>.*?</head>", "", page.decode()).partition(end)[0]
    blocks = re.sub("<(p|li|h[1-6]|d[dt]|t[dh]|div|ol|ul|section)[ >]", r"\n\g<0>", body)
    return "\n".join(" ".join(line.split()) for line in html.unescape(re.sub("<[^>]+>", "", blocks)).splitlines() if line.strip())


_UNITS = """
positions: [{title: Chair, organization: Owls, dates: 2020 to present}]
service: [{role: committee-member, organization: Owls}]
talks: [{title: On Owls, date: 2021, organizers: [{organization: Owls}]}]
organizations:
- {name: Owls, type: unit, parent: Birds}
- {name: Birds, type: unit, parent: Musterstadt}
- {name: Musterstadt, type: university, parent: State}
"""


def test_a_unit_is_printed_with_its_whole(tmp_path: Path) -> None:
    """In the head, the description, entries, lists of people and tables."""
    page = site(tmp_path, _UNITS)["index.html"]
    text = text_of(page)
    assert text.count("Owls, Birds, Musterstadt") == 4
    assert '<meta name="description" content="Chair, Owls, Birds, Musterstadt">' in page.decode()
    assert "State" not in text
