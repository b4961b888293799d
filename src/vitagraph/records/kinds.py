"""The controlled values (SKOS kinds) that records may use: their terms, their words and what describes them in a graph.

`Kind` is the value type of the fields that hold one, one subclass a scheme of `schemes.py`.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from operator import itemgetter
from typing import Any, ClassVar, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, Triple, literal, tagged
from vitagraph.rdf.vocabulary import BIBO, KIND_BASE, ORG, RDF, RDFS, SCHEMA, SKOS, Iri
from vitagraph.records import kind_words
from vitagraph.records.schemes import SCHEMES
from vitagraph.values import Value

#: scheme -> what its kinds begin with, and what records need not write
PREFIXES = {
    "collection-kinds": "collection-",
    "credit-roles": "credit-",
    "credential-kinds": "credential-",
    "credential-statuses": "credential-",
    "exhibition-kinds": "exhibition-",
    "grant-statuses": "grant-",
    "language-skills": "language-",
    "position-kinds": "position-",
    "statuses": "status-",
    "course-kinds": "course-",
    "metric-kinds": "metric-",
    "grant-kinds": "funding-",
    "supervision-outcomes": "supervision-",
    "project-roles": "project-",
    "review-kinds": "review-",
    "patent-statuses": "patent-",
}
#: levels of work for which a student is paid
ASSISTANTSHIPS = ("research-assistantship", "graduate-assistantship", "undergraduate-assistantship")
#: levels of training after or beside a degree, which lead to none
TRAINING = ("postdoctoral", "residency", "fellowship", "training", "visit", *ASSISTANTSHIPS, "internship")
#: levels of studies that name no degree
STUDIES = ("undergraduate", "graduate", "post-baccalaureate")
_SCHEME_OF = {kind: name for name, scheme in SCHEMES.items() for kind in scheme.kinds}
_TOKENS = {
    kind: f"<{scheme.base}{kind.removeprefix(PREFIXES.get(name, ''))}/>" if scheme.base else f"<{KIND_BASE}{kind}>"
    for name, scheme in SCHEMES.items()
    for kind in scheme.kinds
}
_NAMES = {term: kind for kind, term in _TOKENS.items()}
_KINDS = set(_NAMES)


def kind(name: str) -> Iri:
    """The IRI of a kind; KeyError for one that is not listed here."""
    return _TOKENS[name]


@cache
def words_of(scheme: str) -> dict[str, str]:
    """Word -> kind, for each word by which a kind of a scheme may be written: its name, its labels, other words for it.

    A name comes before a label, and the label of a kind before a word for another one.
    """
    kinds = SCHEMES[scheme].kinds
    prefix = PREFIXES.get(scheme, "")
    words = dict(kind_words.WORDS.get(scheme, {}))
    words |= {label: name for name, labels in kinds.items() for label in labels}
    words |= {name.removeprefix(prefix): name for name in kinds} | {name: name for name in kinds}
    return {kind_words.key(word): name for word, name in words.items()}


def used(triples: Iterable[Triple]) -> set[Term]:
    """The kinds that stand as objects in some triples."""
    return _KINDS.intersection(map(itemgetter(2), triples))


def in_order(terms: Iterable[Term]) -> list[Term]:
    """Kinds in the order in which they are listed here."""
    known = frozenset(terms)
    return [term for term in _TOKENS.values() if term in known]


def described(term: Term) -> Iterator[Triple]:
    """The triples that describe a kind in each graph that uses it: types, labels, notation, and its scheme."""
    name = _NAMES[term]
    scheme_name = _SCHEME_OF[name]
    scheme, node = SCHEMES[scheme_name], f"<{KIND_BASE}{scheme_name}>"
    english, german = scheme.kinds[name]
    for concept_type in (SKOS.Concept, *scheme.types):
        if concept_type == BIBO.ThesisDegree and name in STUDIES:
            continue
        yield term, RDF.type, ORG.Role if concept_type == BIBO.ThesisDegree and name in TRAINING else concept_type
    yield term, RDFS.label, tagged(english, "en")
    for label in (tagged(english, "en"), tagged(german, "de")):
        yield term, SKOS.prefLabel, label
        if SCHEMA.DefinedTerm in scheme.types:
            yield term, SCHEMA.name, label
    yield term, SKOS.notation, literal(name.removeprefix(PREFIXES[scheme_name]) if scheme.base else name)
    yield term, SKOS.inScheme, node
    yield from scheme_described(scheme_name)


def scheme_described(name: str) -> Iterator[Triple]:
    """The triples that describe a scheme: its type and labels."""
    node = f"<{KIND_BASE}{name}>"
    yield node, RDF.type, SKOS.ConceptScheme
    yield node, RDFS.label, tagged(SCHEMES[name].english, "en")
    yield node, SKOS.prefLabel, tagged(SCHEMES[name].english, "en")
    yield node, SKOS.prefLabel, tagged(SCHEMES[name].german, "de")


class Kind(Value):
    """One of the kinds of a scheme, written as its name, with or without the prefix, as its label, or in another word for it."""

    __slots__ = ()
    datatypes = ()
    scheme: ClassVar[str]
    prefix: ClassVar[str] = ""
    #: what else to write than one of the names
    otherwise: ClassVar[str] = ""

    @classmethod
    def names(cls) -> list[str]:
        """The names this field may hold."""
        return [name.removeprefix(cls.prefix) for name in SCHEMES[cls.scheme].kinds]

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """The kind of that name."""
        if isinstance(raw, cls):
            return raw
        word = raw if isinstance(raw, str) else ""
        if (named := cls.named(word)) is None:
            listed = f"; write one of {', '.join(cls.names())}{cls.otherwise}"
            if instead := kind_words.INSTEAD.get(cls.scheme, {}).get(kind_words.key(word)):
                raise ValueError(f"{quoted(raw)} is not listed under {SCHEMES[cls.scheme].english}; {instead}")
            closest = did_you_mean(kind_words.key(word).replace(" ", "-"), cls.names(), listed)
            raise ValueError(f"{quoted(raw)} is not listed under {SCHEMES[cls.scheme].english}" + closest)
        return named

    @classmethod
    def other_words(cls) -> list[str]:
        """Further words for its kinds, besides names: labels first."""
        labels = [label for name in cls.names() for label in SCHEMES[cls.scheme].kinds[cls.prefix + name]]
        return [*labels, *kind_words.WORDS.get(cls.scheme, ())]

    @classmethod
    def named(cls, word: str) -> Self | None:
        """The kind that a word names, None where it names none."""
        name = words_of(cls.scheme).get(kind_words.key(word))
        return None if name is None else cls(name.removeprefix(cls.prefix))

    def term(self) -> Term:
        """The kind's IRI."""
        return _TOKENS[self.prefix + self]

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        """The kind with this IRI, None where it is of another scheme."""
        return next((cls(name) for name in cls.names() if _TOKENS[cls.prefix + name] == term), None)

    def label_in(self, language: str) -> str:
        """The kind's label in a language, "" where it has none in it."""
        english, german = self.labels
        return {"en": english, "de": german}.get(language.partition("-")[0], "")

    @property
    def label(self) -> str:
        """The kind's label in English."""
        return self.labels[0]

    @property
    def labels(self) -> tuple[str, str]:
        """The kind's labels in English and German."""
        name = self.prefix + self
        return SCHEMES[_SCHEME_OF[name]].kinds[name]


class TalkKind(Kind):
    """The kind of a talk."""

    scheme = "talk-kinds"


class ExhibitionKind(Kind):
    """The kind of an exhibition."""

    scheme = "exhibition-kinds"
    prefix = PREFIXES[scheme]


class CollectionKind(Kind):
    """The kind of a collection that holds works."""

    scheme = "collection-kinds"
    prefix = PREFIXES[scheme]


class PositionKind(Kind):
    """The kind of a position, or of a time without one."""

    scheme = "position-kinds"
    prefix = PREFIXES[scheme]


class Status(Kind):
    """How far something is, or how a position is or was held: in progress, completed, acting, with tenure ..."""

    scheme = "statuses"
    prefix = PREFIXES[scheme]


class Workload(Kind):
    """Full-time or part-time."""

    scheme = "workloads"


class DegreeLevel(Kind):
    """The level of a degree, or of studies and training without one."""

    scheme = "degree-levels"

    @property
    def is_degree(self) -> bool:
        """Whether the level is that of a degree."""
        return self not in TRAINING + STUDIES

    @property
    def makes_student(self) -> bool:
        """Whether a person at this level is a student: no resident, fellow or intern, and no candidate for a habilitation."""
        return self not in TRAINING and self != "habilitation"

    @property
    def role(self) -> Term:
        """The role of a person at this level: a student, else the kind of the stay or of the training."""
        if self in TRAINING:
            return self.term()
        return kind("student" if self.makes_student else "member")


class CredentialKind(Kind):
    """The kind of a credential."""

    scheme = "credential-kinds"
    prefix = PREFIXES[scheme]


class CredentialStatus(Kind):
    """The status of a credential."""

    scheme = "credential-statuses"
    prefix = PREFIXES[scheme]


class ProjectRole(Kind):
    """The owner's role in a project: `lead` or `member`."""

    scheme = "project-roles"
    prefix = PREFIXES[scheme]


class PatentStatus(Kind):
    """The status of a patent document: `filed`, `pending`, `published`, `granted` ..."""

    scheme = "patent-statuses"
    prefix = PREFIXES[scheme]


class AwardOutcome(Kind):
    """The result of an award for the owner."""

    scheme = "award-outcomes"


class Proficiency(Kind):
    """The level of a spoken language."""

    scheme = "proficiencies"
    otherwise = ", or `fluency:` for words of no scale"

    @classmethod
    def other_words(cls) -> list[str]:
        """Further words, also those which are read as the fluency."""
        return [*super().other_words(), *kind_words.FLUENCY]


class LanguageSkillKind(Kind):
    """A skill in a language: reading, writing, speaking or listening."""

    scheme = "language-skills"
    prefix = PREFIXES[scheme]


class TeachingRole(Kind):
    """The owner's role in a course."""

    scheme = "teaching-roles"


class CourseKind(Kind):
    """The kind of a course."""

    scheme = "course-kinds"
    prefix = PREFIXES[scheme]


class GrantKind(Kind):
    """The kind of funding."""

    scheme = "grant-kinds"
    prefix = PREFIXES[scheme]


class GrantStatus(Kind):
    """The status of a grant."""

    scheme = "grant-statuses"
    prefix = PREFIXES[scheme]


class SupervisionOutcome(Kind):
    """The outcome of studies that the owner supervised."""

    scheme = "supervision-outcomes"
    prefix = PREFIXES[scheme]


class GrantRole(Kind):
    """The owner's role in a grant."""

    scheme = "grant-roles"


class CreditRole(Kind):
    """What an author contributed to a work: a role of CRediT, the Contributor Roles Taxonomy (ANSI/NISO Z39.104)."""

    scheme = "credit-roles"
    prefix = PREFIXES[scheme]


class ReviewKind(Kind):
    """How a work was reviewed before publication."""

    scheme = "review-kinds"
    prefix = PREFIXES[scheme]


class ServiceRole(Kind):
    """The owner's role for a journal, an event or an organization."""

    scheme = "service-roles"


class SupervisionRole(Kind):
    """The owner's role for a student."""

    scheme = "supervision-roles"


class MediaKind(Kind):
    """The kind of media coverage."""

    scheme = "media-kinds"


class MetricKind(Kind):
    """What a figure counts."""

    scheme = "metric-kinds"
    prefix = PREFIXES[scheme]


class RelationKind(Kind):
    """What a record is to another one."""

    scheme = "relation-kinds"
