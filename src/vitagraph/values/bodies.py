"""Words by which the printed name of an organization is known."""

import re

from vitagraph.patterns import regex
from vitagraph.values.names import PersonName

#: words that stand in names of organizations, and in no person's
_BODIES = frozenset(
    [
        *("academy", "agency", "association", "authority", "collaboration", "commission", "committee", "company", "consortium"),
        *("corporation", "council", "department", "developers", "division", "federation", "foundation", "gmbh", "group", "hospital"),
        *("inc", "initiative", "institute", "institution", "laboratory", "laboratories", "library", "ministry", "museum", "network"),
        *("office", "orchestra", "organization", "organisation", "parliament", "project", "secretariat", "society", "symposium"),
        *("taskforce", "team", "university"),
        *("akademie", "fakultät", "gesellschaft", "hochschule", "institut", "klinikum", "landesamt", "ministerium", "stiftung"),
        *("universität", "verband", "verein", "zentrum"),
        *("académie", "association", "ministère", "musée", "société", "université"),
        *("accademia", "asociación", "associação", "fundación", "fundação", "instituto", "istituto", "ministerio", "museo", "sociedad"),
        *("sociedade", "universidad", "universidade", "universitat", "università"),
        *("institutt", "universitet", "universitetet", "universiteit", "uniwersytet", "vereniging", "üniversitesi"),
        *("академия", "институт", "министерство", "общество", "университет", "університет"),
        *("جامعة", "جمعية", "كلية", "مؤسسة", "مركز", "معهد", "وزارة", "אוניברסיטה", "אוניברסיטת", "האוניברסיטה", "מכון", "משרד"),
    ]
)
#: words that are family names, too: of an organization only beside one of `_LINKS`
_ALSO_NAMES = frozenset(
    [
        *("bank", "board", "bureau", "center", "centre", "church", "club", "college", "collective", "conference", "court", "fund"),
        *("lab", "labs", "league", "press", "school", "service", "theater", "theatre", "trust", "union"),
    ]
)
_LINKS = frozenset(["and", "for", "of", "on", "the", "für", "pour", "para"])
#: ends of names of organizations in scripts without spaces between words, and in Korean
_ENDS = regex(
    r".+(?:大学|大學|大学院|学院|研究所|研究院|研究科|学会|學會|协会|協会|委員会|委员会|会社|公司|財団|機構|대학교|연구소|연구원|학회|협회|위원회)|株式会社.+"
)


#: what stands between the names of several organizations, for formats that have one
JOINED = " / "


def is_body(name: str) -> bool:
    """Returns whether a printed name is that of an organization: `World Health Organization`, `Cornell Lab of Ornithology`, `東京大学`."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    if len(words) < 2 or (len(words) == 2 and PersonName.parse(name).initials):
        return _ends_as_body(name)
    return not _BODIES.isdisjoint(words) or not (_ALSO_NAMES.isdisjoint(words) or _LINKS.isdisjoint(words)) or _ends_as_body(name)


def _ends_as_body(name: str) -> bool:
    return not name.isascii() and _ENDS.fullmatch(name) is not None


def is_name_of_bodies(family: str) -> bool:
    """Returns whether a family name is a word for organizations: `Team, R Core`."""
    return family.casefold() in _BODIES
