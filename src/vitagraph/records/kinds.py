"""The controlled values (SKOS kinds) that records may use, with their labels; `ontology/kinds.ttl` is written from here.

A new kind is a line of `SCHEMES`; `Kind` is the value type of the fields that hold one, one subclass a scheme.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from operator import itemgetter
from typing import Any, ClassVar, NamedTuple, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, Triple, literal, tagged
from vitagraph.rdf.vocabulary import BIBO, KIND_BASE, ORG, RDF, RDFS, SCHEMA, SKOS, Iri
from vitagraph.records import kind_words, work_kinds
from vitagraph.values import Value


class Scheme(NamedTuple):
    """A concept scheme: its labels, the types its kinds have besides skos:Concept, and its kinds' labels."""

    english: str
    german: str
    types: tuple[Iri, ...]
    kinds: dict[str, tuple[str, str]]


SCHEMES: dict[str, Scheme] = {
    "publication-kinds": Scheme("publication kinds", "Arten von Veröffentlichungen", (), {
        row.name: row.labels for row in work_kinds.rows().values() if row.is_publication
    }),
    "talk-kinds": Scheme("kinds of talks", "Arten von Vorträgen", (), {
        "talk": ("talk", "Vortrag"),
        "invited-talk": ("invited talk", "eingeladener Vortrag"),
        "keynote": ("keynote", "Hauptvortrag"),
        "paper-presentation": ("paper presentation", "Vorstellung einer Veröffentlichung"),
        "lecture": ("lecture", "Vorlesung"),
        "lecture-series": ("lecture series", "Vorlesungsreihe"),
        "seminar": ("seminar", "Seminarvortrag"),
        "panel": ("panel", "Podiumsdiskussion"),
        "poster": ("poster", "Poster"),
    }),
    "organization-roles": Scheme("roles in an organization", "Rollen in einer Organisation", (ORG.Role,), {
        "employee": ("employee", "angestellt"),
        "student": ("student", "studierend"),
        "member": ("member", "Mitglied"),
    }),
    "workloads": Scheme("workloads", "Arbeitszeiten", (), {
        "full-time": ("full-time", "Vollzeit"),
        "part-time": ("part-time", "Teilzeit"),
    }),
    "degree-levels": Scheme("levels of degrees", "Stufen von Abschlüssen", (SCHEMA.DefinedTerm, BIBO.ThesisDegree), {
        "habilitation": ("habilitation", "Habilitation"),
        "doctorate": ("doctorate", "Promotion"),
        "master": ("master's degree", "Master"),
        "bachelor": ("bachelor's degree", "Bachelor"),
        "diploma": ("diploma", "Diplom"),
        "secondary": ("secondary education", "Schulabschluss"),
        "associate": ("associate degree", "kurzer Studiengang"),
        "professional": ("professional degree", "berufsqualifizierender Abschluss"),
        "licentiate": ("licentiate", "Lizenziat"),
        "state-examination": ("state examination", "Staatsexamen"),
        "postdoctoral": ("postdoctoral training", "Postdoc-Zeit"),
        "residency": ("residency", "Facharztausbildung"),
        "fellowship": ("fellowship", "Fellowship"),
        "certificate": ("certificate", "Zertifikat"),
        "training": ("training", "Fortbildung"),
        "undergraduate": ("undergraduate studies", "grundständiges Studium"),
        "graduate": ("graduate studies", "weiterführendes Studium"),
    }),
    "credential-kinds": Scheme("kinds of credentials", "Arten von Nachweisen", (SCHEMA.DefinedTerm,), {
        "credential-licence": ("licence", "Lizenz"),
        "credential-registration": ("registration", "Registrierung"),
        "credential-board-certification": ("board certification", "Facharztanerkennung"),
        "credential-certification": ("certification", "Zertifizierung"),
        "credential-bar-admission": ("bar admission", "Anwaltszulassung"),
        "credential-certificate": ("certificate", "Zertifikat"),
        "credential-examination": ("examination", "Prüfung"),
        "credential-qualification": ("qualification", "Qualifikation"),
        "credential-accreditation": ("accreditation", "Akkreditierung"),
        "credential-designation": ("professional designation", "Berufsbezeichnung"),
        "credential-training": ("training", "Weiterbildung"),
    }),
    "credential-statuses": Scheme("statuses of credentials", "Status von Nachweisen", (SCHEMA.DefinedTerm,), {
        "credential-active": ("active", "gültig"),
        "credential-inactive": ("inactive", "ruhend"),
        "credential-expired": ("expired", "abgelaufen"),
        "credential-revoked": ("revoked", "entzogen"),
        "credential-pending": ("pending", "beantragt"),
    }),
    "project-roles": Scheme("roles in a project", "Rollen in einem Projekt", (), {
        "project-lead": ("leading role", "leitende Rolle"),
        "project-member": ("participant", "Beteiligung"),
    }),
    "patent-statuses": Scheme("statuses of patent documents", "Status von Patentdokumenten", (BIBO.DocumentStatus,), {
        "patent-provisional": ("provisional application", "vorläufige Anmeldung"),
        "patent-filed": ("filed", "angemeldet"),
        "patent-pending": ("pending", "anhängig"),
        "patent-published": ("published", "veröffentlicht"),
        "patent-granted": ("granted", "erteilt"),
    }),
    "work-statuses": Scheme("statuses of works", "Stand von Werken", (BIBO.DocumentStatus,), {
        "in-preparation": ("in preparation", "in Vorbereitung"),
        "submitted": ("submitted", "eingereicht"),
        "under-review": ("under review", "in Begutachtung"),
        "revise-and-resubmit": ("revise and resubmit", "in Überarbeitung"),
        "in-press": ("in press", "im Druck"),
        "under-contract": ("under contract", "unter Vertrag"),
        "conditionally-accepted": ("conditionally accepted", "unter Auflagen angenommen"),
        "ahead-of-print": ("ahead of print", "vorab online"),
    }),
    "award-outcomes": Scheme("outcomes of awards", "Ausgang von Auszeichnungen", (), {
        "winner": ("winner", "Gewinn"),
        "finalist": ("finalist", "Finale"),
        "listed": ("listed", "gelistet"),
        "nominee": ("nominee", "Nominierung"),
        "honourable-mention": ("honourable mention", "lobende Erwähnung"),
    }),
    "skill-areas": Scheme("areas of skills", "Bereiche von Kenntnissen", (), {
        "technical": ("technical", "Technik"),
        "scientific-writing": ("scientific working and writing", "wissenschaftliches Arbeiten und Schreiben"),
        "machine-learning": ("machine learning", "maschinelles Lernen"),
        "domain-knowledge": ("domain knowledge", "Fachgebiete"),
        "language": ("natural languages", "Sprachen"),
    }),
    "proficiencies": Scheme("language proficiency", "Sprachniveaus", (), {
        "native": ("native", "Muttersprache"),
        "full-professional": ("full professional proficiency", "verhandlungssicher"),
        "professional-working": ("professional working proficiency", "fließend im Beruf"),
        "limited-working": ("limited working proficiency", "gute Kenntnisse"),
        "elementary": ("elementary proficiency", "Grundkenntnisse"),
        "reading": ("reading knowledge", "Lesekenntnisse"),
        "spoken": ("spoken only", "nur gesprochen"),
        **{f"cefr-{level.lower()}": (f"CEFR {level}", f"GER {level}") for level in ("A1", "A2", "B1", "B2", "C1", "C2")},
    }),
    "teaching-roles": Scheme("roles in teaching", "Rollen in der Lehre", (), {
        "lecturer": ("lecturer", "Dozent"),
        "seminar-leader": ("seminar leader", "Seminarleitung"),
        "tutor": ("tutor", "Tutor"),
        "teaching-assistant": ("teaching assistant", "Lehrassistenz"),
        "professor": ("professor", "Professur"),
        "instructor": ("instructor", "Lehrkraft"),
        "co-instructor": ("co-instructor", "gemeinsame Lehre"),
        "guest-lecturer": ("guest lecturer", "Gastdozent"),
    }),
    "grant-roles": Scheme("roles in a grant", "Rollen in einer Förderung", (), {
        "principal-investigator": ("principal investigator", "Projektleitung"),
        "co-investigator": ("co-investigator", "Mitantragstellung"),
        "fellow": ("fellow", "Stipendium"),
        "co-principal-investigator": ("co-principal investigator", "gemeinsame Projektleitung"),
        "collaborator": ("collaborator", "Mitarbeit"),
    }),
    "service-roles": Scheme("roles in academic service", "Rollen in der Selbstverwaltung", (), {
        "editor": ("editor", "Herausgeberschaft"),
        "associate-editor": ("associate editor", "Mitherausgeberschaft"),
        "guest-editor": ("guest editor", "Gastherausgeberschaft"),
        "reviewer": ("reviewer", "Begutachtung"),
        "committee-member": ("committee member", "Mitglied eines Komitees"),
        "committee-chair": ("committee chair", "Vorsitz eines Komitees"),
        "organizer": ("organizer", "Veranstalter"),
        "chair": ("chair", "Vorsitz"),
        "president": ("president", "Präsidentschaft"),
        "board-member": ("board member", "Mitglied des Vorstands"),
    }),
    "supervision-roles": Scheme("roles in supervision", "Rollen in der Betreuung", (), {
        "supervisor": ("supervisor", "Betreuung"),
        "co-supervisor": ("co-supervisor", "Mitbetreuung"),
        "examiner": ("examiner", "Prüfung"),
        "thesis-committee-member": ("thesis committee member", "Mitglied der Prüfungskommission"),
    }),
    "media-kinds": Scheme("kinds of media coverage", "Arten von Medienberichten", (), {
        "press-article": ("press article", "Presseartikel"),
        "interview": ("interview", "Interview"),
        "broadcast": ("broadcast", "Rundfunkbeitrag"),
        "podcast": ("podcast", "Podcast"),
    }),
}  # fmt: skip

#: scheme -> what its kinds begin with, and what records need not write
_PREFIXES = {
    "credential-kinds": "credential-",
    "credential-statuses": "credential-",
    "project-roles": "project-",
    "patent-statuses": "patent-",
}
#: levels of training after or beside a degree, which lead to none
TRAINING = ("postdoctoral", "residency", "fellowship", "training")
#: levels of studies that name no degree
STUDIES = ("undergraduate", "graduate")
_SCHEME_OF = {kind: name for name, scheme in SCHEMES.items() for kind in scheme.kinds}
_TOKENS = {kind: f"<{KIND_BASE}{kind}>" for kind in _SCHEME_OF}
_PREFIX = f"<{KIND_BASE}"
_KINDS = set(_TOKENS.values())


def kind(name: str) -> Iri:
    """The IRI of a kind; KeyError for one that is not listed here."""
    return _TOKENS[name]


@cache
def words_of(scheme: str) -> dict[str, str]:
    """Word -> kind, for each word by which a kind of a scheme may be written: its name, its labels, other words for it.

    A name comes before a label, and the label of a kind before a word for another one.
    """
    kinds = SCHEMES[scheme].kinds
    prefix = _PREFIXES.get(scheme, "")
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
    name = term[len(_PREFIX) : -1]
    scheme_name = _SCHEME_OF[name]
    scheme, node = SCHEMES[scheme_name], f"<{KIND_BASE}{scheme_name}>"
    english, german = scheme.kinds[name]
    for concept_type in (SKOS.Concept, *scheme.types):
        if concept_type == BIBO.ThesisDegree and name in TRAINING + STUDIES:
            continue
        yield term, RDF.type, concept_type
    yield term, RDFS.label, tagged(english, "en")
    for label in (tagged(english, "en"), tagged(german, "de")):
        yield term, SKOS.prefLabel, label
        if SCHEMA.DefinedTerm in scheme.types:
            yield term, SCHEMA.name, label
    yield term, SKOS.notation, literal(name)
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
            listed = f"; write one of {', '.join(cls.names())}"
            closest = did_you_mean(kind_words.key(word).replace(" ", "-"), cls.names(), listed)
            raise ValueError(f"{quoted(raw)} is not listed under {SCHEMES[cls.scheme].english}" + closest)
        return named

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
        english, german = SCHEMES[self.scheme].kinds[self.prefix + self]
        return {"en": english, "de": german}.get(language.partition("-")[0], "")

    @property
    def label(self) -> str:
        """The kind's label in English."""
        return SCHEMES[self.scheme].kinds[self.prefix + self][0]


class TalkKind(Kind):
    """The kind of a talk."""

    scheme = "talk-kinds"


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


class CredentialKind(Kind):
    """The kind of a credential."""

    scheme = "credential-kinds"
    prefix = _PREFIXES[scheme]


class CredentialStatus(Kind):
    """The status of a credential."""

    scheme = "credential-statuses"
    prefix = _PREFIXES[scheme]


class ProjectRole(Kind):
    """The owner's role in a project: `lead` or `member`."""

    scheme = "project-roles"
    prefix = _PREFIXES[scheme]


class PatentStatus(Kind):
    """The status of a patent document: `filed`, `pending`, `published`, `granted` ..."""

    scheme = "patent-statuses"
    prefix = _PREFIXES[scheme]


class AwardOutcome(Kind):
    """The result of an award for the owner."""

    scheme = "award-outcomes"


class Proficiency(Kind):
    """The level of a spoken language."""

    scheme = "proficiencies"


class TeachingRole(Kind):
    """The owner's role in a course."""

    scheme = "teaching-roles"


class GrantRole(Kind):
    """The owner's role in a grant."""

    scheme = "grant-roles"


class ServiceRole(Kind):
    """The owner's role for a journal, an event or an organization."""

    scheme = "service-roles"


class SupervisionRole(Kind):
    """The owner's role for a student."""

    scheme = "supervision-roles"


class MediaKind(Kind):
    """The kind of media coverage."""

    scheme = "media-kinds"
