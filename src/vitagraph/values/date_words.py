"""The words of dates in each language: months, seasons, terms, and the words of periods. A new language adds its words here."""

from __future__ import annotations

_SPRING, _SUMMER, _AUTUMN, _WINTER = "21", "22", "23", "24"

#: the names of months, January first, with their abbreviations; names with accents are also read without them
_MONTH_NAMES = (
    "january jan | february feb | march mar | april apr | may | june jun | july jul | august aug | september sept sep"
    " | october oct | november nov | december dec",
    "januar jänner jan | februar feber | märz maerz mrz | april | mai | juni | juli | august | september | oktober okt | november"
    " | dezember dez",
    "janvier janv | février févr | mars | avril avr | mai | juin | juillet juil | août | septembre | octobre | novembre | décembre déc",
    "enero ene | febrero | marzo | abril abr | mayo | junio | julio | agosto ago | septiembre setiembre | octubre | noviembre"
    " | diciembre dic",
    "gennaio gen | febbraio | marzo | aprile | maggio mag | giugno giu | luglio lug | agosto | settembre | ottobre ott | novembre"
    " | dicembre",
)
MONTHS = {
    name: f"{number:02}"
    for names in _MONTH_NAMES
    for number, month in enumerate(names.split("|"), 1)
    for name in month.split()
}  # fmt: skip

#: word -> season of EDTF; a term is the season in which it begins, as British universities call them
SEASONS = {
    word: season
    for season, listed in {
        _SPRING: "spring springs frühling frühjahr hilary lent epiphany printemps primavera primaveras",
        _SUMMER: "summer summers sommer sose ss sommersemester trinity easter été étés verano veranos estate estati",
        _AUTUMN: "autumn autumns fall falls herbst michaelmas automne automnes otoño otoños autunno autunni",
        _WINTER: "winter winters wise ws wintersemester hiver hivers invierno inviernos inverno inverni",
    }.items()
    for word in listed.split()
}
#: terms whose year may have two digits: `WS15/16`, `SS16`
SHORT_TERMS = ("ws", "wise", "ss", "sose", "ay", "fy")
#: words behind a season, which add nothing
TERMS = ("semester", "semesters", "term", "terms", "quarter", "quarters", "semestre", "trimestre")
#: words inside a date that add nothing: `Spring of 2015`, `mayo de 2015`, `3rd`
FILLERS = ("of", "the", "in", "im", "de", "del", "en", "le", "st", "nd", "rd", "th", "er")
ACADEMIC_YEAR = (
    "academic years", "academic year", "ay", "school year", "studienjahr", "schuljahr", "année universitaire", "curso",
    "fiscal year", "financial year", "fy", "geschäftsjahr", "haushaltsjahr", "exercice",
)  # fmt: skip

ABOUT = ("ca", "c", "circa", "about", "around", "approx", "approximately", "um", "etwa", "vers", "environ", "hacia", "early", "mid", "late",
         "anfang", "mitte", "ende", "début", "fin")  # fmt: skip
DECADE = ("s", "er", "er jahre")
BEFORE_CHRIST = ("bc", "bce", "v chr")

#: words before the one end of a period
SINCE = ("since", "starting", "beginning", "effective", "as of", "from", "seit", "ab", "depuis", "dès", "desde", "dal", "منذ")
UNTIL = (
    "until",
    "till",
    "til",
    "up to",
    "through",
    "to",
    "bis",
    "jusqu'en",
    "jusqu'à",
    "jusqu’en",
    "jusqu’à",
    "hasta",
    "fino a",
    "fino al",
    "ad",
    "حتى",
)
BEFORE = ("before", "prior to", "vor", "avant", "antes de")
AFTER = ("after", "nach", "après", "después de")
#: words behind it
ONWARDS = ("onwards", "onward", "から", "以降", "至今")
#: words before both ends of a period, and those between them
FROM = ("from", "von", "de", "du", "desde", "dal", "من")
BETWEEN = ("to", "until", "till", "til", "through", "thru", "bis", "à", "au", "a", "al", "ad", "hasta", "حتى")
OPEN = (
    "..", "present", "the present", "now", "today", "date", "current", "currently", "ongoing", "heute", "jetzt", "laufend", "présent",
    "aujourd'hui", "aujourd’hui", "ce jour", "en cours", "presente", "actualidad", "la actualidad", "oggi", "現在", "至今", "الآن",
    "the present day", "pres", "cont", "continuing", "continues", "actuel", "actuellement", "act", "actualmente", "la fecha",
    "en curso", "in corso", "adesso", "现在", "現在に至る", "현재", "지금",
)  # fmt: skip
#: those that state a period without its start where they stand alone; `today` and `date` may mean a day there
ONGOING = (
    "ongoing", "present", "current", "currently", "continuing", "laufend", "en cours", "en curso", "in corso", "actualmente",
    "actuellement", "現在", "至今", "现在", "현재",
)  # fmt: skip
UNKNOWN = ("", "?", "unknown", "unbekannt", "inconnu")
AND = ("and", "und", "et", "y", "e")
