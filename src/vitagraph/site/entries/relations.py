"""What a record is related to, in its entry: works without a record, and relations to other records."""

from __future__ import annotations

from vitagraph.records.cited_works import CitedWork
from vitagraph.records.containers import Event
from vitagraph.records.relations import REFERENCES, Relation
from vitagraph.site.localization import Localized, Localizer, capital


def cited(work: CitedWork, label: str, localizer: Localizer) -> Localized:
    """A work without a record: its authors, title, genre, publisher, place and year."""
    title = localizer.title(work) or (Localized(capital(localizer.kind(work.kind))) if work.kind else localizer.unnamed(work))
    names = localizer.joined_names(name.text for name in localizer.names(work.authors or work.editors))
    if names and not work.authors:
        names = localizer.words.counted("editors", len(work.editors), names=names)
    genres = (genre.in_language(localizer.language) for genre in work.genre)
    names_in = (("org", work.publisher), ("place", work.place))
    published_by = (str(localizer.name(segment, one)) for segment, listed in names_in for one in listed)
    published = localizer.joined_names(filter(None, (*genres, *published_by, localizer.year(work.date))))
    text = f"{names}: {title}" if names else str(title)
    return title._replace(text=f"{text} ({published})" if published else text, label=label, href=work.url or "", translation=None)


def related(relation: Relation, localizer: Localizer) -> Localized:
    """A relation: its label, the other record or work; behind an event its place and dates, and the note."""
    label = capital(localizer.kind(relation.relation))
    piece = cited(relation.thing, label, localizer) if relation.thing else _other(relation, localizer)._replace(label=label)
    note = localizer.text(relation.note, relation)
    anchor = localizer.anchor(localizer.index.node(relation))
    event = localizer.index.find("event", relation.event) if relation.event else None
    details = [localizer.name("place", event.place), localizer.period(event.dates)] if isinstance(event, Event) else []
    if behind := localizer.joined_names(one for one in (*details, note) if one):
        piece = piece._replace(text=f"{piece._replace(label='')} ({behind})", whole=None, translation=None)
    return piece._replace(anchor=anchor)


def _other(relation: Relation, localizer: Localizer) -> Localized:
    """The name of a record or a person, with its place on the page."""
    if relation.person:
        return Localized(localizer.names([relation.person])[0].text)
    segment, text = next((segment, text) for name, segment in REFERENCES.items() if (text := getattr(relation, name)))
    record = localizer.index.find(segment, text)
    name = localizer.name(segment, text) or Localized(text)
    if record is not None and localizer.title(record) is None:
        name = localizer.unnamed(record)
    return name._replace(href=f"#{localizer.anchor(localizer.index.refer(segment, text))}")
