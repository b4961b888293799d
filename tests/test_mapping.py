"""The graph of each record class against reviewed golden graphs; figures of the real CV; the Python interface."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
import yaml

import vitagraph
from vitagraph.errors import DataError
from vitagraph.mapping import notes_of
from vitagraph.mapping.statements import batches, facts_of
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.syntaxes import turtle
from vitagraph.rdf.terms import Triple
from vitagraph.rdf.vocabulary import (
    ACCESS_RIGHT,
    BIBO,
    BIBO_STATUS,
    DCAT,
    DCTERMS,
    EVENT,
    FOAF,
    MARCREL,
    ORG,
    OWL,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VITA,
    VIVO,
    VOID,
    XSD,
)
from vitagraph.records import CV, Author, Index, Visibility, sections
from vitagraph.records.kinds import kind
from vitagraph.records.organizations import Organization
from vitagraph.records.relators import Relator
from vitagraph.records.schemes import SCHEMES
from vitagraph.validation import validate
from vitagraph.values import Slug, Text
from vitagraph.yaml.read import read_files

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden/records"
KINDS_OF_RECORD = sorted(file.stem for file in GOLDEN.glob("*.yaml"))
REAL = "https://lapuschkin.com/cv"


# -- record classes


def public_turtle(cv: CV) -> str:
    """The public graph only, as Turtle."""
    dataset = vitagraph.dataset(cv)
    name = dataset.name_of("public")
    return turtle.write(dataset.document, {name: dataset.graphs()[name]})


def ntriples(text: str) -> str:
    """Turtle as sorted N-Triples, by pyoxigraph."""
    return "".join(sorted(f"{quad.triple} .\n" for quad in pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.TURTLE)))


@pytest.mark.parametrize("name", KINDS_OF_RECORD)
def test_a_record_class_has_its_golden_graph(name: str, update_golden: bool) -> None:
    """`tests/golden/records/{name}.yaml` gives the Turtle file beside it; --update-golden writes it."""
    text = public_turtle(vitagraph.read(GOLDEN / f"{name}.yaml"))
    file = GOLDEN / f"{name}.ttl"
    if update_golden:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert ntriples(text) == ntriples(file.read_text(encoding="utf-8"))


def test_every_section_has_a_golden_graph() -> None:
    """Every record class is tested."""
    used = {section for name in KINDS_OF_RECORD for section in yaml.safe_load((GOLDEN / f"{name}.yaml").read_text(encoding="utf-8"))}
    assert used >= set(sections())
    assert {file.stem for file in GOLDEN.glob("*.ttl")} == set(KINDS_OF_RECORD)


# -- rules that hold for every graph


@pytest.fixture(scope="module", params=[*KINDS_OF_RECORD, "lapuschkin", "example"])
def triples(request: pytest.FixtureRequest) -> list[Triple]:
    """The triples of each golden CV and of both CVs, all four graphs."""
    source = ROOT / "data" / request.param if request.param in ("lapuschkin", "example") else GOLDEN / f"{request.param}.yaml"
    return vitagraph.dataset(vitagraph.read(source)).triples(RESTRICTED)


def pairs(triples: list[Triple], predicate: str) -> set[tuple[str, str]]:
    """Subject and object of a predicate."""
    return {(s, o) for s, p, o in triples if p == predicate}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SCHEMA.author, DCTERMS.creator, ),
        (SCHEMA.pageStart, BIBO.pageStart),
        (SCHEMA.pageEnd, BIBO.pageEnd),
        (SCHEMA.performer, EVENT.agent),
        (SCHEMA.familyName, FOAF.familyName),
        (SCHEMA.givenName, FOAF.givenName),
        (SCHEMA.inLanguage, DCTERMS.language),
        (SCHEMA.datePublished, DCTERMS.issued),
        (SCHEMA.item, RDF.first),
        (SCHEMA.abstract, DCTERMS.abstract),
        (SCHEMA.birthPlace, "<http://www.w3.org/ns/person#placeOfBirth>"),
    ],
)  # fmt: skip
def test_both_vocabularies_have_equal_values(triples: list[Triple], one: str, other: str) -> None:
    """If both vocabularies have a predicate, its values are equal (exceptions: patents, datasets, courses, works that are no documents)."""
    classes = defaultdict(set)
    for s, o in pairs(triples, RDF.type):
        classes[s].add(o)
    left, right = pairs(triples, one), pairs(triples, other)
    single_in = {BIBO.Patent, BIBO.Performance, SCHEMA.Dataset, SCHEMA.CourseInstance, SCHEMA.Thing, VIVO.Company, VOID.Dataset}
    single = {s for s, types in classes.items() if types & single_in}
    if one in (SCHEMA.pageStart, SCHEMA.pageEnd):  # schema.org has pages of articles and chapters only
        single |= classes.keys() - {s for s, _ in pairs(triples, SCHEMA.pagination)}
    if one == SCHEMA.performer:  # who takes part in a conversation performs nothing
        single |= classes.keys() - {s for s, types in classes.items() if VIVO.Presentation in types}
    assert {pair for pair in left ^ right if pair[0] not in single} == set()


def test_every_resource_has_a_class_and_a_label(triples: list[Triple]) -> None:
    """Except the cells of author lists, which have a position, and external resources, which only have a class."""
    described = {s for s, _, _ in triples}
    assert {s for s, _ in pairs(triples, RDF.type)} == described
    named = {s for s, _ in pairs(triples, RDFS.label)}
    cells = {s for s, _ in pairs(triples, RDF.first)}
    elsewhere = {s for s in described if "#" not in s and not s.endswith("/cv>")}
    unnamed = described - named - cells - elsewhere
    owner = next(o for s, o in pairs(triples, FOAF.primaryTopic))
    assert unnamed <= {owner}


def test_every_referenced_iri_is_described(triples: list[Triple]) -> None:
    """An object that is an IRI of this document, or a kind, is also a subject."""
    described = {s for s, _, _ in triples}
    document = next(s for s, _ in pairs(triples, FOAF.primaryTopic))[:-1]
    missing = {o for _, p, o in triples if o.startswith((f"{document}#", f"<{PREFIXES['kind']}")) and o not in described}
    missing -= {owner for _, owner in pairs(triples, FOAF.primaryTopic)}
    assert missing == set()


def test_at_most_one_date_as_printed(triples: list[Triple]) -> None:
    """dcterms:date is the date that the CV prints, once a record; a talk on several separate dates has each of them."""
    series = {s for s, p, o in triples if p == RDF.type and o == SCHEMA.EventSeries}
    counted = Counter(s for s, _ in pairs(triples, DCTERMS.date) if s not in series)
    assert [s for s, count in counted.items() if count > 1] == []


def test_dates_have_the_type_of_their_precision(triples: list[Triple]) -> None:
    """The datatype follows from the length; dates are never padded."""
    forms = {XSD.gYear: r"\d{4}", XSD.gYearMonth: r"\d{4}-\d{2}", XSD.date: r"\d{4}-\d{2}-\d{2}"}
    dated = {
        DCTERMS.date,
        DCTERMS.issued,
        DCTERMS.dateAccepted,
        DCTERMS.dateSubmitted,
        SCHEMA.startDate,
        SCHEMA.endDate,
        SCHEMA.datePublished,
    }
    for _, p, o in triples:
        if p in dated:
            text, _, datatype = o[1:].partition('"^^')
            if datatype == "<http://id.loc.gov/datatypes/edtf/EDTF>":
                assert p == DCTERMS.date
                assert re.fullmatch(r"(\d{4}(-\d\d){0,2})?/(\d{4}(-\d\d){0,2}|\.\.)", text)
            else:
                assert re.fullmatch(forms[datatype], text)


def test_language_tags_are_lower_case_and_one_text_each(triples: list[Triple]) -> None:
    """As in RDF 1.2; a name has at most one text for each language on one node."""
    tagged = [(s, p, o.rpartition('"@')[2]) for s, p, o in triples if o[-1] not in '">']
    assert all(tag == tag.lower() for _, _, tag in tagged)
    names = Counter(one for one in tagged if one[1] in (SCHEMA.name, DCTERMS.title, SKOS.prefLabel))
    assert [one for one, count in names.items() if count > 1] == []


def test_lists_of_people_are_whole(triples: list[Triple]) -> None:
    """Each list ends in rdf:nil, is numbered from 1, and has exactly the people whom the graph names under its property."""
    first, rest = dict(pairs(triples, RDF.first)), dict(pairs(triples, RDF.rest))
    position, facts = dict(pairs(triples, SCHEMA.position)), set(triples)
    authors = {work for work, _ in pairs(triples, SCHEMA.author)}
    with_list = {work for work, _ in pairs(triples, BIBO.authorList)}
    assert authors == with_list | {work for work, _ in pairs(triples, VITA.unorderedAuthor)}
    lists = [(one, SCHEMA.author, cell, 1) for one, cell in pairs(triples, BIBO.authorList)]
    lists += [(one, BIBO.editor, cell, 2) for one, cell in pairs(triples, BIBO.editorList)]
    of = {cell: property for cell, property in pairs(triples, DCTERMS.type) if cell in first}
    lists += [(one, of[cell], cell, 2) for one, cell in pairs(triples, VITA.peopleInOrder)]
    assert len(lists) == len({(one, property) for one, property, _, _ in lists})
    reached = set()
    for node, property, head, least in lists:
        cell, agents = head, []
        while cell != RDF.nil:
            agents.append(first[cell])
            assert cell == f"{head.rpartition('/')[0]}/{len(agents)}>"
            assert position[cell] == f'"{len(agents)}"^^{XSD.integer}'
            reached.add(cell)
            cell = rest[cell]
        assert len(agents) >= least
        named = {o for s, p, o in facts if s == node and (p == property or (least == 2 and Relator.of_term(p)))}
        assert set(agents) == named if least == 1 else set(agents) <= named
    assert reached == set(first) == set(rest)


def test_only_people_and_organizations_make_works(triples: list[Triple]) -> None:
    """Authors, editors, inventors, speakers and supervisors are agents."""
    agents = {s for s, o in pairs(triples, RDF.type) if o in (FOAF.Person, FOAF.Organization)}
    owner = {o for _, o in pairs(triples, FOAF.primaryTopic)}
    makers = {SCHEMA.author, SCHEMA.editor, SCHEMA.creator, SCHEMA.performer, SCHEMA.contributor, MARCREL.ths, MARCREL.inv, ORG.reportsTo}
    roles = {s for s, o in pairs(triples, RDF.type) if o == SCHEMA.Role}
    assert {o for _, p, o in triples if p in makers} <= agents | owner | roles


def test_kinds_are_described_where_they_are_used(triples: list[Triple]) -> None:
    """A kind in the graph has its notation, its labels in two languages and its scheme."""
    bases = tuple(f"<{base}" for base in (PREFIXES["kind"], *(scheme.base for scheme in SCHEMES.values() if scheme.base)))
    used = {o for _, p, o in triples if o.startswith(bases) and p != SKOS.inScheme}
    assert used == {s for s, _ in pairs(triples, SKOS.notation)}
    for concept in used:
        labels = {o.rpartition("@")[2] for s, o in pairs(triples, SKOS.prefLabel) if s == concept}
        assert labels == {"en", "de"}
        assert len({o for s, o in pairs(triples, SKOS.inScheme) if s == concept}) == 1


def test_same_as_follows_the_rule(triples: list[Triple]) -> None:
    """owl:sameAs leads from individuals to IRIs that denote them, skos:exactMatch from concepts, and neither from a work or to a page."""
    denoting = (
        "orcid.org/",
        "www.wikidata.org/entity/Q",
        "ror.org/",
        "d-nb.info/gnd/",
        "viaf.org/viaf/",
        "isni.org/isni/",
        "sws.geonames.org/",
    )
    same, matches = pairs(triples, OWL.sameAs), pairs(triples, SKOS.exactMatch)
    assert all(o.partition("://")[2].startswith(denoting) for _, o in same)
    concepts, works = ({s for s, o in pairs(triples, RDF.type) if o == cls} for cls in (SKOS.Concept, BIBO.Document))
    assert {s for s, _ in matches} <= concepts
    assert not {s for s, _ in same} & (concepts | works | {s for s, _ in pairs(triples, BIBO.authorList)})
    assert {*same, *(pair for pair in matches if "/vitagraph/" not in pair[0])} <= {*pairs(triples, SCHEMA.sameAs)}


def test_every_term_is_in_its_vocabulary(triples: list[Triple]) -> None:
    """Each predicate and class is listed in a vocabulary whose own file was checked."""
    bases = tuple(f"<{base}" for base in (*PREFIXES.values(), "https://terms.example/aves#"))  # the example declares the last one
    assert all(p.startswith(bases) for _, p, _ in triples)
    assert all(o.startswith(bases) for _, o in pairs(triples, RDF.type))
    assert not any(p.startswith("<https://schema.org/") for _, p, _ in triples)
    own = {p for _, p, _ in triples if p.startswith(f"<{PREFIXES['vita']}")} | {
        o for _, o in pairs(triples, RDF.type) if o.startswith(f"<{PREFIXES['vita']}")
    }
    assert own <= set(vars(VITA).values())


# -- single rules


def graph(source: str) -> list[Triple]:
    """The public triples of a CV in a text."""
    return vitagraph.dataset(vitagraph.read_text(source)).triples()


def test_a_patent_that_prints_its_grant_alone_states_no_publication() -> None:
    """`granted D`: dcterms:dateAccepted and the printed date, no dcterms:issued and no schema:datePublished."""
    triples = graph('patent_families: [{title: X, documents: [{number: "EP 3271863", granted: 2021-07-28}]}]')
    node = "<https://cv.example/cv#patent/ep-3271863>"
    dates = {(p, o) for s, p, o in triples if s == node and "2021" in o}
    assert dates == {(p, f'"2021-07-28"^^{XSD.date}') for p in (DCTERMS.dateAccepted, DCTERMS.date)}
    assert (node, BIBO.status, kind("patent-granted")) in triples
    assert not pairs(triples, VITA.kindCode)


def test_provenance_has_no_digest_and_no_time() -> None:
    """The same records give the same graph: no sha256 of sources, no time of the build."""
    for name in ("lapuschkin", "example"):
        triples = vitagraph.dataset(vitagraph.read(ROOT / "data" / name)).triples()
        assert not [o for _, _, o in triples if "sha256" in o]
        assert not [p for _, p, _ in triples if p in (PROV.startedAtTime, PROV.endedAtTime)]


def test_licence_and_downloads_only_where_stated() -> None:
    """A CV that states neither has neither; one that does has both in both vocabularies."""
    bare = graph("person: Ada Beispiel\n")
    assert not [p for _, p, _ in bare if p in (DCTERMS.license, SCHEMA.license, VOID.dataDump, SCHEMA.distribution, DCTERMS.modified)]
    stated = graph("document: {iri: 'https://ada.example/cv', license: CC-BY-4.0, downloads: 'https://ada.example/cv.ttl'}\n")
    licence = "<https://creativecommons.org/licenses/by/4.0/>"
    assert pairs(stated, DCTERMS.license) == pairs(stated, SCHEMA.license) == {("<https://ada.example/cv#dataset>", licence)}
    assert pairs(stated, VOID.dataDump) == {("<https://ada.example/cv#dataset>", "<https://ada.example/cv.ttl>")}
    assert pairs(stated, SCHEMA.encodingFormat) == {("<https://ada.example/cv#distribution/ttl>", '"text/turtle"')}


def test_each_of_several_downloads_with_one_suffix_has_a_node_of_its_own() -> None:
    """The first keeps the name that it has alone."""
    urls = [f"https://ada.example/{name}" for name in ("cv.ttl", "full.ttl", "old/cv.ttl", "cv.nt")]
    triples = graph(f"document: {{iri: 'https://ada.example/cv', downloads: [{', '.join(urls)}]}}\n")
    nodes = {url[1:-1]: node for node, url in pairs(triples, DCAT.downloadURL)}
    assert len(set(nodes.values())) == len(urls)
    assert (nodes[urls[0]], nodes[urls[3]]) == tuple(f"<https://ada.example/cv#distribution/{name}>" for name in ("ttl", "nt"))
    assert nodes[urls[1]].startswith("<https://ada.example/cv#distribution/ttl-")


@pytest.mark.parametrize(
    ("url", "name", "label", "media_type"),
    [
        ("https://ada.example/cv.ttl", "ttl", "cv.ttl", "text/turtle"),
        ("https://ada.example/a.b/cv.2024.nt?v=2.1/x#to.p/", "nt", "cv.2024.nt", "application/n-triples"),
        ("https://ada.example/cv.nq#top/of.page", "nq", "cv.nq", "application/n-quads"),
        ("https://ada.example/cv.pdf", "pdf", "cv.pdf", ""),
        ("https://ada.example/cv", "https-ada-example-cv", "cv", ""),
        ("https://ada.example/", "https-ada-example", "https://ada.example/", ""),
    ],
)
def test_a_download_is_named_by_its_suffix_and_labelled_with_its_file(url: str, name: str, label: str, media_type: str) -> None:
    """The query and the fragment of its address belong to neither; a file without a suffix is named by its address."""
    triples = graph(f"document: {{iri: 'https://ada.example/cv', downloads: '{url}'}}\n")
    node = f"<https://ada.example/cv#distribution/{name}>"
    assert pairs(triples, DCAT.downloadURL) == {(node, f"<{url}>")}
    assert (node, f'"{label}"') in pairs(triples, RDFS.label)
    assert pairs(triples, SCHEMA.encodingFormat) == ({(node, f'"{media_type}"')} if media_type else set())


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("{name: Ada Beispiel}", "Ada Beispiel"),
        ("{name: Ada Beispiel, visibility: contact}", "an unnamed researcher"),
        ("{email: ada@ada.example}", "an unnamed researcher"),
    ],
)
def test_the_titles_contain_the_name_of_the_owner_if_it_is_public(person: str, name: str) -> None:
    """The titles of the document and of the dataset are public."""
    title = f"Curriculum vitae of {name}"
    titles = {(RDFS.label, f'"{title}"@en'), (DCTERMS.title, f'"{title}"@en')}
    assert {(p, o) for s, p, o in graph(f"person: {person}\n") if s == "<https://cv.example/cv>" and '"@' in o} == titles
    assert ("<https://cv.example/cv#dataset>", f'"{title} as linked data"@en') in pairs(graph(f"person: {person}\n"), DCTERMS.title)


def test_the_dataset_is_in_the_languages_of_the_cv_and_of_its_texts() -> None:
    """Neither text with an @ nor an address with one states a language."""
    article = "{title: Owls @ Night, lang: en, url: 'https://ada.example/@owls', citation: 'Owls @ Night'}"
    triples = graph(f"document: {{language: de}}\njournal_articles: [{article}]\n")
    dataset = "<https://cv.example/cv#dataset>"
    for predicate in (DCTERMS.language, SCHEMA.inLanguage):
        assert {o for s, o in pairs(triples, predicate) if s == dataset} == {'"de"', '"en"'}


def test_a_former_id_is_labelled_and_leads_to_the_record() -> None:
    former, record = ("<https://cv.example/cv#org/old>", "<https://cv.example/cv#org/new>")
    triples = graph("organizations: [{id: new, former_ids: old, name: Nest}]\n")
    expected = {(RDF.type, RDFS.Resource), (RDFS.label, '"old"'), (DCTERMS.isReplacedBy, record)}
    assert {(p, o) for s, p, o in triples if s == former} == expected


def test_a_restricted_field_has_all_its_triples_in_the_graph_of_its_visibility() -> None:
    """Also those that the record would state beside its fields: the addresses of profiles."""
    graphs = vitagraph.dataset(
        vitagraph.read_text("person: {name: Ada, profiles: ['https://github.com/ada'], visibility: {profiles: contact}}")
    ).graphs(RESTRICTED)
    public, contact = (graphs[f"<https://cv.example/cv#graph/{name}>"] for name in ("public", "contact"))
    assert ("<https://cv.example/cv#me>", SCHEMA.sameAs, "<https://github.com/ada>") in contact
    assert "github" not in str(public)


def test_a_public_fact_is_derived_from_public_facts_alone() -> None:
    """A restricted family name changes neither the public family name nor the public given name; it is whole in its own graph."""
    name = "name: Maria Skłodowska Curie"
    dataset = vitagraph.dataset(
        vitagraph.read_text(f"people: [{{{name}, family_name: Skłodowska Curie, visibility: {{family_name: private}}}}]")
    )
    assert set(dataset.triples()) == set(graph(f"people: [{{{name}}}]\n"))
    private = set(dataset.triples(RESTRICTED)) - set(dataset.triples())
    assert {(p, o) for _, p, o in private} == {(p, '"Skłodowska Curie"') for p in (SCHEMA.familyName, FOAF.familyName)}


def test_current_and_past_follow_from_the_stated_day() -> None:
    """Not from the clock: without `as_of` a project is neither."""
    project = "projects: [{title: X, dates: 2015 to 2018}, {title: Y, dates: 2020 to 2024-07}]"
    assert not [p for _, p, _ in graph(project) if p in (FOAF.pastProject, FOAF.currentProject)]
    triples = graph("document: {as_of: 2024-06-01}\n" + project)
    assert pairs(triples, FOAF.pastProject) == {("<https://cv.example/cv#me>", "<https://cv.example/cv#project/x>")}
    assert pairs(triples, FOAF.currentProject) == {("<https://cv.example/cv#me>", "<https://cv.example/cv#project/y>")}


def test_access_rights_of_the_graphs() -> None:
    """Each named graph has its visibility, as a value of the EU vocabulary."""
    triples = vitagraph.dataset(vitagraph.read(ROOT / "data/example")).triples()
    rights = {s.rpartition("/")[2][:-1]: o for s, o in pairs(triples, DCTERMS.accessRights)}
    assert rights == {"public": ACCESS_RIGHT.PUBLIC, "contact": ACCESS_RIGHT.RESTRICTED, "private": ACCESS_RIGHT.NON_PUBLIC}


# -- ids


def test_default_ids_are_those_of_the_manual() -> None:
    """Slug of the name; author, year and title of a work; date and title of a talk; office, number and kind code of a patent."""
    index = Index(vitagraph.read(ROOT / "data/example"))
    ids = {
        str(record.names().__next__()): index.id_of(record) for record in index.cv.records() if any(record.names()) and record.id is None
    }
    assert ids["Deutsche Gesellschaft für Stille"] == "deutsche-gesellschaft-fuer-stille"
    assert ids["Über das Schweigen der Fische"] == "beispiel-2021-ueber-das-schweigen-der-fische"
    assert ids["Vögel für alle"] == "2020-08-voegel-fuer-alle"
    assert ids["Signals and Nests"] == "2014-signals-and-nests"
    assert ids["Johanna Vogel"] == "vogel-j"
    assert ids["Femke van der Berg"] == "van-der-berg-f"


def test_the_two_chapters_of_2016_get_two_ids() -> None:
    """Both by Binder, both of 2016, with the same beginning: at 60 characters they differ (at 40 they would not)."""
    index = Index(vitagraph.read(ROOT / "data/lapuschkin"))
    ids = [index.id_of(record) for record in index.cv.book_chapters if record.id is None]
    binder = sorted(one for one in ids if one.startswith("binder-2016-"))
    assert binder == [
        "binder-2016-layer-wise-relevance-propagation-for-deep-neural-network",
        "binder-2016-layer-wise-relevance-propagation-for-neural-networks-with",
    ]
    assert all(len(one.removeprefix("binder-2016-")) <= 60 for one in binder)


def test_a_name_in_a_script_without_latin_letters_gets_an_id() -> None:
    """So that a CV in any language needs no stated ids."""
    assert "topic/日本語" in "".join(s for s, _, _ in graph("interests: [日本語]"))


# -- the real CV in numbers, counted in its text by hand


@pytest.fixture(scope="module")
def real() -> CV:
    """The real CV."""
    return vitagraph.read(ROOT / "data/lapuschkin")


@pytest.fixture(scope="module")
def facts(real: CV) -> list[Triple]:
    """Its public triples."""
    return vitagraph.dataset(real).triples()


def instances(facts: list[Triple], cls: str) -> set[str]:
    """The resources of a class."""
    return {s for s, o in pairs(facts, RDF.type) if o == cls}


def test_89_persons(real: CV, facts: list[Triple]) -> None:
    """The owner, 83 co-authors, and 5 supervisors who are no co-authors."""
    owner = f"<{REAL}#me>"
    people = instances(facts, FOAF.Person)
    authors = {o for _, o in pairs(facts, SCHEMA.author)}
    assert len(people) == 89
    assert len(authors - {owner}) == 83
    supervisors = people - authors
    assert len(supervisors) == 5
    assert supervisors <= {o for _, p, o in facts if p in (ORG.reportsTo, MARCREL.ths)}
    assert instances(facts, SCHEMA.Person) == people


def test_89_printed_forms_are_84_persons(real: CV) -> None:
    """The names in the author lists, and their persons."""
    index = Index(real)
    works = [record for record in real.records() if record.segment == "publication"]
    printed = {author for record in works for author in record.authors}
    assert all(isinstance(author, Author) for author in printed)
    assert len({author.name for author in printed}) == 89
    assert len({index.agent(author) for author in printed}) == 84
    assert {author.name for author in printed if index.agent(author) == index.owner} == {"Bach S", "Lapuschkin S"}
    mueller = {author.name for author in printed if index.agent(author).endswith("#person/mueller-kr>")}
    assert mueller == {"Müller K", "Müller K-R", "Müller KR"} & {author.name for author in printed}
    assert len(mueller) >= 2


def test_12_patents_in_3_families(facts: list[Triple]) -> None:
    """8, 3 and 1 documents, of which 6, 0 and 0 are granted; 5 print a kind code."""
    families = instances(facts, VITA.PatentFamily)
    patents = instances(facts, BIBO.Patent)
    members = Counter(o for s, o in pairs(facts, DCTERMS.isPartOf) if s in patents)
    granted = {s for s, o in pairs(facts, BIBO.status) if o == kind("patent-granted")}
    granted_of = Counter(o for s, o in pairs(facts, DCTERMS.isPartOf) if s in granted)
    assert (len(families), len(patents)) == (3, 12)
    assert sorted(((members[family], granted_of[family]) for family in families), reverse=True) == [(8, 6), (3, 0), (1, 0)]
    assert len(pairs(facts, VITA.kindCode)) == 5
    assert {s for s, _ in pairs(facts, DCTERMS.dateAccepted)} == granted
    assert len({o for s, o in pairs(facts, BIBO.issuer)}) == 9
    assert pairs(facts, MARCREL.inv) == {(patent, f"<{REAL}#me>") for patent in patents}


def test_talks_and_lectures_by_year(facts: list[Triple]) -> None:
    """16 talks and 8 lectures; the days of a series are not counted again."""
    given = instances(facts, VIVO.Presentation)
    lectures = given & instances(facts, SCHEMA.EducationEvent)
    years = {s: o[1:5] for s, o in pairs(facts, SCHEMA.startDate)}
    counted = dict.fromkeys(sorted({years[one] for one in given}), (0, 0))
    for one in given:
        talks, taught = counted[years[one]]
        counted[years[one]] = (talks + (one not in lectures), taught + (one in lectures))
    assert counted == {"2017": (1, 0), "2019": (5, 1), "2020": (5, 1), "2021": (2, 2), "2022": (3, 3), "2023": (0, 1)}
    assert (len(given - lectures), len(lectures)) == (16, 8)
    assert len(pairs(facts, EVENT.sub_event)) == 3


def test_51_publications_by_kind(facts: list[Triple]) -> None:
    """21 articles, 8 conference and 9 workshop papers, 4 chapters, 9 preprints; also 3 theses."""
    kinds = Counter(o for s, o in pairs(facts, DCTERMS.type) if "#publication/" in s)
    assert kinds == {
        kind("journal-article"): 21,
        kind("conference-paper"): 8,
        kind("workshop-paper"): 9,
        kind("book-chapter"): 4,
        kind("preprint"): 9,
    }
    assert len(pairs(facts, DCTERMS.bibliographicCitation)) in (0, 51)
    assert len(instances(facts, BIBO.Thesis)) == 3
    assert {o for s, o in pairs(facts, BIBO.status) if "#publication/" in s} == {BIBO_STATUS.nonPeerReviewed}
    assert len(instances(facts, VIVO.ConferencePaper)) == 8


def test_15_journals_and_the_rest(facts: list[Triple]) -> None:
    """Journals, positions, studies, projects, awards, as the CV lists them."""
    assert len(instances(facts, BIBO.Journal)) == len(instances(facts, SCHEMA.Periodical)) == 15
    assert (len(instances(facts, VIVO.AwardReceipt)), len(instances(facts, VIVO.Relationship))) == (5, 1)
    assert len(instances(facts, FOAF.Project)) == 6
    assert len(instances(facts, VIVO.AwardedDegree)) == 4
    roles = Counter(o for _, o in pairs(facts, ORG.role))
    assert roles == {kind("employee"): 6, kind("student"): 4}
    assert len({o for _, o in pairs(facts, SCHEMA.knowsAbout)}) == 4
    assert len({o for _, o in pairs(facts, SCHEMA.knowsLanguage)}) == 2


def test_the_owner_is_one_person_with_two_names(facts: list[Triple]) -> None:
    """Formerly Bach, now Lapuschkin: one node, each paper with the name that it prints."""
    owner = f"<{REAL}#me>"
    stated = {(p, o) for s, p, o in facts if s == owner}
    for predicate in (SCHEMA.name, FOAF.name, RDFS.label):
        assert [o for p, o in stated if p == predicate] == ['"Sebastian Lapuschkin"']
    assert (SCHEMA.alternateName, '"Sebastian Bach"') in stated
    assert ("<http://www.w3.org/ns/person#birthName>", '"Sebastian Bach"') in stated
    assert {o for p, o in stated if p == SKOS.altLabel} == {'"Sebastian Bach"', '"Bach S"', '"Lapuschkin S"'}
    cells = {s for s, o in pairs(facts, SCHEMA.item) if o == owner and "/publication/" not in s}
    names = Counter(o for s, o in pairs(facts, SCHEMA.name) if s in cells)
    assert names['"Bach S"'] == 6
    assert set(names) == {'"Bach S"', '"Lapuschkin S"'}


# -- the Python interface


def test_reading_and_mapping_in_python(real: CV) -> None:
    """`read`, `dataset`, `serialize`, as in README."""
    dataset = vitagraph.dataset(real)
    assert dataset.document == REAL
    assert len(dataset) == len(dataset.triples()) == len(set(dataset))
    assert dataset.serialize() == dataset.serialize("turtle")
    assert dataset.name_of("public") == f"<{REAL}#graph/public>"
    with pytest.raises(vitagraph.UsageError, match="did you mean 'turtle'"):
        dataset.serialize("turtel")
    assert set(vitagraph.__all__) <= set(dir(vitagraph))


@pytest.mark.filterwarnings(
    r"ignore:Dataset\..* is deprecated:DeprecationWarning", "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)
def test_to_rdflib_gives_a_dataset_with_named_graphs(real: CV) -> None:
    """Two named public graphs, whose union is the default graph; schema.org is http with the prefix schema."""
    dataset = vitagraph.dataset(real)
    parsed = dataset.to_rdflib()
    assert isinstance(parsed, rdflib.Dataset)
    named = {str(one.identifier): len(one) for one in parsed.graphs() if len(one) and str(one.identifier).startswith("http")}
    assert named == {name[1:-1]: len(triples) for name, triples in dataset.graphs().items()}
    assert len(named) == 2
    prefixes = {prefix: str(base) for prefix, base in parsed.namespaces()}
    assert PREFIXES.items() <= prefixes.items()
    assert prefixes["schema"] == "http://schema.org/"
    rows = list(parsed.query("SELECT ?name WHERE { ?doc foaf:primaryTopic/schema:name ?name }"))
    assert [str(row[0]) for row in rows] == ["Sebastian Lapuschkin"]
    contact = dataset.to_rdflib(["contact"])
    assert len([one for one in contact.graphs() if len(one) and "#graph/" in str(one.identifier)]) == 3


def test_a_cv_made_in_python_maps_like_one_that_was_read() -> None:
    """Records are plain classes; no file is needed."""
    from vitagraph.records.achievements import Topic
    from vitagraph.values import Text

    made = vitagraph.dataset(CV(interests=[Topic(name=Text("bird song"))]))
    assert set(made) == set(graph("interests: [bird song]"))


def test_every_kind_is_named_once() -> None:
    """A kind belongs to one scheme, and no scheme has the name of a kind."""
    names = [name for scheme in SCHEMES.values() for name in scheme.kinds]
    assert len(names) == len(set(names))
    assert not set(names) & set(SCHEMES)


def test_the_preprint_server_has_one_name_where_it_is_described() -> None:
    """arXiv has a default name; a record that describes it, or names it as a server, replaces it."""
    bare = "preprints: [{title: X, arxiv: '2212.99942'}]\n"
    node = "<https://cv.example/cv#org/arxiv>"
    assert {o for s, o in pairs(graph(bare), SCHEMA.name) if s == node} == {'"arXiv"'}
    described = graph(bare + "organizations: [{id: arxiv, name: arXiv e-print archive, type: research}]\n")
    assert {o for s, o in pairs(described, SKOS.prefLabel) if s == node} == {'"arXiv e-print archive"'}
    assert pairs(described, SCHEMA.publisher) == pairs(described, DCTERMS.publisher) - {
        (s, o) for s, o in pairs(described, DCTERMS.publisher) if "#dataset" in s
    }


def test_a_printed_form_of_an_organization_is_another_name_of_it() -> None:
    """As for people: outside of author lists there is no cell for it."""
    source = "organizations: [{id: iseb, name: International Society of Early Birds}]\n"
    source += "events: [{name: X, organizers: [{name: Early Birds Intl., organization: iseb}]}]\n"
    assert ("<https://cv.example/cv#org/iseb>", '"Early Birds Intl."') in pairs(graph(source), SKOS.altLabel)


@pytest.mark.parametrize(
    ("stated", "family", "given"),
    [
        ("name: Kim Min-jun, given_name: Min-jun", ["Kim"], ["Min-jun"]),
        ("name: Maria Skłodowska Curie, family_name: Skłodowska Curie", ["Skłodowska Curie"], ["Maria"]),
        ("name: Müller K-R, family_name: Müller", ["Müller"], []),
        ("name: Plume, family_name: Feder", ["Feder"], []),
        ("family_name: Feder, given_name: Ada", ["Feder"], ["Ada"]),
        ("name: Femke van der Berg", ["van der Berg"], ["Femke"]),
        ("name: J. R. Berg", ["Berg"], ["J. R."]),
        ("name: 'Vega Luna, Ana'", ["Vega Luna"], ["Ana"]),
        ("name: 黒田 宏", ["黒田"], ["宏"]),
        ("name: Nguyen Van Minh, lang: vi", ["Nguyen"], ["Van Minh"]),
        ("name: Ana Vega Luna", [], []),
        ("name: Tran Minh", [], []),
    ],
)
def test_family_and_given_name_are_stated_or_taken_from_the_name(stated: str, family: list[str], given: list[str]) -> None:
    """If one of the two is stated, the rest of the name is the other; initials are no given name; no part of a name is guessed."""
    triples = graph(f"people: [{{{stated}, id: x}}]\n")
    for predicates, names in (((SCHEMA.familyName, FOAF.familyName), family), ((SCHEMA.givenName, FOAF.givenName), given)):
        for predicate in predicates:
            assert [o for _, o in pairs(triples, predicate)] == [f'"{name}"' for name in names]


@pytest.mark.parametrize(
    ("records_", "label"),
    [
        ("journal_articles: [{title: A, keywords: [Economics, economics]}]", "economics"),
        ("books: [{title: A, keywords: Economics}, {title: B, keywords: [economics, Economics]}]", "Economics"),
        ("interests: [economics]\njournal_articles: [{title: A, keywords: [Economics, ECONOMICS]}]", "economics"),
        ("books: [{title: A, keywords: ECONOMICS, visibility: private}, {title: B, keywords: economics}]", "economics"),
    ],
)
def test_keywords_that_differ_in_case_are_one_topic_with_one_label(records_: str, label: str) -> None:
    """The label of the described topic, else the most frequent one of the most public mentions; keywords stay as typed."""
    cv = vitagraph.read_text(f"document: {{iri: 'https://cv.example/ada'}}\nperson: {{name: Ada}}\n{records_}\n")
    triples = set(vitagraph.dataset(cv).triples(RESTRICTED))
    topic = "<https://cv.example/ada#topic/economics>"
    assert {term for node, predicate, term in triples if (node, predicate) == (topic, SKOS.prefLabel)} == {f'"{label}"@en'}
    keywords = {term for _, predicate, term in triples if predicate == SCHEMA.keywords}
    assert keywords == {f'"{word}"' for one in cv.records() for word in getattr(one, "keywords", ())}
    assert not validate(cv).errors_only().results


def test_the_facts_of_a_record_are_its_share_of_the_graph(cv):
    index = Index(cv)
    shares = [batch for batch in batches(index) if batch.record is not None]
    assert len(shares) >= len(list(cv.records()))
    for record, triples in shares:
        assert facts_of(record, index) == {one.name: set(triples[one]) for one in Visibility}


def test_contradictory_records_have_no_graph():
    """Each problem has its place in the file of the CV; a CV that was made in Python has none."""
    cv = read_files([("cv.yaml", b"organizations:\n- {id: a, name: A}\n- {id: b, name: B}\n")], "cv.yaml").cv
    cv.organizations[1].id = Slug("a")
    with pytest.raises(DataError) as raised:
        vitagraph.dataset(cv)
    assert str(raised.value) == "cv.yaml:3:8: the organization id 'a' is taken; write another one"
    made = CV(document=cv.document, person=cv.person, organizations=[Organization(id=Slug("a"), name=Text(name)) for name in "AB"])
    with pytest.raises(DataError, match=r"^the CV: the organization id 'a' is taken; write another one$"):
        vitagraph.dataset(made)


WITH_NOTES = b"""\
teaching:
- {title: Bats, organization: Uni, dates: 2013}
- {title: Bats, organization: Uni, dates: 2013}
talks:
- {title: A, date: 2024, event: E}
- {title: B, date: 2025, event: E, visibility: private}
"""


@pytest.mark.parametrize(
    ("in_file", "source", "places", "elsewhere"),
    [
        (True, "", ["cv.yaml:3:3", "cv.yaml:5:33"], ["cv.yaml:2:3"]),
        (False, "", ["the CV", "the CV"], []),
        (False, "ada.json", ["ada.json", "ada.json"], []),
    ],
)
def test_notes_have_the_place_of_the_value_and_of_the_other_record(
    in_file: bool, source: str, places: list[str], elsewhere: list[str]
) -> None:
    """Without a file, that of the source; a note about a restricted fact is restricted."""
    cv = read_files([("cv.yaml", WITH_NOTES)], "cv.yaml").cv
    if not in_file:
        cv.origins = None
    of_bats, of_event = sorted(notes_of(Index(cv), source), key=lambda note: "event" in note.message)
    assert [str(note.place) for note in (of_bats, of_event)] == places
    assert [note.restricted for note in (of_bats, of_event)] == [False, True]
    assert re.findall(r"\(the other is in (.+)\)$", of_bats.message) == elsewhere
    assert "the other is in" not in of_event.message
