"""Generated résumés with the fields that records support, and functions that compare them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

#: texts that readers of YAML, Markdown or JSON may misread
_LETTERS = "abcXYZ äßéÑ 漢字 Ω 0123456789 .,;:!?'\"#%&/()=+*_{}<>@|~^$\\"
NAMES = ("Ada Lovelace", "Ludwig van Beethoven", "Karl-Heinz Rummel", "王小鸟", "María García Márquez", "O'Neil S")
#: organizations, some with a homepage
ORGANIZATIONS = {"University of Birds": "https://birds.example/", "Nest & Söhne": "", "北京大学": "https://pku.example/x", "ACME, Inc.": ""}
LANGUAGES = ("English", "German", "Klingon", "Français")
FLUENCIES = ("native", "full professional proficiency", "professional working proficiency", "limited working proficiency",
             "elementary proficiency")  # fmt: skip


def texts() -> st.SearchStrategy[str]:
    """One line of text that is neither a list item nor empty."""
    return st.text(_LETTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(lambda text: text.strip("-. ") != "")


def words() -> st.SearchStrategy[str]:
    """A few words without punctuation."""
    return st.text("abcXYZäßéÑ漢字", min_size=1, max_size=12)


def dates(first: int, last: int) -> st.SearchStrategy[str]:
    """A date of any precision."""
    return st.one_of(
        st.integers(first, last).map(str),
        st.builds("{}-{:02}".format, st.integers(first, last), st.integers(1, 12)),
        st.builds("{}-{:02}-{:02}".format, st.integers(first, last), st.integers(1, 12), st.integers(1, 28)),
    )


def _entry(required: dict[str, Any], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


def _lists(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, min_size=1, max_size=most, unique_by=str)


def _at(key: str) -> st.SearchStrategy[dict[str, str]]:
    return st.sampled_from(sorted(ORGANIZATIONS)).map(lambda name: {key: name} | ({"url": url} if (url := ORGANIZATIONS[name]) else {}))


def _with(place: str, rest: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(_at(place), rest).map(lambda pair: pair[0] | pair[1])


def json_resumes() -> st.SearchStrategy[dict[str, Any]]:
    """Resumes in JSON Resume."""
    ends = {"endDate": dates(2001, 2024)}
    description = {"summary": texts(), "highlights": _lists(texts())}
    urls = words().map(lambda word: f"https://{word.encode('punycode').decode().strip('-').lower() or 'x'}.example/")
    profile = st.sampled_from(("GitHub", "Mastodon")).map(
        lambda name: {"network": name, "username": "ada", "url": f"https://{name}.example/ada"}
    )
    bodies = st.sampled_from(sorted(ORGANIZATIONS))
    basics = _entry({"name": st.sampled_from(NAMES)}, summary=texts(), url=urls, email=st.just("ada@example.org"), profiles=_lists(profile),
                    location=_entry({"city": words()}, postalCode=words(), countryCode=st.just("DE"), address=words()))  # fmt: skip
    started = {"startDate": dates(1980, 2000)}
    return st.fixed_dictionaries({"basics": basics}, optional={
        "work": _lists(_with("name", _entry({"position": texts(), **started}, location=words(), **ends, **description))),
        "volunteer": _lists(_with("organization", _entry({"position": texts(), **started}, **ends, **description))),
        "education": _lists(_with("institution", _entry({"studyType": words(), **started}, area=words(), score=texts(),
                                                        courses=_lists(texts()), **ends))),
        "awards": _lists(_entry({"title": texts(), "date": dates(1980, 2024)}, awarder=bodies, summary=texts())),
        "certificates": _lists(_entry({"name": texts()}, date=dates(1980, 2024), issuer=bodies, url=urls)),
        "publications": _lists(_entry({"name": texts(), "releaseDate": dates(1980, 2024)}, publisher=words(), url=urls, summary=texts())),
        "skills": _lists(_entry({"name": texts()}, level=texts(), keywords=_lists(texts()))),
        "languages": _lists(_entry({"language": st.sampled_from(LANGUAGES)}, fluency=st.sampled_from(FLUENCIES))),
        "interests": _lists(_entry({"name": words()})),
        "projects": _lists(_entry({"name": texts(), **started}, description=texts(), highlights=_lists(texts()), url=urls,
                                  roles=st.lists(texts(), min_size=1, max_size=1), **ends)),
    })  # fmt: skip


def rendercvs() -> st.SearchStrategy[dict[str, Any]]:
    """CVs in RenderCV."""
    description = {"summary": texts(), "highlights": _lists(texts().filter(lambda text: ": " not in text))}
    started, ended = {"start_date": dates(1980, 2000)}, {"end_date": st.one_of(st.just("present"), dates(2001, 2024)), **description}
    bodies = st.sampled_from(sorted(ORGANIZATIONS))
    award = st.builds("{} ({})".format, words(), dates(1980, 2024))
    return st.fixed_dictionaries({"name": st.sampled_from(NAMES)}, optional={
        "email": st.just("ada@example.org"), "website": st.just("https://ada.example/"), "location": words(),
        "social_networks": st.just([{"network": "GitHub", "username": "ada"}, {"network": "ORCID", "username": "0000-0002-1825-0097"}]),
        "sections": st.fixed_dictionaries({}, optional={
            "summary": _lists(texts()),
            "experience": _lists(_entry({"company": bodies, "position": texts(), **started}, location=words(),
                                        **ended)),
            "education": _lists(_entry({"institution": bodies, "area": words(), **started}, degree=words(),
                                       location=words(), **ended)),
            "projects": _lists(_entry({"name": words(), **started}, **ended)),
            "publications": _lists(_entry({"title": texts(), "authors": _lists(st.sampled_from(NAMES[:5])), "date": dates(1980, 2024)},
                                          journal=words(), doi=words().map("10.5555/{}".format).map(str.lower), summary=texts())),
            "awards": _lists(award.map(lambda text: {"bullet": text})),
            "licences": _lists(_entry({"name": words()}, date=dates(1980, 2024), location=words(), **description)),
            "skills": _lists(_entry({"label": words(), "details": _lists(words()).map(", ".join)})),
            "languages": _lists(_entry({"label": st.sampled_from(LANGUAGES), "details": st.sampled_from(FLUENCIES)})),
            "interests": _lists(words()),
        }),
    })  # fmt: skip


def comparable_json_resume(resume: dict[str, Any]) -> dict[str, Any]:
    """A résumé in the form of the records: degree and area are one name, a topic is a topic; an open period has no end."""
    kept: dict[str, Any] = {name: part for name, part in resume.items() if name in _KNOWN and part}
    for name, keys in _KNOWN.items():
        if name in kept:
            entries = [kept[name]] if name == "basics" else kept[name]
            kept[name] = [_stated({key: entry[key] for key in keys if key in entry}) for entry in entries]
    for study in kept.get("education", ()):
        study["degree"] = " in ".join(filter(None, (study.pop("studyType", ""), study.pop("area", ""))))
    return kept


_KNOWN = {
    "basics": ("name", "email", "phone", "url", "image", "summary", "location", "profiles"),
    "work": ("name", "position", "url", "location", "startDate", "endDate", "summary", "highlights"),
    "volunteer": ("organization", "position", "url", "startDate", "endDate", "summary", "highlights"),
    "education": ("institution", "url", "studyType", "area", "startDate", "endDate", "score", "courses"),
    "awards": ("title", "date", "awarder", "summary"),
    "certificates": ("name", "date", "issuer", "url"),
    "publications": ("name", "publisher", "releaseDate", "url", "summary"),
    "skills": ("name", "level", "keywords"),
    "languages": ("language", "fluency"),
    "interests": ("name",),
    "projects": ("name", "description", "highlights", "startDate", "endDate", "url", "roles"),
}


def _stated(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value not in (None, "", [])}


def comparable_rendercv(cv: dict[str, Any]) -> dict[str, Any]:
    """A CV in the form of the records: titles of sections are free; an entry of one line is equal with any bullet."""
    kept = _stated({key: value for key, value in cv.items() if key not in ("sections", "headline", "label")})
    entries = [entry for section in (cv.get("sections") or {}).values() for entry in section or ()]
    return kept | {"entries": sorted((_comparable(entry) for entry in entries), key=lambda entry: json.dumps(entry, sort_keys=True))}


def _comparable(entry: Any) -> dict[str, Any]:
    if not isinstance(entry, dict):
        return {"line": entry}
    kept = _stated({key: str(value) if "date" in key and value else value for key, value in entry.items()})
    for bullet in ("bullet", "number", "reversed_number"):
        if bullet in kept:
            return {"line": kept[bullet]}
    if "area" in kept:
        kept["degree"] = " in ".join(filter(None, (kept.pop("degree", ""), kept.pop("area"))))
    if "start_date" in kept:
        kept.setdefault("end_date", "present")
    if "authors" in kept:
        kept["authors"] = [name.strip("*") for name in kept["authors"]]
    return kept
