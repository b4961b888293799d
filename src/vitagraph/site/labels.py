"""The labels of values in English and German: types of records, languages, properties of facts of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitagraph.patterns import regex
from vitagraph.records.relators import label_of_code

if TYPE_CHECKING:
    from vitagraph.values import TermName

#: type of a periodical, a series, an event, an organization, status of an event -> its label in English, German
TYPES: dict[str, tuple[str, str]] = {
    "journal": ("journal", "Zeitschrift"),
    "magazine": ("magazine", "Magazin"),
    "newspaper": ("newspaper", "Zeitung"),
    "newsletter": ("newsletter", "Newsletter"),
    "blog": ("blog", "Blog"),
    "website": ("website", "Website"),
    "reporter": ("law reports", "Entscheidungssammlung"),
    "periodical": ("periodical", "Periodikum"),
    "other": ("other", "anderes"),
    "books": ("series of books", "Buchreihe"),
    "podcast": ("podcast", "Podcast"),
    "radio": ("radio series", "Sendereihe im Radio"),
    "television": ("television series", "Fernsehreihe"),
    "works": ("series", "Reihe"),
    "conference": ("conference", "Konferenz"),
    "workshop": ("workshop", "Workshop"),
    "seminar": ("seminar", "Seminar"),
    "festival": ("festival", "Festival"),
    "university": ("university", "Hochschule"),
    "research": ("research organization", "Forschungseinrichtung"),
    "school": ("school", "Schule"),
    "company": ("company", "Unternehmen"),
    "government": ("public authority", "Behörde"),
    "association": ("association", "Verein"),
    "unit": ("unit", "Abteilung"),
    "scheduled": ("scheduled", "geplant"),
    "cancelled": ("cancelled", "abgesagt"),
    "postponed": ("postponed", "verschoben"),
    "rescheduled": ("rescheduled", "neu angesetzt"),
    "in-person": ("in person", "vor Ort"),
    "online": ("online", "online"),
    "hybrid": ("hybrid", "hybrid"),
    "moved-online": ("moved online", "online statt vor Ort"),
    "project": ("project", "Projekt"),
    "research-project": ("research project", "Forschungsprojekt"),
}
#: language tag -> its name in English, German
LANGUAGE_NAMES: dict[str, tuple[str, str]] = {
    "ar": ("Arabic", "Arabisch"),
    "ca": ("Catalan", "Katalanisch"),
    "cs": ("Czech", "Tschechisch"),
    "da": ("Danish", "Dänisch"),
    "de": ("German", "Deutsch"),
    "el": ("Greek", "Griechisch"),
    "en": ("English", "Englisch"),
    "es": ("Spanish", "Spanisch"),
    "fi": ("Finnish", "Finnisch"),
    "fr": ("French", "Französisch"),
    "he": ("Hebrew", "Hebräisch"),
    "hi": ("Hindi", "Hindi"),
    "hu": ("Hungarian", "Ungarisch"),
    "it": ("Italian", "Italienisch"),
    "ja": ("Japanese", "Japanisch"),
    "ko": ("Korean", "Koreanisch"),
    "la": ("Latin", "Latein"),
    "nl": ("Dutch", "Niederländisch"),
    "no": ("Norwegian", "Norwegisch"),
    "pl": ("Polish", "Polnisch"),
    "pt": ("Portuguese", "Portugiesisch"),
    "ro": ("Romanian", "Rumänisch"),
    "ru": ("Russian", "Russisch"),
    "sv": ("Swedish", "Schwedisch"),
    "tr": ("Turkish", "Türkisch"),
    "uk": ("Ukrainian", "Ukrainisch"),
    "zh": ("Chinese", "Chinesisch"),
}
#: property of a fact of one's own -> its label in English, German; others are labelled with their names
FACTS: dict[str, tuple[str, str]] = {
    "schema:additionalType": ("Type", "Art"),
    "schema:duration": ("Duration", "Dauer"),
    "schema:identifier": ("Identifier", "Kennung"),
    "schema:jobTitle": ("Profession", "Beruf"),
}
#: label of a property of a common vocabulary -> its label in German
_GERMAN_LABELS = {
    "about": "Gegenstand",
    "additional type": "Weitere Art",
    "alternate name": "Auch genannt",
    "archived at": "Archiviert unter",
    "attendee": "Teilnahme",
    "audience": "Zielgruppe",
    "author": "Verfasst von",
    "award": "Auszeichnung",
    "comment": "Anmerkung",
    "contributor": "Beteiligt",
    "creator": "Urheber",
    "date": "Datum",
    "description": "Beschreibung",
    "duration": "Dauer",
    "editor": "Herausgegeben von",
    "event status": "Status der Veranstaltung",
    "funder": "Gefördert von",
    "genre": "Genre",
    "identifier": "Kennung",
    "in language": "Sprache",
    "keywords": "Schlagwörter",
    "language": "Sprache",
    "location": "Ort",
    "material": "Material",
    "name": "Name",
    "note": "Anmerkung",
    "number of pages": "Seitenzahl",
    "organizer": "Veranstaltet von",
    "participant": "Beteiligt",
    "performer": "Mitwirkung",
    "position": "Stelle",
    "publisher": "Verlag",
    "size": "Größe",
    "sponsor": "Unterstützt von",
    "subject": "Fach",
    "title": "Titel",
    "url": "Link",
    "version": "Fassung",
}
_DURATION = regex(r"P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?")
_UNITS = (
    (("year", "years"), ("Jahr", "Jahre")),
    (("month", "months"), ("Monat", "Monate")),
    (("week", "weeks"), ("Woche", "Wochen")),
    (("day", "days"), ("Tag", "Tage")),
    (("hour", "hours"), ("Stunde", "Stunden")),
    (("minute", "minutes"), ("Minute", "Minuten")),
    (("second", "seconds"), ("Sekunde", "Sekunden")),
)
_SCHEMA = regex(r"https?://schema\.org/(?:Event)?([A-Za-z]+)")
_CAPITAL = regex(r"(?<=[a-z])(?=[A-Z])")


def label_of(term: TermName, german: bool) -> str:
    """The label of the property of a fact of one's own; in German where it is known."""
    if term in FACTS:
        return FACTS[term][german]
    if term.prefix == "marcrel" and (label := label_of_code(term.name, german)):
        return f"{label[:1].upper()}{label[1:]}"
    return _GERMAN_LABELS.get(term.label.lower(), term.label) if german else term.label


def value_of(text: str, german: bool) -> str:
    """A duration (ISO 8601) or a member of an enumeration of schema.org in words; another text as it is."""
    if (match := _DURATION.fullmatch(text)) and any(match.groups()):
        counts = zip(match.groups(), _UNITS, strict=True)
        return ", ".join(f"{int(count)} {units[german][int(count) != 1]}" for count, units in counts if count)
    if match := _SCHEMA.fullmatch(text):
        words = _CAPITAL.sub("-", match[1]).lower()
        return TYPES[words][german] if words in TYPES else words.replace("-", " ")
    return text
