"""The career as entries: positions, studies, projects, grants, awards, skills, languages."""

from __future__ import annotations

from vitagraph.kinds import SCHEMES
from vitagraph.records.achievements import Award, Language, Skill
from vitagraph.records.career import Grant, Position, Project, Study, Thesis
from vitagraph.records.organizations import Organization
from vitagraph.site.entries.entry import Entry, Link, anchor_of, paragraphs, pieces
from vitagraph.site.voice import Said, Voice
from vitagraph.values import slug


def place_of(organization: str | None, place: str | None, voice: Voice) -> Said | None:
    """A stated place, else that of the organization."""
    record = voice.index.find("org", organization) if organization else None
    return voice.name("place", place or (record.place if isinstance(record, Organization) else None))


def position(record: Position, voice: Voice) -> Entry:
    """A position or a membership."""
    return Entry(
        anchor_of(record, voice.index),
        voice.said(record.title, record) or Said(""),
        when=voice.period(record.dates),
        year=record.dates.start.year,
        where=pieces(voice.name("org", record.organization), place_of(record.organization, record.place, voice)),
        marks=pieces(voice.kind(record.workload) if record.workload else None),
        names=voice.names(record.supervisors),
        names_label=voice.words["supervised_by"],
        text=paragraphs(voice.said(record.description, record)),
    )


def study(record: Study, voice: Voice) -> Entry:
    """A study, with its thesis as a part."""
    identifier = voice.index.id_of(record)
    return Entry(
        anchor_of(record, voice.index),
        voice.said(record.degree, record) or Said(""),
        when=voice.period(record.dates),
        year=record.dates.start.year,
        where=pieces(voice.name("org", record.organization), place_of(record.organization, record.place, voice)),
        marks=pieces(voice.said(record.distinction, record)),
        text=paragraphs(voice.said(record.description, record)),
        parts=[thesis(record.thesis, record, voice)] if record.thesis else [],
        anchors=[f"degree/{identifier}"] if record.date_awarded(voice.index) else [],
    )


def thesis(record: Thesis, of: Study, voice: Voice) -> Entry:
    """The thesis of a study."""
    anchor = anchor_of(record, voice.index)
    links = [Link("DOI", record.doi.link()[1:-1])] if record.doi else []
    return Entry(
        anchor,
        voice.said(record.title, record if record.lang else of) or Said(""),
        when=voice.date(of.date_awarded(voice.index)),
        kind=voice.words["thesis"],
        page=f"{anchor}.html",
        names=voice.names(record.supervisors),
        names_label=voice.words["supervised_by"],
        where=pieces(voice.name("org", of.organization)),
        links=[*links, *([Link(voice.words["link"], record.url)] if record.url else [])],
    )


def project(record: Project, voice: Voice) -> Entry:
    """A research project."""
    title = voice.said(record.title, record) or Said("")
    named = title._replace(text=f"{record.acronym}: {title.text}") if record.acronym else title
    role = voice.said(record.role_name, record) or Said(voice.kind(record.role))
    funders = [voice.name("org", funder) for funder in record.funders]
    return Entry(
        anchor_of(record, voice.index),
        named,
        when=voice.period(record.dates),
        year=record.dates.start.year,
        where=pieces(*([voice.words["funded_by"]] if funders else []), *funders),
        marks=pieces(role if record.role_name or record.role == "lead" else None),
        text=paragraphs(voice.said(record.description, record)),
        links=[Link(voice.words["website"], record.homepage)] if record.homepage else [],
    )


def grant(record: Grant, voice: Voice) -> Entry:
    """A grant."""
    return Entry(
        anchor_of(record, voice.index),
        voice.said(record.title, record) or Said(""),
        when=voice.period(record.dates),
        year=record.dates.start.year if record.dates else 0,
        where=pieces(voice.name("org", record.funder), record.number, _money(record, voice)),
        marks=pieces(voice.kind(record.role) if record.role else None),
        text=paragraphs(voice.said(record.description, record)),
        links=[Link(voice.words["website"], record.homepage)] if record.homepage else [],
    )


def _money(record: Grant, voice: Voice) -> str:
    """An amount with its thousands apart: `1,250,000.50 EUR`, in German `1.250.000,50 EUR`."""
    if not record.amount:
        return ""
    number, currency = record.amount.split()
    whole, _, cents = number.partition(".")
    english = f"{int(whole):,}" + (f".{cents}" if cents else "")
    return f"{english.translate(str.maketrans(',.', '.,')) if voice.german else english} {currency}"


def award(record: Award, voice: Voice) -> Entry:
    """An award, with what it was given for."""
    index = voice.index
    works = [voice.name("publication", work) for work in record.works]
    linked = [
        work._replace(href=f"#{voice.anchor(index.refer('publication', reference))}")
        for work, reference in zip(works, record.works, strict=True)
        if work
    ]
    place = record.rank.ordinal(voice.language) if record.rank else None
    return Entry(
        anchor_of(record, index),
        voice.said(record.name, record) or Said(""),
        when=voice.date(record.year),
        year=record.year.year,
        where=pieces(voice.name("org", record.organization), voice.name("event", record.event), *linked),
        marks=pieces(place, voice.kind(record.outcome) if record.outcome != "winner" else None),
        text=paragraphs(voice.said(record.description, record)),
        anchors=[voice.anchor(record.prize(index))],
    )


def skill(record: Skill, voice: Voice) -> Entry:
    """A skill with those that belong to it; its kind is its area."""
    area = slug(record.area) if record.area else ""
    known = area in SCHEMES["skill-areas"].kinds
    return Entry(
        anchor_of(record, voice.index),
        voice.said(record.name, record) or Said(""),
        kind=voice.label("skill-areas", area) if known else record.area or "",
        text=paragraphs(voice.said(record.description, record)),
        parts=[skill(part, voice) for part in record.skills],
        anchors=[] if known or not area else [f"skill/{area}"],
    )


def language(record: Language, voice: Voice) -> Entry:
    """A language and how well it is spoken."""
    return Entry(
        anchor_of(record, voice.index),
        voice.said(record.name, record) or Said(""),
        marks=pieces(voice.kind(record.level) if record.level else None),
        anchors=[f"skill/language-{record.code}"] if record.level else [],
    )
