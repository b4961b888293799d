"""CVs that grow in one dimension, for `growth.py`: papers, authors of one paper, talks, people, files, pages, CVs ..."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

HEAD = "document: {iri: https://owls.example/cv, license: CC-BY-4.0}\nperson: {name: Ada Owl}\n"
#: records of several files: name of the file -> text
Files = dict[str, str]


def name(number: int) -> str:
    """A pronounceable name; each number has another one."""
    syllables = [one + vowel for one in "bcdfghklmnprstvw" for vowel in "aeiou"]
    digits = [number // len(syllables) ** place % len(syllables) for place in range(3)]
    return "".join(syllables[digit] for digit in digits).title()


def article(number: int, authors: list[str]) -> str:
    title = " ".join(name(number * 7 + word) for word in range(6))
    return (
        f"  - title: {title}\n    authors: [{', '.join(authors)}]\n    journal: Journal of {name(number % 40)}\n"
        f"    date: {1990 + number % 30}\n    pages: {number}-{number + 9}\n    doi: 10.5555/owls.{number}\n"
    )


def articles(first: int, count: int) -> str:
    """Articles of five authors among 300."""
    known = [f"{name(one)} {name(one + 1000)}" for one in range(300)]
    chosen = random.Random(first)
    return "journal_articles:\n" + "".join(article(number, ["Ada Owl", *chosen.sample(known, 4)]) for number in range(first, first + count))


def papers(count: int) -> str:
    """Articles of five authors among 300."""
    return articles(0, count)


def authors(count: int) -> str:
    """One article with many authors."""
    return "journal_articles:\n" + article(0, ["Ada Owl", *(f"{name(one)} {name(one + 3)}" for one in range(count))])


def preprints(count: int) -> str:
    """Preprints and papers of the same titles, half of them without a link between the two."""
    texts = [article(number, ["Ada Owl"]) for number in range(count // 2 or 1)]
    earlier = "".join(
        f"  - {{title: {text.splitlines()[0].partition(': ')[2]}, authors: [Ada Owl], date: 2001, arxiv: 1301.{number:05}}}\n"
        for number, text in enumerate(texts)
    )
    return f"journal_articles:\n{''.join(texts)}preprints:\n{earlier}"


def talks(count: int) -> str:
    """Talks at as many events."""
    return "talks:\n" + "".join(
        f"  - {{title: On {name(one)} and {name(one * 3)}, event: {name(one)} Days, date: {1990 + one % 30}-05-0{1 + one % 9}}}\n"
        for one in range(count)
    )


def career(count: int) -> str:
    """Positions, studies, projects, grants, awards, patents, students, courses and offices, a tenth of each."""
    tenth = range(count // 10 or 1)
    years = [f"{1960 + one % 50} to {1962 + one % 50}" for one in tenth]
    sections = {
        "positions": "{{title: Keeper of {0}, organization: {0} School, dates: {1}}}",
        "studies": "{{degree: MSc, subject: {0} Science, organization: {0} College, dates: {1}, thesis: {{title: The {0}}}}}",
        "projects": "{{title: Project {0}, dates: {1}}}",
        "grants": "{{title: Grant {0}, funder: {0} Fund, dates: {1}}}",
        "awards": "{{name: Prize {0}, year: 2001}}",
        "students": "{{student: Ida {0}, level: master, title: Of {0}}}",
        "teaching": "{{title: Course {0}, dates: {1}}}",
        "service": "{{role: reviewer, journal: Journal of {0}}}",
        "memberships": "{{organization: Society of {0}, dates: {1}}}",
        "media": "{{title: News of {0}, outlet: The {0}, date: 2003}}",
    }
    return "".join(
        f"{section}:\n" + "".join(f"  - {form.format(name(one), years[one])}\n" for one in tenth) for section, form in sections.items()
    )


def people(count: int) -> str:
    """Records of people, each with an affiliation."""
    return "people:\n" + "".join(
        f"  - {{name: {name(one)} {name(one + 9)}, affiliations: {name(one % 50)} School}}\n" for one in range(count)
    )


def languages(count: int) -> str:
    """A title in many languages."""
    codes = [f"q{second}{third}" for second in "abcdefghijklmnopqrst" for third in "abcdefghijklmnopqrstuvwxyz"]  # of private use
    titles = ", ".join(f"{code}: {name(number)}" for number, code in enumerate(codes[:count]))
    return f"books: [{{title: {{en: Owls, {titles}}}, authors: [Ada Owl], date: 2020}}]\n"


def relations(count: int) -> str:
    """Works that cite one another by id."""
    return "books:\n" + "".join(
        f"  - {{id: book-{one}, title: {name(one)} and {name(one * 3)}, authors: [Ada Owl], date: 2020, "
        f"related: [{{relation: cites, work: book-{one // 2}}}]}}\n"
        for one in range(count)
    )


def files(count: int) -> Files:
    """Files of five articles each."""
    return {f"articles-{number:04}.yaml": articles(5 * number, 5) for number in range(count)}


def pages(count: int) -> Files:
    """Pages of the owner, news, and articles whose pages have an abstract, a third of each."""
    third = range(count // 3 or 1)
    text = "\n\nOn *{0}*, [its nest](https://owls.example/{0}) and $x$:\n\n- {0}\n- owls\n\n| a | b |\n| - | - |\n| 1 | {0} |\n"
    found = {}
    for one in third:
        body = text.format(name(one))
        found[f"pages/page-{one:05}.md"] = f"---\ntitle: {name(one)} Nest\n---{body}"
        found[f"news/news-{one:05}.md"] = f"---\ntitle: {name(one)} hatched\ndate: {1990 + one % 30}\n---{body}"
    abstracts = (f"    abstract: A study of {' '.join(name(one * 9 + word) for word in range(60))}.\n" for one in third)
    works = "".join(article(one, ["Ada Owl"]) + abstract for one, abstract in zip(third, abstracts, strict=True))
    return found | {"articles.yaml": f"journal_articles:\n{works}"}


def cvs(count: int) -> Files:
    """CVs of ten articles each in JSON Lines; people recur."""
    known = [f"{name(one)} {name(one + 1000)}" for one in range(count + 4)]
    chosen = random.Random(1)
    lines = []
    for number, owner in enumerate(known[:count]):
        works = [
            {"title": f"{name(number * 11 + one)} {name(number)} {name(one)}", "authors": [owner, *chosen.sample(known, 4)], "date": "2019",
             "journal": f"Journal of {name(one)}", "doi": f"10.5555/{number}.{one}"}
            for one in range(10)
        ]  # fmt: skip
        lines.append(
            json.dumps({"document": {"iri": f"https://owls.example/{number}"}, "person": {"name": owner}, "journal_articles": works})
        )
    return {"cvs.jsonl": "\n".join(lines) + "\n"}


#: dimension -> records of a size, and the smallest size
DIMENSIONS: dict[str, tuple[Callable[[int], str | Files], int]] = {
    "papers": (papers, 500),
    "authors of one paper": (authors, 500),
    "preprints of papers": (preprints, 500),
    "talks": (talks, 500),
    "records of a career": (career, 500),
    "people": (people, 500),
    "languages of a title": (languages, 130),
    "relations": (relations, 500),
    "files": (files, 50),
    "pages": (pages, 300),
    "CVs": (cvs, 100),
}


def write(records: Callable[[int], str | Files], size: int, folder: Path) -> Path:
    """Writes a CV of a size into a folder; returns what commands name."""
    folder.mkdir()
    found = records(size)
    if isinstance(found, str):
        (folder / "cv.yaml").write_text(HEAD + found, encoding="utf-8")
        return folder / "cv.yaml"
    if "cvs.jsonl" not in found:
        found = {"cv.yaml": HEAD} | found
    for file, text in found.items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    return folder / "cvs.jsonl" if "cvs.jsonl" in found else folder
