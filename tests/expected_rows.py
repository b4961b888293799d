"""The expected results of the canned queries, derived from the records' YAML in plain Python without RDF and vitagraph.

Each function takes the sections of a CV and returns the rows of the query of its name, without the columns of addresses.

"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

Sections = dict[str, Any]
Rows = list[tuple[str, ...]]

PUBLICATIONS = {
    "journal_articles": "journal article",
    "conference_papers": "conference paper",
    "workshop_papers": "workshop paper",
    "book_chapters": "book chapter",
    "books": "book",
    "reports": "report",
    "preprints": "preprint",
    "software": "software",
    "datasets": "dataset",
}
OFFICES = {
    "BR": "National Institute of Industrial Property of Brazil",
    "CA": "Canadian Intellectual Property Office",
    "CN": "China National Intellectual Property Administration",
    "EP": "European Patent Office",
    "JP": "Japan Patent Office",
    "KR": "Korean Intellectual Property Office",
    "RU": "Federal Service for Intellectual Property of Russia",
    "US": "United States Patent and Trademark Office",
    "WO": "World Intellectual Property Organization",
}


def read(folder: Path) -> Sections:
    """The sections of a CV's files; every value is text, a list or a mapping. Records that are not public are excluded."""
    sections: Sections = {}
    for file in sorted(folder.glob("*.yaml")):
        for name, value in (yaml.load(file.read_text("utf-8"), yaml.BaseLoader) or {}).items():
            if isinstance(value, list):
                public = [one for one in value if not (isinstance(one, dict) and one.get("visibility"))]
                sections.setdefault(name, []).extend(public)
            elif name not in sections:
                sections[name] = value
    return sections


def many(value: Any) -> list[Any]:
    """A list, also of a single value."""
    return [] if value is None else value if isinstance(value, list) else [value]


def english(value: Any) -> str:
    """A text in English where it has several languages, else the first in alphabetical order."""
    if isinstance(value, dict):
        value = value.get("en") or min(value.values())
    return " ".join((value or "").split())


def year(date: str) -> str:
    """The year of a date."""
    return date[:4]


def period(dates: str | None) -> tuple[str, str]:
    """Start and end; "" for an open end and an unknown start."""
    start, _, end = (dates or "").removeprefix("until ").partition(" to ")
    if (dates or "").startswith("until "):
        return "", start
    return start, "" if end == "present" else end or start


def named(cv: Sections, section: str, name: str | None) -> str:
    """The name of the record that an id or a name references."""
    for one in cv.get(section, []):
        record = {"name": one} if isinstance(one, str) else one
        title = record.get("name") or record.get("title")
        names = [record.get("id"), *(title.values() if isinstance(title, dict) else [title]), *many(record.get("short_names"))]
        names += [record.get("acronym")]
        if name and name in names:
            return english(title)
    return english(name)


def ranked(counts: dict[str, int]) -> Rows:
    """Counts, the highest first, then by name."""
    return [(name, str(n)) for name, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def publications(cv: Sections) -> Iterable[tuple[str, dict[str, Any]]]:
    """Every publication with its kind."""
    for section, kind in PUBLICATIONS.items():
        yield from ((kind, {"title": one} if isinstance(one, str) else one) for one in cv.get(section, []))


def persons(cv: Sections) -> dict[str, str]:
    """Citation form without punctuation -> name of the person."""
    full = cv["person"]["name"]
    names = {}
    for one in cv.get("people", []):
        record = {"name": one} if isinstance(one, str) else one
        *given, family = record["name"].split()
        initials = "".join(part[0] for word in given for part in word.split("-"))
        names[form(f"{family} {initials}")] = record["name"]
        names |= {form(name): record["name"] for name in many(record.get("citation_names"))}
    for name in (full, cv["person"].get("birth_name")):
        if name:
            *given, family = name.split()
            names[form(f"{family} {''.join(word[0] for word in given)}")] = full
    return names


def form(name: str) -> str:
    """A citation form without punctuation between initials."""
    words = name.split()
    while len(words) > 1 and re.fullmatch(r"[A-ZÄÖÜ](-?[A-ZÄÖÜ])*", words[-1]):
        words.pop()
    initials = name[len(" ".join(words)) :]
    return " ".join(words) + " " + re.sub(r"[ -]", "", initials)


def authors(cv: Sections, work: dict[str, Any]) -> list[str]:
    """The authors of a work by their names in the CV; an author without a record by the first spelling."""
    known = persons(cv)
    first: dict[str, str] = {}
    for _, one in publications(cv):
        for author in many(one.get("authors")):
            first.setdefault(form(author), author)
    return [known.get(form(author)) or first[form(author)] for author in many(work.get("authors"))]


def patents_per_family(cv: Sections) -> Rows:
    rows = []
    for family in cv["patent_families"]:
        documents = family["documents"]
        dates = sorted(document.get("granted") or document.get("published") for document in documents)
        granted = sum("granted" in document for document in documents)
        offices = " ".join(sorted({document["number"][:2] for document in documents}))
        rows.append(
            (english(family["title"]), str(len(documents)), str(granted), str(len(documents) - granted), offices, dates[0], dates[-1])
        )
    return sorted(rows, key=lambda row: (-int(row[1]), row[0]))


def talks_per_year(cv: Sections) -> Rows:
    talks, lectures = (Counter(year(one["date"]) for one in cv[section]) for section in ("talks", "lectures"))
    return [(one, str(talks[one]), str(lectures[one]), str(talks[one] + lectures[one])) for one in sorted(talks | lectures)]


def documents(cv: Sections) -> list[tuple[str, dict[str, str]]]:
    """Every patent document with the title of its family."""
    return [(english(family["title"]), document) for family in cv["patent_families"] for document in family["documents"]]


def patents_per_office(cv: Sections) -> Rows:
    offices = Counter(document["number"][:2] for _, document in documents(cv))
    granted = Counter(document["number"][:2] for _, document in documents(cv) if "granted" in document)
    return [(code, OFFICES[code], str(n), str(granted[code])) for code, n in sorted(offices.items(), key=lambda item: (-item[1], item[0]))]


def patents_per_year(cv: Sections) -> Rows:
    granted, published = Counter(), Counter()
    for _, document in documents(cv):
        (granted if "granted" in document else published)[year(document.get("granted") or document["published"])] += 1
    return [(one, str(granted[one]), str(published[one])) for one in sorted(granted | published)]


def patent_timeline(cv: Sections) -> Rows:
    rows = []
    for family, document in documents(cv):
        status = "granted" if "granted" in document else "published"
        rows.append((document[status], document["number"], family, english(document.get("title") or family), status))
    return sorted(rows, key=lambda row: row[:2])


def publications_per_year(cv: Sections) -> Rows:
    counts = Counter((year(work["date"]), kind) for kind, work in publications(cv) if "date" in work)
    return [(*key, str(n)) for key, n in sorted(counts.items())]


def publications_by_kind(cv: Sections) -> Rows:
    theses = sum("thesis" in study for study in cv["studies"])
    return ranked(Counter(kind for kind, _ in publications(cv)) | {"thesis": theses})


def journals(cv: Sections) -> Rows:
    return ranked(Counter(named(cv, "journals", one["journal"]) for one in cv["journal_articles"]))


def top_coauthors(cv: Sections) -> Rows:
    owner = cv["person"]["name"]
    years: dict[str, list[str]] = defaultdict(list)
    for _, work in publications(cv):
        for author in set(authors(cv, work)) - {owner}:
            years[author].append(year(work["date"]))
    rows = [(name, str(len(found)), min(found), max(found)) for name, found in years.items()]
    return sorted(rows, key=lambda row: (-int(row[1]), row[0]))[:15]


def coauthor_count(cv: Sections) -> Rows:
    works = [set(authors(cv, work)) for _, work in publications(cv)]
    return [(str(len(set().union(*works) - {cv["person"]["name"]})), str(len(works)))]


def coauthor_network(cv: Sections) -> Rows:
    pairs = Counter(pair for _, work in publications(cv) for pair in combinations(sorted(set(authors(cv, work))), 2))
    return sorted([(*pair, str(n)) for pair, n in pairs.items() if n >= 5], key=lambda row: (-int(row[2]), row[0], row[1]))


def author_position(cv: Sections) -> Rows:
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for kind, work in publications(cv):
        names = authors(cv, work)
        at = names.index(cv["person"]["name"])
        counts[kind][0 if at == 0 else 1 if at == len(names) - 1 else 2] += 1
    return [(kind, *map(str, found)) for kind, found in sorted(counts.items())]


def authored_names(cv: Sections) -> Rows:
    years: dict[str, list[str]] = defaultdict(list)
    for _, work in publications(cv):
        printed = many(work["authors"])
        years[printed[authors(cv, work).index(cv["person"]["name"])]].append(year(work["date"]))
    rows = [(name, str(len(found)), min(found), max(found)) for name, found in years.items()]
    return sorted(rows, key=lambda row: (-int(row[1]), row[0]))


def kinds_of_talk(cv: Sections) -> list[tuple[dict[str, Any], list[str]]]:
    """Every talk with the labels of its kinds."""
    talks = [(talk, [kind.replace("-", " ") for kind in many(talk.get("kind"))] or ["talk"]) for talk in cv["talks"]]
    for talk in cv["lectures"]:
        own = "lecture series" if "/" in talk["date"] else "lecture"
        talks.append((talk, sorted({own, *(kind.replace("-", " ") for kind in many(talk.get("kind")))})))
    return talks


def talks_by_kind(cv: Sections) -> Rows:
    listed = [sorted({*kinds} - {"discussant", "moderator"}) for _, kinds in kinds_of_talk(cv)]
    return ranked(Counter(", ".join(kinds if len(kinds) < 3 else [kinds[0], "...", kinds[-1]]) for kinds in listed if kinds))


def span_of_days(date: str) -> str:
    """The first and the last day of a talk."""
    first, *further = date.split("/")
    return f"{first} to {first[:8]}{further[-1]}" if further else first


def talk_list(cv: Sections) -> Rows:
    rows = []
    for talk, kinds in kinds_of_talk(cv):
        rows.append((span_of_days(talk["date"]), english(talk["title"]), named(cv, "events", talk.get("event")), ", ".join(sorted(kinds))))
    rows.sort(key=lambda row: row[1])
    return sorted(rows, key=lambda row: row[0], reverse=True)


def talks_presenting_papers(cv: Sections) -> Rows:
    kinds = {english(work["title"]): kind for kind, work in publications(cv)}
    rows = []
    for talk in [*cv["talks"], *cv["lectures"]]:
        if paper := english(talk.get("paper")):
            rows.append((talk["date"], english(talk["title"]), paper, kinds[paper]))
    return sorted(rows, key=lambda row: row[0], reverse=True)


def awards(cv: Sections) -> Rows:
    rows = []
    for one in cv["awards"]:
        works = "; ".join(sorted(map(english, many(one.get("works")))))
        rows.append(
            (
                year(one["year"]),
                english(one["name"]),
                one.get("outcome", ""),
                with_wholes(cv, one.get("organization")),
                works,
            )
        )
    return sorted(sorted(rows, key=lambda row: row[1]), key=lambda row: row[0], reverse=True)


def stated_ends(dates: str | None) -> tuple[str, str]:
    """Start and end, as the queries print them."""
    start, end = period(dates)
    return start, end or ("present" if start else "")


def printed(dates: str | None) -> str:
    """A period in one column."""
    return " to ".join(dict.fromkeys(stated_ends(dates))) if dates else ""


#: kind of position -> its label
POSITIONS = {
    "employment": "employment",
    "visiting": "visiting position",
    "self-employed": "self-employment",
    "parental-leave": "parental leave",
}


def with_wholes(cv: Sections, names: list[str] | str | None) -> str:
    """The names of organizations in alphabetical order."""
    return " / ".join(sorted(with_whole(cv, name) for name in many(names)))


def with_whole(cv: Sections, name: str) -> str:
    """The name of an organization; of a unit, with that of the organization it is part of."""
    printed = named(cv, "organizations", name)
    units = (one for one in cv["organizations"] if isinstance(one, dict) and "unit" in many(one.get("type")))
    unit = next((one for one in units if english(one["name"]) == printed), {})
    return f"{printed}, {named(cv, 'organizations', unit['parent'])}" if "parent" in unit else printed


def career_timeline(cv: Sections) -> Rows:
    rows = []
    for one in cv["positions"]:
        kind = POSITIONS.get(one.get("kind"), "")
        if organization := with_wholes(cv, [*many(one.get("organization")), *many(one.get("cross_appointments"))]):
            rows.append(
                (
                    *stated_ends(one["dates"]),
                    organization,
                    english(one.get("title")) or kind,
                    {"": "position", "employment": "employee"}.get(kind, kind),
                )
            )
    for one in cv.get("memberships", []):
        title = english(one.get("title")) or "member"
        bodies = [*many(one["organization"]), *many(one.get("cross_appointments"))]
        rows.append((*stated_ends(one["dates"]), with_wholes(cv, bodies), title, "member"))
    for one in cv["studies"]:
        is_student = one.get("level") != "habilitation"
        word = "" if not is_student else "Studium: " if one.get("lang") == "de" else "Student: "
        title = word + english(one["degree"]) if "degree" in one else "studies"
        if "organization" in one:
            start, end = stated_ends(one["dates"])
            rows.append(
                ("" if start == end else start, end, with_wholes(cv, one["organization"]), title, "student" if is_student else "member")
            )
    return sorted(rows, key=lambda row: (row[0] or row[1] or "z", row[3]))


def months_per_organization(cv: Sections) -> Rows:
    months: Counter[str] = Counter()
    for one in cv["positions"]:
        start, end = period(one["dates"])
        end = end or cv["document"]["as_of"]
        first, last = int(start[:4]) * 12 + int(start[5:7] or 1), int(end[:4]) * 12 + int(end[5:7] or 12)
        months[named(cv, "organizations", one["organization"])] += last - first + 1
    return ranked(months)


def education(cv: Sections) -> Rows:
    rows = []
    for one in cv["studies"]:
        thesis = one.get("thesis") or {}
        supervisors = "; ".join(sorted(many(thesis.get("supervisors"))))
        organization = named(cv, "organizations", one["organization"])
        rows.append((period(one["dates"])[1][:4], english(one["degree"]), organization, english(thesis.get("title")), supervisors))
    return sorted(rows, key=lambda row: row[0], reverse=True)


def mentors(cv: Sections) -> Rows:
    rows = [(name, "position", english(one["title"])) for one in cv["positions"] for name in many(one.get("supervisors"))]
    theses = [one["thesis"] for one in cv["studies"] if "thesis" in one]
    rows += [(name, "thesis", english(one["title"])) for one in theses for name in many(one.get("supervisors"))]
    return sorted(rows)


ROLES = {"lead": "leading role", "member": "participant", "": ""}


def projects(cv: Sections) -> Rows:
    rows = []
    for one in cv["projects"]:
        rows.append((one["acronym"], english(one["title"]), *period(one["dates"]), ROLES[one.get("role", "")]))
    return sorted(rows, key=lambda row: row[2], reverse=True)


def active_projects(cv: Sections) -> Rows:
    rows = [(acronym, start, end, role) for acronym, _, start, end, role in projects(cv)]
    return [row for row in rows if year(row[1]) <= "2022" <= (year(row[2]) or "9999")]


def software(cv: Sections) -> Rows:
    rows = [(address, english(work["title"]), year(work["date"])) for _, work in publications(cv) for address in many(work.get("code"))]
    return sorted(sorted(rows), key=lambda row: row[2], reverse=True)


def arxiv_preprints(cv: Sections) -> Rows:
    rows = [(f"arXiv:{one['arxiv']}", year(one["date"]), english(one["title"])) for one in cv["preprints"] if "arxiv" in one]
    return sorted(sorted(rows), key=lambda row: row[1], reverse=True)


def unlinked_publications(cv: Sections) -> Rows:
    unlinked = [(kind, work) for kind, work in publications(cv) if not {"doi", "url", "arxiv"} & set(work)]
    rows = [(year(work["date"]), kind, english(work["title"])) for kind, work in unlinked]
    return sorted(sorted(rows, key=lambda row: row[2]), key=lambda row: row[0], reverse=True)


def teaching(cv: Sections) -> Rows:
    rows = []
    for one in cv.get("teaching", []):
        role = one.get("role", "").replace("-", " ")
        organization = named(cv, "organizations", one.get("organization"))
        rows.append((*stated_ends(one["dates"]), english(one["title"]), organization, role, english(one.get("level"))))
    return sorted(rows, key=lambda row: row[0], reverse=True)


def grants(cv: Sections) -> Rows:
    rows = []
    for one in cv.get("grants", []):
        number, _, currency = one.get("amount", "").replace(",", "").partition(" ")
        if not currency.isupper():  # as printed
            number, currency = one.get("amount", ""), ""
        dates = printed(one.get("dates"))
        amount = number.rstrip("0").rstrip(".") if "." in number else number
        role = {"co-investigator": "co-investigator"}.get(one.get("role", ""), one.get("role", "").replace("-", " "))
        funders = [named(cv, "organizations", name) for name in many(one.get("funder"))]
        rows.append((dates, english(one["title"]), min(funders, default=""), amount, currency, role, one.get("status", "")))
    return sorted(sorted(rows, key=lambda row: row[1]), key=lambda row: row[0], reverse=True)


LEVELS = {
    "research-assistantship": "research assistantship",
    "postdoctoral": "postdoctoral training", "doctorate": "doctorate", "master": "master's degree", "bachelor": "bachelor's degree",
    "diploma": "diploma",
}  # fmt: skip
FULL_NAMES = {"Kim M-J": "Kim Min-jun"}  # the record alone does not show that a family name is first


def students(cv: Sections) -> Rows:
    rows = []
    for one in cv.get("students", []):
        student = one.get("student", "")
        if isinstance(student, dict):
            name = next(person["name"] for person in cv["people"] if isinstance(person, dict) and person.get("id") == student["id"])
        else:
            name = FULL_NAMES.get(student, student)
        dates = printed(one.get("dates"))
        levels = ", ".join(sorted(LEVELS[level] for level in many(one["level"])))
        role = one.get("role", "").replace("mentoring", "mentor").replace("-reader", " reader")
        rows.append((name, levels, english(one.get("title")), dates, role))
    return sorted(sorted(rows), key=lambda row: row[3], reverse=True)


def credentials(cv: Sections) -> Rows:
    rows = []
    for one in cv.get("credentials", []):
        issuers = [named(cv, "organizations", name) for name in many(one.get("organization"))]
        kind, status = (one.get(name, "").replace("-", " ") for name in ("kind", "status"))
        rows.append((one.get("issued", ""), english(one.get("title")) or kind, kind, min(issuers, default=""), status))
    return sorted(sorted(rows, key=lambda row: row[1]), key=lambda row: row[0], reverse=True)


def exhibitions(cv: Sections) -> Rows:
    rows = []
    for one in cv.get("exhibitions", []):
        venues = [named(cv, "organizations", name) for name in many(one.get("organization"))]
        kind = f"{one['kind']} exhibition"
        rows.append((period(one["dates"])[0], english(one.get("title")) or f"{kind}: {venues[0]}", min(venues), kind))
    return sorted(rows, key=lambda row: row[0], reverse=True)


def service(cv: Sections) -> Rows:
    rows = []
    for one in cv.get("service", []):
        role = english(one.get("role_name")) or one.get("role", "service").replace("-", " ")
        venues = [
            named(cv, section, name)
            for key, section in (("journal", "journals"), ("series", "series"), ("event", "events"), ("organization", "organizations"))
            for name in many(one.get(key))
        ]
        venues += [english(one["project"])] if "project" in one else []
        rows.append((*period(one.get("dates")), role, " / ".join(sorted(venues))))
    return sorted(sorted(rows, key=lambda row: row[2:]), key=lambda row: row[0], reverse=True)


def media(cv: Sections) -> Rows:
    rows = []
    for one in cv.get("media", []):
        kind = one.get("kind", "").replace("-", " ")
        rows.append(
            (one.get("date", ""), english(one["title"]), english(one.get("outlet") or one.get("journal") or one.get("series")), kind)
        )
    return sorted(rows, key=lambda row: row[0], reverse=True)


def contributions(cv: Sections) -> Rows:
    printed = dict.fromkeys(("Beispiel A", "me"), "Ada Beispiel") | {
        "Spatz J": "Johanna Vogel",
        "Vogel J": "Johanna Vogel",
        "Vogel-Spatz J": "Johanna Vogel",
    }
    rows = []
    for one in [work for section in (*PUBLICATIONS, "works", "media") for work in cv.get(section, []) if isinstance(work, dict)]:
        contributors = [(0, author) for author in many(one.get("contributors"))]
        for position, author in [*contributors, *enumerate(many(one.get("authors")), 1)]:
            if isinstance(author, dict):
                stated = [*many(author.get("credit")), *many(author.get("part"))]
                stated += [
                    label for key, label in (("corresponding", "corresponding author"), ("equal", "equal contribution")) if key in author
                ]
                name = author.get("name", author.get("organization", ""))
                rows += [(one["date"], english(one["title"]), position, printed.get(name, name), what) for what in stated]
    for study in [study for study in cv.get("studies", []) if isinstance(study.get("thesis"), dict)]:
        examiners = [one for one in many(study["thesis"].get("examiners")) if isinstance(one, dict)]
        date = study["thesis"].get("date", study.get("awarded"))
        rows += [
            (str(date), english(study["thesis"]["title"]), 0, one["name"], english(part)) for one in examiners for part in many(one["part"])
        ]
    ordered = sorted(sorted(rows, key=lambda row: row[1:]), key=lambda row: row[0], reverse=True)
    return [(*row[:2], *row[3:]) for row in ordered]
