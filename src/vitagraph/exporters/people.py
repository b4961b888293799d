"""The persons and organizations of works as the variables of CSL, from which the bibliographic formats are written."""

from __future__ import annotations

import re
from typing import Any

from vitagraph.records import Author, Index
from vitagraph.records.containers import Volume
from vitagraph.records.people import Person
from vitagraph.records.works import Publication
from vitagraph.values import PersonName

Item = dict[str, Any]


def printed(author: Author, index: Index) -> str:
    """A name as printed in the work, else as it is known."""
    record = index.records.get(index.agent(author))
    return str(author.name or (next(record.names(), author.id) if record is not None else author.organization))


def name(author: Author, index: Index) -> Item:
    """A name as printed, divided into its parts as the person states them; that of an organization undivided."""
    record = index.records.get(index.agent(author))
    if author.organization or (record is not None and record.segment == "org"):
        return {"literal": printed(author, index)}
    text = printed(author, index)
    family = record.family_name if isinstance(record, Person) else None
    if family and text.endswith(f" {family}"):
        return {"family": str(family), "given": text.removesuffix(family).rstrip()}
    return person_of(text)


def person_of(printed: str) -> Item:
    """The name of a person, divided into its parts."""
    parsed = PersonName.parse(printed)
    given = parsed.given or " ".join(map(_initials, parsed.initials.split()))
    if not given:
        return {"family": printed}
    return {"family": parsed.family, "given": given} | ({"suffix": parsed.suffix} if parsed.suffix else {})


def _initials(word: str) -> str:
    """Initials with their full stops: `K.-R.` of `K-R`, `A. M.` of `AM`."""
    return re.sub(r"([^\W\d_])\.?(?=[^\W\d_-])", r"\1. ", re.sub(r"([^\W\d_])\.?(-|$)", r"\1.\2", word))


def roles(record: Publication | Volume, index: Index) -> dict[str, list[Item]]:
    """The persons with another part in a work than that of an author, by the variable of their role, else as contributors."""
    found: dict[str, list[Item]] = {}
    for variable, people in (("editor", record.editors), ("translator", record.translators)):
        found[variable] = [name(one, index) for one in people]
    for one in record.contributors:
        named = dict.fromkeys(variable for role in one.role if (variable := role.name_in("csl")))
        for variable in named or ("contributor",):
            found.setdefault(variable, []).append(name(one, index))
    return found
