"""The page `docs/reference/works.md`: how works of any kind are written, and the table of kinds with their words in other systems."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.records.containers import PeriodicalType, SeriesType
from vitagraph.records.other_works import Work
from vitagraph.records.plan import plan
from vitagraph.records.work_kinds import GROUPS, WORKS, WorkKindRow, rows

_INTRODUCTION = """\
# Works of every kind

The sections `journal_articles:`, `conference_papers:`, `workshop_papers:`, `book_chapters:`, `books:`, `edited_books:`, `reports:`,
`preprints:`, `software:` and `datasets:` have one kind of work each. Every other kind is written under `works:` with `kind:`.

```yaml
works:
  - title: Let the Owls Vote
    kind: op-ed
    authors: Ada Beispiel
    journal: The Port Finch Courier         # a newspaper, because the kind is op-ed
    date: 2022-09-04
    pages: A13
  - title: On the Origin of Species
    kind: translation
    translators: Ada Beispiel
    authors: Charles Darwin
    original: {title: On the Origin of Species, date: 1859}
    publisher: Vrin
    date: 2009
  - title: "Review of: How to Whistle"
    kind: book review
    authors: Ada Beispiel
    reviewed: {title: How to Whistle, authors: [Hans Pfeifer], date: 2020}
    journal: Journal of Machine Listening
  - title: Dawn, first performance
    kind: concert
    authors: Ada Beispiel
    original: Dawn, for String Quartet
    date: 2016-05-01
    place: Musterstadt
    event: Tage der leisen Musik
```

- `kind` is a name of the tables below, its label in English, German or French, or another word for it (`podcast`, `Buchbesprechung`).
  The kind `other` is for all other works. A kind with a section of its own is refused with the name of that section.
- The classes and properties follow from the kind. A performance is an event, a physical object no document: neither has pages, a status
  or an ISBN, and such a field is reported. The date of a work of art is that of its creation.
- What contains a work is `journal` (a journal, newspaper, magazine, newsletter, blog, site or reporter of court decisions), `book`,
  `event` or `series`. A name without a record is of the type that is usual for the kind; `journals:` and `series:` have `type:`.
- The issue of a journal may have a title and editors of its own: `issue_title` and `issue_editors`, beside its number or without one.
- A composition may have its `scoring` and `duration`; its premiere and other performances are works of their own, which name it under
  `performed`.
- A kind that is a book on its own, such as an edition, is an article where it has pages in a journal, and a chapter in a `book`.
- A work whose title is not printed has none: what is printed stands under `note`, and its label is its kind with the year.
- `original` is the work that was translated, edited, adapted or performed, `reviewed` the works that a review or comment is about: a
  title, or a record with the fields below. These are no works of the owner.
- Who took part besides the authors stands under `editors`, `translators` and `contributors`. A contributor may have a `role`, a MARC
  relator or several, and a `part` in words: `{name: Ana Bel, role: performer, part: viola}`. A name that stands there once for each
  role is one person, and the `part` is of the role beside it. A `part` may be in several languages, `{en: student, fr: étudiant}`, and
  all in a list of people may state one: speakers, organizers, members of a group, teachers.
- Where a work is listed `with Ana Bel and Ben Co`, their order is not known: all of them stand under `authors`, with
  `unordered_authors: true`. The graph then has no author list, and none is the first author.
- An author in the list of a document may state `corresponding: true`, `equal: true` (contributed as much as the others with this mark),
  `credit` (roles of CRediT) and `affiliation` (an organization or several, at that time). The author list has them.
- What goes on has `dates` in the place of `date`: a blog, a podcast, an issue of two months (`2015-03 to present`, `2015-08/2015-09`).
  This is no date of publication.
- A decision, a brief or a statute may have a `court` and the name of its `case`; its docket number is the `number`.
- Publisher, series, journal, book and event of a work that is a draft, in preparation, submitted or under review are those for which it
  is meant (`vita:intendedFor`), and so is the event of a work that is accepted: it has not been presented yet. Where the status is
  another one, or none is stated, the work has appeared there, or will (`accepted`, `in-press`, `forthcoming`).
- A working paper is a kind, no status. A work that was `corrected`, `withdrawn` or `retracted` has this `status`, and the addresses of
  the notices under `correction`, with `correction_date`. `peer_reviewed: true` stands beside any status.
- A work names its grants under `grants`; where the CV has no such grant, its `funders` and `award_numbers`. `times_cited` may have a
  `times_cited_date`.
- Other figures of a work, and of the owner under `person:`, are `metrics`: `{kind: views, number: over 2 million, date: 2024, source: X}`;
  the kinds are views, downloads, plays, citations, h-index, i10, readers, followers and copies.
- Works that the CV counts or describes together stand under `work_groups:`, which queries and bibliographies count as no work:
  `{kind: translation, count: 17, journals: [Critique]}`. The kind is any of this page, `patent` or that of a section.
"""


def works_page() -> str:
    """The text of the page."""
    return "".join([_INTRODUCTION, *_types(), *_kinds(), *_own_sections()])


def _types() -> Iterator[str]:
    yield "\n## Types of containers\n\n| section | `type` |\n| --- | --- |\n"
    for section, types in (("journals", PeriodicalType), ("series", SeriesType)):
        first, *others = types.classes
        yield f"| `{section}` | {', '.join(f'`{name}`' for name in others)}; without a type `{first}` |\n"
    cited = plan(plan(Work).fields["original"].type).facts
    yield "\nA cited work (`original`, `reviewed`) has " + ", ".join(f"`{field.name}`" for field in cited) + ".\n"


def _kinds() -> Iterator[str]:
    yield "\n## Kinds of `works:`\n\nA type in brackets is read as another kind; a subtype, a genre or a heading distinguishes the two.\n"
    for group, (heading, _) in GROUPS.items():
        if found := [row for row in rows().values() if row.group == group and row.section == WORKS]:
            yield f"\n### {heading}\n\n| kind | is part of | ORCID | CSL | BibLaTeX | RIS |\n| --- | --- | --- | --- | --- | --- |\n"
            yield from map(_line, found)


def _line(row: WorkKindRow) -> str:
    words = (_word(row, system) for system in ("orcid", "csl", "biblatex", "ris"))
    return f"| `{row.name}` | {', '.join(row.containers)} | {' | '.join(words)} |\n"


def _word(row: WorkKindRow, system: str) -> str:
    word = row.word(system)
    return "" if word is None else f"({word.text})" if word.approximate else word.text


def _own_sections() -> Iterator[str]:
    yield "\n## Kinds with a section of their own\n\n| kind | section |\n| --- | --- |\n"
    yield from (f"| {row.labels[0]} | `{row.section}` |\n" for row in rows().values() if row.section != WORKS)
