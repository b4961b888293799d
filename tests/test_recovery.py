"""Recovery: the graph of a CV in any syntax gives the records from which it was mapped."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

import vitagraph
from generated_cvs import drawn
from generated_cvs import records as records_of
from leaves import everything, freeze, stated_fields, values
from repetition import MORE
from vitagraph.rdf.dataset import PUBLIC, RESTRICTED
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.rdf.terms import parse, tagged
from vitagraph.rdf.vocabulary import BIBO, PREFIXES
from vitagraph.records import CV, Author, Document, Field, Index, Record, plan, record_classes
from vitagraph.records.languages import Language
from vitagraph.recovery.recover import records
from vitagraph.recovery.resources import GraphResources
from vitagraph.values import Text, Value
from vitagraph.values.facts import Facts
from vitagraph.values.terms import Prefixes
from vitagraph.yaml.writing import files
from way_back import Graphs, check, check_number, graphs_of, parsed

WITH_GRAPHS = [syntax.name for syntax in SYNTAXES.own.values() if syntax.named_graphs]
ROOT = Path(__file__).parent.parent
CVS = ("lapuschkin", "example")


def reread(cv: CV, folder: Path) -> CV:
    """The CV written as YAML and read again."""
    for name, text in files(cv).items():
        (folder / name).write_text(text, encoding="utf-8")
    return vitagraph.read(folder)


@pytest.mark.parametrize(("cv", "format"), [("lapuschkin", "trig"), *(("example", name) for name in SYNTAXES.own)], indirect=["cv"])
def test_records_are_recovered_from_every_syntax(cv: CV, format: str, tmp_path: Path) -> None:
    """Through the syntax and through YAML: equal graphs, including restricted ones if the syntax has named graphs."""
    include = RESTRICTED if format in WITH_GRAPHS else ()
    back, lost = records(parsed(vitagraph.dataset(cv).serialize(format, include), format))
    again, before = graphs_of(reread(back, tmp_path)), graphs_of(cv)
    assert not lost
    for name in before if include else ("public",):
        assert again[name] == before[name], name
    assert include or set(again) == set(PUBLIC)


# -- leaf by leaf

#: fields that may be recovered differently, because the graph is the same
DERIVED = {
    "given_name": "the name has it already",
    "family_name": "the name has it already",
    "account_name": "the last part of the account's address is the same",
    "language": "the title is in this language",
    "status": "the dates of the patent say it",
    "type": "a paper presented at the event says that it is a conference",
    "kind": "a talk is a talk and a lecture a lecture anyway",
    "citation_names": "a work prints this form",
    "server": "an arXiv identifier says it",
}


#: fields that have no effect if they name the owner only
OWNER_ALONE = ("inventors", "speakers")


def comparable(record: Record, index: Index) -> dict[str, object]:
    """A record in canonical form: terms of values, texts by language, lists without an order as sets."""
    form: dict[str, object] = {"visibility": record.visibility}
    for field in stated_fields(record):
        if field.is_record or field.name in DERIVED or (isinstance(record, Language) and field.name == "code"):
            continue  # the name of a language may state its code
        listed = BIBO.authorList in field.structured and not getattr(record, "unordered_authors", None)
        some: list[object] = []
        for value in values(record, field):
            if isinstance(value, Text):
                texts = value.translations or ((index.language_of(record, field.name), str(value)),)
                form_of_texts = [(tag, normalize("NFC", text)) for tag, text in texts]
                some += form_of_texts if field.many else [frozenset(form_of_texts)]  # in a list, a graph has no text in several languages
            elif isinstance(value, Author):
                some.append((index.agent(value), normalize("NFC", value.name) if listed else ""))
            elif field.reference:
                some.append(index.refer(field.reference.segment, value))
            elif isinstance(value, Facts | Prefixes):
                some.append(frozenset(value.items() if isinstance(value, dict) else value))
            elif field.name == "area":
                some.append(value.replace(" ", "-"))
            else:
                some.append(value.term() if isinstance(value, Value) else value)
        if some != [(index.owner, "")] or field.name not in OWNER_ALONE:
            form[field.name] = some if listed else frozenset(some)
    return form


@pytest.mark.parametrize("format", WITH_GRAPHS)
def test_every_leaf_is_recovered(cv: CV, format: str) -> None:
    """With ids and references stated, each record has the same values: authors in order, tags, precision, visibility."""
    source = ROOT / "data" / ("lapuschkin" if "Sebastian" in str(cv.person.name) else "example")
    before = freeze(vitagraph.read(source))
    after = freeze(records(parsed(vitagraph.dataset(cv).serialize(format, RESTRICTED), format))[0])
    missing = {node for node in before.records if node not in after.records}
    assert not missing
    compared = 0
    for record in everything(before.cv):
        one, other = comparable(record, before), comparable(after.records[before.node(record)], after)
        assert one == other, before.node(record)
        compared += len(one)
    assert compared > 500
    assert comparable(before.cv.document, before) == comparable(after.cv.document, after)


@pytest.mark.parametrize(
    "records_",
    [
        "person: {name: Ada Beispiel, citation_names: [Alpha House], visibility: {citation_names: contact}}",
        "person: {name: Ada B}\npeople: [{name: Bob C, citation_names: [Zed X], visibility: {citation_names: private}}]",
        "skills: [{name: T0, area: Beta & Sons, skills: [{name: Beta & Sons, area: Alpha House}]}]",
        "journal_articles: [{title: A, lang: de, keywords: [Eule, EULE]}, {title: B, lang: de, keywords: eule}]",
        "talks: [{title: T, date: 2023, organizers: [{organization: Securities and Exchange Commission}]}]",
        "reports: [{title: R, authors: [{name: Dr. Eva Eule, id: eva}, {organization: Centers for Control and Prevention}]}]",
        "journal_articles: [{title: A, authors: [{name: B and C}, {name: D et al.}, {name: E; F, id: g}]}]",
        "skills: [{name: T0, area: Owl}, {name: T1, lang: de, area: owl}, {name: T2, skills: [{name: T3, area: OWL}]}]",
        "skills: [{name: C, skills: [{name: B, skills: [{name: A, area: B}]}]}]",
        "skills: [{name: A, area: B}, {name: B, area: C, skills: [{name: D, area: B}]}]",
        "skills: [{name: Alpha House}, {name: Beta, area: Alpha House, description: X, visibility: {description: contact}}]",
        "teaching: [{title: Owls, dates: 1999, role: tutor, visibility: {role: private}}]",
        "grants: [{title: Owls, funder: Fund, role: fellow, visibility: {role: contact}}]",
        "people: [{name: Bob Cee, id: bob, former_names: [Bob Dee], visibility: {former_names: private}}]\n"
        "edited_books: [{title: B, editors: [{name: Bob Dee, id: bob}]}]",
        "organizations: [{name: Owl Society, homepage: 'https://owl.example'}]\n"
        "talks: [{title: T, date: 2023, organizers: [{name: OS, organization: Owl Society}]}]",
        "people: [{name: Ann Bee, id: ann}, {name: Alf Bee, id: alf}]\n"
        "journal_articles: [{title: A, authors: [{name: A. Bee, id: ann}]}]\n"
        "edited_books: [{title: B, editors: [{name: A. Bee, id: alf}]}]",
        "organizations: [{name: Oak Society, id: oak}, {name: Owl Society, id: owl}]\n"
        "journal_articles: [{title: T, authors: [{name: OS, organization: owl}]}]\n"
        "talks: [{title: T, date: 2023, organizers: [{name: OS, organization: oak}]}]",
        "preprints: [{title: P, server: bioRxiv, visibility: {server: contact}}]",
        "person: {visibility: contact, citation_names: [Beta & Sons]}\nevents: [{name: Owls, organizers: [{name: Alpha; Beta, id: me}]}]",
        "studies: [{degree: A, organization: B, visibility: contact, thesis: {title: T, supervisors: [{name: OS, organization: Owls}]}}]\n"
        "edited_books: [{title: C, editors: [{name: OS, organization: Owls}]}]",
        "students: [{student: {organization: Owl Inn}, level: secondary, title: T}]",
        "students: [{student: {name: Smith et al.}, title: T, organization: Smith et al.}]\norganizations: [{name: Smith et al.}]",
        "organizations: [{name: A, ror: 03v4gjf40, visibility: {ror: public}}, {name: B, ror: 03v4gjf40}]",
        "languages: [{name: Owl, code: en, level: native}, {lang: de, name: Eule, code: en, level: professional-working}]",
        "person: {former_names: [Eva Owl], citation_names: [Eva Owl], visibility: {citation_names: contact}}",
        "skills: [{name: A, area: B, skills: [{name: C, area: D E}, {name: D E}]}]",
        "skills: [{name: A}, {name: B, skills: [{name: C, area: A}]}]",
        "skills: [{name: A, skills: [{id: z, name: B, skills: [{name: C, area: D}]}, {name: E, skills: [{name: D}]}]}]",
        "service: [{organization: ['A, B', a-b]}]",
        "skills: [{name: A, skills: [{name: B, skills: [{name: C, skills: [D]}]}, {area: D, name: E}], visibility: {skills: private}}]",
        "document: {language: zh-hant}\nskills: [{name: P, skills: [{id: a-b, name: B}, {area: A B, name: {en: C}}]}]",
        "conference_papers: [{title: T, conference: N, status: submitted}]\nworks: [{title: B, kind: testimony, event: N}]\n"
        "events: [{name: N, type: workshop}]",
        "events: [{name: N, type: workshop}]\nconference_papers: [{title: A, conference: N}]\n"
        "workshop_papers: [{title: B, workshop: O}]\ntalks: [{event: N, paper: B}]",
        "works: [{title: T, kind: manuscript, journal: J, issue_title: {de: A, en: B}}]",
        "document: {language: zh-hant}\nworkshop_papers: [{title: Gamma Delta, note: {en: T0}, keywords: [Čeština 9]}]",
        "person: {visibility: private}\ntalks: [{title: T, speakers: [{name: Owl et al., id: me}, {name: Eve O, id: me}]}]",
        "person: {citation_names: [Eva Owl], visibility: {citation_names: contact}}\nbooks: [{title: B, authors: [{name: Owl E, id: me}]}]",
        "software: [{lang: de, title: {en: A}, keywords: [Owl], note: {de: B}}]\ndatasets: [{title: C, keywords: [Owl]}]",
        "books: [{title: A, keywords: [漢字]}, {title: {en: B}, lang: ja, keywords: [漢字]}, {title: C, lang: en, keywords: [漢字, D]}]",
        "reports: [{title: T, contributors: [{name: Anna Maria Magdalena Wilhelmina van der Lange-Namen zu Beispiel und anderen Orten, "
        "id: anna-maria-magdalena-wilhelmina, role: [rubricator, degree supervisor, writer of preface, illustrator, curator]}]}]",
        "talks: [{event: Owls, kind: [session-chair, talk-reading]}]",
        "lectures: [{title: T, organizers: [{name: 'Owl, A., PhD', id: owl}]}]\n"
        "edited_books: [{title: B, editors: [{name: O. Owl, id: owl}]}]",
        "skills: [{name: A, area: B}, {name: C, visibility: private, skills: [B]}]",
        "skills: [{name: A, area: B}, {name: B, visibility: private, skills: [C]}]",
        "skills: [{name: A, area: B, visibility: contact}, {name: C, visibility: {skills: private}, skills: [B]}]",
        "person: {name: Ada Owl, family_name: Bee, visibility: {family_name: contact}}",
        "person: {name: Ada Owl, given_name: Eve, visibility: {given_name: private}}",
        "person: {profiles: [{url: 'https://a.example/ada', account_name: owl, visibility: {account_name: private}}]}",
        "patent_families: [{title: Owls, documents: [{number: EP 1 A1, title: Bees, visibility: {title: private}}]}]",
        "skills: [{id: owl, name: {en: Bees, fr: Abeilles}, area: Owl}]",
        "skills: [{id: owl, name: {de: Bienen}, lang: de, area: Owl}, {id: eule, name: Bees}, {name: B, lang: fr, area: Eule}]",
        "person: {children: [{former_ids: owl}]}\nevents: [{name: T, organizers: [{name: Owl, organization: Bees}]}]",
        "lectures: [{kind: lecture, date: 2020}]",
        "lectures: [{kind: [lecture, session-chair]}]",
        "service: [{role: service, role_name: {de: Eulenwart}, organization: Owls}]",
        "exhibitions: [{contributors: [{name: Müller K-R, role: artist}]}]",
        "awards: [{name: A, recipients: {organization: '[Owl]'}}]\npatent_families: [{documents: DE 102 C3}]\n"
        "people: [{former_ids: owl, family_name: B, visibility: private}]",
        "skills: [{name: {fr: Owls}, skills: [{name: {en: Bees}}, {name: T, area: Owls}], visibility: {skills: private}}]",
        "skills: [{name: {fr: Owls, en: Bees}, skills: [{name: {en: Cats}}, {name: T, area: Owls}], visibility: {skills: private}}]",
        "patent_families: [{title: Owls, documents: [{number: 'US 62/123,456', office: US, visibility: {number: private}}]}]",
        "exhibitions: [{dates: 2010, organization: [Owl Hall, Bee Hall, Cat Hall]}]",
        "talks: [{title: Owls, date: 2020, more_authors: false}, {date: 2021, more_authors: true}]",
        "works: [{title: Owl, kind: physical-object}]\ntalks: [{title: On it, date: 2020, paper: Owl, event: Owl Days}]",
        "talks: [{event: Bees, paper: T}]\nworks: [{title: T, kind: clinical-study, event: Owls}]",
        "talks: [{event: Bees, paper: T}]\nworks: [{title: T, kind: testimony}]",
        "talks: [{event: Bees, paper: T}]\nworks: [{title: T, kind: registered-copyright, status: in-preparation}]",
        "talks: [{event: Bees, paper: T}]\nconference_papers: [{title: T, conference: Owls, status: submitted}]",
        "works: [{title: T, kind: artwork, date: 2015, visibility: {date: private}}]",
        "person: {visibility: private}\nawards: [{name: A, recipients: [{name: Eule E, id: me}]}]",
        "person: {visibility: contact}\nstudents: [{student: Bee B, role: examiner, examiners: [{name: Eule E, id: me}], title: T}]",
        "skills: [{name: A, area: C}, {name: {fr: B}, area: C}]",
        "skills: [{name: A, area: '[Owl]'}, {name: B, former_ids: owl}]",
        "organizations: [{name: Owls, short_names: [Eulen]}, {name: Owls, ror: 03v4gjf40}]\n"
        "awards: [{name: A, recipients: [{name: Bees, organization: Eulen}]}]",
        "lectures: [{title: T, authors: [{name: A B, id: bee}, {name: Ann Bee, id: bee, part: [X]}], unordered_authors: true}]",
        "skills: [{name: A, area: T!}, {name: {en: B}, lang: fr, area: T?, description: C}]",
        "students: [{role: thesis-committee-chair, examiners: [{id: me}]}, {role: examiner, title: T, student: Eule E},"
        "{role: opponent, title: O, examiners: [{id: me}]}, {role: examiner, title: P, examiners: [{id: me}, et al.]},"
        "{role: examiner, title: Q, examiners: [Bee B, et al.], visibility: {examiners: contact}}]",
        "students: [{student: {name: Сидоров И, id: ivan}}]\nteaching: [{title: T, teachers: [{name: Ivan Petrovich Sidorov, id: ivan}]}]",
        "skills: [{name: {fr: A}, area: B}, {lang: de, name: {fr: C}, area: D}, {name: {fr: E}, description: {fr: F}, area: G}]",
        "skills: [{name: A, skills: [{name: B, skills: [{name: C, area: Z, skills: [{name: D, area: B}]}], "
        "visibility: {skills: contact}}]}]",
        "events: [{name: E, proceedings: {title: P, translators: [{name: X, organization: C}, {name: Y, organization: B}, "
        "{name: Z, organization: B}, et al.]}}]",
        "books: [{title: T, authors: [Eule E, et al.], visibility: {more_authors: contact}}]",
        "skills: [{name: {fr: A}, area: owls}, {lang: de, name: B, area: Owls!}]",
        "person: {name: Ada Owl, visibility: contact}\nsoftware: [{title: T, contributors: [{id: me, role: curator}]}]",
    ],
)
def test_former_losses_are_recovered(records_: str) -> None:
    """Names more restricted than their person or with separators, cyclic or nested areas, a restricted nested field,
    a restricted field that has a default, printed names that are also a restricted former name or the name of another agent,
    a restricted field with nothing to derive it from, a name printed in places of several visibilities, students that are organizations,
    a shared identifier with a visibility, one language on two levels, a printed degree, an area that is a restricted skill,
    a stated value beside the derived one in another graph, a label of several organizations, a label beside a name in another script.
    """
    document = "" if records_.startswith("document") else "document: {iri: 'https://cv.example/ada'}\n"
    check(vitagraph.read_text(f"{document}{records_}\n"))


@pytest.mark.parametrize(
    "records_",
    [
        "journal_articles: [{title: Eine Eule, lang: de, authors: [Bob Cee], keywords: [Eule]}, {title: Owls, keywords: [Owl]}]",
        "journal_articles: [{title: {en: Owls}, lang: de, keywords: [Eule]}]",
        "journal_articles: [{title: {de: Eulen}, keywords: [Eule]}, {title: Über Eulen, lang: de, keywords: [EULE]}]",
        "skills: [{name: Eulenkunde, lang: de, area: Vogelkunde}, {name: Owls, area: Birds}]",
        "talks: [{title: T, date: 2023, place: 'Bremen, Germany', event: Owl Days}]",
        "people: [{name: Eva Eule, homepage: 'https://eva.example'}]\nedited_books: [{title: B, editors: [E. Eule]}]",
        "organizations: [{name: Owl Society, homepage: 'https://owl.example'}]\ngrants: [{title: Owls, funder: Owl Society}]",
        "organizations: [{name: Owl Society, id: owls, homepage: 'https://owl.example'}]\ngrants: [{title: Owls, funder: owls}]",
        "talks: [{title: T, date: 2023, organizers: [{organization: Owl Society}]}]\npeople: [{name: Owl Society}]",
        "talks: [{title: T, date: 2023, organizers: [{organization: Owl Inn}, Bob Cee]}]",
        "talks: [{title: T, date: 2023, organizers: [Owl Society, Bob Cee]}]",
        "journal_articles: [{title: A, authors: [Bob Cee, {organization: Owl Society}]}]",
        "organizations: [{name: Owl Society, homepage: 'https://owl.example'}]\ntalks: [{title: T, date: 2023, organizers: [Owl Society]}]",
        "talks: [{title: Eine Eule, lang: de, date: 2023}]",
        "person: {name: Ada Bee, visibility: contact}\njournal_articles: [{title: T, authors: [{name: A. Bee, id: me}]}]",
    ],
)
def test_short_records_are_recovered_as_short(records_: str) -> None:
    """Names instead of ids and records, one `lang` instead of tags, printed names where they are printed."""
    cv = vitagraph.read_text(f"document: {{iri: 'https://cv.example/ada'}}\n{records_}\n")
    back, _ = records(parsed(vitagraph.dataset(cv).serialize("nquads", RESTRICTED), "nquads"))
    assert "\n".join(files(back).values()) == "\n".join(files(cv).values())


# -- graphs that others wrote or edited

ADA = "https://cv.example/ada"
#: a CV with records of which the tests below change statements
EDITED = f"""
document: {{iri: '{ADA}'}}
people: [{{id: eva, name: Eva Eule}}]
books: [{{id: owls, title: Owls, number_of_pages: 50}}, {{id: trees, title: Trees}}]
edited_books: [{{id: essays, title: {{de: Aufsätze}}, editors: [{{id: eva}}]}}]
skills: [{{id: counting, name: Counting}}]
"""


def test_downloads_with_one_suffix_keep_their_nodes() -> None:
    """The first one has the name, in whatever order a graph lists them."""
    urls = "[https://a.example/full.ttl, https://a.example/cv.ttl, https://a.example/a.ttl]"
    check(vitagraph.read_text(f"document: {{iri: 'https://cv.example/ada', downloads: {urls}}}\nperson: Ada Beispiel\n"))
    graphs = parsed(vitagraph.dataset(vitagraph.read_text(f"document: {{downloads: {urls}}}")).serialize("nquads"), "nquads")
    back, lost = records({name: triples[::-1] for name, triples in graphs.items()})
    assert lost == []
    assert back.document.downloads[0] == "https://a.example/full.ttl"


@pytest.mark.parametrize("name", ["cv.example/cv#graph/", "cv.example/cv#graph/archive", "other.example/graph/private"])
def test_triples_of_a_graph_of_any_other_name_are_public(name: str) -> None:
    cv = vitagraph.read_text("document: {iri: 'https://cv.example/cv'}\nperson: Ada Beispiel\n")
    other = f'<https://cv.example/cv#me> <http://schema.org/jobTitle> "Poet" <https://{name}> .\n'
    back, lost = records(parsed(vitagraph.dataset(cv).serialize("nquads") + other, "nquads"))
    assert lost == []
    assert other.rpartition(" <")[0] in vitagraph.dataset(back).serialize("ntriples")


def test_characters_that_records_cannot_state_are_reported() -> None:
    """In every text of a graph: a control character or a noncharacter is reported, and the records can be read."""
    characters = cycle(("\x07", "\x9f", "\ufffe"))
    cv = vitagraph.read(ROOT / "data/example")
    graphs: Graphs = {}
    changed = set()
    for name, triples in parsed(vitagraph.dataset(cv).serialize("nquads", RESTRICTED), "nquads").items():
        graphs[name] = []
        for subject, predicate, term in triples:
            text = parse(term)
            if not text.is_iri and not text.datatype and "#graph/" not in subject:
                changed.add(triple := (subject, predicate, tagged(text.value + next(characters), text.language)))
                graphs[name].append(triple)
            else:
                graphs[name].append((subject, predicate, term))
    back, lost = records(graphs)
    assert len(changed) > 2000
    assert changed <= set(lost)
    assert "\n".join(files(vitagraph.read_text("\n".join(files(back).values()))).values()) == "\n".join(files(back).values())


def edited(*changes: tuple[str, str, str, str, str]) -> Graphs:
    """The graphs of EDITED after changes: + or -, a graph, subject, predicates and object."""
    graphs = parsed(vitagraph.dataset(vitagraph.read_text(EDITED)).serialize("nquads", RESTRICTED), "nquads")
    for sign, graph, subject, predicates, term in changes:
        triples = [(expanded(subject), expanded(predicate), expanded(term)) for predicate in predicates.split()]
        before = graphs.get(graph, [])
        graphs[graph] = before + triples if sign == "+" else [triple for triple in before if triple not in triples]
    return graphs


def expanded(term: str) -> str:
    """A literal as it is, a prefixed name of a vocabulary, or a fragment of the document."""
    if term.startswith(('"', "<")):
        return term
    prefix, colon, name = term.partition(":")
    return f"<{PREFIXES[prefix]}{name}>" if colon else f"<{ADA}{term}>"


TITLE = "schema:name dcterms:title rdfs:label"


@pytest.mark.parametrize(
    ("changes", "unstated"),
    [
        pytest.param([("+", "public", "#publication/owls", "dcterms:relation", '"owls"')], 1, id="a predicate of no field"),
        pytest.param([("+", "public", "#publication/owls", "schema:url", '"owls"')], 1, id="one of the predicates of a field"),
        pytest.param(
            [("+", "public", "#publication/trees", "schema:numberOfPages bibo:numPages", '"51"')], 2, id="text instead of a number"
        ),
        pytest.param(
            [("+", "public", "#book/essays", "schema:editor bibo:editor", "<https://other.example/bob>")], 2, id="an agent elsewhere"
        ),
        pytest.param([("+", "public", "#book/essays", "schema:editor bibo:editor", "#skill/counting")], 2, id="an agent that is a skill"),
        pytest.param(
            [("+", "public", "#book/essays", "schema:editor bibo:editor", "#person/eva/account")], 2, id="an agent that is a part of one"
        ),
        pytest.param(
            [
                ("+", "public", "#person/bob", "rdf:type", "schema:Person"),
                ("+", "public", "#person/bob", "rdf:type", "foaf:Person"),
                ("+", "private", "#person/bob", "schema:name foaf:name rdfs:label", '"Bob Cee"'),
            ],
            3,
            id="a private name of a public person",
        ),
        pytest.param(
            [("+", "private", "#person/eva", "rdf:type", "schema:Person"), ("+", "private", "#person/eva", "rdf:type", "foaf:Person")],
            2,
            id="a public person that is described again in private",
        ),
        pytest.param([("+", "meta", "#dataset", "void:subset", "#graph/archive")], 0, id="a graph of the dataset"),
        pytest.param([("+", "meta", "#dataset", "dcterms:modified", '"soon"')], 1, id="text instead of a date"),
        pytest.param([("+", "meta", "#dataset", "dcterms:license", '"free"')], 1, id="text instead of a licence"),
        pytest.param([("+", "meta", "#dataset", "void:dataDump", "<urn:x:y>")], 1, id="a file without a web address"),
        pytest.param([("+", "meta", "#dataset", "prov:wasDerivedFrom", "<mailto:a@b.example>")], 1, id="a source without a web address"),
        pytest.param([("+", "public", "#person/eva", "skos:altLabel", '" "')], 1, id="an empty name"),
        pytest.param([("+", "public", "#person/Old%20Id", "dcterms:isReplacedBy", "#person/eva")], 1, id="a former id of another form"),
        pytest.param([("+", "public", "#person/Old%20Id", "schema:name", '"Eva"')], 1, id="a person with an id of another form"),
        pytest.param([("+", "public", "#publication/owls", TITLE, '"Eulen"@x-y-z-1')], 3, id="a language tag of another form"),
    ],
)
def test_statements_that_no_record_can_state_are_returned(changes: list[tuple[str, str, str, str, str]], unstated: int) -> None:
    """The records, written and read again, give all other statements and no more, except those about whole graphs."""
    before = edited(*changes)
    back, lost = records(before)
    again = graphs_of(vitagraph.read_text("\n".join(files(back).values())))
    for name in before.keys() | again.keys():
        added = again.get(name, set()).difference(before.get(name, ()))
        assert {predicate for _, predicate, _ in added} <= {expanded("void:triples")}
    missing = {triple for name, triples in before.items() for triple in triples if triple not in again.get(name, ())}
    assert set(lost) == {triple for triple in missing if "#graph/" not in triple[0] + triple[2]}
    assert len(lost) == unstated


def test_english_is_the_language_of_a_cv_in_several_that_states_none() -> None:
    """The texts in other languages keep their tags."""
    back, _ = records(edited(("-", "meta", "", "dcterms:language", '"en"')))
    assert back.document.language == "en"


def test_nodes_in_a_segment_of_the_document_are_records() -> None:
    """Not their parts, the nodes of the document itself and those of other documents."""
    resources = GraphResources(ADA, "en", [])
    assert resources.identity(f"<{ADA}#person/eva>") == ("person", "eva")
    assert resources.identity(f"<{ADA}#me>") == ("person", "me")
    for node in (
        f"<{ADA}#person/eva/image>",
        f"<{ADA}#dataset>",
        f"<{ADA}#person/>",
        "<https://other.example/cv#person/eva>",
        '"#person/eva"',
    ):
        assert resources.identity(node) is None, node


# -- names


@pytest.mark.parametrize("student", ["somebody", {"id": "somebody"}, {"name": "Eule B", "id": "somebody"}])
@pytest.mark.parametrize("level", ["doctorate", "habilitation", "postdoctoral"])
def test_a_student_comes_back_as_named(student: Any, level: str) -> None:
    """By a name, by an id alone, by both; a printed name is stated only where one was written."""
    check(vitagraph.read_text(json.dumps({"students": [{"student": student, "level": level, "title": "T"}]})))


# -- languages


@pytest.mark.parametrize("language", ["en", "ja", "zh-hant", "und"])
@pytest.mark.parametrize("title", ["Owls", {"en": "Owls"}, {"de": "Eulen"}, {"en": "Owls", "de": "Eulen"}])
@pytest.mark.parametrize("keywords", [["Hearing"], ["漢字"], ["Hearing", "漢字"]])
def test_keywords_keep_the_language_of_their_record(language: str, title: Any, keywords: list[str]) -> None:
    """A keyword has a tag only where it can be in that language, whatever the language of the title."""
    check(vitagraph.read_text(json.dumps({"document": {"language": language}, "datasets": [{"title": title, "keywords": keywords}]})))


# -- bounded work


def calls(action: Callable[[], object]) -> int:
    """The number of Python functions that an action calls."""
    count = 0

    def one(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(one)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


def ladder(levels: int) -> str:
    """Skills of which each has two broader ones: the skill in which it is nested, and the area, another skill of that level."""
    left, right = "{name: L0}", "{name: R0}"
    for level in range(1, levels):
        left, right = left[:-1] + f", area: R{level}}}", right[:-1] + f", area: L{level}}}"
        left, right = f"{{name: L{level}, skills: [{left}]}}", f"{{name: R{level}, skills: [{right}]}}"
    return f"skills: [{left}, {right}]"


def work(records_: str) -> int:
    """The number of calls that the recovery of these records takes."""
    cv = vitagraph.read_text(f"document: {{iri: 'https://cv.example/ada'}}\n{records_}\n")
    graphs = parsed(vitagraph.dataset(cv).serialize("nquads", RESTRICTED), "nquads")
    records(graphs)  # compiles the declarations
    return calls(lambda: records(graphs))


@pytest.mark.parametrize(
    ("before", "one", "after", "count"),
    [
        pytest.param("skills: [", "{{name: A{}, area: A{next}}}", "]", 60, id="areas in areas"),
        pytest.param("skills: [{name: A, facts: {schema:award: [", "x{}", "]}}]", 200, id="facts"),
    ],
)
def test_work_is_in_proportion_to_the_records(before: str, one: str, after: str, count: int) -> None:
    """Twice as many records take about twice as many calls."""
    once, twice = (work(before + ", ".join(one.format(n, next=n + 1) for n in range(number)) + after) for number in (count, 2 * count))
    assert twice < 3 * once


def test_skills_in_two_skills_take_bounded_work() -> None:
    """The broader skills of each are found once, by however many ways they are reached."""
    assert work(ladder(17)) < 500_000


# -- generated CVs


def check_generated(count: int) -> None:
    """Checks this many CVs, each drawn alone; one that is not valid may differ."""
    for number in range(count):
        check_number(number)


def test_generated_cvs_are_recovered() -> None:
    """Records of all classes, with similar names and all visibilities."""
    check_generated(20)


@pytest.mark.slow(60)
@pytest.mark.generated
def test_many_generated_cvs_are_recovered() -> None:
    """`make way-back` checks 10,000."""
    check_generated(300 * MORE)


def test_every_field_is_generated() -> None:
    """In a few records of its class: the generated CVs show of every field that it is recovered."""
    known = set[Field]()
    for record in (*record_classes(), Document):
        unseen = {field.name for field in plan(record).facts if field not in known}
        for number in range(800 if unseen else 0):
            unseen -= {field.name for field in stated_fields(drawn(records_of(record), number))}
            if not unseen:
                break
        assert not unseen, record
        known.update(plan(record).facts)


class CountedTerm(str):
    """A term that counts how often one is compared."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        CountedTerm.compared += 1
        return str.__eq__(self, other)  # type: ignore[return-value]  # two texts


def test_a_list_of_terms_is_not_searched_for_each_term() -> None:
    """A paper may have thousands of authors, each under several predicates."""
    size = 300
    predicates = ("<urn:p>", "<urn:q>")
    triples = [("<urn:n>", predicate, CountedTerm(f"<urn:{one}>")) for predicate in predicates for one in range(size)]
    graph = GraphResources("urn:d", "en", triples)
    assert graph.objects("<urn:n>", *predicates) == [f"<urn:{one}>" for one in range(size)]
    assert CountedTerm.compared < 10 * size
