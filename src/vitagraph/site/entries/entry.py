"""The entries and sections of the CV's page. Nothing here depends on HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vitagraph.records import Index, Record
from vitagraph.records.identifiers import identifiers
from vitagraph.site.localization import Localized, Localizer, Name
from vitagraph.site.site_names import site_name
from vitagraph.values.markup import lines
from vitagraph.values.printing import JOINER, NO_BREAK

#: characters of numbers that stay in one line
_SHORT = 20


class Link(NamedTuple):
    """An address with its label."""

    label: str
    url: str


class Entry(NamedTuple):
    """One entry of the CV.

    `anchor` is the fragment of its IRI, `anchors` are those of other resources that the entry describes. `page` is the path of its
    own page from the root of the site. `where` are the pieces of its line: organization, place, journal, pages; `brief` are those
    of its line in a list, where that has fewer.
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
    brief: Sequence[Localized] | None = None
    marks: Sequence[Localized] = ()
    text: Sequence[Localized] = ()
    links: Sequence[Link] = ()
    parts: Sequence[Entry] = ()
    anchors: Sequence[str] = ()

    @property
    def line(self) -> Sequence[Localized]:
        """The pieces of its line in a list."""
        return self.where if self.brief is None else self.brief

    @property
    def rest(self) -> list[Localized]:
        """The pieces that its line in a list does not have."""
        return [piece for piece in self.where if piece not in self.line]

    def extended(self, other: Entry) -> Entry:
        """The entry with the facts of another one, except for its title, dates and names."""
        return self._replace(
            where=[*self.where, *other.where],
            marks=[*self.marks, *other.marks],
            text=[*self.text, *other.text],
            links=[*self.links, *other.links],
            parts=[*self.parts, *other.parts],
            anchors=[*self.anchors, *other.anchors],
        )


class Section(NamedTuple):
    """A section of the CV, or a part of one, with its entries or its parts.

    `by` is what the entries of a part have in common: `year`, `kind` or `choice`. A part that is `folded` is closed at first; a section
    that is `hidden` is not shown. `common` is what all entries state.
    """

    name: str
    title: str
    entries: list[Entry]
    parts: list[Section]
    language: str = ""  # of the title, if it is not that of the page
    by: str = ""
    folded: bool = False
    hidden: bool = False
    common: Sequence[Localized] = ()

    @property
    def size(self) -> int:
        """The number of its entries."""
        return len(self.entries) + sum(part.size for part in self.parts)


def identifier_links(record: Record) -> list[Link]:
    """The pages of the identifiers of a record."""
    return [Link(field.label, address) for field, value in identifiers(record) if (address := value.address())]


def profile_pages(record: Record) -> list[str]:
    """The pages that a person edits and that identify the person."""
    return [value.address() for _, value in identifiers(record) if value.scheme.profile]


def anchor_of(record: Record, index: Index) -> str:
    """The fragment of a record's IRI."""
    return index.node(record)[len(index.document) + 2 : -1]


def former_anchors(record: Record) -> list[str]:
    """The fragments of its IRIs under its former ids."""
    return [f"{record.segment}/{former}" for former in record.former_ids]


def pieces(*found: Localized | str | None) -> list[Localized]:
    """The pieces without empty ones."""
    return [one if isinstance(one, Localized) else Localized(one) for one in found if one]


def paragraphs(text: Localized | None) -> list[Localized]:
    """The paragraphs of a text: YAML keeps one line end where the source has an empty line."""
    if text is None:
        return []
    return [Localized(line, text.language) for line in lines(text.text)]


def link_to(url: str, localizer: Localizer) -> Link:
    """A link with the name of the site, where it is known."""
    return Link(site_name(url) or localizer.words["link"], url)


def page_range(pages: str | None, localizer: Localizer) -> str | None:
    """`pp. 913–922`, `p. 7` for a single page, `pp. 829 ff.` for the first of several."""
    if not pages:
        return None
    several = "-" in pages or "," in pages
    printed = re.sub("-$", f" {localizer.words['following']}", pages).replace("-", "–")
    return unbroken(localizer.words["pages" if several else "page"].format(pages=printed))


def unbroken(numbers: str) -> str:
    """Short numbers with their word in one line: `vol. 3`, `pp. 4–9`."""
    return numbers.replace(" ", NO_BREAK).replace("–", f"–{JOINER}") if len(numbers) < _SHORT else numbers
