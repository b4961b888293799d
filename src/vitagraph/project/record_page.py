"""The reference page `docs/reference/records.md`: every section, field, type and predicate, with an example from a real record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from vitagraph.project.closed_lists import closed_list, closed_lists
from vitagraph.project.schema import ABOUT
from vitagraph.rdf.vocabulary import PREFIXES, Iri
from vitagraph.records import CV, Document, Field, Person, Record, plan, sections
from vitagraph.records.record import Author, FieldVisibility, Visibility
from vitagraph.values import Text

_INTRODUCTION = """\
# Records

<!-- written by `python -m vitagraph.project.generate`; edit the record classes in src/vitagraph/records/ instead -->

A CV is a folder of YAML files (or one file). Each file is a mapping of sections; a section is a list of records. Sections of
the same name in several files are joined.

```yaml
studies:
  - {degree: PhD, level: doctorate, subject: Ornithology, organization: Universität Vogelsang, dates: 2018-10 to 2022-07}
positions:                                  # a postdoc: `kind:` is left out, or `fellowship`, or `employment`
  - {title: Postdoctoral Researcher, organization: Universität Vogelsang, dates: 2022-08 to present}
book_chapters:
  - title: Owls at Dusk
    authors: [Beispiel A, Reed M]
    book: Handbook of Silent Birds          # its editors and publisher stand there
    pages: 12-34
    date: 2023
edited_books:
  - {title: Handbook of Silent Birds, editors: [Reed M], publisher: Teichverlag}
```

`vitagraph docs SECTION` prints the fields of a section, `vitagraph docs FIELD` the sections that have a field, and its values.
"""
_RULES = """
## Fields and texts

These sections list each field: **what to write** and **what the graph then states**.

- A field in **bold** must be there. A list may be written without brackets when it has one entry.
- *text* is one string in the record's language (`lang`, else the CV's), or one string a language: `{en: ..., de: ...}`. The graph
  has the tag only where the text is in a script of the language; `und` stands for none. The names of organizations, events, places,
  countries and skills have a tag only where the record or the text states one: they are proper names, and no record that mentions
  them states their language. A label that is composed of texts has a tag if all of them have it, or are such names, and the title of
  a book that is only mentioned if all chapters in it are in one language.
- *name of ...* refers to another record: by its id, by one of its names, or, where the table has "or any name", by a name that
  needs no record of its own. A name that resembles an id is reported, and stays a name. The title of a work and its preprint means
  the published work.
- Prose (`description`, `abstract`, `bio`, some `note`s) is a small Markdown: `*emphasis*`, `**strong**`, `` `code` ``, `H~2~O`, `10^6^`,
  `[links](https://...)` to `http`, `https` and `mailto`, and TeX between `\\(` and `\\)`. Titles and names are literal, unless their record
  states `markup: markdown`; they have no links. Pages print the markup, formulas as MathML. The graph and all exports have the
  plain text: `H₂O`, `x²/2`, and behind the text of a link its address in brackets. Records of a graph have that plain text, too: emphasis
  and code are no facts. TeX that is not understood, HTML and pictures stay as they are written; a backslash escapes a mark: `\\*`.
- Dates are as precise as they were printed: `2020`, `2020-08`, `2020-08-21`, `ca. 1990`, `Fall 2015`; periods are
  `2014-10 to 2018-12`, `2021-01 to present`, `until 2010`, `2013 and 2015`. [Dates](dates.md) lists every form.

## How names are read

- *authors* are written as printed (`Müller K-R`), each as one entry of a list, or `{name: Wang L, id: wang-lei}` where two share a
  form, or `{name: ..., organization: ...}`. Where others follow, `et al.` is the last entry of the list, or stands behind its last name:
  so in every list of people (`leaders: Larivière, V. et al.`). In the author list of a publication they may state their part in it:
  `{name: Müller K-R, corresponding: true, equal: true, credit: [software], affiliation: TU Berlin, part: student}`.
- A printed name denotes a person by family name and given names. Two given names fit only if they are equal, or one is an initial or
  abbreviated with a full stop: `J. Schuster` may be Jana, `Jan Schuster` is not. A name that fits several persons, and a name that
  fits the person of another entry of its list, stays a person of its own (`#person/schuster-j-unidentified`), with a note. Titles and
  marks (`Prof. Dr. Max Muster`, `Kim J1,2`, `Roe A*`) are printed, and are no part of the name. A name of an organization of the CV,
  or with a word such as *University* or *Society*, is an organization's.
- `aliases:` is a section of its own, a mapping from a name as printed to the id of a person: `{Müller K: mueller-kr}`, or
  `{Bach S: me}` for the owner. It joins spellings whose initials differ; for a described person `citation_names` does the same.
- A name with fewer initials than the owner's is the owner's in works of the owner; in other lists (`leaders: [J. Smith]`) only where no
  other person of the CV has this family name and initial. Otherwise a note has the line for `aliases:`.
- Family and given names are derived from `Smith, John`, `Smith J`, `John R. Smith`, `Femke van der Berg`, `黒田 宏`. `Ana Vega Luna` does
  not show where the family name begins: the graph has the whole name, unless `people:` state `family_name`.
- Apostrophes, quotation marks and dashes do not distinguish names. `vitagraph validate` notes where one name may be that of several
  (an event that is mentioned with two years, places or organizers) or two names of one (`The Times`, `Times`); an `id:` or
  `short_names:` decides.

## Places

- `Berlin, Germany` is a place and its country if ISO 3166 has the country, in one of 35 languages, or a field of the CV (`country:`,
  `nationality:`, `countries:`) names it. Otherwise the text is the name of the place: `Ithaca, NY`, `Athens, Georgia`.
- A hall is described where it is named, `place: {name: Sala Grande, part_of: "Roma, Italy"}`, or once under `places:`; another record may
  then refer to it as `Sala Grande, Roma, Italy`.

## Order, positions, sections of your own

- On the page, the entries of every section are ordered by date, the newest first: before them what is not published yet and what goes
  on, behind them what has no date. Entries of one date keep the order of the file, and so do skills, languages, sections of your own,
  and a list of five or more dates that is strictly from the oldest to the newest. What has no dates has those of its event.
- A position is an affiliation (`schema:affiliation`), no membership. Without a `kind` its role is `kind:position`: the owner has a job
  title there while it goes on, and the months count. Only `kind: employment` states an employer (`schema:worksFor`, `kind:employee`).
- What no section is for stands under `sections:`, each with a heading (`title`) and `entries` in its order. An entry is a text, or has
  the fields that other records have; it may name its `kind`, a class of a vocabulary that `vitagraph check-terms` knows, and be more
  restricted than its section (`visibility: private`).

## Ids, visibility, facts of your own

- An id that is derived from the fields of two records is the first one's, and the other gets a longer one; a note has the `id:` lines
  that keep both ids when a record is added before them.
- Every record may have `id` (its part of the IRI; derived where it is left out), `former_ids` (ids it had when it was published:
  their IRIs lead to the present one by `dcterms:isReplacedBy`, and references by them hold), `lang` (the language of its texts),
  `markup` (`markdown` where titles and names have markup) and `visibility` (`public`, `contact` or `private`; or a mapping from fields
  to these). No field of a nested record is more public than what contains it. Nothing becomes more public by itself, and what is hidden
  decides nothing in public: works under a private `birth_name` are those of another person there.
- Every record may have `facts` of your own: properties of the vocabularies that `vitagraph check-terms` knows, each with a value or a
  list of values, `facts: {schema:award: Best talk, schema:about: "#publication/paper"}`. A value has the form that its property takes: a
  text (or one a language), a date, a duration (`P3Y`), a number, true or false, an address, or a record of this CV by the fragment of its
  IRI; a code such as `GR-12/3` is in no language, unless stated: `{en: GR-12/3}`;
  `{value: "12", type: text}` states the form. `document: {prefixes: {ex: "https://example.org/terms#"}}` declares another vocabulary,
  whose terms are not checked. A property that a field of the record states is written there.

## The form in the graph

The YAML keeps what was typed; the graph holds the canonical form: text in Unicode Normalization Form C, a DOI in lower case, an
ISBN without hyphens. So two CVs that write one DOI in different case share its IRI.

The IRI of a record is `{document}#{segment}/{id}`. Predicates marked *inverse* lead from the value to the record;
those marked *structure* are written by the record's class, mostly on a node of their own (the cell of an author list, an
issue of a journal); those marked *own node* stand on a node that belongs to the record (a PDF, the degree of a study).
"""


def reference_page(example: Path) -> str:
    """The page, with examples from a CV that uses every field."""
    written = _written(example)
    blocks = [_INTRODUCTION, "\n## Sections\n", "".join(_contents()), _RULES]
    done: set[type[Record]] = set()
    for section, record in _all_sections():
        blocks += _section(section, record, written, done)
    blocks += closed_lists(_all_sections())
    return "".join(blocks)


def _all_sections() -> Iterator[tuple[str, type[Record]]]:
    yield "document", Document
    yield "person", Person
    yield from sections().items()


def _written(example: Path) -> dict[str, list[Any]]:
    """Section -> its records as the example's files write them."""
    written: dict[str, list[Any]] = {}
    for file in sorted(example.glob("*.yaml")):
        # BaseLoader makes nothing but text, lists and mappings: the spelling stays as written.
        loaded = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) or {}  # noqa: S506  # see above
        for section, records in loaded.items():
            written.setdefault(section, []).extend(records if isinstance(records, list) else [records])
    return written


def _contents() -> Iterator[str]:
    yield "\n| section | what it holds | IRI |\n| --- | --- | --- |\n"
    for section, record in _all_sections():
        iri = "`{document}#me`" if section == "person" else "`{document}`" if section == "document" else f"`#{record.segment}/...`"
        yield f"| [`{section}`](#{section}) | {_summary(record)} | {iri} |\n"


def _summary(record: type[Record]) -> str:
    return (record.__doc__ or "").strip().partition("\n")[0]


def _section(section: str, record: type[Record], written: dict[str, list[Any]], done: set[type[Record]]) -> Iterator[str]:
    yield f"\n## {section}\n\n{_summary(record)}\n"
    if record in done:
        yield "\nThe fields are the same as above.\n"
        return
    yield from _table(record, written.get(section, []), done)


def _table(record: type[Record], examples: list[Any], done: set[type[Record]]) -> Iterator[str]:
    done.add(record)
    types = ", ".join(f"`{_compact(cls)}`" for cls in record.types)
    yield f"\nClasses: {types}.\n" if types else ""
    if record.shorthand:
        yield f"A record may be written as its `{record.shorthand}` alone.\n"
    yield "\n| field | what to write | example | predicates |\n| --- | --- | --- | --- |\n"
    nested: list[tuple[Field, list[Any]]] = []
    for field in plan(record).fields.values():
        if field.name in ABOUT:
            continue
        values = [one[field.name] for one in examples if isinstance(one, dict) and field.name in one]
        yield _row(field, values)
        if field.is_record and field.type not in done:
            nested.append((field, [item for value in values for item in (value if isinstance(value, list) else [value])]))
    if record in sections().values():
        also = ", ".join(f"`{name}`" for name in ABOUT)
        yield f"\nEvery record also takes {also}: [ids, visibility, facts](#ids-visibility-facts-of-your-own).\n"
    for field, values in nested:
        yield f"\n### {record.__name__}.{field.name}\n\n{_summary(field.type)} IRI: `#{field.type.segment}/...`\n"
        yield from _table(field.type, values, done)


def _row(field: Field, values: list[Any]) -> str:
    name = f"**`{field.name}`**" if field.required else f"`{field.name}`"
    hidden = f" ({field.visibility.name})" if field.visibility is not Visibility.public else ""
    example = f"`{_shown(_shortest(values))}`" if values and not field.is_record else ""
    return f"| {name} | {field.description}; *{_type(field)}*{hidden} | {example} | {_predicates(field)} |\n"


def _shortest(values: list[Any]) -> Any:
    return min(values, key=lambda value: (len(_shown(value)) < 4, len(_shown(value))))


def _shown(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000).strip()
    text = " ".join(text.removesuffix("...").split()).replace("|", "\\|").replace("`", "'")
    return text if len(text) <= 90 else text[:87] + "..."


def _type(field: Field) -> str:
    value_type = field.type
    if field.reference:
        noun = CV().noun_of(field.reference.segment)
        word = f"name of {'an' if noun[0] in 'aeio' else 'a'} {noun}" + ("" if not field.reference.open else ", or any name")
    elif field.is_record:
        word = "record" if field.many else "one record"
    elif listed := closed_list(value_type):
        word = listed.phrase
    else:
        special = {Text: "text", Author: "author", FieldVisibility: "visibility", bool: "true or false", int: "whole number"}
        word = special.get(value_type) or value_type.form.removeprefix("a ").removeprefix("an ")
    return f"list: {word}" if field.many else word


def _predicates(field: Field) -> str:
    links, mark = (field.own_node.links, " *(own node)*") if field.own_node else ((), "")
    groups = [
        ("", links),
        (mark, field.predicates + tuple(predicate for form in field.forms for predicate in form.predicates)),
        (" *(inverse)*", field.inverse),
        (" *(structure)*", field.structured),
    ]
    shown = [f"`{_compact(predicate)}`{mark}" for mark, predicates in groups for predicate in predicates]
    if field.has_roles:
        shown.append("the relator of each role, such as `marcrel:ill`")
    if field.contribution_of is not None:
        shown.append("`vita:contribution` to a node with the text of each part")
    if field.identified:
        shown.append(f"`schema:identifier` to a node with the name *{field.identified.name}*")
    return ", ".join(shown)


def _compact(term: Iri) -> str:
    for prefix, base in PREFIXES.items():
        if term.startswith(f"<{base}"):
            return f"{prefix}:{term[len(base) + 1 : -1]}"
    return term
