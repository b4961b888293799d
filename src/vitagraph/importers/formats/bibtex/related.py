"""Related entries of BibLaTeX (section 3.5 of its manual) -> relations between works."""

from __future__ import annotations

import re
from collections import Counter

from vitagraph.exporters.formats.bibtex import RELATED_TYPES
from vitagraph.importers.draft import Draft
from vitagraph.importers.formats.bibtex import latex
from vitagraph.importers.formats.bibtex.blocks import Block, Fields
from vitagraph.importers.report import Report
from vitagraph.records import Record, plan
from vitagraph.records.kinds import RelationKind
from vitagraph.records.relations import REFERENCES, Relation

_KINDS = {word: kind for kind, word in RELATED_TYPES.items()} | {"multivolume": "has-part"}
_WORDS = ("relatedtype", "relatedstring")
#: segment of a work -> field of a relation
_FIELDS = {REFERENCES[name]: name for name in ("work", "software", "dataset")}


class Related:
    """The records of entries, and the relations that entries state, which may come before the entries they lead to."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._records: dict[str, Record] = {}
        self._stated: list[tuple[Block, Fields]] = []

    def take(self, block: Block, fields: Fields) -> None:
        """Removes the fields on related entries from those of an entry."""
        if "related" in fields:
            self._stated.append((block, {name: fields.pop(name) for name in ("related", *_WORDS) if name in fields}))

    def add(self, block: Block, record: Record | None) -> None:
        """Adds the record of an entry."""
        if record is not None:
            self._records[block.key.lower()] = record

    def relate(self) -> None:
        """Sets the relations of all works; those that no record can state are reported."""
        titles = Counter(title for record in self._records.values() for title in record.names())
        for block, fields in self._stated:
            record = self._records.get(block.key.lower())
            kind, (keys, place) = self._kind(block, fields), fields["related"]
            for key in filter(None, re.split(r"[\s,]+", latex.text(keys))):
                other = self._records.get(key.lower())
                title = next(other.names(), "") if other is not None and other.segment in _FIELDS else ""
                if record is None or other is None or "related" not in plan(type(record)).fields or titles[title] != 1:
                    self._report.leave_out(place, f"{block.key}.related", key)
                    continue
                relation = Draft(Relation, self._report, place, block.key).with_values(relation=kind, **{_FIELDS[other.segment]: title})
                record.related.append(relation.record())  # type: ignore[attr-defined]  # as its plan has the field

    def _kind(self, block: Block, fields: Fields) -> RelationKind:
        """The relation that the type or the words of related entries name, else that they are related; other words are reported."""
        words = {name: latex.text(fields[name][0]) for name in _WORDS if name in fields}
        named = list(filter(None, (RelationKind.named(_KINDS.get(text, text)) for text in words.values())))
        for name, text in words.items() if not named else ():
            self._report.leave_out(fields[name][1], f"{block.key}.{name}", text)
        return named[0] if named else RelationKind("related-to")
