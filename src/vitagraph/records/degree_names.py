"""Whether the words of a study name a degree and its level, and whether they state that it was not finished.

All tables are for texts of people, in the languages of CVs. A text that neither names is a course of education without a degree.
"""

import re
from functools import lru_cache

from vitagraph.patterns import regex

#: abbreviations of degrees without points, in the letter case in which they are printed
_ABBREVIATIONS = (
    "PhD DPhil DSc ScD DEng EngD EdD DMA DMus DBA DrPH PsyD PharmD DDS DVM DLitt DTech ThD Dr MD JD LLD SJD JSD LLM LLB MBA EMBA MA MS "
    "MSc MEng MPhil MFA MRes MPA MPH MPP MEd MTech MArch MMus MM MLitt MLIS MSW MDiv MTh MSt MMath MChem MPhys AM BA BS BSc BEng BFA BEd "
    "BMus BM BBA BArch BTech BDS BPhil BCom BLitt BSN MBBS MBChB AB SB SM AA AS AAS DEA DESS DEUG BTS HDR CPGE GED Mag Lic"
)
_ABBREVIATED = regex(rf"(?<![\w'’])(?:{'|'.join(_ABBREVIATIONS.split())}|[BM]Sc?Ed)(?![\w'’])")
_SHORT = regex(r"(?<!\w)(?i:phd|dphil|msc|bsc|mba)(?!\w)")

#: words that name a degree, or the examination that leads to one, in any letter case
_WORDS = regex(
    r"(?i)\b(?:doctor(?:ate|ado|at|us)?|doctora|doktor(?:at|grad)?|dottorato|doutor(?:ado|amento)|doktora|promotion (?:in|zu[mr]?|an)|"
    r"master(?:s|abschluss|studium|'s|’s)?|magister|magistr|m[aá]ster|maestr[ií]a|ma[iî]trise|mestrado|laurea|"
    r"bachelor(?:s|abschluss|studium|'s|’s)?|baccalaureus|baccalauréat|bachillerato|licen[cç]e|licence|licenciatura|licenciado|licentiate|"
    r"lizenziat|candidate of (?:sciences?|philosophy)|associate(?: degree| of)|grado en|"
    r"dipl[oô]m(?!a(?:c|t))\w*|dipl|habilitation|habilitación|agrégation|staatsexamen|abitur|matura|high school diploma|"
    r"kandidatexamen|juris doctor|medical doctor|degree)\b"
    r"|博士|修士|学士|硕士|學士|碩士|دكتوراه|ماجستير|بكالوريوس|ליסאנס|إجازة في|الإجازة في|דוקטור|מוסמך|תואר|"
    r"кандидат|магистр|бакалавр|доктор|диплом|διδακτορικό|πτυχίο|박사|석사|학사"
)

#: the names of the degrees for which BIBO has IRIs; no other degree of their level is one of these: a Dr. iur. is no PhD, an MPA no MA
_OF_BIBO = {
    "phd": regex(r"(?<!\w)(?:PhD|DPhil|(?i:doctor (?:of|in) philosophy))(?!\w)"),
    "ms": regex(r"(?<!\w)(?:MSc?|SM|ScM|(?i:master of science))(?!\w)"),
    "ma": regex(r"(?<!\w)(?:MA|AM|(?i:master of arts))(?!\w)"),
}

#: words that begin a degree -> its level, the more specific ones first
_LEVELS = (
    (r"habil", "habilitation"),
    (r"ph\.?\s?d|doctor|dr\b|d\.?sc|d\.?phil|promotion|sc\.?d|ed\.?d", "doctorate"),
    (r"master|m\.?\s?sc|m\.?a\b|m\.?s\b|m\.?\s?eng|mba|m\.?phil|mres|meng|magister|ll\.?m", "master"),
    (r"bachelor|b\.?\s?sc|b\.?a\b|b\.?s\b|b\.?\s?eng|bba|beng|ll\.?b|(?<!\w )licence|undergrad", "bachelor"),
    (r"diplom|dipl\b", "diploma"),
    (r"abitur|high school|secondary|baccalaur|a-level|matura|ged\b|school", "secondary"),
)

#: words of studies that lead to no degree of their own, also beside the name of one
_OTHER = regex(
    r"(?i)\b(?:students?|student(?:in)?s?|visit(?:ing|or)?|exchange|erasmus|séjour|gast\w*|auslands\w*|summer|winter|sommer\w*|courses?|"
    r"coursework|cours|kurs\w*|class|classe|masterclass\w*|workshop|seminar|private|privat\w*|training|residency|internship|fellow(?:ship)?|"
    r"candidate(?! of)|candidacy|toward|towards|pre-?doctoral|pre-?doc|post-?\s?doc\w*|non-degree|audit\w*|studies for)\b"
)

_PROGRAMME = regex(r"(?i)\b(?:programme?|studiengang|course of study|cursus)\b|[課课]程(?!修了|卒|毕业|畢業)")

_UNFINISHED = regex(
    r"(?i)\b(?:(?:did|was|were|is|has|have|had)(?: not|n['’]t)(?: yet)?(?: been)? (?:finish|complet|graduat|award|conferr|obtain)\w*|"
    r"(?:not|never|partially|partly) (?:yet )?(?:finished|completed|graduated|awarded|conferred|obtained)|"
    r"no degree|without (?:a )?degree|without graduating|"
    r"unfinished|uncompleted|incomplete|discontinued|abandoned|withdr[ae]wn?|dropped out|left (?:before|without)|broke off|"
    r"all but dissertation|abgebrochen|abbruch|ohne abschluss|nicht (?:abgeschlossen|beendet)|unvollendet|inachevée?s?|interrompue?s?|"
    r"abandonnée?s?|non achevée?s?|sans diplôme|no (?:terminad|finalizad|concluid|completad)[oa]s?|inconclus[oa]s?|inconclu[ií]d[oa]s?|"
    r"sin terminar|non (?:terminat|complet|conclus)\w*|incomplet[oaie]?s?|interrott[oaie])\b|中退|未完成|肄业|肄業"
)
_ALL_BUT_DISSERTATION = regex(r"\bA\.?B\.?D\b")


def names_degree(text: str) -> bool:
    """Whether a text plainly names a degree: `Ph.D. in Botany`, but not `Séjour d'étude` nor `Visiting Ph.D. student`."""
    compact = _without_points(text)
    named = _ABBREVIATED.search(compact) or _SHORT.search(compact) or _WORDS.search(text)
    return bool(named) and not is_other_study(text)


def bibo_degree(text: str) -> str:
    """The degree of BIBO that a text names, `phd`, `ms` or `ma`; "" where it names none or several."""
    compact = _without_points(text)
    named = [name for name, pattern in _OF_BIBO.items() if pattern.search(compact)]
    return named[0] if len(named) == 1 else ""


def _without_points(text: str) -> str:
    """A text with the points of abbreviations left out: `PhD` of `Ph. D.`."""
    return re.sub(r"(?<=\w)\.\s?(?=\w\.)|(?<=\w)\.", "", text)


def is_other_study(text: str) -> bool:
    """Whether a text names a study that leads to no degree of its own: a stay, a summer school, courses, training."""
    return bool(_OTHER.search(text))


def degree_level(name: str) -> str:
    """The level of a degree by its name, "" where it names none: a summer school, a stay as a postdoc, training."""
    if is_other_study(name):
        return ""
    return next((level for words, level in _LEVELS if re.search(rf"(?i)\b(?:{words})", name)), "")


@lru_cache(maxsize=4096)
def is_programme(text: str) -> bool:
    """Whether a text names a course of study, which need not end with a degree: `修士課程`, `Master's programme`."""
    return bool(_PROGRAMME.search(text))


@lru_cache(maxsize=4096)
def is_unfinished(text: str) -> bool:
    """Whether a text states that a study ended without its degree: `did not finish`, `ABD`, `abgebrochen`."""
    return bool(_UNFINISHED.search(text) or _ALL_BUT_DISSERTATION.search(text))
