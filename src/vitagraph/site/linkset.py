"""The typed links of all pages in one file (RFC 9264, section 4.2), which each page names: FAIR Signposting, level 2."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from vitagraph.site.details import HeadLink

PATH, TYPE = "linkset.json", "application/linkset+json"


class Anchor(NamedTuple):
    """A page with its typed links, whose addresses are relative to that of its file."""

    url: str
    file: str
    links: Sequence[HeadLink]


def linkset(anchors: Sequence[Anchor]) -> str:
    """The links of all pages as JSON; the relation to this file itself is left out."""
    return json.dumps({"linkset": [_context(anchor) for anchor in anchors]}, ensure_ascii=False, indent=0) + "\n"


def _context(anchor: Anchor) -> dict[str, object]:
    by_relation: dict[str, list[dict[str, object]]] = {}
    for link in anchor.links:
        if link.rel != "linkset":
            by_relation.setdefault(link.rel, []).append(_target(anchor, link))
    return {"anchor": anchor.url, **by_relation}


def _target(anchor: Anchor, link: HeadLink) -> dict[str, object]:
    target: dict[str, object] = {"href": urljoin(anchor.file, link.href)}
    target |= {"type": link.type} if link.type else {}
    target |= {"hreflang": [link.hreflang]} if link.hreflang else {}
    return target | ({"title": link.title} if link.title else {})
