"""Works that the records of a CV cite, and that have no record of their own."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Self

from vitagraph.rdf.terms import Term, Triple, literal, tagged
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, MARCREL, RDFS, SCHEMA, VITA, Iri
from vitagraph.records import kind_words, work_kinds
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import AUTHOR_LIST, PROPER_NAME, Identified, as_form, as_plain_date, structured
from vitagraph.records.forms import GenreOfWork
from vitagraph.records.kinds import Kind
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.references import OrganizationRef, PlaceRef
from vitagraph.values import Doi, Isbn, NameIn, PartialDate, Text, Url, joined_slugs, tag_of


class CitedKind(Kind):
    """The kind of a work that another one cites, with or without a section of its own."""

    __slots__ = ()
    scheme = "publication-kinds"

    @classmethod
    def names(cls) -> list[str]:
        return [name for name, row in work_kinds.rows().items() if row.scheme]

    @classmethod
    def other_words(cls) -> list[str]:
        return [word for name in cls.names() for word in work_kinds.rows()[name].names()]

    @classmethod
    def named(cls, word: str) -> Self | None:
        name = work_kinds.words().get(kind_words.key(word), "")
        return cls(name) if name in cls.names() else None


#: classes whose shapes are about records: of software, datasets, theses, collections of records
_OF_RECORDS = (SCHEMA.SoftwareSourceCode, SCHEMA.Dataset, SCHEMA.Thesis, SCHEMA.Collection, SCHEMA.CreativeWork)


def _classes(row: work_kinds.WorkKindRow) -> tuple[Iri, ...]:
    """The classes of schema.org of a cited work of a kind, besides those of every cited work."""
    if row.nature not in ("document", "creation"):
        return ()
    return tuple(one for one in row.classes_in("") if one.startswith(f"<{SCHEMA.base}") and one not in _OF_RECORDS)


class CitedWork(Record, kw_only=True):
    """A work that a record of the CV is about, or with which it has to do: a reviewed book, an original, the paper of a student."""

    segment: ClassVar[str] = "cited-work"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.CreativeWork, BIBO.Document, VITA.CitedWork)
    shorthand: ClassVar[str] = "title"

    title: Annotated[Text | None, PROPER_NAME, SCHEMA.name, DCTERMS.title, RDFS.label, "title as printed"] = None
    kind: Annotated[CitedKind | None, structured(SCHEMA.additionalType), "what it is: software, letter, website ..."] = None
    genre: GenreOfWork = []
    authors: Annotated[list[Author], AUTHOR_LIST, "authors in order"] = []
    editors: Annotated[list[Author], SCHEMA.editor, BIBO.editor, "editors"] = []
    date: Annotated[PartialDate | None, as_plain_date(SCHEMA.datePublished), DCTERMS.issued, DCTERMS.date, "date of publication"] = None
    publisher: Annotated[list[OrganizationRef], SCHEMA.publisher, DCTERMS.publisher, "publisher, or publishers"] = []
    place: Annotated[list[PlaceRef], MARCREL.pup, "place of publication, or places"] = []
    # not bibo:doi: two reviews of one book are no duplicates
    doi: Annotated[Doi | None, as_form(Doi.link, SCHEMA.sameAs), Identified("DOI", "doi"), "DOI"] = None
    isbn: Annotated[
        Isbn | None, as_form(Isbn.ten, BIBO.isbn10), as_form(Isbn.thirteen, BIBO.isbn13), Identified("ISBN", "isbn"), "ISBN"
    ] = None
    url: Annotated[Url | None, SCHEMA.url, as_form(literal, BIBO.uri), "where it can be read"] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it is"] = None

    def classes(self) -> tuple[Iri, ...]:
        row = work_kinds.rows().get(self.kind or "")
        return (*self.types, *_classes(row)) if row else self.types

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        if self.kind:
            yield node, SCHEMA.additionalType, self.kind.term()
        if self.title is None:
            yield node, RDFS.label, tagged(self.kind.label if self.kind else "work", "en")

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        fields["kind"] = next(filter(None, map(CitedKind.of_term, graph.objects(node, SCHEMA.additionalType))), None)

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(parent, self.title or self.kind or "work")

    def names(self) -> Iterator[str]:
        return text_names(self.title)


#: language -> what a review, and another work about a work, is called that has no title of its own
_REVIEW_OF = {"en": "Review of", "de": "Rezension von", "fr": "Compte rendu de", "es": "Reseña de", "it": "Recensione di"}
_ON = {"en": "On", "de": "Über", "fr": "Sur", "es": "Sobre", "it": "Su"}


def named_by(works: Sequence[CitedWork], language: str, is_review: bool, index: Identities) -> NameIn | None:
    """What a work without a title is called by the works that it is about: `Review of: The Owl`; None where these have no title.

    It is in a language where that has words for it, else in English; without a tag where a title is in another language or script. The
    titles are sorted: the graph has no order of these works.
    """
    words = _REVIEW_OF if is_review else _ON
    base = language.partition("-")[0]
    base = base if base in words else "en"
    texts = [dict(work.title.in_languages(index.language_of(work, "title"))) for work in works if work.title and work.shows("title")]
    chosen = [min(some.items(), key=lambda one: one[0].partition("-")[0] != base) for some in texts]
    if not chosen:
        return None
    alike = all(tag.partition("-")[0] == base or (not tag and tag_of(base, text)) for tag, text in chosen)
    return NameIn(f"{words[base]}: {'; '.join(sorted(text for _, text in chosen))}", base if alike else "")
