"""Nodes to records: each value is parsed by the type of its field, each problem is collected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from vitagraph.errors import Place, Problem, did_you_mean, quoted
from vitagraph.records import CV, Author, Document, Field, Person, Record, Visibility, plan, sections
from vitagraph.records.organizations import Place as PlaceRecord
from vitagraph.records.other_works import misplaced
from vitagraph.records.own_terms import fields_with
from vitagraph.records.record import FieldVisibility
from vitagraph.records.works import status_instead
from vitagraph.values import OwnFile, PartialDate, Period, Text
from vitagraph.values.authors import is_others, name_before_others
from vitagraph.values.facts import Fact, Facts, facts_of, joined
from vitagraph.values.scalars import truth
from vitagraph.values.text import Value
from vitagraph.yaml.fluency import with_fluency
from vitagraph.yaml.keys import keys_of
from vitagraph.yaml.names import others_field, with_one_name
from vitagraph.yaml.nodes import Node
from vitagraph.yaml.origins import Origins, follow
from vitagraph.yaml.own_files import files_in, own_file_fields

#: the hint for a key without a value that is no field
_CUT_TEXT = "; a comma in braces ends a text: if this is the rest of one, put the whole text in quotation marks"
_MISSING = object()


# Keys that every record class has and that have no meaning in some places.
_FIXED_IRI = dict.fromkeys(("id", "former_ids"), "does nothing here, the IRI is fixed; delete it")
_OF_OWNER = _FIXED_IRI | {"posts": "is for other people; write the owner's posts under the section `positions:`"}
_OF_DOCUMENT = _FIXED_IRI | {
    "facts": "does nothing here; write facts about the owner under `person:`",
    "visibility": "does nothing here, each record states its own visibility; delete it",
}
_INSIDE = {
    "visibility": "hides no record inside another, which decides for both; write it there, "
    "or name its fields: `visibility: {description: private}`"
}


class Conversion:
    """Converts nodes into records, and collects `problems`."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.origins = Origins()
        #: segments with a record that could not be read: references to them are not reported
        self.unread: set[str] = set()
        #: the records with files of the CV's folder
        self._with_files: list[Record] = []
        #: the visibility of the node that is read
        self._visibility = Visibility.public
        #: the places that fields describe where they name them, by the text that refers to each
        self._described: dict[str, PlaceRecord] = {}

    def section(self, cv: CV, name: str, node: Node) -> None:
        """Reads one section into the CV, after the records of other files."""
        if node.value is None:
            return
        if name in sections():
            self._records(getattr(cv, name), name, node)
        elif name == "aliases":
            self._aliases(cv, node)
        elif self.origins.of(getattr(cv, name)):
            self._report(node.place, f"`{name}:` was described already in {self.origins.of(getattr(cv, name))}; keep one")
        else:
            record = self.record(Document, node, _OF_DOCUMENT) if name == "document" else self.record(Person, node, _OF_OWNER)
            if record is not None:
                setattr(cv, name, record)

    def add_described(self, cv: CV) -> None:
        """Adds the places that fields describe, unless the CV has a record of them."""
        known = {name for place in cv.places for name in (place.id, *place.names())}
        cv.places += [place for text, place in self._described.items() if text not in known]

    def place_files(self, cv: CV) -> None:
        """Gives the files of the CV's folder their addresses in its site."""
        paths: dict[str, str] = {}
        for record in self._with_files:
            for name in own_file_fields(type(record)):
                addresses = [self._placed(record, name, file, cv, paths) for file in files_in(record, name)]
                if addresses:
                    setattr(record, name, addresses if isinstance(getattr(record, name), list) else addresses[0])

    def _placed(self, record: Record, name: str, file: OwnFile, cv: CV, paths: dict[str, str]) -> OwnFile:
        """A file at its address; `paths` are those of the files at other addresses."""
        if not file.path:
            return file
        placed = file.placed(cv.document.iri or Document.neutral_iri, "" if isinstance(record, Person) else record.segment)
        if (other := paths.setdefault(placed.lower(), file.path)) != file.path:
            place = self.origins.of(record, (name,)) or Place("the CV")
            self._report(place, f"{name}: {quoted(file.path)} would be at the address of {quoted(other)}; rename one of the two")
        return placed

    def _records(self, records: list[Record], name: str, node: Node) -> None:
        if not isinstance(node.value, list):
            self._report(node.place, f"`{name}:` holds a list of records; begin each with a hyphen")
            return
        for item in node.value:
            if (record := self.record(sections()[name], item)) is not None:
                records.append(record)

    def _aliases(self, cv: CV, node: Node) -> None:
        if not isinstance(node.value, dict):
            self._report(node.place, "`aliases:` leads from names as printed to ids of persons; write for example {Müller K: mueller-kr}")
            return
        for alias, (_, target) in node.value.items():
            if not isinstance(target.value, str):
                self._report(target.place, f"the alias {quoted(alias)} names no person; write the id of a person, or me for the owner")
            elif not target.value.strip() or not alias.strip():
                self._report(target.place, "an alias leads from a name as printed to the id of a person; write both")
            elif cv.aliases.setdefault(alias, target.value) != target.value:
                self._report(target.place, f"the alias {quoted(alias)} was given to '{cv.aliases[alias]}' already; keep one")

    def record(self, record_type: type[Record], node: Node, without: Mapping[str, str] = MappingProxyType({})) -> Record | None:
        """The record of a node, None with a problem; keys in `without` have no meaning here, for the given reason."""
        if isinstance(node.value, dict) and "name" in node.value and (others := others_field(record_type)):
            node = with_one_name(node, others)
        if isinstance(node.value, dict) and "level" in node.value and "fluency" in plan(record_type).fields:
            node = with_fluency(node)
        if isinstance(node.value, str) and record_type.shorthand:
            node = Node(node.place, {record_type.shorthand: (node.place, node)})
        if not isinstance(node.value, dict):
            self._report(
                node.place, f"{quoted(node.value)} is no record; write a mapping with the keys {', '.join(plan(record_type).fields)}"
            )
            self.unread.add(record_type.segment)
            return None
        outer, own = self._visibility, _stated_visibility(node)
        self._visibility = max(outer, own.get("", Visibility.public))
        try:
            return self._fields(record_type, node, node.value, without, own)
        finally:
            self._visibility = outer

    def _fields(
        self,
        record_type: type[Record],
        node: Node,
        written: Mapping[str, tuple[Place, Node]],
        without: Mapping[str, str],
        own: Mapping[str, Visibility],
    ) -> Record | None:
        """The record of a mapping."""
        whole = self._visibility
        values: dict[str, Any] = {}
        as_markdown = "markup" in written and written["markup"][1].value is not None
        sound, hints = True, ""
        for name, (place, child) in written.items():
            field = plan(record_type).fields.get(name)
            if field is None:
                hint = did_you_mean(name, plan(record_type).fields, _CUT_TEXT if child.value is None else keys_of(record_type, name))
                self._report(place, f"unknown key {quoted(name)}{hint}")
                sound, hints = False, hints + hint
            elif name in without:
                self._report(place, f"`{name}:` {without[name]}")
                sound = False
            elif child.value is not None:
                self._visibility = own.get(name, max(whole, field.visibility))
                value = self._field(field, child, as_markdown or field.is_prose)
                self._visibility = whole
                sound &= value is not _MISSING
                values[name] = value
        for field in plan(record_type).fields.values():
            if field.required and field.name not in values and f"mean '{field.name}'" not in hints:
                self._report(node.place, f"`{field.name}:` is missing; add it ({field.description})")
                sound = False
        if not sound:
            self.unread.add(record_type.segment)
            return None
        record = record_type(**_with_more_authors(record_type, values))
        if problems := misplaced(record):
            for name, message in problems.items():
                self._report(written[name][0] if name in written else node.place, message)
            self.unread.add(record_type.segment)
            return None
        self._accept(record, node, values)
        return record

    def _accept(self, record: Record, node: Node, values: Mapping[str, Any]) -> None:
        """Remembers a record, and checks what it states about its fields."""
        self.origins.remember(record, node)
        if any(file.path for name in own_file_fields(type(record)) if name in values for file in files_in(record, name)):
            self._with_files.append(record)
        self._check_visibility(record, node)
        self._check_facts(record, node)

    def _field(self, field: Field, node: Node, as_markdown: bool) -> Any:
        if not field.many:
            return self._value(field, node, as_markdown)
        # A list of a single value may be written without brackets.
        items, goes_on = node.value if isinstance(node.value, list) else [node], False
        if field.type is Author:
            items, goes_on = _before_others(items)
        values = [self._value(field, item, as_markdown) for item in items]
        if any(value is _MISSING for value in values):
            return _MISSING
        return [*values[:-1], values[-1].stating(others=True)] if goes_on else values

    def _value(self, field: Field, node: Node, as_markdown: bool) -> Any:
        if field.is_record:
            record = self.record(field.type, node, {} if field.type.hides_itself or _hides_fields(node) else _INSIDE)
            return _MISSING if record is None else record
        if field.type is Facts:
            return self._facts(node)
        if field.reference and field.reference.segment == PlaceRecord.segment and _describes(node):
            return self._described_place(node)
        try:
            value = _parsed(field, raw(node), as_markdown)
        except ValueError as error:
            instead = status_instead(node.value) if field.type is PartialDate else ""
            self._report(node.place, f"{field.name}: {error}{instead}")
            return _MISSING
        if isinstance(value, Value | Period) and isinstance(node.value, str) and (note := value.note(node.value)):
            self.origins.notes.append(Problem(node.place, f"{field.name}: {note}", self._visibility is not Visibility.public))
        return value

    def _described_place(self, node: Node) -> Any:
        """The text that refers to a place which a field describes: a hall with its town. It is as public as its most public mention."""
        place = self.record(PlaceRecord, node)
        if not isinstance(place, PlaceRecord):
            return _MISSING
        text = place.id or list(place.names())[1 if place.part_of or place.country else 0]
        same = self._described.setdefault(text, place)
        shown = min(self._visibility, same.stated_visibility if same is not place else Visibility.private)
        if msgspec.structs.replace(same, visibility=None) != msgspec.structs.replace(place, visibility=None):
            self._report(node.place, f"the place {quoted(text)} is described in another way, too; describe it once, under `places:`")
        same.visibility = None if shown is Visibility.public else FieldVisibility({"": shown})
        return text

    def _facts(self, node: Node) -> Any:
        """Facts of one's own; each problem has the place of its property."""
        if not isinstance(node.value, dict):
            self._report(node.place, f"facts: write properties with their values, for example {Facts.example}")
            return _MISSING
        found: list[Fact] = []
        before = len(self.problems)
        for term, (place, child) in node.value.items():
            try:
                found += facts_of(term, raw(child)) if child.value is not None else ()
            except ValueError as error:
                self._report(place, f"{term if ':' in term else 'facts'}: {error}")
        return joined(found) if len(self.problems) == before else _MISSING

    def _check_facts(self, record: Record, node: Node) -> None:
        for term in dict.fromkeys(fact.term for fact in record.facts or ()):
            if names := fields_with(type(record), term):
                states = "states here; write that instead" if len(names) == 1 else "state here; write the one that fits, else a note"
                listed = ", ".join(f"`{name}:`" for name in names)
                self._report(follow(node, ("facts", term)), f"{term} is what {listed} {states}")

    def _check_visibility(self, record: Record, node: Node) -> None:
        fields = {field.name: field for field in plan(type(record)).facts}
        for name in record.visibility or FieldVisibility():
            place = follow(node, ("visibility", name))
            if name and name not in fields:
                hint = did_you_mean(name, fields, f"; the fields are {', '.join(fields)}")
                self._report(place, f"visibility: there is no field {quoted(name)} that could be hidden{hint}")
            elif name and not fields[name].is_movable:
                message = f"visibility: '{name}' shows in more than one fact and cannot move alone; move the whole record"
                self._report(place, message)

    def _report(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message, self._visibility is not Visibility.public))


def _parsed(field: Field, value: Any, as_markdown: bool) -> Any:
    """A value of the source as one of a field. Raises ValueError for text of another form."""
    if field.type is Author:
        return Author.parse(value, field.author_keys)
    return Text.of_markdown(value, field.is_prose) if as_markdown and field.type is Text else parsed(field.type, value)


def _before_others(items: list[Node]) -> tuple[list[Node], bool]:
    """The entries of a list of people without the `et al.` that is or ends the last one, and whether they had it."""
    if len(items) > 1 and is_others(items[-1].value):
        return items[:-1], True
    if items and (name := name_before_others(items[-1].value)):
        return [*items[:-1], Node(items[-1].place, name)], True
    return items, False


def _with_more_authors(record_type: type[Record], values: dict[str, Any]) -> dict[str, Any]:
    """The values of a record, with `more_authors` where the class has it and the list of authors goes on."""
    authors = values.get("authors")
    if authors and authors[-1].others and "more_authors" in plan(record_type).fields:
        values = {"more_authors": True} | values | {"authors": [*authors[:-1], authors[-1].stating(others=False)]}
    return values


def _describes(node: Node) -> bool:
    """Whether a reference is a mapping that describes a record, and does not only name it."""
    return isinstance(node.value, dict) and list(node.value) != ["name"]


def _hides_fields(node: Node) -> bool:
    """Whether a record's `visibility:` is one of single fields."""
    return isinstance(node.value, dict) and "visibility" in node.value and isinstance(node.value["visibility"][1].value, dict)


def _stated_visibility(node: Node) -> Mapping[str, Visibility]:
    """The visibility that a record states for itself ("") and its fields; private where it cannot be read."""
    if not isinstance(node.value, dict) or "visibility" not in node.value:
        return {}
    try:
        return FieldVisibility.parse(raw(node.value["visibility"][1]))
    except ValueError:
        return {"": Visibility.private}


def raw(node: Node) -> Any:
    """A node as plain text, lists and mappings."""
    if isinstance(node.value, list):
        return [raw(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: raw(child) for key, (_, child) in node.value.items()}
    return node.value


def parsed(value_type: Any, value: Any) -> Any:
    """A text of the source as a value of a type; ValueError for text of another form."""
    if value_type is bool:
        return truth(value)
    if value_type is int:
        if isinstance(value, str) and re.fullmatch("[0-9]{1,9}", value):
            return int(value)
        raise ValueError(f"{quoted(value)} is not a whole number of at most nine digits; write digits only")
    if value_type is str:
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        if isinstance(value, dict) and list(value) == ["name"]:
            return parsed(str, value["name"])
        raise ValueError(f"{quoted(value)} is neither a name nor an id; write one of the two, or leave the field out")
    return value_type.parse(value)
