"""BibTeX, in UTF-8, with the fields that BibLaTeX reads too (Patashnik, BibTeXing, 1988; the biblatex manual, section 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vitagraph.exporters import Work
from vitagraph.exporters.csl_json import Item, item
from vitagraph.records import Index

_TYPES = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "report": "techreport",
    "thesis": "phdthesis",
    "article": "misc",
    "software": "misc",
    "dataset": "misc",
    "patent": "misc",
}
#: fields whose name in BibTeX is the same for all types
_FIELDS = {
    "volume": "volume",
    "collection-title": "series",
    "collection-number": "volume",
    "edition": "edition",
    "publisher-place": "address",
    "version": "version",
    "genre": "type",
    "keyword": "keywords",
    "abstract": "abstract",
    "note": "note",
    "language": "language",
}
#: identifiers and addresses, which are written as they are
_VERBATIM = {"DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "URL": "url"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PUBLISHERS = {"thesis": "school", "report": "institution", "article": "howpublished"}
_CONTAINERS = {"article-journal": "journal", "paper-conference": "booktitle", "chapter": "booktitle"}
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def write(works: Iterable[Work], index: Index) -> str:
    """The works as BibTeX entries; the key is the work's id."""
    return "\n".join(_entry(item(work, index)) for work in works)


def _entry(said: Item) -> str:
    fields = {name: value for name, value in _fields(said) if value}
    lines = [f"  {name} = {value}" for name, value in fields.items()]
    return f"@{_type(said)}{{{said['id']},\n" + ",\n".join(lines) + "\n}\n"


def _type(said: Item) -> str:
    """The type of entry; a thesis below a doctorate is a master's thesis."""
    if said["type"] == "thesis" and re.search(r"master|bachelor|diplom|\bM\.? ?Sc|\bB\.? ?Sc", said.get("genre", ""), re.IGNORECASE):
        return "mastersthesis"
    return _TYPES[said["type"]]


def _fields(said: Item) -> Iterator[tuple[str, str]]:
    kind = said["type"]
    yield "title", _braced(_protected(said["title"]))
    for role in ("author", "editor"):
        yield role, _braced(" and ".join(map(_name, said.get(role, ()))))
    yield from _date(said)
    yield _CONTAINERS.get(kind, "booktitle"), _braced(escaped(said.get("container-title", "")))
    yield _PUBLISHERS.get(kind, "publisher"), _braced(escaped(said.get("publisher", "")))
    yield from ((name, _braced(escaped(said.get(key, "")))) for key, name in _FIELDS.items())
    yield from _number(said)
    yield "pages", _braced(said.get("page", "").replace("-", "--"))
    yield "pagetotal", _braced(said.get("number-of-pages", ""))
    yield "eventtitle", _braced(escaped(said.get("event-title", "") if said.get("event-title") != said.get("container-title") else ""))
    if kind == "patent":
        yield "howpublished", _braced(escaped(f"Patent, {said['authority']}"))
    yield from ((name, _braced(said.get(key, "").replace("{", "%7B").replace("}", "%7D"))) for key, name in _VERBATIM.items())


def _number(said: Item) -> Iterator[tuple[str, str]]:
    """An article's issue is its `number`, and its own number its `eid`; a preprint's is its `eprint`."""
    number = said.get("number", "")
    if said["type"] == "article":
        yield "eprint", _braced(escaped(number.removeprefix("arXiv:")))
        yield "archiveprefix", "{arXiv}" if number else ""
    elif said["type"] == "article-journal":
        yield "number", _braced(escaped(said.get("issue", "")))
        yield "eid", _braced(escaped(number))
    else:
        yield "number", _braced(escaped(number))


def _date(said: Item) -> Iterator[tuple[str, str]]:
    (parts,) = said.get("issued", {}).get("date-parts", [[]])
    if parts:
        yield "year", _braced(f"{parts[0]:04}")
    if len(parts) > 1:
        yield "month", _MONTHS[parts[1] - 1]
    if len(parts) > 2:
        yield "day", _braced(str(parts[2]))


def _name(name: Item) -> str:
    if "literal" in name:
        return f"{{{escaped(name['literal'])}}}"
    return escaped(", ".join(filter(None, (name["family"], name.get("suffix", ""), name["given"]))))


def escaped(text: str) -> str:
    """Text whose characters mean themselves in LaTeX, on one line."""
    written = "".join(_SPECIAL.get(letter, letter) for letter in " ".join(text.split()))
    return re.sub(r"(?<=[-'`])(?=[-'`])", "{}", written)  # LaTeX prints -- and '' as one character


def _protected(title: str) -> str:
    """A title in which words with capitals behind the first letter keep them: `{XAI}`, `{iNNvestigate}`."""
    return " ".join(f"{{{escaped(word)}}}" if re.search(r"\w.*[A-ZÀ-Þ]", word) else escaped(word) for word in title.split())


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""
