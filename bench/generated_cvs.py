"""CVs generated from a seed, as typed records, for measurements."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from vitagraph.records import CV, Author, Document, Person
from vitagraph.records.cv import DocumentIri
from vitagraph.records.publications import JournalArticle
from vitagraph.values import ArticleNumber, Doi, Pages, PartialDate, Plain, Text, Url

_WORDS = "analysis|explaining|networks|causal|graph|semantic|patterns|human|sparse|evaluation|neural|attention|relevance|sensors"
_FAMILIES = "Müller|Binder|Samek|Høst|Ekstrøm|Wang|Li|García|Nguyen|Schöllhorn|O'Neil|Rossi|Kowalski|Dubois|Silva|Haddad"
_JOURNALS = "PLoS ONE|Pattern Recognition|Information Fusion|Scientific Reports|Nature Communications|Neural Computation"


def article(random: Random, number: int) -> JournalArticle:
    """A journal article with one to nine authors, container, pages and identifiers."""
    title = " ".join(random.choice(_WORDS.split("|")) for _ in range(random.randint(5, 14))).capitalize()
    authors = [Author(f"{random.choice(_FAMILIES.split('|'))} {random.choice('ABCDEFGHIJKLM')}") for _ in range(random.randint(1, 9))]
    first = random.randint(1, 900)
    return JournalArticle(
        title=Text(f"{title} {number}"),
        authors=authors,
        date=PartialDate(str(random.randint(1990, 2025))),
        journal=random.choice(_JOURNALS.split("|")),
        volume=Plain(str(random.randint(1, 120))),
        issue=Plain(str(random.randint(1, 12))),
        pages=Pages(f"{first}-{first + 12}"),
        number=ArticleNumber(f"e{number}") if random.random() < 0.2 else None,
        doi=Doi(f"10.5555/{number}"),
        url=Url(f"https://papers.example/{number}"),
        citation=Plain(f'{", ".join(author.name for author in authors)}. "{title}"'),
    )


def cv(records: int, seed: int = 1) -> CV:
    """A CV with `articles` articles."""
    random = Random(seed)
    return CV(person=Person(name=Plain("Ada Beispiel")), journal_articles=[article(random, number) for number in range(records)])


def cvs(count: int, records: int) -> Iterator[CV]:
    """CVs with their own addresses, with the owner among the authors of every article."""
    for number in range(count):
        one, random = cv(records, seed=number), Random(number)
        one.document = Document(iri=DocumentIri(f"https://people.example/{number}/cv"))
        for each in one.journal_articles:
            each.authors.insert(random.randint(0, len(each.authors)), Author("Beispiel A", "me"))
        yield one
