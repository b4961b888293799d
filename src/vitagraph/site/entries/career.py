"""The career as entries: positions, studies, projects, grants, awards, skills, languages."""

from __future__ import annotations

from vitagraph.records.achievements import Award, Language, Skill
from vitagraph.records.career import Grant, Position, Project, Study, Thesis
from vitagraph.records.kinds import SCHEMES
from vitagraph.records.organizations import Organization
from vitagraph.site.entries.entry import Entry, Link, anchor_of, paragraphs, pieces
from vitagraph.site.localization import Localized, Localizer
from vitagraph.values import slug


def place_of(organization: str | None, place: str | None, localizer: Localizer) -> Localized | None:
    """A stated place, else that of the organization."""
    record = localizer.index.find("org", organization) if organization else None
    return localizer.name("place", place or (record.place if isinstance(record, Organization) else None))


def position(record: Position, localizer: Localizer) -> Entry:
    """A position or a membership."""
    return Entry(
        anchor_of(record, localizer.index),
        localizer.said(record.title, record) or Localized(""),
        when=localizer.period(record.dates),
        year=record.dates.start.year,
        where=pieces(localizer.name("org", record.organization), place_of(record.organization, record.place, localizer)),
        marks=pieces(localizer.kind(record.workload) if record.workload else None),
        names=localizer.names(record.supervisors),
        names_label=localizer.words["supervised_by"],
        text=paragraphs(localizer.said(record.description, record)),
    )


def study(record: Study, localizer: Localizer) -> Entry:
    """A study, with its thesis as a part."""
    identifier = localizer.index.id_of(record)
    return Entry(
        anchor_of(record, localizer.index),
        localizer.said(record.degree, record) or Localized(""),
        when=localizer.period(record.dates),
        year=record.dates.start.year,
        where=pieces(localizer.name("org", record.organization), place_of(record.organization, record.place, localizer)),
        marks=pieces(localizer.said(record.distinction, record)),
        text=paragraphs(localizer.said(record.description, record)),
        parts=[thesis(record.thesis, record, localizer)] if record.thesis else [],
        anchors=[f"degree/{identifier}"] if record.date_awarded(localizer.index) else [],
    )


def thesis(record: Thesis, of: Study, localizer: Localizer) -> Entry:
    """The thesis of a study."""
    anchor = anchor_of(record, localizer.index)
    links = [Link("DOI", record.doi.link()[1:-1])] if record.doi else []
    return Entry(
        anchor,
        localizer.said(record.title, record if record.lang else of) or Localized(""),
        when=localizer.date(of.date_awarded(localizer.index)),
        kind=localizer.words["thesis"],
        page=f"{anchor}.html",
        names=localizer.names(record.supervisors),
        names_label=localizer.words["supervised_by"],
        where=pieces(localizer.name("org", of.organization)),
        links=[*links, *([Link(localizer.words["link"], record.url)] if record.url else [])],
    )


def project(record: Project, localizer: Localizer) -> Entry:
    """A research project."""
    title = localizer.said(record.title, record) or Localized("")
    named = title._replace(text=f"{record.acronym}: {title.text}") if record.acronym else title
    role = localizer.said(record.role_name, record) or Localized(localizer.kind(record.role))
    funders = [localizer.name("org", funder) for funder in record.funders]
    return Entry(
        anchor_of(record, localizer.index),
        named,
        when=localizer.period(record.dates),
        year=record.dates.start.year,
        where=pieces(*([localizer.words["funded_by"]] if funders else []), *funders),
        marks=pieces(role if record.role_name or record.role == "lead" else None),
        text=paragraphs(localizer.said(record.description, record)),
        links=[Link(localizer.words["website"], record.homepage)] if record.homepage else [],
    )


def grant(record: Grant, localizer: Localizer) -> Entry:
    """A grant."""
    return Entry(
        anchor_of(record, localizer.index),
        localizer.said(record.title, record) or Localized(""),
        when=localizer.period(record.dates),
        year=record.dates.start.year if record.dates else 0,
        where=pieces(localizer.name("org", record.funder), record.number, _money(record, localizer)),
        marks=pieces(localizer.kind(record.role) if record.role else None),
        text=paragraphs(localizer.said(record.description, record)),
        links=[Link(localizer.words["website"], record.homepage)] if record.homepage else [],
    )


def _money(record: Grant, localizer: Localizer) -> str:
    """An amount with its thousands apart: `1,250,000.50 EUR`, in German `1.250.000,50 EUR`."""
    if not record.amount:
        return ""
    number, currency = record.amount.split()
    whole, _, cents = number.partition(".")
    english = f"{int(whole):,}" + (f".{cents}" if cents else "")
    return f"{english.translate(str.maketrans(',.', '.,')) if localizer.german else english} {currency}"


def award(record: Award, localizer: Localizer) -> Entry:
    """An award, with what it was given for."""
    index = localizer.index
    works = [localizer.name("publication", work) for work in record.works]
    linked = [
        work._replace(href=f"#{localizer.anchor(index.refer('publication', reference))}")
        for work, reference in zip(works, record.works, strict=True)
        if work
    ]
    place = record.rank.ordinal(localizer.language) if record.rank else None
    return Entry(
        anchor_of(record, index),
        localizer.said(record.name, record) or Localized(""),
        when=localizer.date(record.year),
        year=record.year.year,
        where=pieces(localizer.name("org", record.organization), localizer.name("event", record.event), *linked),
        marks=pieces(place, localizer.kind(record.outcome) if record.outcome != "winner" else None),
        text=paragraphs(localizer.said(record.description, record)),
        anchors=[localizer.anchor(record.prize(index))],
    )


def skill(record: Skill, localizer: Localizer) -> Entry:
    """A skill with those that belong to it; its kind is its area."""
    area = slug(record.area) if record.area else ""
    known = area in SCHEMES["skill-areas"].kinds
    return Entry(
        anchor_of(record, localizer.index),
        localizer.said(record.name, record) or Localized(""),
        kind=localizer.label("skill-areas", area) if known else record.area or "",
        text=paragraphs(localizer.said(record.description, record)),
        parts=[skill(part, localizer) for part in record.skills],
        anchors=[] if known or not area else [f"skill/{area}"],
    )


def language(record: Language, localizer: Localizer) -> Entry:
    """A language and how well it is spoken."""
    return Entry(
        anchor_of(record, localizer.index),
        localizer.said(record.name, record) or Localized(""),
        marks=pieces(localizer.kind(record.level) if record.level else None),
        anchors=[f"skill/language-{record.code}"] if record.level else [],
    )
