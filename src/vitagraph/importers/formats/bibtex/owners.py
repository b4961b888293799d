"""The possible owners of the CV in a BibTeX file."""

from __future__ import annotations

from vitagraph.importers.achievements import likely_owners
from vitagraph.importers.formats.bibtex import names as bibtex_names
from vitagraph.importers.formats.bibtex.blocks import Fields
from vitagraph.patterns import regex
from vitagraph.records import Author
from vitagraph.values import PersonName, whole_number

#: an annotation of BibLaTeX (section 3.7 of its manual), which our own export has
IS_OWNER = regex(r"(?<!\d)([1-9]\d?)\s*=\s*\"?owner\b")


def owners(entries: list[Fields], known: dict[str, bibtex_names.Name]) -> dict[str, Author]:
    """The possible owners of the CV by the key of the name: authors annotated as owner, else those of most works."""
    lists = [bibtex_names.authors(fields["author"][0], known, lambda _: None) for fields in entries]
    for fields, authors in zip(entries, lists, strict=True):
        annotated = IS_OWNER.search(fields.get("author+an", ("",))[0])
        if annotated and 1 <= (number := whole_number(annotated[1]) or 0) <= len(authors):
            author = authors[number - 1]
            return {PersonName.parse(author.name).key: author}
    return likely_owners(lists)
