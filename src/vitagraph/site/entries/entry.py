"""What an entry is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vitagraph.records import Index, Record
from vitagraph.site.localization import Localized, Name


class Link(NamedTuple):
    """An address with what it leads to."""

    label: str
    url: str


class Entry(NamedTuple):
    """One entry of the CV.

    `anchor` is the part of its IRI behind `#`, `anchors` those of what is told with it; `page` the address of a page of its
    own, relative to the site's root. `where` are the pieces of its line: organization, place, journal, pages.
    """

    anchor: str
    title: Localized
    when: str = ""
    year: int = 0
    kind: str = ""
    page: str = ""
    names: Sequence[Name] = ()
    names_label: str = ""
    where: Sequence[Localized] = ()
    marks: Sequence[Localized] = ()
    text: Sequence[Localized] = ()
    links: Sequence[Link] = ()
    parts: Sequence[Entry] = ()
    anchors: Sequence[str] = ()


class Section(NamedTuple):
    """A section of the CV, or a part of one: its entries, or its parts."""

    name: str
    title: str
    entries: list[Entry]
    parts: list[Section]

    @property
    def size(self) -> int:
        """How many entries it has."""
        return len(self.entries) + sum(part.size for part in self.parts)


def anchor_of(record: Record, index: Index) -> str:
    """The part of a record's IRI behind `#`."""
    return index.node(record)[len(index.document) + 2 : -1]


def former_anchors(record: Record) -> list[str]:
    """What its anchor was before, under each of its former ids."""
    return [f"{record.segment}/{former}" for former in record.former_ids]


def pieces(*said: Localized | str | None) -> list[Localized]:
    """What there is of some pieces."""
    return [one if isinstance(one, Localized) else Localized(one) for one in said if one]


def paragraphs(said: Localized | None) -> list[Localized]:
    """A text as its paragraphs: YAML keeps one line end where the source has an empty line."""
    if said is None:
        return []
    return [Localized(line.strip(), said.language) for line in said.text.splitlines() if line.strip()]


#: host -> what people call the site
_SITES = {
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "linkedin.com": "LinkedIn",
    "scholar.google.com": "Google Scholar",
    "orcid.org": "ORCID",
    "researchgate.net": "ResearchGate",
    "dblp.org": "DBLP",
    "semanticscholar.org": "Semantic Scholar",
    "bsky.app": "Bluesky",
    "youtube.com": "YouTube",
    "huggingface.co": "Hugging Face",
    "zenodo.org": "Zenodo",
    "osf.io": "OSF",
    "arxiv.org": "arXiv",
    "x.com": "X",
    "twitter.com": "Twitter",
}


def host(url: str) -> str:
    """The site of an address, as people call it."""
    name = url.split("/")[2].rpartition("@")[2].lower().removeprefix("www.")
    return _SITES.get(name, name)
