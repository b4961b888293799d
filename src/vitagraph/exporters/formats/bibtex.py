"""BibTeX, in UTF-8, with the fields that BibLaTeX reads too (Patashnik, BibTeXing, 1988; the biblatex manual, section 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vitagraph.exporters import Exporter, Work
from vitagraph.exporters.formats import BIBLIOGRAPHIC, OF_WORKS
from vitagraph.exporters.formats.csl_json import Item, identifiers_in, item, key_of, kind_word
from vitagraph.exporters.people import name as parts_of_name
from vitagraph.exporters.texts import title_of
from vitagraph.records import Author, Index, Record, work_kinds
from vitagraph.records.career import Study
from vitagraph.records.containers import Volume
from vitagraph.records.degree_names import bibo_degree
from vitagraph.records.other_works import Work as OtherWork
from vitagraph.records.patents import PatentDocument, PatentFamily
from vitagraph.records.publications import ConferencePaper, JournalArticle, Software, WorkshopPaper
from vitagraph.records.relations import REFERENCES, Relation
from vitagraph.records.relators import Relator
from vitagraph.records.works import Publication, WorkStatus
from vitagraph.values import Identifier, PartialDate, Period
from vitagraph.values.bodies import JOINED

#: BibLaTeX's types that BibTeX does not have -> its own
_CLASSIC = {"report": "techreport"}
#: fields whose name in BibTeX is the same for all types
_FIELDS = {
    "volume": "volume",
    "collection-title": "series",
    "collection-number": "volume",
    "edition": "edition",
    "chapter-number": "chapter",
    "publisher-place": "address",
    "version": "version",
    "genre": "type",
    "keyword": "keywords",
    "abstract": "abstract",
    "note": "note",
    "language": "language",
}
_ORIGINAL = {"original-title": "origtitle", "original-publisher": "origpublisher", "original-publisher-place": "origlocation"}
#: variables of several names -> what stands between these
_LISTS = {"publisher": JOINED, "publisher-place": "; ", "original-publisher": JOINED, "original-publisher-place": "; "}
#: types of works in periodicals, whose `number` is that of the issue
_WITH_ISSUES = ("article", "periodical", "review", "suppperiodical")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PUBLISHERS = {"thesis": "school", "report": "institution", "article": "howpublished"}
_CONTAINERS = {"article-journal": "journal", "paper-conference": "booktitle", "chapter": "booktitle"}
_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


#: relation -> type of related entries for which BibLaTeX has words; of other types it prints `relatedstring`
RELATED_TYPES = {"translation-of": "translationof"}
#: status of a work -> key of BibLaTeX's pubstate, where it has one; it prints another state as it is written
_STATES = {
    "in-preparation": "inpreparation", "submitted": "submitted", "forthcoming": "forthcoming", "in-press": "inpress",
    "ahead-of-print": "prepublished",
}  # fmt: skip


def write(works: Iterable[Work], index: Index) -> str:
    """The works as BibTeX entries; the key is the work's id."""
    return "\n".join(_entry(item(work, index), work, index) for work in works)


def _entry(csl: Item, work: Work, index: Index) -> str:
    if "title" not in csl:
        title = title_of(work, csl, index)
        is_kind = isinstance(work.record, Publication) and title == work_kinds.rows()[work.record.kind_name()].labels[0]
        left = {name: value for name, value in csl.items() if name != "note" or value != title}
        csl = left | {"title-addon" if is_kind else "title": title}  # the kind is no title
    fields = {name: value for name, value in (*_fields(csl), *_identifiers(work.record, csl), *_particulars(work, index)) if value}
    if isinstance(work.record, OtherWork):
        fields = _of_work(fields, work.record)
    lines = [f"  {name} = {value}" for name, value in fields.items()]
    return f"@{_type(csl, work)}{{{csl['id']},\n" + ",\n".join(lines) + "\n}\n"


def _particulars(work: Work, index: Index) -> Iterator[tuple[str, str]]:
    """Fields that CSL has no variable for, and those by which vitagraph's importer distinguishes works."""
    record, whole = work
    if isinstance(record, (WorkshopPaper, ConferencePaper)):
        yield "entrysubtype", "{workshop}" if isinstance(record, WorkshopPaper) else "{conference}"
    if isinstance(record, Publication) and record.authors and record.more_authors:
        yield "author", _listed(record.authors, index, goes_on=True)
    for role, people in (("author", "authors"), ("author", "inventors"), ("editor", "editors"), ("translator", "translators")):
        listed: list[Author] = getattr(record, people, [])
        if listed and listed[-1].others:
            yield role, _listed(listed, index)
        yield _parts(role, listed)
    if isinstance(record, (Publication, Volume)):
        yield from _contributors(record, index)
    if isinstance(record, Software):
        yield "repository", _verbatim(record.repository or "")
    if isinstance(record, Publication):
        yield from _of_publication(record, index)
    yield from _related_entries(work, index)
    if isinstance(whole, Study):
        yield "eventdate", _braced(_interval(whole.dates) if whole.dates else "")
    if isinstance(record, (OtherWork, JournalArticle)) and record.dates:
        yield "date", _braced(_interval(record.dates))
    elif date := _vague(_date_of(work, index)):
        yield "date", _braced(date)
    if isinstance(whole, PatentFamily) and isinstance(record, PatentDocument):
        yield "maintitle", _braced(escaped(str(whole.title))) if record.title else ""
        yield "holder", _braced(" and ".join(f"{{{escaped(index.name_of('org', one))}}}" for one in record.assignees))
        yield "pubstate", _braced(record.effective_status or "")
    if isinstance(whole, Study) or (isinstance(record, PatentDocument) and not record.inventors):
        yield "author+an", "{1=owner}" if index.cv.person.name else ""


def _of_publication(record: Publication, index: Index) -> Iterator[tuple[str, str]]:
    """The status, and the addresses of what comes with a work in the fields of al-folio; several are joined by `and`."""
    if record.status:
        yield "pubstate", _braced(_STATES.get(record.status) or WorkStatus.labels.get(record.status, (record.status,))[0])
    yield "code", _verbatim(" and ".join(_repository(one, index) for one in record.code))
    yield "data", _verbatim(" and ".join(record.data))
    yield from ((name, _verbatim(getattr(record, name) or "")) for name in ("slides", "poster", "video"))


def _repository(reference: str, index: Index) -> str:
    """The address of software that a work names, else its name."""
    record = index.find("software", reference)
    return (record.repository or record.url if isinstance(record, Software) else None) or reference


def _related_entries(work: Work, index: Index) -> Iterator[tuple[str, str]]:
    if related := _related(work, index):
        relation = related[0][0].relation
        yield "related", _braced(",".join(key for _, key in related))
        yield "relatedtype", _braced(RELATED_TYPES.get(relation, relation))
        yield "relatedstring", _braced("" if relation in RELATED_TYPES else relation.label)


def _related(work: Work, index: Index) -> list[tuple[Relation, str]]:
    """The relations to other entries, of the first kind alone because an entry has one `relatedtype`, with the keys of these."""
    found = []
    for one in getattr(work.record, "related", ()):
        name = next((name for name in ("work", "software", "dataset") if getattr(one, name)), "")
        other = index.find(REFERENCES[name], getattr(one, name)) if name else None
        found += [(one, key_of(other, index))] if other is not None else []
    return [(one, key) for one, key in found if one.relation == found[0][0].relation]


def relations_written(work: Work, index: Index) -> list[Relation]:
    """The relations that the entry of a work contains."""
    return [one for one, _ in _related(work, index)]


def _of_work(fields: dict[str, str], record: OtherWork) -> dict[str, str]:
    """The fields of a work of the section `works:`, with its kind where the type may be that of another kind."""
    word = record.kind.row.word_in("biblatex", record.container)
    fields.pop("type", None)
    if record.journal and "booktitle" in fields:
        fields["journal"] = fields.pop("booktitle")
    if "howpublished" in fields:
        fields["publisher"] = fields.pop("howpublished")
    if record.number and not {"number", "eid"} & fields.keys():
        fields["number"] = _braced(escaped(record.number))
    if word is not None and word.text in _WITH_ISSUES and "issue" in fields:
        fields |= {"eid": fields.pop("number", ""), "number": fields.pop("issue", "")}
    if word is None or word.approximate or word.text in ("misc", "unpublished"):
        subtype = word.subtype if word and work_kinds.subtypes().get((word.text, word.subtype)) == record.kind else record.kind
        fields["entrysubtype"] = _braced(subtype)
    return {name: value for name, value in fields.items() if value}


def _contributors(record: Publication | Volume, index: Index) -> Iterator[tuple[str, str]]:
    """Contributors in the field of their role, those of other roles as three further kinds of editors, the last of all that remain."""
    fields: dict[str, list[Author]] = {}
    others: dict[str, list[Author]] = {}
    for one in record.contributors:
        for role in one.role or (Relator("contributor"),):
            field = role.name_in("biblatex")
            (fields if field else others).setdefault(field or role.label, []).append(one)
    for field, people in fields.items():
        yield field, _listed(people, index)
        yield _parts(field, people)
    *first, last = [*list(others.items())[:2], ("", [one for people in list(others.values())[2:] for one in people])]
    rest = list(others)[2:]
    for letter, (label, people) in zip("abc", [*first, (rest[0] if len(rest) == 1 else "contributor", last[1])], strict=False):
        if people:
            yield f"editor{letter}", _listed(people, index)
            yield _parts(f"editor{letter}", people)
            yield f"editor{letter}type", _braced(escaped(label))


def _parts(field: str, people: list[Author]) -> tuple[str, str]:
    """What the people in a field did, as annotations of its names (section 3.7 of the manual of BibLaTeX): `1="cello"; 3="voice"`."""
    quoted = ((number, escaped(text).replace('"', r"\textquotedbl{}")) for number, one in enumerate(people, 1) for text in one.part)
    return f"{field}+an:part", _braced("; ".join(f'{number}="{text}"' for number, text in quoted))


def _names(people: Iterable[Item]) -> str:
    return _braced(" and ".join(map(_name, people)))


def _listed(people: Iterable[Author], index: Index, goes_on: bool = False) -> str:
    """A list of names, which ends with `others` where it goes on."""
    listed = list(people)
    names = [*(_name(parts_of_name(one, index)) for one in listed), *(["others"] if goes_on or any(one.others for one in listed) else [])]
    return _braced(" and ".join(names))


def _interval(period: Period) -> str:
    """The dates of a period as BibLaTeX writes them (section 2.3.8 of its manual): `2010/2014`, `2010/..`, `/2010`, `2010`."""
    if period.is_date:
        return str(period)
    return f"{period.start or ''}/{period.end or ('' if period.unknown_end else '..')}"


def _date_of(work: Work, index: Index) -> PartialDate | None:
    """The date of publication of a work; of a thesis that of the degree, of a patent that of the grant, if there is one."""
    record, whole = work
    if isinstance(whole, Study):
        return whole.date_awarded(index)
    if isinstance(record, PatentDocument):
        return record.granted or record.published
    return getattr(record, "date", None)


def _vague(date: PartialDate | None) -> str:
    """A date that year, month and day cannot state, as BibLaTeX writes it: a season, approximate, uncertain, a decade."""
    return "" if date is None or (date.is_plain and date[0] != "-") else str(date)


def _type(csl: Item, work: Work) -> str:
    """The type of entry, of a thesis by its degree."""
    if isinstance(work.whole, Study):
        return _thesis_type(csl.get("genre", ""), work.whole.level)
    word = kind_word(work, "biblatex").text
    return _CLASSIC.get(word, word)


def _thesis_type(degree: str, level: str | None) -> str:
    """The type of a thesis: classic BibTeX has one for doctorates and one for lower degrees; other theses have BibLaTeX's."""
    if level == "master" or re.search(r"master|bachelor|diplom|\bM\.? ?Sc|\bB\.? ?Sc", degree, re.IGNORECASE):
        return "mastersthesis"
    is_doctorate = level == "doctorate" or (level is None and (not degree or bibo_degree(degree) == "phd" or "octor" in degree))
    return "phdthesis" if is_doctorate else "thesis"


def _fields(csl: Item) -> Iterator[tuple[str, str]]:
    kind = csl["type"]
    yield "title", _braced(_protected(csl.get("title", "")))
    yield "titleaddon", _braced(escaped(csl.get("title-addon", "")))
    for role in ("author", "editor", "translator"):
        yield role, _names(csl.get(role, ()))
    yield from _date(csl)
    yield _CONTAINERS.get(kind, "booktitle"), _braced(escaped(csl.get("container-title", "")))
    yield _PUBLISHERS.get(kind, "publisher"), _value(csl, "publisher")
    yield from ((name, _value(csl, key)) for key, name in _FIELDS.items())
    yield from _number(csl)
    yield "pages", _braced(csl.get("page", "").replace("-", "--"))
    yield "pagetotal", _braced(csl.get("number-of-pages", ""))
    if kind != "article-journal":
        yield "issue", _braced(escaped(csl.get("issue", "")))
    for key, name in _ORIGINAL.items():
        yield name, _value(csl, key)
    yield "eventtitle", _braced(escaped(csl.get("event-title", "")))
    if kind == "patent":
        yield "howpublished", _braced(escaped(", ".join(filter(None, ("Patent", csl.get("authority"))))))


def _identifiers(record: Record, csl: Item) -> Iterator[tuple[str, str]]:
    """Identifiers and the address, which are written as they are; of two in one field, the first."""
    fields = _named(record, csl)
    for name, value in fields.items():
        yield name, _braced(escaped(value)) if name == "eprint" else _verbatim(value)
        if name == "eprint":
            yield "archiveprefix", _braced(value.scheme.eprint[0])
    yield "url", _verbatim(_address(record, csl, fields))


def _named(record: Record, csl: Item) -> dict[str, Identifier]:
    """Name of a field -> the identifier in it."""
    fields: dict[str, Identifier] = {}
    for value in identifiers_in(record, csl):
        if name := value.scheme.bibtex or ("eprint" if value.scheme.eprint else ""):
            fields.setdefault(name, value)
    return fields


def _address(record: Record, csl: Item, fields: dict[str, Identifier]) -> str:
    """The address of a work, unless an identifier in a field has led to it; else the page of an identifier without a field."""
    listed = identifiers_in(record, csl)
    derived = {value.address() for value in fields.values()} if not getattr(record, "url", None) else set()
    pages = (value.address() for value in listed if value not in (*fields.values(), csl.get("number")))
    return csl["URL"] if csl.get("URL", "") not in ("", *derived) else next(filter(None, pages), "")


def identifiers_written(work: Work, index: Index) -> list[Identifier]:
    """The identifiers that the entry of a work contains."""
    csl = item(work, index)
    fields = _named(work.record, csl)
    page = _address(work.record, csl, fields)
    return [
        one for one in identifiers_in(work.record, csl) if one in (*fields.values(), csl.get("number")) or (page and one.address() == page)
    ]


def _number(csl: Item) -> Iterator[tuple[str, str]]:
    """An article's issue is its `number`, and its own number its `eid`; a preprint has an `eprint` instead."""
    number = csl.get("number", "")
    if csl["type"] == "article":
        return  # its eprint
    if csl["type"] == "article-journal":
        yield "number", _braced(escaped(csl.get("issue", "")))
        yield "eid", _braced(escaped(number))
    else:
        yield "number", _braced(escaped(number))


def _date(csl: Item) -> Iterator[tuple[str, str]]:
    (parts,) = csl.get("issued", {}).get("date-parts", [[]])
    if parts and parts[0] > 0:
        yield "year", _braced(f"{parts[0]:04}")
    if len(parts) > 1:
        yield "month", _MONTHS[parts[1] - 1]
    if len(parts) > 2:
        yield "day", _braced(str(parts[2]))


def _name(name: Item) -> str:
    if "literal" in name:
        return f"{{{escaped(name['literal'])}}}"
    parts = [_part(name[part]) for part in ("family", "suffix", "given") if name.get(part)]
    if not name.get("given") and re.search(r"[\s{]", parts[0]):
        return f"{{{parts[0].strip('{}')}}},"  # what stands in braces alone is an organization
    return ", ".join(parts)


def _part(text: str) -> str:
    """A part of a name; in braces where something in it would separate names."""
    return f"{{{escaped(text)}}}" if re.search(r"(?i)[;,&]|\b(?:and|et al|others)\b", text) else escaped(text)


def escaped(text: str) -> str:
    """Text whose characters mean themselves in LaTeX, on one line."""
    written = " ".join(text.split()).translate(_SPECIAL)
    return re.sub(r"(?<=[-'`])(?=[-'`])", "{}", written)  # LaTeX prints -- and '' as one character


def _value(csl: Item, key: str) -> str:
    """The value of a field; in a list of names, those that contain its `and` are in braces."""
    text = csl.get(key, "")
    if key not in _LISTS:
        return _braced(escaped(text))
    names = (escaped(name) for name in text.split(_LISTS[key]))
    return _braced(" and ".join(f"{{{name}}}" if re.search(r"(?i)\sand\s", name) else name for name in names))


def _protected(title: str) -> str:
    """A title in which words with capitals behind the first letter keep them: `{XAI}`, `{iNNvestigate}`."""
    return " ".join(
        f"{{{escaped(word)}}}" if re.search(r"[A-ZÀ-Þ]", re.sub(r"^\W*\w", "", word)) else escaped(word) for word in title.split()
    )


def _verbatim(address: str) -> str:
    return _braced(address.replace("{", "%7B").replace("}", "%7D"))


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


#: the facts of the original of a work
_CITED = tuple(map("original.{}".format, ("title", "publisher", "place")))
EXPORTER = Exporter(
    "bibtex",
    "BibTeX",
    "bib",
    "application/x-bibtex",
    write_works=write,
    fields=(
        *BIBLIOGRAPHIC,
        *OF_WORKS,
        *_CITED,
        "status",
        "assignees",
        "dates",
        "repository",
        *("code", "data", "slides", "poster", "video"),
        "contributors",
        "more_authors",
        "others",
        "part",
    ),
    identifiers=identifiers_written,
    relations=relations_written,
    order=10,
)
