"""Entries of the career: positions, studies, projects, grants, awards, skills, languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vitagraph.records import Author, Record
from vitagraph.records.achievements import Award, Skill
from vitagraph.records.career import Project, Study, Thesis
from vitagraph.records.credentials import Credential
from vitagraph.records.grants import Grant, GrantShare
from vitagraph.records.languages import Language, LanguageSkill
from vitagraph.records.organizations import Organization
from vitagraph.records.positions import Affiliation, Membership, Position
from vitagraph.records.schemes import SCHEMES
from vitagraph.site.address import file_of
from vitagraph.site.entries.default import entry_of
from vitagraph.site.entries.entry import Entry, Link, anchor_of, identifier_links, link_to, paragraphs, pieces
from vitagraph.site.entries.events import event_of
from vitagraph.site.localization import Localized, Localizer, capital
from vitagraph.values import whole_slug


def places_of(organizations: Sequence[str], places: Sequence[str], localizer: Localizer) -> list[Localized | None]:
    """The stated places, else that of the first organization or of what it is part of."""
    index = localizer.index
    record = index.find("org", organizations[0]) if organizations and not places else None
    seen: list[Record] = []
    while isinstance(record, Organization) and not record.place and record.parent and record not in seen:
        seen.append(record)
        record = index.find("org", record.parent)
    if isinstance(record, Organization) and record.place:
        places = [record.place]
    return [localizer.name("place", one) for one in places]


_OF_AFFILIATION = "title dates organization place workload status supervisors description"


@entry_of(Membership, shows=_OF_AFFILIATION, names_itself=True)
def membership(record: Membership, localizer: Localizer) -> Entry:
    """A membership."""
    return _affiliation(record, "", [], localizer)


@entry_of(Position, shows=f"{_OF_AFFILIATION} kind event", names_itself=True)
def position(record: Position, localizer: Localizer) -> Entry:
    """A position; the kind is the title of one without any."""
    event = pieces(*event_of(record, record.event, localizer.period(record.dates), localizer))
    return _affiliation(record, localizer.kind(record.kind) if record.kind else "", event, localizer)


def _affiliation(record: Affiliation, kind: str, event: list[Localized], localizer: Localizer) -> Entry:
    """A position, which may be for an event, or a membership; the kind or the organization is the title of one without any."""
    organizations = [localizer.name("org", one) for one in record.organization]
    title = localizer.text(record.title, record) or (Localized(capital(kind)) if kind else next(iter(organizations), None))
    return Entry(
        anchor_of(record, localizer.index),
        title or localizer.unnamed(record),
        when=localizer.period(record.dates),
        year=record.dates.year if record.dates else 0,
        where=pieces(*event, *(one for one in organizations if one != title), *places_of(record.organization, record.place, localizer)),
        marks=pieces(
            kind if record.title and kind else None,
            *map(localizer.kind, record.status),
            localizer.kind(record.workload) if record.workload else None,
        ),
        names=localizer.names(record.supervisors),
        names_label=localizer.words["supervised_by"],
        text=paragraphs(localizer.text(record.description, record)),
    )


#: the name of the degree states its level
@entry_of(Study, shows="degree level subject organization dates awarded status distinction place description thesis")
def study(record: Study, localizer: Localizer) -> Entry:
    """A study, with its thesis as a part."""
    identifier = localizer.index.id_of(record)
    level = capital(localizer.kind(record.level)) if record.level else localizer.words["unnamed_studies"]
    return Entry(
        anchor_of(record, localizer.index),
        localizer.text(record.degree, record) or Localized(level),
        when=localizer.period(record.dates) or localizer.date(record.awarded),
        year=record.dates.year if record.dates else record.awarded.year if record.awarded else 0,
        where=pieces(
            *(localizer.text(one, record) for one in record.subject),
            *(localizer.name("org", one) for one in record.organization),
            *places_of(record.organization, record.place, localizer),
        ),
        marks=pieces(*map(localizer.kind, record.status), localizer.text(record.distinction, record)),
        text=paragraphs(localizer.text(record.description, record)),
        parts=[thesis(record.thesis, localizer, record)] if record.thesis else [],
        anchors=[f"degree/{identifier}"] if record.is_for_degree or record.is_awarded(localizer.index) else [],
    )


#: the page of the thesis shows abstract and language
@entry_of(Thesis, shows="title supervisors examiners language abstract pdf url", identifiers=True)
def thesis(record: Thesis, localizer: Localizer, of: Study | None = None) -> Entry:
    """The thesis of a study."""
    anchor = anchor_of(record, localizer.index)
    return Entry(
        anchor,
        localizer.title(record, of) or Localized(""),
        when=localizer.date(of.date_awarded(localizer.index)) if of else "",
        kind=localizer.words["thesis"],
        page=f"{file_of(anchor)}.html",
        names=localizer.names(record.supervisors),
        names_label=localizer.words["supervised_by"],
        where=pieces(*(localizer.name("org", one) for one in (of.organization if of else ()))),
        marks=[_people(record.examiners, localizer.field("examiners", record), localizer)] if record.examiners else [],
        links=[
            *([Link("PDF", record.pdf)] if record.pdf else []),
            *identifier_links(record),
            *([link_to(record.url, localizer)] if record.url else []),
        ],
    )


@entry_of(
    Credential, shows="title kind jurisdiction organization subject level place number issued dates status description", names_itself=True
)
def credential(record: Credential, localizer: Localizer) -> Entry:
    """A credential; the states in which it is valid, else the courts and bodies that admit, are in the title of an admission."""
    title = localizer.text(record.title, record)
    valid_in = [localizer.name("place", place) for place in record.jurisdiction]
    issuers = [localizer.name("org", one) for one in record.organization]
    admits = record.kind == "bar-admission" and not valid_in
    if scope := localizer.joined_names(filter(None, issuers if admits else valid_in)):
        title = title._replace(text=f"{title.text}: {scope}") if title else Localized(scope)
    kind = localizer.kind(record.kind) if record.kind else None
    return Entry(
        anchor_of(record, localizer.index),
        title or localizer.unnamed(record),
        when=localizer.date(record.issued) or localizer.period(record.dates),
        year=record.issued.year if record.issued else record.dates.year if record.dates else 0,
        where=pieces(
            localizer.text(record.subject, record),
            localizer.text(record.level, record),
            *([] if admits else issuers),
            localizer.name("place", record.place),
            localizer.words["issue"].format(number=record.number) if record.number else None,
            localizer.period(record.dates) if record.issued else None,
        ),
        marks=pieces(kind, localizer.kind(record.status) if record.status else None),
        text=paragraphs(localizer.text(record.description, record)),
    )


@entry_of(Project, shows="title acronym dates status role role_name funders place homepage description")
def project(record: Project, localizer: Localizer) -> Entry:
    """A research project."""
    title = localizer.title(record) or Localized("")
    in_title = record.acronym and record.acronym in title.text
    named = title._replace(text=f"{record.acronym}: {title.text}") if record.acronym and not in_title else title
    role = localizer.text(record.role_name, record) or (Localized(localizer.kind(record.role)) if record.role else None)
    return Entry(
        anchor_of(record, localizer.index),
        named,
        when=localizer.period(record.dates),
        year=record.dates.year if record.dates else 0,
        where=[
            *(one._replace(label=localizer.words["funded_by"]) for one in pieces(_joined("org", record.funders, localizer))),
            *pieces(*places_of([], record.place, localizer)),
        ],
        marks=pieces(*map(localizer.kind, record.status), role),
        text=paragraphs(localizer.text(record.description, record)),
        links=[Link(localizer.words["website"], record.homepage)] if record.homepage else [],
    )


@entry_of(Grant, shows="title kind funder number dates amount role homepage description", names_itself=True)
def grant(record: Grant, localizer: Localizer) -> Entry:
    """A grant."""
    return Entry(
        anchor_of(record, localizer.index),
        localizer.title(record) or Localized(""),
        when=localizer.period(record.dates),
        year=record.dates.year if record.dates else 0,
        where=pieces(
            *(localizer.name("org", funder) for funder in record.funder),
            record.number,
            localizer.amount(record.amount) if record.amount else "",
        ),
        marks=pieces(*(localizer.kind(one) for one in (record.kind, record.role) if one)),
        text=paragraphs(localizer.text(record.description, record)),
        links=[Link(localizer.words["website"], record.homepage)] if record.homepage else [],
    )


@entry_of(GrantShare, shows="name amount funder")
def grant_share(record: GrantShare, localizer: Localizer) -> Entry:
    """A part of a grant: its name and amount, or the amount alone."""
    amount = Localized(localizer.amount(record.amount))
    name = localizer.text(record.name, record)
    funders = (localizer.name("org", funder) for funder in record.funder)
    return Entry(anchor_of(record, localizer.index), name or amount, where=pieces(amount if name else None, *funders))


def _people(people: Iterable[Author], label: str, localizer: Localizer) -> Localized:
    """People with what they were, under a label: `Committee or examiners: Ada Lovelace (chair), Max Planck`."""
    names = (f"{name.text} ({name.note})" if name.note else name.text for name in localizer.names(people))
    return Localized(localizer.joined_names(names), label=label)


def _joined(segment: str, references: Iterable[str], localizer: Localizer) -> str:
    return localizer.joined_names(localizer.name(segment, reference) for reference in references)


@entry_of(Award, shows="name year outcome rank organization journal number event works description", names_itself=True)
def award(record: Award, localizer: Localizer) -> Entry:
    """An award, with the works that it was given for."""
    index = localizer.index
    works = [localizer.name("publication", work) for work in record.works]
    linked = [
        work._replace(href=f"#{localizer.anchor(index.refer('publication', reference))}")
        for work, reference in zip(works, record.works, strict=True)
        if work
    ]
    place = localizer.words.ordinal("rank", int(record.rank)) if record.rank else None
    when = localizer.years_of(record) if record.year and record.year.is_fiscal_year else localizer.period(record.year)
    return Entry(
        anchor_of(record, index),
        localizer.text(record.name, record) or Localized(""),
        when=when,
        year=record.year.year if record.year else 0,
        where=pieces(
            *(localizer.name("org", one) for one in record.organization),
            localizer.name("journal", record.journal),
            record.number,
            *event_of(record, record.event, when, localizer),
            *linked,
        ),
        marks=pieces(place, localizer.kind(record.outcome) if record.outcome else None),
        text=paragraphs(localizer.text(record.description, record)),
        anchors=[localizer.anchor(record.prize(index))],
    )


@entry_of(Skill, shows="name area level description skills")
def skill(record: Skill, localizer: Localizer) -> Entry:
    """A skill with its narrower skills; its kind is its area."""
    area = whole_slug(record.area) if record.area else ""
    known = area in SCHEMES["skill-areas"].kinds
    return Entry(
        anchor_of(record, localizer.index),
        localizer.title(record) or Localized(""),
        kind=localizer.label("skill-areas", area) if known else record.area or "",
        marks=pieces(localizer.text(record.level, record)),
        text=paragraphs(localizer.text(record.description, record)),
        parts=[skill(part, localizer) for part in record.skills],
        anchors=[] if known or not area else [f"skill/{area}"],
    )


#: the name of the language stands for its code
@entry_of(Language, shows="name code level fluency skills")
def language(record: Language, localizer: Localizer) -> Entry:
    """A language, with the level of proficiency or the skills."""
    index = localizer.index
    return Entry(
        anchor_of(record, index),
        localizer.text(record.name, record) or Localized(""),
        marks=pieces(
            localizer.kind(record.level) if record.level else None,
            localizer.text(record.fluency, record),
            *(_language_skill(one, localizer) for one in record.skills),
        ),
        anchors=[
            *([f"skill/language-{index.id_of(record)}"] if record.level or record.fluency else []),
            *(anchor_of(one, index) for one in record.skills),
        ],
    )


def _language_skill(record: LanguageSkill, localizer: Localizer) -> str:
    """A skill in a language with how well it is known: `Reading (CEFR C1)`, `Speaking (very good)`."""
    known = pieces(localizer.kind(record.level) if record.level else None, localizer.text(record.fluency, record))
    return f"{localizer.kind(record.skill)} ({localizer.joined(known)})" if known else localizer.kind(record.skill)
