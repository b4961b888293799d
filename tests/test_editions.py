"""A save is visible as soon as the page of the CV is made: the editions of `vitagraph serve`, and the clients that wait for a file."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from vitagraph.serving.edition import Edition, Sources, edition
from vitagraph.serving.events import EventStream
from vitagraph.site.address import Address

CV = "document: {{iri: {}}}\nperson: {{name: Ada {}}}\nbooks: [{{title: Owls, authors: [Ada Owl]}}]\n"


@pytest.mark.parametrize("iri", ["https://ada.example/cv", "https://ada.example/cv.html", "https://ada.example/"])
def test_the_page_is_there_before_the_rest(tmp_path: Path, iri: str) -> None:
    """With the style sheets and scripts that it loads, and the graph; the whole edition has the same files, and more."""
    (tmp_path / "cv.yaml").write_text(CV.format(iri, "Owl"), "utf-8")
    begun: list[Edition] = []
    whole = edition(Sources(tmp_path), begun=begun.append)
    assert [one.files.keys() >= {"index.html", Address.of(iri).page, "cv.ttl"} for one in begun] == [True]
    (first,) = begun
    loaded = re.findall(rb'(?:src|stylesheet" href)="([^":]*)"', first.files["index.html"])
    assert loaded
    assert {path.decode() for path in loaded} <= first.files.keys()
    assert first.files.items() < whole.files.items()
    assert (first.quads, first.address, first.current) == (whole.quads, whole.address, True)


def test_what_is_not_made_yet_is_waited_for(tmp_path: Path) -> None:
    """Pages are reloaded once for a save, and not for one that changes nothing; a save that fails shows the former edition."""
    editions = []
    for name in ("Owl", "Auk"):
        (tmp_path / "cv.yaml").write_text(CV.format("https://ada.example/cv", name), "utf-8")
        begun: list[Edition] = []
        whole = edition(Sources(tmp_path), begun=begun.append)
        editions.append((*begun, whole))
    (first, old), (begin, new) = editions
    work = next(path for path in new.files if path.startswith("publication/") and path.endswith(".html"))

    async def saved() -> None:
        stream = EventStream(old)
        number = stream.number
        stream.begin(first)
        assert not stream.publish(edition_again)
        assert stream.number == number
        stream.begin(begin)
        assert stream.number == number + 1
        await asyncio.wait_for(stream.wait_for("index.html"), 5)
        waiting = asyncio.create_task(stream.wait_for(work))
        await asyncio.sleep(0)
        assert not waiting.done()
        assert stream.publish(new)
        await asyncio.wait_for(waiting, 5)
        assert (stream.edition, stream.number) == (new, number + 1)
        stream.begin(first)
        assert stream.publish(new)
        assert (stream.edition, stream.number) == (new, number + 3)

    (tmp_path / "cv.yaml").write_text(CV.format("https://ada.example/cv", "Owl"), "utf-8")
    edition_again = edition(Sources(tmp_path))
    asyncio.run(saved())
