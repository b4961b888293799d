"""Words that people write for a kind, besides its name and labels: scheme -> word -> kind.

Case, points, and the kinds of hyphens and blanks between words do not matter: `Co-PI`, `co PI` and `co_pi` are one word.
"""

WORDS: dict[str, dict[str, str]] = {
    "talk-kinds": {
        "invited": "invited-talk", "invited lecture": "invited-talk", "keynote talk": "keynote", "keynote lecture": "keynote",
        "plenary lecture": "plenary", "poster presentation": "poster", "panel discussion": "panel", "panelist": "panel",
        "parallel talk": "session-talk", "contributed": "contributed-talk", "colloquium talk": "colloquium",
        "panellist": "panel", "commentator": "discussant", "respondent": "discussant", "round table": "roundtable",
        "expert hearing": "hearing", "witness": "talk-testimony", "chair": "session-chair",
        "organizer": "event-organizer", "organiser": "event-organizer", "co-organizer": "event-co-organizer",
        "co-organiser": "event-co-organizer",
        "panel organizer": "session-organizer", "participant": "attendee", "participation": "attendee", "demo": "demonstration",
        "presentation": "talk", "oral presentation": "talk", "oral": "talk", "podium presentation": "talk", "platform presentation": "talk",
        "conference presentation": "talk", "conference talk": "talk", "oral communication": "talk",
        "invited presentation": "invited-talk", "invited speaker": "invited-talk", "invited seminar": "invited-talk",
        "invited oral presentation": "invited-talk", "co-discussant": "discussant",
        "Präsentation": "talk", "mündlicher Vortrag": "talk", "Konferenzvortrag": "talk", "Tagungsvortrag": "talk",
        "Kongressvortrag": "talk", "geladener Vortrag": "invited-talk", "Einladungsvortrag": "invited-talk",
        "eingeladener Redner": "invited-talk", "eingeladene Rednerin": "invited-talk", "eingeladenes Seminar": "invited-talk",
        "Diskutant": "discussant", "Diskutantin": "discussant", "Korreferent": "discussant", "Korreferentin": "discussant",
        "présentation": "talk", "présentation orale": "talk", "communication": "talk", "communication orale": "talk",
        "présentation invitée": "invited-talk", "communication invitée": "invited-talk", "conférence invitée": "invited-talk",
        "conférencier invité": "invited-talk", "conférencière invitée": "invited-talk", "séminaire invité": "invited-talk",
        "discutant": "discussant", "discutante": "discussant", "co-discutant": "discussant",
        "presentación": "talk", "presentación oral": "talk", "comunicación": "talk", "comunicación oral": "talk", "ponencia": "talk",
        "presentación invitada": "invited-talk", "ponencia invitada": "invited-talk", "conferencia invitada": "invited-talk",
        "ponente invitado": "invited-talk", "ponente invitada": "invited-talk", "conferenciante invitado": "invited-talk",
        "conferenciante invitada": "invited-talk", "seminario invitado": "invited-talk", "comentarista": "discussant",
        "presentazione": "talk", "presentazione orale": "talk", "comunicazione": "talk", "comunicazione orale": "talk",
        "relazione": "talk", "presentazione su invito": "invited-talk", "relazione su invito": "invited-talk",
        "relatore invitato": "invited-talk", "relatrice invitata": "invited-talk", "seminario su invito": "invited-talk",
        "poster session": "poster", "facilitator": "moderator", "master class": "masterclass",
        "clase magistral": "masterclass", "cours d'interprétation": "masterclass", "grand round": "grand-rounds",
        "inaugural address": "inaugural-lecture", "leçon inaugurale": "inaugural-lecture", "lección inaugural": "inaugural-lecture",
        "invited address": "invited-talk", "relazione invitata": "invited-talk", "keynote speech": "keynote",
        "keynote address": "keynote", "keynote presentation": "keynote", "keynote speaker": "keynote",
        "plenary address": "plenary", "plenary presentation": "plenary", "conférence plénière": "plenary",
        "conferencia plenaria": "plenary", "relazione plenaria": "plenary", "poster talk": "poster", "affiche": "poster",
        "conférence publique": "public-lecture", "conferencia pública": "public-lecture", "conferenza pubblica": "public-lecture",
        "table ronde": "roundtable", "mesa redonda": "roundtable", "tavola rotonda": "roundtable", "séminaire": "seminar",
        "seminario": "seminar", "atelier": "talk-workshop", "taller": "talk-workshop",
    },
    "credit-roles": {
        "writing": "credit-writing-original-draft", "original draft": "credit-writing-original-draft",
        "writing - original draft preparation": "credit-writing-original-draft", "review and editing": "credit-writing-review-editing",
        "writing - review and editing": "credit-writing-review-editing", "review & editing": "credit-writing-review-editing",
        "project management": "credit-project-administration", "visualisation": "credit-visualization",
        "conceptualisation": "credit-conceptualization",
    },
    "exhibition-kinds": {
        "one-person": "exhibition-solo", "solo show": "exhibition-solo", "individual": "exhibition-solo", "group show": "exhibition-group",
        "collective": "exhibition-group", "duo": "exhibition-two-person", "biennale": "exhibition-biennial", "fair": "exhibition-fair",
    },
    "position-kinds": {
        "employed": "position-employment", "job": "position-employment", "employee": "position-employment",
        "visit": "position-visiting", "guest": "position-visiting", "invited position": "position-visiting",
        "visiting scholar": "position-visiting", "visiting professor": "position-visiting", "adjunct": "position-adjunct",
        "fellow": "position-fellowship", "medical residency": "position-residency", "clinical residency": "position-residency",
        "intern": "position-internship", "trainee": "position-traineeship", "freelance": "position-self-employed",
        "freelancer": "position-self-employed", "consultant": "position-consulting", "volunteering": "position-volunteer",
        "voluntary": "position-volunteer", "military service": "position-service", "civilian service": "position-service",
        "Zivildienst": "position-service", "maternity leave": "position-parental-leave", "paternity leave": "position-parental-leave",
        "gap": "position-break", "retired": "position-retirement", "emeritus": "position-emeritus",
        "emerita": "position-emeritus", "board": "position-board",
        "stay abroad": "position-study-stay", "artist in residence": "position-artist-residency", "law clerk": "position-clerkship",
        "judicial clerk": "position-clerkship",
        "Referendariat": "position-legal-traineeship",
    },
    "statuses": {
        "with tenure": "status-tenured", "tenure": "status-tenured", "ad interim": "status-interim", "temporary": "status-fixed-term",
        "indefinite": "status-permanent", "vice": "status-deputy", "ernannt": "status-appointed", "by appointment": "status-appointed",
        "by election": "status-elected", "stepped down": "status-resigned", "abgelehnt": "status-declined",
        "in progress": "status-ongoing", "current": "status-ongoing", "active": "status-ongoing", "underway": "status-ongoing",
        "enrolled": "status-ongoing", "pursuing": "status-ongoing", "en cours": "status-ongoing", "en curso": "status-ongoing",
        "in corso": "status-ongoing", "進行中": "status-ongoing", "在学中": "status-ongoing",
        "complete": "status-completed", "finished": "status-completed", "ended": "status-completed", "concluded": "status-completed",
        "beendet": "status-completed", "terminé": "status-completed", "terminado": "status-completed", "concluso": "status-completed",
        "planned": "status-upcoming", "incoming": "status-upcoming", "designate": "status-upcoming", "elect": "status-upcoming",
        "geplant": "status-upcoming", "à venir": "status-upcoming", "starting soon": "status-upcoming",
        "anticipated": "status-expected", "prévu": "status-expected", "previsto": "status-expected", "erwartet": "status-expected",
        "on hold": "status-interrupted", "paused": "status-interrupted", "suspended": "status-interrupted", "休学": "status-interrupted",
        "incomplete": "status-not-completed", "unfinished": "status-not-completed", "not finished": "status-not-completed",
        "no degree": "status-not-completed", "did not finish": "status-not-completed", "ohne Abschluss": "status-not-completed",
        "inachevé": "status-not-completed", "中退": "status-withdrawn", "discontinued": "status-withdrawn",
        "dropped out": "status-withdrawn", "abandoned": "status-withdrawn", "withdrew": "status-withdrawn", "left": "status-withdrawn",
        "abandonné": "status-withdrawn", "ABD": "status-all-but-dissertation", "A.B.D.": "status-all-but-dissertation",
        "all but thesis": "status-all-but-dissertation", "advanced to candidacy": "status-all-but-dissertation",
        "coursework completed": "status-all-but-dissertation", "満期退学": "status-all-but-dissertation",
        "単位取得満期退学": "status-all-but-dissertation",
    },
    "course-kinds": {
        "lab": "course-laboratory", "lab course": "course-laboratory", "excursion": "course-field-course",
        "MOOC": "course-online", "reading course": "course-independent-study", "directed study": "course-independent-study",
        "lecture course": "course-lecture", "exercise": "course-exercise", "recitation": "course-exercise",
        "master class": "course-masterclass", "simulation training": "course-simulation", "bedside teaching": "course-clinic",
    },
    "grant-kinds": {
        "research grant": "funding-grant", "subgrant": "funding-subaward", "sub-grant": "funding-subaward",
        "subcontract": "funding-subaward", "travel": "funding-travel", "travel award": "funding-travel",
        "conference": "funding-conference", "startup": "funding-startup", "seed funding": "funding-startup", "donation": "funding-gift",
        "commission": "funding-contract", "research contract": "funding-contract",
    },
    "workloads": {"fulltime": "full-time", "parttime": "part-time"},
    "degree-levels": {
        "PhD": "doctorate", "doctoral": "doctorate", "doctor": "doctorate", "DPhil": "doctorate", "dissertation": "doctorate",
        "MSc": "master", "MA": "master", "masters": "master", "graduate student": "graduate", "BSc": "bachelor", "BA": "bachelor",
        "bachelors": "bachelor", "undergraduate student": "undergraduate", "MD": "professional", "JD": "professional",
        "professional": "professional", "postdoc": "postdoctoral", "licence": "bachelor", "licentiate": "licentiate",
        "high school": "secondary", "school": "secondary",
        "visitor": "visit", "visiting scholar": "visit", "visiting student": "visit", "research assistant": "research-assistantship",
        "intern": "internship", "graduate assistant": "graduate-assistantship", "undergraduate assistant": "undergraduate-assistantship",
        "graduate research assistant": "graduate-assistantship", "undergraduate research assistant": "undergraduate-assistantship",
        "post-bac": "post-baccalaureate", "postbac": "post-baccalaureate",
    },
    "credential-kinds": {
        "license": "credential-licence", "licensure": "credential-licence", "medical license": "credential-licence",
        "medical licence": "credential-licence", "Approbation": "credential-licence", "board certified": "credential-board-certification",
        "board": "credential-board-certification", "diplomate": "credential-board-certification",
        "specialist certification": "credential-board-certification", "certified": "credential-certification",
        "bar": "credential-bar-admission", "admission to the bar": "credential-bar-admission",
        "court admission": "credential-bar-admission",
        "exam": "credential-examination", "competitive examination": "credential-examination", "concours": "credential-examination",
        "state examination": "credential-examination", "microcredential": "credential-certificate", "badge": "credential-certificate",
        "diploma": "credential-certificate", "course": "credential-training", "workshop": "credential-training",
        "continuing education": "credential-training", "eligibility": "credential-qualification", "designation": "credential-designation",
    },
    "credential-statuses": {
        "current": "credential-active", "valid": "credential-active", "in force": "credential-active", "lapsed": "credential-expired",
        "retired": "credential-inactive", "applied": "credential-pending", "in preparation": "credential-in-progress",
    },
    "project-roles": {"leader": "project-lead", "leading": "project-lead", "participant": "project-member"},
    "patent-statuses": {
        "applied": "patent-filed", "application": "patent-filed", "patent pending": "patent-pending", "issued": "patent-granted",
        "disclosure": "patent-disclosed", "invention disclosure": "patent-disclosed", "lapsed": "patent-expired",
        "withdrawn": "patent-abandoned",
    },
    "award-outcomes": {
        "won": "winner", "recipient": "winner", "awarded": "winner", "nominated": "nominee", "shortlist": "shortlisted",
        "lauréat": "winner", "lauréate": "winner", "vincitore": "winner", "vincitrice": "winner", "ganador": "winner",
        "ganadora": "winner", "Gewinner": "winner", "Gewinnerin": "winner", "Preisträger": "winner", "Preisträgerin": "winner",
        "finaliste": "finalist", "finalista": "finalist", "Finalist": "finalist", "Finalistin": "finalist",
        "nominiert": "nominee", "nommé": "nominee", "nommée": "nominee", "nominado": "nominee", "nominada": "nominee",
        **dict.fromkeys(
            (
                "honorable mention", "special mention", "commended", "highly commended", "commendation", "mention spéciale",
                "mention honorable", "menzione speciale", "menzione d'onore", "menzione onorevole", "mención especial",
                "mención de honor", "mención honorífica", "mención honrosa", "besondere Erwähnung", "ehrenvolle Erwähnung",
                "Anerkennung",
            ),
            "honourable-mention",
        ),
    },
    "proficiencies": {
        "mother tongue": "native", "reading only": "reading",
        **{level: f"cefr-{level.lower()}" for level in ("A1", "A2", "B1", "B2", "C1", "C2")},
    },
    "language-skills": {
        "lecture": "language-reading", "lettura": "language-reading", "read": "language-reading", "écriture": "language-writing",
        "scrittura": "language-writing", "written": "language-writing", "write": "language-writing", "conversation": "language-speaking",
        "spoken": "language-speaking", "oral": "language-speaking", "speak": "language-speaking", "parlato": "language-speaking",
        "comprehension": "language-listening", "ascolto": "language-listening",
    },
    "teaching-roles": {
        "instructor of record": "instructor", "co-teacher": "co-instructor", "co-lecturer": "co-instructor", "TA": "teaching-assistant",
        "full professor": "professor",
    },
    "grant-roles": {
        "PI": "principal-investigator", "co-PI": "co-principal-investigator", "Co-I": "co-investigator", "holder": "recipient",
        "grant holder": "recipient", "awardee": "recipient", "grantee": "recipient",
    },
    "grant-statuses": {
        "funded": "grant-awarded", "ongoing": "grant-active", "in progress": "grant-active", "running": "grant-active",
        "finished": "grant-completed", "ended": "grant-completed", "submitted": "grant-pending", "under review": "grant-pending",
        "rejected": "grant-not-funded", "unsuccessful": "grant-not-funded", "declined": "grant-declined",
    },
    "supervision-outcomes": {
        "graduated": "supervision-completed", "finished": "supervision-completed", "passed": "supervision-defended",
        "ongoing": "supervision-in-progress", "current": "supervision-in-progress", "withdrawn": "supervision-left",
    },
    "service-roles": {
        "referee": "reviewer", "peer reviewer": "reviewer", "chief editor": "editor-in-chief", "co-editor": "editor",
        "organiser": "organizer",
        "committee": "committee-member", "chairperson": "chair", "member of the board": "board-member", "trustee": "board-member",
        "associate dean": "vice-dean", "Prodekan": "vice-dean", "Prodekanin": "vice-dean",
        "advisor": "adviser", "faculty advisor": "faculty-adviser", "deputy chair": "vice-chair",
        "department chair": "department-head", "search committee": "hiring-committee-member", "jury": "jury-member",
        "program committee": "program-committee-member", "programme committee": "program-committee-member",
        "editorial board": "editorial-board-member", "advisory board": "advisory-board-member", "delegate": "representative",
        "volunteering": "volunteer", "other": "service",
    },
    "supervision-roles": {
        "advisor": "supervisor", "adviser": "supervisor", "main supervisor": "supervisor", "primary supervisor": "supervisor",
        "thesis advisor": "thesis-supervisor", "thesis adviser": "thesis-supervisor", "dissertation advisor": "thesis-supervisor",
        "dissertation supervisor": "thesis-supervisor", "thesis co-advisor": "thesis-co-supervisor",
        "co-advisor": "co-supervisor", "second supervisor": "co-supervisor", "faculty opponent": "opponent",
        "committee member": "thesis-committee-member", "committee chair": "thesis-committee-chair", "chair": "thesis-committee-chair",
        "mentee": "mentoring", "host": "hosting",
    },
    "media-kinds": {
        "press": "press-article", "newspaper": "press-article", "newspaper article": "press-article", "magazine": "press-article",
        "radio": "broadcast", "tv": "broadcast", "television": "broadcast",
        "blog": "post-about", "blog post": "post-about", "post": "post-about",
    },
    "work-statuses": {
        "in prep": "in-preparation", "manuscript in preparation": "in-preparation", "work in progress": "in-preparation",
        "in progress": "in-preparation", "en préparation": "in-preparation", "en preparación": "in-preparation", "準備中": "in-preparation",
        "sous presse": "in-press", "en prensa": "in-press", "in print": "in-press", "in stampa": "in-press",
        "印刷中": "in-press",
        "to appear": "forthcoming", "à paraître": "forthcoming", "de próxima aparición": "forthcoming",
        "erscheint demnächst": "forthcoming", "im Erscheinen": "forthcoming",
        "in corso di stampa": "in-press",
        "soumis": "submitted", "enviado": "submitted", "投稿中": "submitted", "submitted for publication": "submitted",
        "in review": "under-review", "in revision": "revise-and-resubmit", "under revision": "revise-and-resubmit",
        "revised and resubmitted": "revise-and-resubmit", "R&R": "revise-and-resubmit", "revise & resubmit": "revise-and-resubmit",
        "査読中": "under-review", "en évaluation": "under-review", "en révision": "revise-and-resubmit",
        "قيد الطبع": "in-press", "تحت الطبع": "in-press", "قيد النشر": "forthcoming", "בדפוס": "in-press", "в печати": "in-press",
        "unter Begutachtung": "under-review", "zur Begutachtung eingereicht": "submitted", "под рецензированием": "under-review",
        "contracted": "under-contract", "in contract": "under-contract", "accepted pending revisions": "conditionally-accepted",
        "accepted with minor revisions": "conditionally-accepted", "accepted subject to revisions": "conditionally-accepted",
        "accepted with revisions": "conditionally-accepted", "provisionally accepted": "conditionally-accepted",
        "online first": "ahead-of-print", "advance online publication": "ahead-of-print", "early view": "ahead-of-print",
        "epub ahead of print": "ahead-of-print", "published ahead of print": "ahead-of-print", "first view": "ahead-of-print",
        "advance access": "ahead-of-print", "zur Veröffentlichung angenommen": "accepted", "zum Druck angenommen": "accepted",
        "accepted for publication": "accepted", "accepté": "accepted", "aceptado": "accepted", "akzeptiert": "accepted",
    },
}  # fmt: skip

#: words for how well one knows a language, which name no step of a scale
FLUENCY = (
    "fluent", "near fluent", "proficient", "advanced", "intermediate", "basic", "beginner", "conversational", "bilingual", "excellent",
    "very good", "good", "fair", "fließend", "sehr gut", "gut", "fortgeschritten", "zweisprachig", "courant", "bilingue", "avancé",
    "intermédiaire", "débutant", "notions", "fluido", "bilingüe", "avanzado", "intermedio", "básico", "fluente", "ottimo", "buono",
    "avanzato", "di base",
)  # fmt: skip

_NO_KIND = "leave `kind:` out, or write `employment` or `fellowship` if the CV states one"
#: scheme -> a word that is no kind, in the form of `key` -> what to write instead
INSTEAD: dict[str, dict[str, str]] = {
    "position-kinds": dict.fromkeys(
        ("postdoc", "postdoctoral", "postdoctoral researcher", "post doc", "researcher", "lecturer", "professor", "professorship"), _NO_KIND
    )
    | dict.fromkeys(("phd", "phd student", "doctorate", "student"), "write studies under `studies:`, or leave `kind:` out"),
    "talk-kinds": dict.fromkeys(
        ("outreach", "public engagement", "science communication"),
        "write `public-lecture` for a talk to the public, or the activity under `service:` with `role: outreach`",
    ),
}

_BETWEEN = str.maketrans({".": None} | dict.fromkeys("_‐‑‒–-", " "))


def key(word: str) -> str:
    """The form in which words are compared: `co pi` for `Co-PI`."""
    return " ".join(word.translate(_BETWEEN).casefold().split())
