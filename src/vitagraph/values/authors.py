"""One author as printed, and what to write instead of a text that names several, or none."""

from functools import lru_cache

from vitagraph.errors import quoted
from vitagraph.patterns import regex
from vitagraph.values.bodies import is_body
from vitagraph.values.names import NAME_SUFFIX, PersonName, is_particle
from vitagraph.values.scalars import flow

_ET_AL = r"et\.?\s+al(?:ii|ia)?\b\.?|u\.\s?a\.|\[?(?:\.{3}|…)\]?|и\s+др\.|وآخرون|ואחרים|ほか|他|等"
#: a whole text that stands for further authors
_OTHERS = regex(
    rf"(?i)(?:(?:and|und|&|\+)\s+)?(?:{_ET_AL}|al\.|(?:\d+\s+)?(?:(?:more|other|additional|weitere)\s+)?(?:co-?authors|others|authors|more))\.?"
)
#: what states at the end of a text that authors follow
_GOES_ON = regex(rf"(?i)(?<!\s)\s*+[,;]?\s*+(?<!\w)(?:{_ET_AL}|(?:and|und|&|\+)\s+(?:\d+\s+)?(?:others|more|co-?authors|andere))\.?$")
#: how a text ends, in lower case, that may stand for further authors
_ENDS = (".", "]", "…", "al", "alii", "alia", "وآخرون", "ואחרים", "ほか", "他", "等", "authors", "others", "more", "andere")
#: what separates names: `zu` continues one, as in `von und zu`
_SEPARATORS = regex(r"(?<!\s)(?:\s*+;\s*|、|,?\s++(?:and|und|&|و)\s+(?!zu\b))")
#: a comma that no mark of an author follows: `Kim J1,2`
_COMMAS = regex(r"[,،，](?!\s*+[\d*†‡§¶¹²³⁰⁴-⁹])")
_SUFFIX = regex(rf"(?:{NAME_SUFFIX}|Ph\.?\s?D|D\.?Phil|M\.?D|M\.?Sc|B\.?Sc|M\.?A|Dr)\.?")
#: Arabic given names that begin with the letter that also means "and"
_WAW_NAMES = frozenset(["وليد", "وائل", "وسام", "وفاء", "وداد", "وجدي", "وجيه", "وحيد", "وديع", "وهبي", "وهبة", "ولاء", "وئام", "وسيم"])


@lru_cache(maxsize=4096)
def one_author(name: str) -> str:
    """The printed name of one author or organization. Raises ValueError for several names, or a text that stands for other authors."""
    may_go_on = _may_go_on(name)
    if may_go_on and _OTHERS.fullmatch(name):
        raise ValueError(f"{quoted(name)} is no author; write it as the last entry of the list, behind the names, or name each of them")
    if may_go_on and (goes_on := _GOES_ON.search(name)):
        first = flow([one for piece in _separated(name[: goes_on.start()]) for one in _names(piece)])
        raise ValueError(f"{quoted(name)} is not one author; write a list, {first[:-1]}, et al.]")
    names, certain = _names_of(name)
    if len(names) < 2:
        return name
    listed = flow(names if _COMMAS.search(names[-1]) else [one for name in names for one in _of_full_names(name)])
    if not certain:
        raise ValueError(f"{quoted(name)} may be two authors; write a list, {listed}, or {flow({'name': name})} for one")
    raise ValueError(f"{quoted(name)} is not one author; write a list, {listed}, or {flow({'organization': name})}")


def is_others(text: object) -> bool:
    """Returns whether a whole text stands for further authors: `et al.`, `and others`, `u. a.`."""
    return isinstance(text, str) and _OTHERS.fullmatch(" ".join(text.split())) is not None


def name_before_others(text: object) -> str:
    """The one name of a text that states behind it that others follow, `Roe A et al.`; "" for any other text."""
    if not isinstance(text, str) or not _may_go_on(text):
        return ""
    name, goes_on = without_others(" ".join(text.split()))
    return name if goes_on and name and len(_names_of(name)[0]) < 2 else ""


def several_authors(text: str) -> tuple[list[str], bool]:
    """The names of a text that a source gives as one author, and whether others follow; one name where several are not certain."""
    bare, goes_on = without_others(text)
    if not bare:
        return [], goes_on
    names, certain = _names_of(bare)
    are_people = all(" " in name and not is_body(name) for name in names)  # unlike Smith & Sons
    return names if certain and are_people else [bare], goes_on


def without_others(text: str) -> tuple[str, bool]:
    """A text without the words that stand for further authors, such as `et al.`, and whether it had these."""
    if not _may_go_on(text):
        return text, False
    if _OTHERS.fullmatch(text):
        return "", True
    goes_on = _GOES_ON.search(text)
    return (text[: goes_on.start()], True) if goes_on else (text, False)


def _may_go_on(text: str) -> bool:
    """Whether a text ends as one that stands for further authors: few do, and the patterns for these are long."""
    return text.casefold().rstrip().endswith(_ENDS)


def _names_of(text: str) -> tuple[list[str], bool]:
    """The names of a text, and whether it is certain that they are several: two with a comma between them may be one name."""
    pieces = _separated(text)
    if len(pieces) > 1 and ";" not in text and is_body(text) and not all(map(is_body, pieces)):
        return [text], True
    names = [one for piece in pieces for one in _names(piece)]
    return names, len(pieces) > 1 or len(names) != 2 or _are_citations(names) or any(map(_COMMAS.search, names))


def _separated(text: str) -> list[str]:
    """The texts between semicolons, `and`, `&`."""
    return [one for piece in _SEPARATORS.split(text) if (one := piece.strip(" ,،"))]


def _names(text: str) -> list[str]:
    """The names between commas; the comma between a family and a given name separates none."""
    parts = [part for one in _COMMAS.split(text) if (part := one.strip())] if any(comma in text for comma in ",،，") else []
    if len(parts) < 2:
        return _at_waw(text)
    if any(map(_SUFFIX.fullmatch, parts[1:])) and len(parts) < 4:
        return [text]
    if len(parts) == 2:
        several = _are_citations(parts) or ("،" in text and all(" " in one for one in parts) and not is_particle(parts[0].split()[0]))
        return [name for part in parts for name in _at_waw(part)] if several else [text]
    families, given = parts[::2], parts[1::2]
    if len(families) == len(given) and (all(map(_is_given, given)) or not any(" " in one for one in families)):
        return [f"{one}, {two}" for one, two in zip(families, given, strict=True)]
    return [name for part in parts for name in _at_waw(part)]


def _of_full_names(text: str) -> list[str]:
    """The names of a text with commas whose parts all have a given and a family name; the text where it may be one name."""
    parts = [part.strip() for part in _COMMAS.split(text)]
    return parts if all(" " in part and not is_particle(part.split()[0]) for part in parts) and not _SUFFIX.fullmatch(parts[-1]) else [text]


def _at_waw(text: str) -> list[str]:
    """The two names of an Arabic text of four words or more, of which the third begins with the letter for `and`."""
    words = text.split()
    if len(words) < 4 or not words[2].startswith("و") or words[2] in _WAW_NAMES or len(words[2]) < 4:
        return [text]
    return [" ".join(words[:2]), " ".join([words[2][1:], *words[3:]])]


def _are_citations(names: list[str]) -> bool:
    """Returns whether each name ends with initials, as in `Roe A`."""
    return all(" " in name and not _COMMAS.search(name) and PersonName.parse(name).initials for name in names)


def _is_given(text: str) -> bool:
    """Returns whether a text is initials alone: `J. B.`."""
    return bool(PersonName.parse(f"X, {text}").initials)
