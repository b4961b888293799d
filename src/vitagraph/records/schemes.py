"""The concept schemes of the controlled values (SKOS kinds): scheme -> kind -> its labels in English and German.

A new kind is a line here; `ontology/kinds.ttl` is written from these lines.
"""

from typing import NamedTuple

from vitagraph.rdf.vocabulary import BIBO, ORG, SCHEMA, Iri
from vitagraph.records import work_kinds


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
PREFIXES = {
    "credential-kinds": "credential-",
    "credential-statuses": "credential-",
    "project-roles": "project-",
    "patent-statuses": "patent-",
}
