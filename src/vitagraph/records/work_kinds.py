"""The kinds of works: one line of `work_kinds.tsv` a kind, with its section, classes, labels and its words in other systems.

A column of another system (`orcid`, `csl` ...) holds the word to write, then further words that are read as this kind:

    =article-journal         written, and read as this kind
    article-journal          written; read as another kind
    =misc online ~software   `online` is read as this kind, too; `~software` is read as it, though it is not the same
    article/review           written with a subtype (BibLaTeX's `entrysubtype`)
    -                        the system lacks such a word

A new kind is a new line: records, graph, shapes, pages, queries, importers and exporters read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

import msgspec

from vitagraph import resources
from vitagraph.rdf.vocabulary import BIBO, DCMITYPE, DCTERMS, EVENT, SCHEMA, VITA, VIVO, Iri
from vitagraph.records.kind_words import key

#: the section of the kinds without a section of their own
WORKS = "works"
_NAMESPACES = {
    "bibo": BIBO, "dcmitype": DCMITYPE, "dcterms": DCTERMS, "event": EVENT, "schema": SCHEMA, "vita": VITA, "vivo": VIVO,
}  # fmt: skip
#: scheme of kinds of works -> its labels in English and German
SCHEMES: dict[str, tuple[str, str]] = {
    "publication-kinds": ("publication kinds", "Arten von Veröffentlichungen"),
    "work-kinds": ("kinds of works that are no publications", "Arten von Werken, die keine Veröffentlichungen sind"),
    "property-kinds": ("kinds of intellectual property", "Arten von Schutzrechten und Erfindungen"),
}
#: sections of works whose kinds are concepts of another scheme
_OTHER_SCHEMES = frozenset(("talks", "lectures", "exhibitions"))
#: documents that are written, filed, held or used, and not published as such; `other` states nothing
_UNPUBLISHED = frozenset((
    "manuscript", "expert-opinion", "clinical-study", "research-proposal", "data-management-plan", "letter", "legal-brief", "testimony",
    "public-comment", "collection", "research-instrument", "other",
))  # fmt: skip
#: group of kinds -> its heading in English and German
GROUPS: dict[str, tuple[str, str]] = {
    "articles": ("Articles and essays", "Aufsätze und Essays"),
    "reviews": ("Reviews", "Rezensionen und Gutachten"),
    "press": ("Press, media and web", "Presse, Medien und Web"),
    "books": ("Books, issues, literature and translations", "Bücher, Hefte, Literatur und Übersetzungen"),
    "parts": ("Entries and parts of books", "Einträge und Teile von Büchern"),
    "conferences": ("Contributions to conferences", "Beiträge zu Konferenzen"),
    "papers": ("Working papers and manuscripts", "Arbeitspapiere und Manuskripte"),
    "reports": ("Reports, standards and other documents", "Berichte, Normen und andere Dokumente"),
    "editing": ("Texts and documents", "Texte und Dokumente"),
    "legal": ("Law and government", "Recht und Staat"),
    "theses": ("Theses and works of students", "Abschlussarbeiten und studentische Arbeiten"),
    "arts": ("Artistic works", "Künstlerische Arbeiten"),
    "music": ("Compositions and scores", "Kompositionen und Partituren"),
    "stage": ("Performances and concerts", "Aufführungen und Konzerte"),
    "images": ("Images, maps and designs", "Bilder, Karten und Entwürfe"),
    "recordings": ("Films and recordings", "Filme und Aufnahmen"),
    "data": ("Data, tools and objects", "Daten, Werkzeuge und Objekte"),
    "ip": ("Intellectual property and spin-offs", "Schutzrechte, Erfindungen und Ausgründungen"),
    "teaching": ("Teaching materials", "Lehrmaterialien"),
    "other": ("Other works", "Sonstige Werke"),
}


#: groups of kinds whose works need no words, so that their language is not that of their title; the kinds in them that have words
_WITHOUT_WORDS = frozenset(("arts", "music", "stage", "images", "recordings", "data", "ip"))
_OF_WORDS = frozenset(("licence", "disclosure"))
#: kinds of works that present the text of others, whose title is not in the language of that text
_OF_OTHER_TEXTS = frozenset(("critical-edition", "digital-edition", "transcription"))

#: what a section of a book is in a periodical
_OF_PERIODICAL = {SCHEMA.Chapter: SCHEMA.Article, BIBO.BookSection: BIBO.Article}
#: what a book, or a section of a book, is in a container: container -> its class -> class in its place
_CONTAINED: dict[str, dict[Iri, Iri]] = {
    "": {SCHEMA.Chapter: SCHEMA.CreativeWork, BIBO.BookSection: BIBO.DocumentPart},
    "article": {SCHEMA.Book: SCHEMA.Article, BIBO.Book: BIBO.Article, **_OF_PERIODICAL},
    "periodical": {
        SCHEMA.Book: SCHEMA.CreativeWork, BIBO.Book: BIBO.Document, BIBO.EditedBook: BIBO.CollectedDocument, **_OF_PERIODICAL,
    },
    "book": {SCHEMA.Book: SCHEMA.Chapter, BIBO.Book: BIBO.BookSection},
}  # fmt: skip
#: containers of a work: none, a periodical or site in which it is an article with pages or anything else, a book
CONTAINERS = tuple(_CONTAINED)


class Word(msgspec.Struct, frozen=True):
    """The word of another system for a kind, and whether it is read as another kind; `subtype` only in BibLaTeX."""

    text: str
    subtype: str = ""
    approximate: bool = False


class WorkKindRow:
    """One kind: `row["coar"]` is a cell of the table, most of which are read when they are used.

    `nature` is document, creation (a document that is made rather than published), event or thing.
    """

    def __init__(self, cells: list[str], columns: dict[str, int]) -> None:
        self._cells = cells
        self._columns = columns
        self.name, self.section, self.group, self.nature = cells[:4]
        #: in English and German
        self.labels = (cells[4], cells[5])

    def __getitem__(self, column: str) -> str:
        return self._cells[self._columns[column]]

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self._columns)

    @property
    def plural(self) -> tuple[str, str]:
        """The label of several works, in English and German."""
        return self["en plural"], self["de plural"]

    def plural_in_list(self, language: int) -> str:
        """The label of several works as it is behind another one: without the capital letter of its first word, unless that is a noun."""
        plural, label = self.plural[language], self.labels[language]
        return plural[:1].lower() + plural[1:] if label[:1].islower() else plural

    @cached_property
    def classes(self) -> tuple[Iri, ...]:
        """The RDF classes of a work of this kind."""
        return _terms(self["classes"])

    @cached_property
    def containers(self) -> tuple[str, ...]:
        """What a work of this kind is part of, the usual one first: journal, newspaper, book, event ..."""
        return tuple(self["containers"].split())

    @cached_property
    def about(self) -> tuple[Iri, ...]:
        """The predicates that lead to the work it reviews, translates or comments on."""
        return _terms(self["about"])

    def classes_in(self, container: str) -> tuple[Iri, ...]:
        """The RDF classes of a work of this kind in one of `CONTAINERS`.

        What is a book alone is none in a periodical or a book; a preface is a section of a book only in a book.
        """
        if container and BIBO.EditedBook in self.classes:
            container = "periodical"  # a collection is neither an article nor a chapter
        instead = _CONTAINED.get(container, {})
        return tuple(dict.fromkeys(instead.get(cls, cls) for cls in self.classes))

    @property
    def has_words(self) -> bool:
        """Whether a work of this kind is a text, whose language is that of its title unless another one is stated."""
        in_words = self.group not in _WITHOUT_WORDS or self.name in _OF_WORDS
        return in_words and self.name not in _OF_OTHER_TEXTS

    @cached_property
    def is_recording(self) -> bool:
        """Whether it is recorded at a place: its publisher may be elsewhere."""
        return self.group == "recordings" or not {BIBO.AudioDocument, BIBO.AudioVisualDocument}.isdisjoint(self.classes)

    @property
    def is_composition(self) -> bool:
        """Whether it is composed: composed, performed and published at different dates."""
        return self.group == "music" and self.nature == "creation"

    @cached_property
    def scheme(self) -> str:
        """The one of `SCHEMES` of which the kind is a concept; "" for kinds of other schemes, and for families of patents."""
        if self.section in _OTHER_SCHEMES or self.name == "patent-family":
            return ""
        if self.group == "ip":
            return "property-kinds"
        return "publication-kinds" if self.nature == "document" and self.name not in _UNPUBLISHED else "work-kinds"

    @property
    def is_publication(self) -> bool:
        """Whether a work of this kind is published: no licence, no concert, no work of art, and no letter is."""
        return self.scheme == "publication-kinds"

    def word(self, system: str) -> Word | None:
        """The word to write in another system, None where that has none."""
        first = self[system].split(" ", 1)[0]
        text, _, subtype = first.removeprefix("=").partition("/")
        return None if text == "-" else Word(text, subtype, not first.startswith("="))

    def word_in(self, system: str, container: str) -> Word | None:
        """The word for a work in one of `CONTAINERS`: what is a book alone or a section of one is an article or a chapter there."""
        if not container or self.classes_in(container) == self.classes or BIBO.EditedBook in self.classes:
            return self.word(system)
        word = rows()["book-chapter" if container == "book" else "journal-article"].word(system)
        return word and Word(word.text, "", approximate=True)

    def read_words(self, system: str) -> Iterator[tuple[str, bool]]:
        """The words of another system that are read as this kind, and whether each only comes close to it."""
        first, *others = self[system].split(" ")
        if first.startswith("="):
            yield first[1:].partition("/")[0], False
        yield from ((word.removeprefix("~"), word.startswith("~")) for word in others)

    def names(self) -> Iterator[str]:
        """The words by which a record may name the kind."""
        yield from (self[name] for name in ("kind", "en", "de", "fr", "en plural", "de plural", "fr plural"))
        yield from filter(None, self["words"].split("; "))


@cache
def rows() -> dict[str, WorkKindRow]:
    """Name of a kind -> its row, in the order of the table."""
    head, *lines = resources.text("records/work_kinds.tsv").splitlines()
    columns = {name: position for position, name in enumerate(head.split("\t"))}
    table = (WorkKindRow(line.split("\t"), columns) for line in lines)
    return {row.name: row for row in table}


def _terms(cell: str) -> tuple[Iri, ...]:
    names = (name.partition(":") for name in cell.split())
    return tuple(_NAMESPACES[prefix][local] for prefix, _, local in names)


def systems() -> list[str]:
    """The systems whose words the table has: its columns between the predicates and the concept of COAR."""
    columns = next(iter(rows().values())).columns
    return columns[columns.index("about") + 1 : columns.index("coar")]


@cache
def words() -> dict[str, str]:
    """Word in the form of `key` -> the kind that it means: each name, label and heading of a kind, and further words."""
    found: dict[str, str] = {}
    for name, row in rows().items():
        found |= {key(word): name for word in row.names()}
    return found | {key(name): name for name in rows()}


@cache
def publication_sections() -> frozenset[str]:
    """The sections of works that are published, each of one kind: all but `works`, and theses, which are in studies and students."""
    return frozenset(row.section for row in rows().values() if row.is_publication and row.group != "theses") - {WORKS}


def place_of(kind: str) -> str:
    """Where a work of a kind is written, in a message."""
    section = rows()[kind].section
    return f"under `{section}:`" + (f" with `kind: {kind}`" if section == WORKS else "")


class Reading(NamedTuple):
    """The kind that a word of another system means, and whether the word only comes close to it."""

    kind: WorkKindRow
    approximate: bool


@cache
def classes_in_section(section: str) -> frozenset[Iri]:
    """The RDF classes of the works of a section, by their kinds and containers."""
    return frozenset(cls for row in rows().values() if row.section == section for one in CONTAINERS for cls in row.classes_in(one))


@cache
def readings(system: str) -> dict[str, Reading]:
    """Word of another system -> the kind that it means."""
    found: dict[str, Reading] = {}
    for row in rows().values():
        found |= {word: Reading(row, approximate) for word, approximate in row.read_words(system)}
    return found


@cache
def subtypes() -> dict[tuple[str, str], str]:
    """Type and subtype of BibLaTeX -> the kind that is written so; of several kinds the first in the table."""
    found: dict[tuple[str, str], str] = {}
    for row in rows().values():
        if (word := row.word("biblatex")) and word.subtype:
            found.setdefault((word.text, word.subtype), row.name)
    return found
