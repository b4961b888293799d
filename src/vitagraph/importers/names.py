"""Names of people from their parts, written so that they can be parsed into the same parts."""

from __future__ import annotations

import re

from vitagraph.patterns import regex
from vitagraph.records import Author
from vitagraph.records.relators import OWN_FIELDS, Relator, meant
from vitagraph.values import TITLE, PersonName
from vitagraph.values.authors import several_authors

#: hyphens that look like the plain one; names that differ in them are one
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-") | {0xAD: ""}
_FAMILY_FIRST = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")


def is_family_first(name: str) -> bool:
    """Whether a name in East Asian script has the family name first, which readers of BibTeX do not know."""
    words = name.split()
    return len(words) == 2 and all(map(_FAMILY_FIRST.fullmatch, words))


def person(family: str, given: str = "", particle: str = "", suffix: str = "") -> Author | None:
    """An author of the parts of a name; None where there is no name."""
    family = " ".join(filter(None, (particle.strip(), family.strip()))).translate(_HYPHENS)
    given, suffix = " ".join(given.split()).translate(_HYPHENS), suffix.strip()
    if not family and not given:
        return None
    if not family or not given:
        return _author(family or given)
    if suffix:
        return _author(f"{family}, {suffix}, {given}")
    if _FAMILY_FIRST.fullmatch(family) and _FAMILY_FIRST.fullmatch(given):
        return _author(f"{family} {given}")
    parsed = PersonName.parse(f"{given} {family}")
    return _author(f"{given} {family}" if (parsed.family, parsed.given) == (family, given) else f"{family}, {given}")


def printed(name: str) -> Author | None:
    """An author by a name as printed, or an organization where it cannot be one person's."""
    name = " ".join(re.sub(r"(?<!\s)\s*+[*†‡§¶]+\s*|^[*_]+|[*_]+$", " ", name).split())
    return _author(name) if name else None


def separated(author: Author) -> tuple[list[Author], bool]:
    """The authors that an organization of a source names, and whether others follow: `Lee A & Kim B` are two, `et al.` is none."""
    names, goes_on = several_authors(author.organization) if author.organization else ([], False)
    if not goes_on and len(names) < 2:
        return [author], False
    return [found for name in names if (found := printed(name))], goes_on


#: the roles behind a name, as RenderCV's lists of authors have them
_ROLES = regex(r"(?<!\s)\s*\(([^()]+)\)$")


def with_role(name: str) -> tuple[str, Author | None]:
    """The field for a name with its roles in parentheses, `Ben Co (illustrator)`, and the author; of one without roles, `authors`."""
    bare = name.strip("*_ ")
    roles = match[1].split(", ") if (match := _ROLES.search(bare)) else []
    labels = list(dict.fromkeys(filter(None, map(meant, roles))))
    if not match or len(labels) < len(roles):
        return "authors", printed(name)
    field = OWN_FIELDS.get(labels[0], "contributors") if len(labels) == 1 else "contributors"
    one = printed(bare[: match.start()])
    relators = [Relator(label) for label in labels if label not in OWN_FIELDS and label != "contributor"]
    return field, one and one.stating(role=tuple(relators)) if field == "contributors" else one


def organization(name: str) -> Author:
    """An organization as an author."""
    return Author("", "", " ".join(name.split()))


#: what stands behind a name and its comma: a degree, a fellowship
_SUFFIX = regex(r"(?:Ph\.?D|M\.?D|M\.?Sc|B\.?Sc|M\.?A|Dr|(?=[A-Z][A-Za-z.]*[A-Z])[A-Za-z.]++)\.?")


def titled(name: str) -> dict[str, str | list[str]]:
    """A full name without its titles, and these: field of a person -> text, or a list of texts."""
    name = " ".join(name.strip("*_ ").split())
    prefix = re.match(TITLE, name)
    bare = name[prefix.end() :] if prefix else name
    first, *behind = (piece.strip() for piece in bare.split(","))
    suffixes = behind if " " in first and all(map(_SUFFIX.fullmatch, behind)) else []
    return {
        "name": first if suffixes else bare,
        "honorific_prefix": prefix[1].strip() if prefix else "",
        "honorific_suffix": suffixes,
    }


def _author(name: str) -> Author:
    try:
        return Author.parse(name.translate(_HYPHENS))
    except ValueError:
        return organization(name)
