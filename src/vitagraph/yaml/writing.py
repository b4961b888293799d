"""Records to YAML for editing by hand: one file for each section, short keys, authors on one line.

The text reads back as the same records.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from vitagraph.records import CV, Author, Document, Field, Person, Record, plan, sections, stated_fields
from vitagraph.records.page_layout import PageSection
from vitagraph.records.record import FieldVisibility
from vitagraph.values import Days, Licence, OwnFile, Text
from vitagraph.values.facts import Facts
from vitagraph.values.scalars import flow, scalar
from vitagraph.values.terms import Prefixes

WIDTH = 120
#: the sections that are one record
MAPPINGS = ("document", "person")
#: fields that precede the others, in this order
_FIRST = ("id", "former_ids", "lang", "markup")
#: fields that follow them
_LAST = {"facts": 4, "visibility": 5}
#: a key beyond this length has to be marked as one (YAML 1.2, section 8.2.2: at most 1024 characters)
_LONGEST_KEY = 1000


def files(cv: CV) -> dict[str, str]:
    """File name -> text, for each section that is not empty."""
    written = {}
    for name in CV.__struct_fields__:
        value = getattr(cv, name)
        if name in sections() and value:
            written[f"{name}.yaml"] = file_of_section(name, value)
        elif name == "aliases" and value:
            lines = (f"  {_key(alias)}: {scalar(target, False)}\n" for alias, target in value.items())
            written["aliases.yaml"] = "# Names as printed, and the ids of those they mean.\n\naliases:\n" + "".join(lines)
        elif isinstance(value, (Document, Person)) and (body := _mapping(value, 2)):
            written[f"{name}.yaml"] = f"{name}:\n" + "".join(f"{line}\n" for line in body)
    return written


def file_of_section(name: str, records: list[Any]) -> str:
    """The text of a file with one section."""
    if name in MAPPINGS:
        return "".join(f"{line}\n" for line in (f"{name}:", *_mapping(records[0], 2)))
    return f"# {name.replace('_', ' ').capitalize()}.\n\n{name}:\n" + list_of_records(records)


def list_of_records(records: list[Any], indent: int = 2) -> str:
    """Records as the entries of a list; those of several lines have a blank line between them."""
    entries = [list_entry(record, indent) for record in records]
    long = any(len(entry) > 1 for entry in entries)
    return ("\n" if long else "").join("".join(f"{line}\n" for line in entry) for entry in entries)


def list_entry(record: Record, indent: int) -> list[str]:
    """The lines of one record in a list; its hyphen is indented by `indent` blanks."""
    start = " " * indent + "- "
    if (short := _shorthand(record)) is not None and _fits(short, indent + 2):
        return [start + scalar(short, False)]
    if _is_small(record) and _fits(line := in_brackets(record), indent + 2):
        return [start + line]
    first, *rest = _mapping(record, indent + 2) or [" " * (indent + 2) + "{}"]
    return [start + first.lstrip(), *rest]


def field_lines(record: Record, name: str, indent: int) -> list[str]:
    """The lines of one field of a record."""
    field, value = plan(type(record)).fields[name], getattr(record, name)
    if field.is_record:
        return list(_records(field, value, indent))
    values = [_stated(record, field, one) for one in (value if field.many else [value])]
    return list(_field(field, values, indent, _more(record, name)))


def _stated(record: Record, field: Field, value: Any) -> Any:
    """A value of a record's field as text, a list or a mapping; prose, and every text of a record with markup, as Markdown."""
    if isinstance(value, Text):
        return value.written(field.is_prose or record.markup is not None, field.is_prose)
    return _plain(value)


def _more(record: Record, name: str) -> list[str]:
    """The last entry of a list of people that goes on."""
    value = getattr(record, name)
    goes_on = isinstance(value, list) and value and isinstance(value[-1], Author) and value[-1].others
    return ["et al."] if goes_on or (name == "authors" and getattr(record, "more_authors", False)) else []


def _mapping(record: Record, indent: int) -> list[str]:
    return [line for name in fields_in_order(record) for line in field_lines(record, name, indent)]


#: fields that the list of authors states together
_LIST_GOES_ON = ("authors", "more_authors")


def fields_in_order(record: Record) -> list[str]:
    """The names of the fields that a record states, in the order of writing."""
    # The last entry of the authors states that others follow.
    stated = [name for name in stated_fields(record) if name != "more_authors" or not all(getattr(record, one) for one in _LIST_GOES_ON)]
    return sorted(stated, key=lambda name: _FIRST.index(name) if name in _FIRST else _LAST.get(name, 3))


def _field(field: Field, values: Sequence[Any], indent: int, more: Sequence[str]) -> Iterator[str]:
    start = " " * indent + f"{field.name}:"
    plain = [*values, *more]
    if field.many and (len(plain) > 1 or isinstance(plain[0], list)):
        items = [in_brackets(one) for one in plain]
        if _fits(whole := f"[{', '.join(items)}]", len(start) + 1):
            yield f"{start} {whole}"
        elif field.type is Author:
            yield f"{start} ["
            yield from _filled(items, indent + 2)
            yield " " * indent + "]"
        else:
            yield start
            yield from (f"{' ' * (indent + 2)}- {in_brackets(one)}" for one in plain)
        return
    yield from _one(start, plain[0], indent)


def _one(start: str, value: Any, indent: int) -> Iterator[str]:
    """A key with its one value: on its line, folded where it is long, or a mapping of several lines."""
    if not isinstance(value, dict):
        yield from _text(start, value, indent) if isinstance(value, str) else [f"{start} {in_brackets(value)}"]
    elif _fits(line := in_brackets(value), len(start) + 1):
        yield f"{start} {line}"
    else:
        yield start
        for key, text in value.items():
            yield from _one(" " * (indent + 2) + f"{_key(key)}:", text, indent + 2)


def _records(field: Field, value: Any, indent: int) -> Iterator[str]:
    start = " " * indent + f"{field.name}:"
    if not field.many and (short := _shorthand(value)) is not None:
        yield from _text(start, short, indent)
    elif field.many:
        yield start
        for record in value:
            yield from list_entry(record, indent + 2)
    else:
        yield start
        yield from _mapping(value, indent + 2)


def _filled(items: Iterable[str], indent: int) -> Iterator[str]:
    """The items of a list in as few lines as possible, each item on one line."""
    line = ""
    for item in items:
        if line and indent + len(line) + len(item) + 3 > WIDTH:
            yield " " * indent + line + ","
            line = ""
        line += f", {item}" if line else item
    yield " " * indent + line


def _shorthand(record: Record) -> str | None:
    """The text of a record with its shorthand field alone, None for others."""
    if not record.shorthand or stated_fields(record) != [record.shorthand]:
        return None
    value = plain_field(record, record.shorthand)
    return value if isinstance(value, str) else None


def _is_small(record: Record) -> bool:
    """Whether a record stands on one line: a few short values, such as those of a patent document."""
    return record.segment in ("patent", "address", "account") and not any(
        plan(type(record)).fields[name].is_record or isinstance(getattr(record, name), Author) for name in stated_fields(record)
    )


def _plain(value: Any) -> Any:
    """A value as text, a list or a mapping."""
    if isinstance(value, Record):
        return as_mapping(value)
    if isinstance(value, Text):
        return value.written(as_markdown=False, links=False)
    if isinstance(value, Author):
        keys = (name for name in Author.__struct_fields__ if name != "others")
        stated = {name: _part(getattr(value, name)) for name in keys if getattr(value, name) not in ("", (), None)}
        return value.name if list(stated) == ["name"] and _is_one_name(value.name) else stated
    if isinstance(value, Days):
        return str(value) if not value.is_several or Days._several.fullmatch(str(value)) else [str(day) for day in value]
    if isinstance(value, Facts):
        return value.written()
    if isinstance(value, PageSection):
        return value.written()
    if isinstance(value, Prefixes):
        return dict(value)
    if isinstance(value, FieldVisibility):
        return value[""].name if "" in value else {name: seen.name for name, seen in value.items()}
    if isinstance(value, Licence):
        return value.identifier or value
    if isinstance(value, OwnFile):
        return value.path or str(value)
    return value if isinstance(value, (bool, int)) else str(value)


def _part(value: Any) -> Any:
    """A part of an author: a text, or a list of several."""
    if not isinstance(value, tuple):
        return value
    return [_plain(one) for one in value] if len(value) > 1 else _plain(value[0])


@cache
def _is_one_name(name: str) -> bool:
    """Whether a name stands for an author without its key: `Trade and Industry` would be refused as two."""
    try:
        return Author.parse(name).name == name
    except ValueError:
        return False


def in_brackets(value: Any) -> str:
    """A record or a value on one line in YAML's flow style."""
    return flow(as_mapping(value) if isinstance(value, Record) else value)


def as_mapping(record: Record) -> dict[str, Any]:
    """A record as a mapping of text, lists and mappings."""
    return {name: plain_field(record, name) for name in fields_in_order(record)}


def plain_field(record: Record, name: str) -> Any:
    """The value of a field as text, a list or a mapping; of a single value in a list, that value."""
    field, value = plan(type(record)).fields[name], getattr(record, name)
    if not isinstance(value, list):
        return _stated(record, field, value)
    listed = [*(_stated(record, field, one) for one in value), *_more(record, name)]
    return listed[0] if len(listed) == 1 else listed


def _fits(text: str, before: int) -> bool:
    return before + len(text) <= WIDTH and "\n" not in text


def _text(start: str, text: str, indent: int) -> Iterator[str]:
    """A key with its text, folded over several lines where it is long."""
    short = scalar(text, False)
    if not _fits(short, len(start) + 1) and (folded := _folded(text, indent + 2)):
        yield f"{start} >-"
        yield from folded
    else:
        yield f"{start} {short}"


def _folded(text: str, indent: int) -> list[str] | None:
    """The lines of a folded block scalar, None where folding would change the text."""
    if not text.replace("\n", "").isprintable():
        return None  # a block has no escapes
    lines = []
    for number, paragraph in enumerate(text.split("\n")):
        lines += [""] if number else []
        lines += [" " * indent + line for line in textwrap.wrap(paragraph, WIDTH - indent, break_long_words=False, break_on_hyphens=False)]
    is_flush = not any(line[indent:].startswith(" ") for line in lines)
    return lines if is_flush and _unfolded(line[indent:] for line in lines) == text else None


def _unfolded(lines: Iterable[str]) -> str:
    """The text of a folded block scalar: one break is a blank, each further one is itself (YAML 1.2, section 6.5)."""
    return re.sub(r"\n(\n*)", lambda breaks: breaks[1] or " ", "\n".join(lines))


def _key(text: str) -> str:
    """Text as the key of a mapping that is not between brackets."""
    written = scalar(text, False)
    return written if len(written) <= _LONGEST_KEY else f"? {written}\n  "
