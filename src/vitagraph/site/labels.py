"""The labels of values in English and German: types of records, languages, properties of facts of one's own."""

from __future__ import annotations

#: type of a periodical, a series, an event, an organization -> its label in English, German
TYPES: dict[str, tuple[str, str]] = {
    "magazine": ("magazine", "Magazin"),
    "newspaper": ("newspaper", "Zeitung"),
    "newsletter": ("newsletter", "Newsletter"),
    "blog": ("blog", "Blog"),
    "website": ("website", "Website"),
    "reporter": ("law reports", "Entscheidungssammlung"),
    "podcast": ("podcast", "Podcast"),
    "radio": ("radio series", "Sendereihe im Radio"),
    "television": ("television series", "Fernsehreihe"),
    "works": ("series", "Reihe"),
    "conference": ("conference", "Konferenz"),
    "workshop": ("workshop", "Workshop"),
    "seminar": ("seminar", "Seminar"),
    "festival": ("festival", "Festival"),
    "university": ("university", "Hochschule"),
    "research": ("research institute", "Forschungseinrichtung"),
    "school": ("school", "Schule"),
    "company": ("company", "Unternehmen"),
    "government": ("public authority", "Behörde"),
    "association": ("association", "Verein"),
    "unit": ("unit", "Abteilung"),
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
