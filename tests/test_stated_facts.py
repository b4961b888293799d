"""What a record leaves out is stated nowhere: no outcome, role, kind or status; words that people write for these are read."""

from __future__ import annotations

import re

import pytest

import vitagraph
from vitagraph import queries
from vitagraph.errors import DataError
from vitagraph.exporters.export import written
from vitagraph.importers.formats import read
from vitagraph.mapping import dataset_of
from vitagraph.rdf.terms import parse
from vitagraph.rdf.vocabulary import BIBO, BIBO_STATUS, DCTERMS, EVENT, MARCREL, ORG, RDF, RDFS, SCHEMA, SKOS, VITA, VIVO
from vitagraph.records import Index, work_kinds
from vitagraph.records.kind_words import WORDS, key
from vitagraph.records.kinds import TRAINING, AwardOutcome, DegreeLevel, GrantRole, Kind, PatentStatus, PositionKind, kind, words_of
from vitagraph.records.schemes import SCHEMES
from vitagraph.records.works import WorkStatus
from vitagraph.recovery.recover import records
from vitagraph.site import Options, build
from vitagraph.validation import Report, Severity, validate
from vitagraph.validation.formats import write
from vitagraph.validation.report import Place, Result, ShaclResult

HEAD = """
document: {iri: https://vole.example/cv, as_of: 2026-01-01, license: CC-BY-4.0, languages: [en, de]}
person: {name: Vera Vole}
"""
UNSTATED = """
grants: [{title: Burrow Fund, funder: Hedge Trust, dates: 2013}]
teaching: [{title: Digging, dates: 2013, organization: Field School}]
awards: [{name: Acorn, year: 2013}]
students: [{student: Mole M, level: master}]
projects: [{title: Tunnels, dates: 2013}]
media: [{title: Down to Earth}]
patent_families: [{title: Shovel, documents: [CN 999111222]}]
"""
STATED = """
grants: [{title: Burrow Fund, funder: Hedge Trust, dates: 2013, role: PI}]
teaching: [{title: Digging, dates: 2013, organization: Field School, role: lecturer}]
awards: [{name: Acorn, year: 2013, outcome: winner}]
students: [{student: Mole M, level: master, role: thesis advisor}]
projects: [{title: Tunnels, dates: 2013, role: project-member}]
media: [{title: Down to Earth, kind: newspaper}]
patent_families: [{title: Shovel, documents: [{number: CN 999111222, status: published}]}]
"""
#: query -> the column with what a record may leave out
COLUMNS = {
    "awards": "outcome", "grants": "role", "teaching": "role", "students": "role", "projects": "role", "media": "kind",
}  # fmt: skip


def index_of(text: str, head: str = HEAD) -> Index:
    """A CV with these sections."""
    return Index(vitagraph.read_text(head + text))


def triples_of(index: Index) -> set[tuple[str, str, str]]:
    """The public triples."""
    return set(dataset_of(index).triples())


def test_a_fact_that_is_not_stated_is_nowhere() -> None:
    """Neither in the graph nor on the page nor in a query; stating it adds it."""
    kinds = {kind(name) for scheme in SCHEMES if scheme not in (*work_kinds.SCHEMES, "degree-levels") for name in SCHEMES[scheme].kinds}
    used = {}
    for text in (UNSTATED, STATED):
        index = index_of(text)
        triples = triples_of(index)
        used[text] = {o for _, _, o in triples} & kinds
        assert any(p == MARCREL.ths for _, p, _ in triples) is (text is STATED)
        assert (SCHEMA.NewsArticle in {o for _, p, o in triples if p == RDF.type}) is (text is STATED)
        page = build(index, Options())["index.html"].decode().lower()
        for word in ("principal investigator", "lecturer", "supervisor", "participant", "press article"):
            assert (f">{word}<" in page or f" {word}" in page) is (text is STATED), word
    assert used[UNSTATED] == set()
    names = ("principal-investigator", "lecturer", "winner", "thesis-supervisor", "project-member", "press-article", "patent-published")
    assert used[STATED] == {*map(kind, names)}


@pytest.mark.parametrize("name", COLUMNS)
def test_queries_show_what_states_no_role(name: str) -> None:
    """The row is there with an empty cell."""
    rows = {}
    for text in (UNSTATED, STATED):
        table = queries.run(queries.catalogue()[name], dataset_of(index_of(text)))
        at = [column.name for column in table.columns].index(COLUMNS[name])
        rows[text] = [row[at] for row in table.texts()]
    assert rows[UNSTATED] == [""]
    assert len(rows[STATED]) == 1
    assert rows[STATED][0]


def test_what_is_not_stated_comes_back_unstated() -> None:
    """The records of the graph give the same graph, with and without the facts."""
    for text in (UNSTATED, STATED):
        dataset = dataset_of(index_of(text))
        back, left = records({"public": dataset.triples()})
        assert left == []
        assert set(dataset_of(Index(back)).triples()) == set(dataset.triples())


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("in press", "in-press"), ("In Press", "in-press"), ("im Druck", "in-press"), ("sous presse", "in-press"),
        ("under review", "under-review"), ("in review", "under-review"), ("submitted", "submitted"), ("eingereicht", "submitted"),
        ("revise and resubmit", "revise-and-resubmit"), ("R&R", "revise-and-resubmit"), ("revise & resubmit", "revise-and-resubmit"),
        ("in preparation", "in-preparation"), ("in prep.", "in-preparation"), ("en préparation", "in-preparation"),
        ("forthcoming", "forthcoming"), ("to appear", "forthcoming"), ("accepted", "accepted"), ("draft", "draft"),
        ("peer reviewed", "peer-reviewed"), ("under contract", "under-contract"), ("online first", "ahead-of-print"),
        ("accepted with minor revisions", "conditionally-accepted"), ("Conditionally accepted", "conditionally-accepted"),
        ("ahead of print", "ahead-of-print"), ("قيد الطبع", "in-press"),
        ("unter Begutachtung", "under-review"), ("zur Veröffentlichung angenommen", "accepted"),
    ],
)  # fmt: skip
def test_words_for_the_status_of_a_work(written: str, status: str) -> None:
    """Each is a status with an IRI, and is read from it again."""
    value = WorkStatus.parse(written)
    assert value == status
    assert WorkStatus.of_term(value.term()) == status


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("submitted to Soil", "write `status: submitted` and the rest in a field of its own, such as `journal: Soil`"),
        ("forthcoming in 2027", "write `status: forthcoming` and `date: 2027`"),
        ("lost", "write one of draft"),
    ],
)
def test_a_status_with_another_fact(written: str, advice: str) -> None:
    """Nothing of it is dropped: the message names the fields of both."""
    with pytest.raises(ValueError, match="status") as raised:
        WorkStatus.parse(written)
    assert advice in str(raised.value)


@pytest.mark.parametrize("written", ["in press", "forthcoming", "to appear", "im Druck", "under review"])
def test_a_status_in_the_place_of_a_date(written: str) -> None:
    """The message states the field in which the status is read."""
    with pytest.raises(DataError, match=f"write `status: {WorkStatus.parse(written)}` and leave the date out"):
        index_of(f"journal_articles: [{{title: One, authors: [Vole V], journal: Soil, date: {written}}}]")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("conference_papers: [{title: One, conference: Dig, status: accepted}]", {("intendedFor", "event/dig")}),
        ("conference_papers: [{title: One, conference: Dig, status: in press}]", {("presentedAt", "event/dig")}),
        ("journal_articles: [{title: One, journal: Soil, status: accepted}]", {("isPartOf", "journal/soil")}),
        ("books: [{title: One, publisher: Hedge, series: Roots, status: in preparation}]",
         {("intendedFor", "org/hedge"), ("intendedFor", "series/roots")}),
        ("works: [{title: One, kind: critical-edition, publisher: Hedge, series: Roots, status: in preparation}]",
         {("intendedFor", "org/hedge"), ("intendedFor", "series/roots")}),
        ("works: [{title: One, kind: critical-edition, publisher: Hedge, status: forthcoming}]", {("publisher", "org/hedge")}),
        ("works: [{title: One, kind: map, event: Dig, publisher: Hedge, status: accepted}]",
         {("intendedFor", "event/dig"), ("publisher", "org/hedge")}),
        ("reports: [{title: One, institution: Hedge, status: draft}]", {("intendedFor", "org/hedge")}),
        ("edited_books: [{title: One, publisher: Hedge, editors: Vole V, status: submitted}]", {("intendedFor", "org/hedge")}),
    ],
)  # fmt: skip
def test_a_work_that_has_not_appeared_is_intended_for_its_container(text: str, stated: set[tuple[str, str]]) -> None:
    """Where a publisher, a series or an event has not accepted it, or it is not presented yet; and the way back returns it."""
    predicates = (VITA.intendedFor, BIBO.presentedAt, DCTERMS.isPartOf, DCTERMS.publisher)
    triples = triples_of(index_of(text))
    records_of = r"<https://vole.example/cv#(.+/.+)>"
    found = {(re.split("[/#]", p[:-1])[-1], one[1]) for _, p, o in triples if p in predicates and (one := re.fullmatch(records_of, o))}
    assert found == stated
    assert triples_of(Index(records({"public": triples})[0])) == triples


def test_a_status_reaches_graph_and_page() -> None:
    """In words of the page's language, and without a warning about a date, a volume, a server."""
    text = """
journal_articles:
  - {title: One, authors: [Vole V], journal: Soil, status: in press}
  - {title: Two, authors: [Vole V], status: under review}
books: [{title: Three, authors: [Vole V], status: in preparation}]
book_chapters: [{title: Four, authors: [Vole V], book: Roots, status: forthcoming}]
preprints: [{title: Five, authors: [Vole V], status: draft}, {title: Six, authors: [Vole V], date: 2025}]
"""
    index = index_of(text)
    statuses = {o for _, p, o in triples_of(index) if p == BIBO.status}
    assert statuses == {
        *map(kind, ("in-press", "under-review", "in-preparation")),
        BIBO_STATUS.forthcoming,
        BIBO_STATUS.draft,
        BIBO_STATUS.nonPeerReviewed,
    }
    files = build(index, Options())
    for word in ("in press", "under review", "in preparation"):
        assert word in files["index.html"].decode()
    assert "im Druck" in files["de/index.html"].decode()
    assert {one.shacl.severity for one in validate(index.cv).results} == {Severity.note}


@pytest.mark.parametrize(
    "work",
    [
        "journal_articles: [{title: Op-ed, authors: [Vole V], journal: The Daily Field, date: 2014-10-03}]",
        'journal_articles: [{title: Online, authors: [Vole V], journal: Soil, date: 2014, url: "https://soil.example/1"}]',
        "journal_articles: [{title: In an issue, authors: [Vole V], journal: Soil, issue: 819-820, date: 2014}]",
        "books: [{title: On Moles, authors: [Karl Maulwurf], date: 2009, note: translated by Vera Vole}]",
        "edited_books: [{title: Roots, editors: [Vera Vole], date: 2016}]",
        "reports: [{title: A Manifesto, authors: [Vole V], date: 2013}]",
        "reports: [{title: Application note, number: 7}]",
        "datasets: [{title: Burrows}]",
        "book_chapters: [{title: Moles, authors: [Vole V], book: Encyclopedia of Soil}]",
        "journal_articles: [{title: T, authors: [Vole V], journal: Soil, date: 2014}]",
        "reports: [{title: Self-study, authors: [{organization: Field School}], date: 2013}]",
        "journal_articles: [{title: Comment, authors: [Vole V], journal: Soil, volume: 1, date: 2014}, "
        "{title: Comment, authors: [Vole V], journal: Sand, volume: 1, date: 2014}]",
        "journal_articles: [{title: Review, authors: [Vole V], journal: Soil, volume: 1, pages: 3, date: 2014}, "
        "{title: Review, authors: [Vole V], journal: Soil, volume: 1, pages: 9, date: 2014}]",
        "journal_articles: [{title: Tunnels, authors: [Vole V], journal: Soil Law Review, volume: 72, pages: 353-, date: 2022}]",
        "media: [{title: Moles, kind: blog post, outlet: Lawn}, {title: Voles, kind: press, pages: 'A13, A17', outlet: Lawn}]",
        "edited_books: [{title: On Digging, editors: [Vole V], status: in preparation}]",
        "credentials: [{title: Admission, jurisdiction: Sand}, {title: Admission, jurisdiction: Loam}]",
        "studies: [{degree: Licence, subject: Soil, organization: A}, {degree: Licence, subject: Sand, organization: A}]",
        "awards: [{name: Acorn, year: 2013}]",
        "talks: [{title: Digging, date: 2013}]",
    ],
)
def test_no_warning_about_other_fields(work: str) -> None:
    """Pieces of newspapers, online pieces, translations, what people leave out."""
    assert {one.message for one in validate(index_of(work).cv).results if one.shacl.severity is not Severity.note} == set()


@pytest.mark.parametrize(
    ("work", "shape"),
    [
        ("journal_articles: [{title: T, authors: [Vole V], journal: Soil, volume: 1}]", "PublicationDateShape"),
        ("books: [{title: T, authors: [Karl Maulwurf], date: 2009, note: a translation}]", "OwnerAsAuthorShape"),
    ],
)
def test_the_warnings_that_stay(work: str, shape: str) -> None:
    """A published article without date or volume, a work of other people."""
    results = [one.shacl for one in validate(index_of(work).cv).results if one.shacl.severity is Severity.warning]
    assert [one.source_shape.rpartition("#")[2][:-1] for one in results] == [shape]


@pytest.mark.parametrize(
    ("fields", "reported"),
    [
        ("date: 2014", True), ("date: 2014, pages: 3-9", False), ("date: 2014, issue: 3", False), ("date: 2014-05", False),
        ("date: spring 2014", False), ("date: 2014-05-06", False), ("date: ca. 2014", True), ("status: in press", False),
    ],
)  # fmt: skip
def test_the_note_of_an_article_without_a_volume(fields: str, reported: bool) -> None:
    """Articles of magazines, newspapers and journals that count issues only have none."""
    results = validate(index_of(f"journal_articles: [{{title: T, authors: [Vole V], journal: Soil, {fields}}}]").cv).results
    assert any("has neither a volume" in one.message for one in results) is reported


def test_works_that_have_not_appeared_get_no_notes_of_what_they_lack() -> None:
    """No server, identifier, DOI, address, ISBN; and no printed citation in a CV that prints none."""
    for status in ("in preparation", "submitted", "forthcoming"):
        for section in ("preprints", "books", "journal_articles"):
            index = index_of(f"{section}: [{{title: T, authors: [Vole V], status: {status}}}]")
            assert {one.message for one in validate(index.cv).results if "publication" in one.message} <= {
                one.message for one in validate(index.cv).results if "publisher" in one.message
            }
    cited = "books: [{title: T, authors: [Vole V], date: 2014%s}, {title: U, authors: [Vole V], date: 2014}]"
    for citation, count in (("", 0), (", citation: Vole. T. 2014.", 1)):
        results = validate(index_of(cited % citation).cv).results
        assert len([one for one in results if "printed citation" in one.message]) == count


def test_notes_of_one_kind_are_one_line() -> None:
    """With a count, at the place of the first; errors and warnings of one shape are a line each. JSON has them all."""
    results = [
        Result(
            ShaclResult("", "", "", severity, f"{severity} of {number}", f"<#{severity}>", ""),
            Place("cv.yaml", number, 1),
            "m",
            str(number),
        )
        for severity in Severity
        for number in (1, 2, 3)
    ]
    lines = write(Report(results), "text").splitlines()
    assert len(lines) == 7
    assert lines[-1] == "cv.yaml:1:1: note: 1: m (and 2 more like this)"
    assert write(Report(results), "json").count('"severity": "note"') == 3


FRENCH = """
document: {iri: https://campagnol.example/cv, as_of: 2026-01-01, language: fr}
person: {name: Aude Campagnol}
studies:
  - {degree: Doctorat en pédologie, level: doctorate, organization: Université des Prés, dates: 2001 to 2005, thesis: Sous les racines}
awards:
  - {name: Prix du Gland, year: 2013, outcome: honourable-mention, rank: 2}
  - {name: Prix de la Noisette, year: 2014}
languages: [{name: Anglais, code: en, level: B2}]
projects: [{title: Galeries, dates: 2013, role: lead}]
service: [{role: reviewer, journal: Sols, dates: 2013}]
teaching: [{title: Creuser, dates: 2013, role: lecturer}]
students: [{student: Taupe M, level: master}]
journal_articles: [{title: Terriers, authors: [Campagnol A], journal: Sols, volume: 3, issue: 4, date: 2014}]
patent_families: [{title: Pelle, documents: [EP 1234567 A1]}]
"""


def test_nothing_english_is_tagged_french() -> None:
    """The texts in French are those that the file states, also as parts of derived labels."""
    index = index_of(FRENCH, head="")
    french = {parse(o).value for _, _, o in triples_of(index) if o.endswith("@fr")}
    stated = {
        "Doctorat en pédologie", "Sous les racines", "Prix du Gland", "Prix de la Noisette", "Anglais", "Galeries",
        "Creuser", "Terriers", "Pelle", "Prix du Gland (2013)", "Prix de la Noisette (2014)",
    }  # fmt: skip
    assert french == stated
    labels = {o for _, p, o in triples_of(index) if p in (SCHEMA.award, RDFS.label)}
    assert {'"Prix du Gland (2013, honourable mention, 2nd place)"', '"leading role in Galeries"', '"reviewer: Sols"@en'} <= labels


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_kind_is_read_by_name_label_and_word(scheme: str) -> None:
    """No word is ambiguous between two names, and each word leads to a kind of its scheme."""
    words = words_of(scheme)
    names = {*SCHEMES[scheme].kinds, *(("accepted", "forthcoming") if scheme == "work-statuses" else ())}  # statuses of BIBO
    assert set(words.values()) == names
    for name, labels in SCHEMES[scheme].kinds.items():
        assert words[key(name)] == name
        for label in labels:
            assert words[key(label)] == name, label
    for word, name in WORDS.get(scheme, {}).items():
        assert words[key(word)] == name, word


@pytest.mark.parametrize(
    ("value_type", "written", "name"),
    [
        (GrantRole, "co-PI", "co-principal-investigator"), (GrantRole, "Principal Investigator", "principal-investigator"),
        (AwardOutcome, "Honorable Mention", "honourable-mention"), (PatentStatus, "patent-granted", "granted"),
    ],
)  # fmt: skip
def test_a_word_for_a_kind(value_type: type[Kind], written: str, name: str) -> None:
    """Letter case, hyphens and prefixes do not matter."""
    assert value_type.parse(written) == name


def test_an_unknown_word_is_refused() -> None:
    """With the names that there are."""
    with pytest.raises(ValueError, match=r"write one of .*principal-investigator"):
        GrantRole.parse("mascot")


def test_training_is_no_degree() -> None:
    """A residency awards no degree, a doctorate does; who writes a habilitation is no student."""
    text = "studies: [{degree: %s, level: %s, organization: Field School, dates: 1994 to 1999}]"
    found = {}
    for level in ("residency", "fellowship", "postdoctoral", "training", "habilitation", "doctorate"):
        triples = triples_of(index_of(text % (level, level)))
        found[level] = any(p == SCHEMA.hasCredential for _, p, _ in triples), any(o == kind("student") for _, _, o in triples)
    training = dict.fromkeys(("residency", "fellowship", "postdoctoral", "training"), (False, False))
    assert found == {**training, "habilitation": (True, False), "doctorate": (True, True)}


@pytest.mark.parametrize("level", TRAINING)
def test_the_role_of_a_stay_is_its_kind(level: str) -> None:
    """A visit or a residency makes no member of the organization; the query prints the kind, and the graph is valid."""
    index = index_of(f"studies: [{{degree: Stay, level: {level}, organization: Field School, dates: 1994 to 1999}}]")
    assert [o for _, p, o in triples_of(index) if p == ORG.role] == [kind(level)]
    assert {kind("member"), kind("student")}.isdisjoint(o for _, _, o in triples_of(index))
    (row,) = queries.run(queries.catalogue()["career-timeline"], dataset_of(index)).texts()
    assert DegreeLevel(level).label in row
    assert [one.message for one in validate(index.cv).results if one.shacl.severity is Severity.error] == []


@pytest.mark.parametrize(
    ("fields", "is_artist"),
    [
        *(("kind: solo", True), ("kind: group", True), ("kind: biennial, curators: [Bo Co]", True), ("title: Owls", False)),
        *(("kind: group, curators: [Bo Co, Vera Vole]", False), ("kind: group, contributors: [{name: Vera Vole, role: designer}]", False)),
        *(("kind: group, organizers: [Vera Vole]", False), ("kind: group, artists: [Bo Co]", False)),
        *(("kind: group, contributors: [{name: Bo Co, role: artist}]", False), ("kind: solo, curators: [Vera Vole]", True)),
    ],
)
def test_an_exhibition_showed_works_of_the_owner_unless_another_part_is_stated(fields: str, is_artist: bool) -> None:
    """The kind alone states it, and the records that come back state no artist either."""
    index = index_of(f"exhibitions: [{{{fields}, dates: 2020, organization: Barn}}]")
    triples = triples_of(index)
    assert any(p == MARCREL.art and o == index.owner for _, p, o in triples) is is_artist
    (found,) = records({"public": list(triples)})[0].exhibitions
    assert bool(found.artists or any("artist" in c.role for c in found.contributors)) is ("artist" in fields)
    assert triples_of(Index(records({"public": list(triples)})[0])) == triples


@pytest.mark.parametrize("head", [HEAD, HEAD.replace("license", "language: fr, license"), HEAD.replace("license", "language: ja, license")])
@pytest.mark.parametrize("name", ["anglais", "{fr: anglais, it: inglese, en: English}"])
def test_skills_in_a_language_have_labels_of_their_own(head: str, name: str) -> None:
    """No two skills have one label, also in a language without words for the kinds of skills; none has two labels in a language."""
    index = index_of(f"languages: [{{name: {name}, code: en, skills: [reading, writing, {{skill: speaking, level: native}}]}}]", head)
    labels = [(s, o) for s, p, o in triples_of(index) if p == SKOS.prefLabel and "#language-skill/" in s]
    assert len({o for _, o in labels}) == len(labels) >= 3
    tags = [(s, parse(o).language) for s, o in labels]
    assert len(tags) == len(set(tags))
    assert all("(" in o for _, o in labels)


@pytest.mark.parametrize(
    ("fields", "is_held"),
    [("", False), (", level: master", False), (", status: completed", False), (", level: master, status: completed", True)],
)
def test_a_programme_gives_a_degree_with_its_level_where_it_is_completed(fields: str, is_held: bool) -> None:
    index = index_of(f"studies: [{{degree: 修士課程, organization: U, dates: 1990 to 1992{fields}}}]")
    triples = triples_of(index)
    assert any(p == SCHEMA.hasCredential for _, p, _ in triples) is is_held
    assert triples_of(Index(records({"public": list(triples)})[0])) == triples


def test_a_position_states_its_topic() -> None:
    index = index_of("positions: [{title: Fellow, kind: fellowship, organization: Barn, subject: Tunnels of moles, dates: 2020}]")
    triples = triples_of(index)
    assert [parse(o).value for _, p, o in triples if p == VITA.concerns] == ["Tunnels of moles"]
    assert records({"public": list(triples)})[0].positions[0].subject == "Tunnels of moles"


@pytest.mark.parametrize("word", ["special mention", "Special Mention", "mention spéciale", "menzione speciale", "lobende Erwähnung"])
def test_words_for_an_honourable_mention(word: str) -> None:
    assert AwardOutcome.parse(word) == "honourable-mention"


def test_dcterms_type_of_a_project_role_is_stated() -> None:
    """The node of the role links the owner also where no role is stated."""
    triples = triples_of(index_of(UNSTATED))
    (role,) = {s for s, p, _ in triples if p == SCHEMA.memberOf and s.endswith("/role>")}
    assert not [o for s, p, o in triples if s == role and p in (DCTERMS.type, SCHEMA.roleName)]


@pytest.mark.parametrize("status", sorted(WorkStatus.statuses))
def test_a_status_comes_back_from_bibtex_and_csl(status: str) -> None:
    """Each status of a work, under the words of the format."""
    index = index_of(f"journal_articles: [{{title: One, authors: [Vole V], journal: Soil, date: 2014, status: {status}}}]")
    for name in ("bibtex", "csl-json"):
        text = written(name, index)[0]
        imported = read(text, "works", name)
        assert [work.status for work in imported.cv.journal_articles] == [status], (name, text)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ("year = {in press}", "in-press"), ("year = {submitted}", "submitted"), ("year = {under review}", "under-review"),
        ("year = {in preparation}", "in-preparation"), ("year = {to appear}", "forthcoming"), ("pubstate = {inpress}", "in-press"),
        ("pubstate = {submitted}", "submitted"), ("pubstate = {under-review}", "under-review"),
        ("pubstate = {in preparation}", "in-preparation"),
        ("pubstate = {revise and resubmit}", "revise-and-resubmit"), ("year = {2024}, pubstate = {forthcoming}", "forthcoming"),
    ],
)  # fmt: skip
def test_words_for_a_status_in_bibtex(fields: str, status: str) -> None:
    """In place of the year, and as the state of publication."""
    imported = read(f"@article{{a, title = {{One}}, author = {{Vole, Vera}}, journal = {{Soil}}, {fields}}}", "works.bib", "bibtex")
    assert [work.status for work in imported.cv.journal_articles] == [status]


def test_the_dates_of_a_project_are_those_of_the_owner_only_with_a_role() -> None:
    """Without a stated role, the owner may have joined later or left earlier."""
    for stated, expected in (("", 0), (", role: lead", 2), (", role_name: adviser", 2)):
        triples = triples_of(index_of(f"projects: [{{title: Tunnels, dates: 2013 to 2015{stated}}}]"))
        assert len([s for s, p, _ in triples if s.endswith("/role>") and p in (SCHEMA.startDate, SCHEMA.endDate)]) == expected


@pytest.mark.parametrize("stated", ["", ", authors: [Vole V]", ", authors: [Mole M]", ", kind: interview", ", works: Digging"])
def test_an_item_in_the_media_neither_mentions_nor_is_about_the_owner(stated: str) -> None:
    """Only that it is related to the owner is certain; who wrote it and what it is about are stated, or not. A query finds it."""
    dataset = dataset_of(index_of(f"books: [{{title: Digging}}]\nmedia: [{{title: Down to Earth, outlet: Field News{stated}}}]"))
    to_owner = {p for s, p, o in dataset.triples() if re.search("#media/[^/]*>$", s) and o.endswith("#me>")}
    assert to_owner == {DCTERMS.relation} | ({SCHEMA.author, DCTERMS.creator} if "Vole" in stated else set())
    assert [row[1] for row in queries.run(queries.catalogue()["media"], dataset).texts()]


@pytest.mark.parametrize("outcome", SCHEMES["award-outcomes"].kinds)
def test_a_stated_outcome_is_on_the_page(outcome: str) -> None:
    """Also that the owner won, in both languages; only who received an award has it."""
    index = index_of(f"awards: [{{name: Acorn, year: 2013, outcome: {outcome}}}]")
    files = build(index, Options())
    english, german = SCHEMES["award-outcomes"].kinds[outcome]
    assert english in files["index.html"].decode()
    assert german in files["de/index.html"].decode()
    triples, is_received = triples_of(index), outcome in ("winner", "listed", "honourable-mention", "inducted")
    assert [any(o == VIVO.AwardReceipt for _, _, o in triples), any(p == SCHEMA.award for _, p, _ in triples)] == [is_received] * 2


@pytest.mark.parametrize("status", ["", *SCHEMES["grant-statuses"].kinds])
def test_only_a_grant_that_was_given_is_funding(status: str) -> None:
    """Of the owner, where a status or a role is stated, and of the projects, in the graph and on the way back."""
    index = index_of(f"projects: [{{title: Tunnels}}]\ngrants: [{{title: G, projects: [tunnels]{status and f', status: {status}'}}}]")
    triples = triples_of(index)
    is_funding = status in ("", "grant-awarded", "grant-active", "grant-completed")
    assert [len([o for _, p, o in triples if p == SCHEMA.funding])] == [is_funding + (is_funding and bool(status))]
    assert [one.projects for one in records({"public": triples})[0].grants] == [["Tunnels"]]


# -- positions


@pytest.mark.parametrize("stated", ["", *PositionKind.names()])
@pytest.mark.parametrize("organization", ["", "Nest"])
def test_only_an_employment_is_stated_as_one(stated: str, organization: str) -> None:
    """A position without a kind is a present affiliation, one of another kind has that role only; without an organization only a title."""
    more = "".join(f", {name}: {text}" for name, text in (("kind", stated), ("organization", organization)) if text)
    cv = vitagraph.read_text(f"{HEAD}positions: [{{title: Owl, dates: 2020 to present{more}}}]")
    triples = vitagraph.dataset(cv).triples()
    is_post = stated in ("", "employment")
    of_owner = {p for s, p, o in triples if s.endswith("#me>") and "#position/" not in o}
    at_nest = {SCHEMA.affiliation} | ({SCHEMA.worksFor} if stated else set()) if is_post and organization else set()
    assert {SCHEMA.worksFor, SCHEMA.affiliation, SCHEMA.jobTitle} & of_owner == at_nest | ({SCHEMA.jobTitle} if is_post else set())
    assert SCHEMA.memberOf not in of_owner
    role = {"": "position", "employment": "employee"}.get(stated, f"position-{stated}")
    assert [o for _, p, o in triples if p == ORG.role] == ([kind(role)] if organization else [])
    assert any(o == ORG.Membership for _, _, o in triples) == bool(organization)


# -- time, membership, places

#: records -> a node, properties or classes that it has, and others that it does not state
NOT_WRITTEN = [
    ("studies: [{degree: MA, organization: U, dates: 2006}]", "education/", {SCHEMA.endDate}, {SCHEMA.startDate}),
    ("positions: [{title: Fellow, organization: U, dates: '2013, 2016'}]", "position/", {DCTERMS.date}, {SCHEMA.startDate, SCHEMA.endDate}),
    ("teaching: [{title: Owls, dates: Fall 2015}]", "course/", {DCTERMS.date}, {SCHEMA.startDate, SCHEMA.endDate}),
    ("organizations: [{id: u, name: U, dates: 1900}]", "org/u>", {DCTERMS.date}, {SCHEMA.foundingDate, SCHEMA.dissolutionDate}),
    ("service: [{role: reviewer, organization: U}]", "org/u>", {SCHEMA.contributor}, {SCHEMA.member}),
    ("service: [{role: co-chair, organization: U}]", "org/u>", {SCHEMA.member}, {SCHEMA.contributor}),
    ("exhibitions: [{title: Ears, organization: U}]", "exhibition/", {MARCREL.his}, {SCHEMA.organizer}),
    ("talks: [{title: Ears, hosts: U, kind: guest lecture}]", "talk/", {MARCREL.his, VIVO.Presentation}, {SCHEMA.organizer}),
    ("talks: [{title: Ears, kind: workshop}]", "talk/", {SCHEMA.performer}, {VIVO.Presentation}),
    *(
        (f"patent_families: [{{title: Ears, documents: [{{{one}}}]}}]", "patent/", {VITA.office}, {BIBO.issuer, SCHEMA.publisher})
        for one in ("number: US 16/123456", "office: USPTO, filed: 2020", "office: US, status: pending", "number: PCT/EP2015/123456")
    ),
    *(
        (f"patent_families: [{{title: Ears, documents: [{{{one}}}]}}]", "patent/", {BIBO.issuer, SCHEMA.publisher}, {VITA.office})
        for one in ("number: US 20200123456 A1", "number: EP 3271863", "office: US, granted: 2020", "office: US, status: published")
    ),
    *(
        (f"talks: [{{title: Ears, date: 2023, kind: {one}{speakers}}}]", "talk/", {SCHEMA.contributor, EVENT.agent}, {SCHEMA.performer})
        for one in ("interview", "testimony", "moderator", "[discussant, session-chair]")
        for speakers in ("", ", speakers: [Vera Vole, Mole M]")
    ),
    ("talks: [{title: Ears, kind: [keynote, moderator]}]", "talk/", {SCHEMA.performer, EVENT.agent}, {SCHEMA.contributor}),
    ("works: [{title: Ears, kind: composition, date: 2023}]", "publication/", {DCTERMS.date}, {DCTERMS.created, SCHEMA.dateCreated}),
    ("works: [{title: Ears, kind: music-recording, place: Graz}]", "publication/", {SCHEMA.locationCreated}, {MARCREL.pup}),
    ("collections: [{title: Ears, organization: U}]", "collected-work/", {VITA.CollectedWork}, {SCHEMA.ArchiveComponent}),
    ("collections: [{title: Ears, kind: archive}]", "collected-work/", {SCHEMA.ArchiveComponent}, set()),
    ("exhibitions: [{title: Ears, dates: 2015}]", "exhibition/", {DCTERMS.date}, {SCHEMA.startDate, SCHEMA.endDate}),
    ("service: [{role: reviewer, project: Ears}]", "service/", {SCHEMA.contributor}, {SCHEMA.memberOf}),
    ("media: [{title: Ears, journal: Owl Blog, kind: post-about}]", "media/", {DCTERMS.isPartOf}, {DCTERMS.publisher}),
    ("positions: [{title: A to B, kind: promotion, organization: U, dates: 2020 to present}]", "me>", set(), {SCHEMA.jobTitle}),
    ("talks: [{title: Ears, place: Online}]", "place/", {SCHEMA.VirtualLocation}, {SCHEMA.Place, DCTERMS.Location}),
    ("talks: [{title: Ears, place: 'Graz, Austria (online)'}]", "place/", {SCHEMA.VirtualLocation}, {SCHEMA.Place, DCTERMS.Location}),
    ("media: [{title: Ears, pages: 'A13, A17'}]", "media/", {BIBO.pageStart}, {BIBO.pageEnd}),
    ("works: [{title: Ears, kind: brief, date: 2025}]", "publication/", {DCTERMS.dateSubmitted}, {DCTERMS.issued, SCHEMA.datePublished}),
    ("studies: [{degree: 修士課程, level: master, organization: U, dates: 2020}]", "", {SCHEMA.endDate}, {VIVO.AwardedDegree}),
    ("students: [{student: F, title: T, role: examiner, examiners: O}]", "supervision/", {MARCREL.dgc}, {MARCREL.ths, MARCREL.dgs}),
]


@pytest.mark.parametrize(("text", "node", "stated", "unwritten"), NOT_WRITTEN)
def test_nothing_unwritten_is_stated(text: str, node: str, stated: set[str], unwritten: set[str]) -> None:
    """A record has no property or class that it does not state; it comes back as it is."""
    triples = triples_of(index_of(text))
    found = {one for s, p, o in triples if f"#{node}" in s for one in (p, o)}
    assert (stated - found, unwritten & found) == (set(), set())
    back, left = records({"public": triples})
    assert (left, set(triples_of(Index(back))) ^ set(triples)) == ([], set())


def test_every_role_of_service_leads_to_its_person_in_schema_org() -> None:
    """With and without what it is for."""
    for role in SCHEMES["service-roles"].kinds:
        for venue in "", ", organization: U", ", journal: J", ", organization: U, event: E":
            triples = triples_of(index_of(f"service: [{{role: {role}{venue}}}]"))
            assert {p for s, p, o in triples if "#service/" in s and o.endswith("#me>")} & {SCHEMA.member, SCHEMA.contributor}, role
