"""An invented ORCID record in the formats of two versions of the API."""

from __future__ import annotations

import json
from typing import Any


def _summary(**more: Any) -> dict[str, Any]:
    return {"put-code": 1, "visibility": "PUBLIC", "source": None, "department-name": None, "end-date": None, **more}


def _year(year: str, month: str | None = None) -> dict[str, Any]:
    return {"year": {"value": year}, "month": {"value": month} if month else None, "day": None}


BIRDS = {
    "name": "University of Birds", "address": {"city": "Turku", "region": None, "country": "FI"},
    "disambiguated-organization": {"disambiguated-organization-identifier": "https://ror.org/03v4gjf40", "disambiguation-source": "ROR"},
}  # fmt: skip


def _contributor(name: str, orcid: str | None = None, role: str = "author") -> dict[str, Any]:
    identifier = {"uri": f"https://orcid.org/{orcid}", "path": orcid, "host": "orcid.org"} if orcid else None
    return {"contributor-orcid": identifier, "credit-name": {"value": name}, "contributor-email": None,
            "contributor-attributes": {"contributor-sequence": None, "contributor-role": role}}  # fmt: skip


def orcid(version: int) -> str:
    """An invented record in the format of version 2 or 3 of the API."""

    def section(word: str, *summaries: dict[str, Any]) -> dict[str, Any]:
        if version == 2:
            return {f"{word}-summary": list(summaries)}
        return {"affiliation-group": [{"external-ids": {"external-id": []}, "summaries": [{f"{word}-summary": one}]} for one in summaries]}

    kind = "JOURNAL_ARTICLE" if version == 2 else "journal-article"
    summary = {"put-code": 7, "title": {"title": {"value": "Owls at night"}, "subtitle": None}, "type": kind, "visibility": "public",
               "publication-date": _year("2020", "05"),
               "external-ids": {"external-id": [{"external-id-type": "doi", "external-id-value": "https://doi.org/10.5555/owls",
                                                 "external-id-url": None, "external-id-relationship": "SELF"}]}}  # fmt: skip
    again = {**summary, "put-code": 8, "title": {"title": {"value": "Owls at night"}}, "journal-title": {"value": "Journal of Owls"}}
    full = {**summary, "journal-title": {"value": "Journal of Owls"}, "short-description": "On owls.", "language-code": "en",
            "contributors": {"contributor": [_contributor("Ilmari Aalto", "0000-0002-1825-0097"), _contributor("Vera Vogel",
                             "0000-0001-5109-3700"), _contributor("Karl Kauz", None, "editor")]}}  # fmt: skip
    return json.dumps({
        "orcid-identifier": {"uri": "https://orcid.org/0000-0002-1825-0097", "path": "0000-0002-1825-0097", "host": "orcid.org"},
        "preferences": {"locale": "EN"},
        "person": {"name": {"given-names": {"value": "Ilmari"}, "family-name": {"value": "Aalto"}, "credit-name": None},
                   "biography": {"content": "Listens to owls.", "visibility": "PUBLIC"},
                   "keywords": {"keyword": [{"content": "owls", "visibility": "PUBLIC", "put-code": 3}]}},
        "activities-summary": {
            "educations": section("education", _summary(**{"role-title": "PhD in Biology", "start-date": _year("2010"),
                                  "end-date": _year("2014", "03"), "organization": BIRDS})),
            "employments": section("employment", _summary(**{"role-title": "Professor", "start-date": _year("2015", "09"),
                                   "department-name": "Department of Owls", "organization": BIRDS}),
                                   _summary(**{"role-title": "Secret", "start-date": _year("2016"), "visibility": "LIMITED",
                                   "organization": BIRDS})),
            "works": {"group": [{"external-ids": {"external-id": []}, "work-summary": [summary, again]}]},
        },
        "bulk": [{"work": full}],
    })  # fmt: skip
