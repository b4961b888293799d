"""Entries of patent families and their documents."""

from __future__ import annotations

from vitagraph.records.patents import PatentDocument, PatentFamily
from vitagraph.site.entries.default import entry_of
from vitagraph.site.entries.entry import Entry, anchor_of, link_to, pieces
from vitagraph.site.localization import Localized, Localizer


@entry_of(PatentFamily, shows="title documents")
def patent_family(record: PatentFamily, localizer: Localizer) -> Entry:
    """A patent family with its documents."""
    parts = [document(one, localizer) for one in record.documents]
    years = [part.year for part in parts if part.year]
    when = "" if not years else str(years[0]) if min(years) == max(years) else f"{min(years)} – {max(years)}"
    return Entry(
        anchor_of(record, localizer.index),
        localizer.title(record) or Localized(""),
        when=when,
        year=max(years, default=0),
        parts=parts,
    )


@entry_of(PatentDocument, shows="number office title filed published granted status inventors assignees url")
def document(record: PatentDocument, localizer: Localizer) -> Entry:
    """A document of a patent family, with the date of its last step; earlier dates are pieces of its line."""
    words = localizer.words
    family, _ = localizer.index.container_of(record)
    whole = family if isinstance(family, PatentFamily) else None
    office = record.issuer
    title = localizer.title(record, whole)
    steps = [(words[name], date) for name in ("granted", "published", "filed") if (date := getattr(record, name))]
    derived = record.effective_status
    (status, date), *earlier = steps or [(localizer.kind(derived) if derived else "", None)]
    stated = localizer.kind(record.status) if record.status and getattr(record, record.status, None) is None else ""
    return Entry(
        anchor_of(record, localizer.index),
        Localized(record.number) if record.number else title or (whole and localizer.title(whole)) or Localized(""),
        when=localizer.date(date),
        year=date.year if date else 0,
        kind=status,
        marks=pieces(stated if stated != status else None),
        names=localizer.names(record.inventors),
        where=pieces(
            title if record.number else None,
            Localized(office.label, "en" if localizer.language != "en" else "") if office else None,
            *(localizer.name("org", assignee) for assignee in record.assignees),
            *(f"{step} {localizer.date(date)}" for step, date in reversed(earlier)),
        ),
        links=[link_to(record.url, localizer)] if record.url else [],
        anchors=[f"org/office-{office.lower()}"] if office else [],
    )
