"""Knowledge of languages, tags of languages and roles, by their names in other formats."""

from __future__ import annotations

import re
from typing import Any

from vitagraph.records.kinds import LanguageSkillKind, Proficiency
from vitagraph.records.languages import LanguageSkill
from vitagraph.values import Text
from vitagraph.values.language_names import tag_of_name

#: how others call levels of a language
_LEVELS = (
    (
        r"native(?: or bilingual)?(?: speaker| proficiency)?|mother tongue|muttersprache|madrelingua|langue maternelle|lengua materna",
        "native",
    ),
    (r"full professional", "full-professional"),
    (r"professional working", "professional-working"),
    (r"limited working", "limited-working"),
    (r"elementary(?: proficiency)?|grundkenntnisse", "elementary"),
)


def level_of(fluency: str) -> str:
    """The level of a language that a text names as a whole; "" for other texts."""
    if named := Proficiency.named(fluency):
        return named
    return next((level for words, level in _LEVELS if re.fullmatch(rf"(?i)(?:{words})", fluency)), "")


def knowledge_of(fluency: str) -> dict[str, Any]:
    """What a text states of the knowledge of a language: fields of a record. A text of no scale is the `fluency`, as it stands."""
    known: dict[str, Any] = {}
    for part in filter(None, map(str.strip, fluency.split(";"))):
        if skills := _skills_of(part):
            known["skills"] = skills
        elif (level := level_of(part)) and "level" not in known:
            known["level"] = level
        elif "fluency" not in known:
            known["fluency"] = part
            if len(levels := set(re.findall(r"\b[ABC][12]\b", part))) == 1 and "level" not in known:  # C1 (advanced)
                known["level"] = Proficiency(f"cefr-{levels.pop().lower()}")
        else:
            return {"fluency": fluency}
    return known


def _skills_of(text: str) -> list[LanguageSkill]:
    """The skills that a text lists, each with its level where one is stated: `reading (B2), writing`; none for other texts."""
    skills = []
    for one in text.split(","):
        name, bracket, stated = one.strip().removesuffix(")").partition("(")
        skill, level = LanguageSkillKind.named(name.strip()), level_of(stated)
        if skill is None or (bracket and not stated):
            return []
        words = Text(stated) if stated and not level else None
        skills.append(LanguageSkill(skill=skill, level=Proficiency(level) if level else None, fluency=words))
    return skills


def code_of(language: str) -> str:
    """The tag of a language by its name, or by one word of it; "mis" (ISO 639-2, uncoded) for one that is not listed, "" for no name."""
    if tag := tag_of_name(language):
        return tag
    words = re.findall(r"[^\W\d_]+", language.lower())
    return next(filter(None, map(tag_of_name, words)), "mis" if words else "")


_SERVICES = (
    (r"editor.in.chief|chief editor|chefredak", "editor-in-chief"),
    (r"guest editor", "guest-editor"),
    (r"series editor", "series-editor"),
    (r"managing editor", "managing-editor"),
    (r"reviews? editor", "review-editor"),
    (r"section editor", "section-editor"),
    (r"associate editor|handling editor|action editor", "associate-editor"),
    (r"editorial (?:advisory )?board|editorial committee", "editorial-board-member"),
    (r"editor", "editor"),
    (r"review|referee", "reviewer"),
    (r"vice.president", "vice-president"),
    (r"president", "president"),
    (r"treasurer", "treasurer"),
    (r"secretary", "secretary"),
    (r"pro(?:gram(?:me)?|g\.?) (?:committee )?(?:co-?)?chair", "program-committee-chair"),
    (r"(?:department|division|institute) (?:chair|head)|head of|chair of (?:the )?department", "department-head"),
    (r"^(?=.*committee)(?=.*chair)", "committee-chair"),
    (r"chair", "chair"),
    (r"(?:search|hiring) committee|berufungskommission", "hiring-committee-member"),
    (r"pro(?:gram(?:me)?|g\.?) committee|\bpc\b", "program-committee-member"),
    (r"advisory (?:board|committee|council)", "advisory-board-member"),
    (r"board", "board-member"),
    (r"committee|council|panel", "committee-member"),
    (r"jury", "jury-member"),
    (r"external examiner", "external-examiner"),
    (r"expert witness", "expert-witness"),
    (r"outreach", "outreach"),
    (r"volunteer", "volunteer"),
    (r"organi[sz]", "organizer"),
)


def service_role(words: str) -> str:
    """The role in academic service that a text names; "" where it names none."""
    return next((role for pattern, role in _SERVICES if re.search(rf"(?i){pattern}", words)), "")
