"""Public graphs contain no restricted value, name, id or derived fact of a CV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha1
from pathlib import Path
from typing import Any

import msgspec
import pyoxigraph
import pytest
import yaml

import vitagraph
from command_line import completed
from leaves import Change, Leaf, all_leaves, defining, leaves, other, stated_fields, top_level, values
from repetition import MORE
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.rdf.terms import Triple, parse
from vitagraph.rdf.vocabulary import PREFIXES, SKOS
from vitagraph.records import ABOUT_THE_RECORD, CV, Author, Document, Field, Index, Person, Record, Visibility, plan, sections, with_nested
from vitagraph.records.kinds import Kind
from vitagraph.records.record import FieldVisibility
from vitagraph.values import Days, Email, LanguageTag, Period, Phone, slug

WITH_GRAPHS = [syntax.name for syntax in SYNTAXES.own.values() if syntax.named_graphs]
ROOT = Path(__file__).parent.parent
DOCUMENT = "https://ada.example/cv"


@pytest.fixture(scope="module")
def example() -> CV:
    """The CV of the invented person, for this module only: some tests change and restore it."""
    return vitagraph.read(ROOT / "data/example")


# -- restricted facts, collected from the records


def written_forms(leaf: Leaf) -> set[str]:
    """The texts by which a leaf could be recognised, in lower case: as stated, as an id, in its other forms."""
    value = leaf.whole
    if isinstance(value, (Period, Days)):
        forms = {str(leaf.value)} if leaf.value else set()
    elif isinstance(value, Author):
        forms = {value.name, value.id, value.organization}
    else:
        forms = {str(leaf.value)}
        for form in leaf.field.forms:
            if (term := form.form(value)) is not None:
                forms.add(parse(term).value)
    if isinstance(value, Email):
        forms.add(value.partition("@")[0])
    if isinstance(value, Phone):
        forms.add("".join(filter(str.isdigit, value))[-7:])
    if leaf.field.reference:
        forms |= set(str(leaf.value).split(", "))
    if not isinstance(value, (Period, Days)):
        forms |= {slug(form) for form in forms}
    return {form.lower() for form in forms if form}


def restricted_words(cv: CV, classes: Iterable[Visibility] = (Visibility.contact, Visibility.private)) -> set[str]:
    """Each text of a leaf with one of these visibilities that occurs in no public leaf and is no word of vitagraph."""
    everywhere = all_leaves(top_level(cv))
    public = "\n".join(form for leaf in everywhere if leaf.visibility is Visibility.public for form in written_forms(leaf))
    vocabulary = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "ontology").glob("*.ttl"))).lower()
    hidden = {form for leaf in everywhere if leaf.visibility in classes for form in written_forms(leaf)}
    return {word for word in hidden if word not in public and not (word.isalpha() and word in vocabulary) and word not in _NAMESPACES}


# Texts in every output: namespaces (with their years).
_NAMESPACES = " ".join([*PREFIXES.values(), "http://www.w3.org/2005/11/its"]).lower()


def assert_contains_none_of(text: str, words: Iterable[str]) -> None:
    """None of these words occurs in the text, in any case."""
    lowered = text.lower()
    leaked = sorted(word for word in words if word in lowered)
    assert not leaked, f"leaked: {leaked}"


def test_the_collected_words_are_the_right_ones(example: CV) -> None:
    """Telephone number, birth date, child, home, friend and each private title are among the restricted words."""
    words = restricted_words(example)
    assert len(words) > 100
    expected = {"ada.geheim@post.example", "+49-30-5550199", "5550199", "tel:+49-30-5550199", "1984-02-29", "02-29", "2016-11-09"}
    expected |= {"geheimweg 7", "99998", "diskretingen", "inkognitien", "verborgenstadt, utopia", "utopia", "verein der morgenmuffel"}
    expected |= {"https://vogel.example/", "theo verschlusssache", "verschlusssache-journal", "qaa", "verschlusssache p"}
    assert expected <= words
    # The private record of each section, by its own words.
    hidden = [record for record in example.records() if record.visibility and record.visibility.get("", 0)]
    assert {type(record) for record in hidden} == set(sections().values())
    for record in hidden:
        assert any("verschlusssache" in form for leaf in leaves(record) for form in written_forms(leaf))
    assert "verschlusssache" not in {word for word in words if word.startswith("ada")}


# -- default output


@pytest.mark.parametrize("name", SYNTAXES.own)
def test_no_format_shows_what_is_restricted(example: CV, name: str) -> None:
    """By default every format has the graphs public and meta, and no restricted word."""
    text = vitagraph.dataset(example).serialize(name)
    assert_contains_none_of(text, restricted_words(example))
    assert_contains_none_of(text, ["verschlusssache", "mbox", "telephone", "birthdate", "postaladdress", "nationality"])


def test_the_command_line_writes_nothing_that_is_restricted(example: CV, tmp_path: Path) -> None:
    """Files, standard output and standard error."""
    words = restricted_words(example)
    for arguments in (["--all-formats", str(tmp_path)], [], ["-f", "nquads"]):
        done = completed(ROOT, "export", *arguments, "data/example")
        assert done.returncode == 0
        assert_contains_none_of(done.stdout + done.stderr, words)
    assert len(list(tmp_path.iterdir())) == len(SYNTAXES.own)
    for file in tmp_path.iterdir():
        assert_contains_none_of(file.read_text(encoding="utf-8"), words)


def test_the_summary_counts_no_private_records(tmp_path: Path) -> None:
    """The summary of the command names sections, never values."""
    source = tmp_path / "cv.yaml"
    source.write_text("talks:\n- {title: Geheimnis, date: 2020, visibility: private}\n", encoding="utf-8")
    done = completed(tmp_path, "export", source, "-o", "cv.ttl")
    assert done.returncode == 0
    assert_contains_none_of(done.stdout + done.stderr + (tmp_path / "cv.ttl").read_text(encoding="utf-8"), ["geheimnis"])


@pytest.mark.parametrize("name", WITH_GRAPHS)
def test_include_contact_adds_contact_facts_only(example: CV, name: str) -> None:
    """The graph contact is added; public and meta stay as they are; nothing of the graph private is written."""
    dataset = vitagraph.dataset(example)
    assert set(dataset.graphs(["contact"])) == {dataset.name_of(graph) for graph in ("public", "contact", "meta")}
    for graph, triples in dataset.graphs().items():
        assert dataset.graphs(["contact"])[graph] == triples
    text = dataset.serialize(name, ["contact"])
    contact = "\n".join(
        form for leaf in all_leaves(top_level(example)) for form in written_forms(leaf) if leaf.visibility == Visibility.contact
    )
    assert_contains_none_of(
        text, {word for word in restricted_words(example, [Visibility.private]) if word not in f"{contact}\nverschlusssache-cellar"}
    )
    for word in ("ada.geheim@post.example", "+49-30-5550199", "Geheimweg 7", "Verein der Morgenmuffel", "https://vogel.example/"):
        assert word in text
    assert {predicate for _, predicate, _ in dataset.graphs(["contact"])[dataset.name_of("contact")]} >= {
        "<http://schema.org/email>", "<http://xmlns.com/foaf/0.1/mbox>", "<http://xmlns.com/foaf/0.1/mbox_sha1sum>",
        "<http://schema.org/telephone>", "<http://schema.org/address>",
    }  # fmt: skip


def test_every_restricted_leaf_is_in_its_graph(example: CV) -> None:
    """Each restricted word is in the graph of its visibility, and in no graph that is more public."""
    dataset = vitagraph.dataset(example)
    for visibility in (Visibility.contact, Visibility.private):
        node = dataset.name_of(visibility.name)
        text = "\n".join(parse(term).value for triple in dataset.graphs(RESTRICTED)[node] for term in triple).lower()
        for leaf in all_leaves(top_level(example)):
            if leaf.visibility is visibility and not isinstance(leaf.whole, (Period, Days)):
                forms = {form for form in written_forms(leaf) if form}
                kind = getattr(leaf.whole, "label", "").lower()
                assert any(form in text for form in forms | {kind} - {""}), f"{leaf} is not in {visibility.name}"


@pytest.mark.parametrize("include", [["contact"], ["private"], list(RESTRICTED)], ids="+".join)
@pytest.mark.parametrize("name", [name for name in SYNTAXES.own if name not in WITH_GRAPHS])
def test_formats_without_graphs_refuse_to_mix(example: CV, name: str, include: list[str]) -> None:
    """Turtle, JSON-LD, N-Triples and RDF/XML have no named graphs, so they reject restricted graphs."""
    with pytest.raises(vitagraph.UsageError, match="use nquads or trig"):
        vitagraph.dataset(example).serialize(name, include)


@pytest.mark.parametrize("arguments", [["-f", "turtle"], ["-o", "cv.jsonld"], ["--all-formats", "out"], []], ids=" ".join)
def test_the_command_line_refuses_to_mix(arguments: list[str], tmp_path: Path) -> None:
    """A usage error: exit code 2, no standard output, no file."""
    done = completed(tmp_path, "export", ROOT / "data/example", "--include", "contact", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "use nquads or trig" in done.stderr
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


@pytest.mark.parametrize("name", ["secret", "public", "meta", "Contact", "", "privat"])
def test_only_the_restricted_graphs_can_be_included(example: CV, name: str) -> None:
    """A misspelt graph is an error."""
    with pytest.raises(vitagraph.UsageError, match="there is no graph"):
        vitagraph.dataset(example).graphs([name])


def test_the_real_cv_shows_its_email_in_contact_only() -> None:
    """The only restricted fact of the real CV, in its three forms, is in the contact graph only."""
    dataset = vitagraph.dataset(vitagraph.read(ROOT / "data/lapuschkin"))
    contact = dataset.graphs(["contact"])[dataset.name_of("contact")]
    digest = sha1(b"mailto:sebastian@lapuschkin.com", usedforsecurity=False).hexdigest()
    assert {(p, o) for _, p, o in contact} == {
        ("<http://schema.org/email>", '"sebastian@lapuschkin.com"'),
        ("<http://xmlns.com/foaf/0.1/mbox>", "<mailto:sebastian@lapuschkin.com>"),
        ("<http://xmlns.com/foaf/0.1/mbox_sha1sum>", f'"{digest}"'),
    }
    assert dataset.graphs(RESTRICTED).keys() == dataset.graphs(["contact"]).keys()
    for name in SYNTAXES.own:
        assert_contains_none_of(dataset.serialize(name), ["sebastian@lapuschkin", "mbox", digest])


def test_the_public_description_has_no_numbers_of_restricted_graphs(example: CV) -> None:
    """The graph meta names restricted graphs, but neither their size nor vocabularies that only they use."""
    dataset = vitagraph.dataset(example)
    meta = dataset.graphs()[dataset.name_of("meta")]
    sizes = [(s, o) for s, p, o in meta if p == "<http://rdfs.org/ns/void#triples>"]
    public = len(dataset.graphs()[dataset.name_of("public")])
    assert sizes == [(dataset.name_of("public"), f'"{public}"^^<http://www.w3.org/2001/XMLSchema#integer>')]
    vocabularies = {o for _, p, o in meta if p == "<http://rdfs.org/ns/void#vocabulary>"}
    assert "<http://www.w3.org/2006/vcard/ns#>" not in vocabularies
    assert any(p.startswith("<http://www.w3.org/2006/vcard/ns#") for _, p, _ in dataset.triples(RESTRICTED))


# -- changing the visibility of records and fields


def graphs_of(source: str) -> dict[str, str]:
    """Name of a graph -> its N-Triples, for a CV in a text."""
    dataset = vitagraph.dataset(vitagraph.read_text(source))
    named = dataset.graphs(RESTRICTED)
    return {name.rpartition("/")[2][:-1]: "".join(f"{s} {p} {o}\n" for s, p, o in triples) for name, triples in named.items()}


def graphs_with(text: str, source: str) -> set[str]:
    """The names of the graphs that contain a text."""
    return {name for name, triples in graphs_of(source).items() if text in triples}


@pytest.mark.parametrize(
    ("visibility", "graph"),
    [("", "contact"), ("visibility: {email: public}", "public"), ("visibility: {email: private}", "private"),
     ("visibility: private", "private"), ("visibility: contact", "contact"), ("visibility: public", "contact")],
)  # fmt: skip
def test_an_email_address_is_in_the_graph_of_its_visibility(visibility: str, graph: str) -> None:
    """Contact by default; a mapping changes it in both directions; the visibility of the record can only restrict it."""
    source = f"people:\n- name: Johanna Vogel\n  email: jo@nest.example\n  {visibility}\n"
    assert graphs_with("jo@nest.example", source) == {graph}


@pytest.mark.parametrize(
    ("visibility", "graph"),
    [("", "private"), ("visibility: {birth_date: public}", "public"), ("visibility: {birth_date: contact}", "contact"),
     ("visibility: public", "private"), ("visibility: contact", "private")],
)  # fmt: skip
def test_a_birth_date_becomes_public_only_by_its_name(visibility: str, graph: str) -> None:
    """Private by default; only `{birth_date: public}` makes it public, no visibility of the whole record does."""
    assert graphs_with("1984-02-29", f"person:\n  name: Ada Beispiel\n  birth_date: 1984-02-29\n  {visibility}\n") == {graph}


@pytest.mark.parametrize(("visibility", "graph"), [("public", "public"), ("contact", "contact"), ("private", "private")])
def test_a_record_is_in_the_graph_of_its_visibility(visibility: str, graph: str) -> None:
    """The record with its nested records, and agents that only it names."""
    talk = "title: Geheimnis, date: 2020-01-01/02, event: Geheimbund, place: 'Geheimstadt, Tuvalu', speakers: Geheim G"
    source = f"talks:\n- {{{talk}, slides: 'https://geheim.example/', visibility: {visibility}}}\n"
    found = graphs_of(source)
    assert {name for name, triples in found.items() if "eheim" in triples} == {graph}
    for word in (
        "Geheimnis",
        "/day/2020-01-02>",
        "Geheimbund",
        "place/geheimstadt>",
        "country/tuvalu>",
        "person/geheim-g>",
        "/slides>",
    ):
        assert word in found[graph]


def test_what_only_private_records_name_stays_private() -> None:
    """Public people, organizations and places of a private record keep their public names only; others are private."""
    public = "title: One, authors: [Geheim G, Offen O], journal: Offenes Blatt, date: 2020"
    private = "title: Two, authors: [Geheim Gerda, Zwei Z], journal: Stilles Blatt, date: 2021, visibility: private"
    found = graphs_of(f"journal_articles:\n- {{{public}}}\n- {{{private}}}\n")
    assert '"Geheim G"' in found["public"]
    for word in ("Gerda", "Zwei", "Stilles", "stilles", "zwei", "2021", "Two"):
        assert word not in found["public"] + found["meta"]
        assert word in found["private"]


def test_the_same_person_in_both_keeps_the_private_form_private() -> None:
    """A form of a name that only a private work prints is no label of the public person."""
    public = "{title: One, authors: [Geheim G], date: 2020}"
    private = "{title: Two, authors: [{name: Geheim Gerda Maria, id: geheim-g}], date: 2021, visibility: private}"
    found = graphs_of(f"journal_articles:\n- {private}\n- {public}\n")
    assert 'person/geheim-g> <http://schema.org/name> "Geheim G"' in found["public"]
    assert "Gerda" not in found["public"]
    assert "Gerda Maria" in found["private"]


def test_a_person_whose_name_is_private_is_labelled_with_the_id() -> None:
    """The public mention has an id and no name."""
    public = "{title: One, authors: [{id: geheim-g}], date: 2020}"
    private = "{title: Two, authors: [Geheim G], date: 2021, visibility: private}"
    found = graphs_of(f"journal_articles:\n- {private}\n- {public}\n")
    assert 'person/geheim-g> <http://schema.org/name> "geheim-g"' in found["public"]
    assert "Geheim" not in found["public"]


@pytest.mark.parametrize(
    "text", ["secret", "Public", "PRIVATE", "publik", "0", "true", "[public]", "{email: open}", "{email: }", "{}", "''"]
)
def test_an_unknown_visibility_is_an_error(text: str) -> None:
    """An unknown visibility is not public: nothing is written."""
    with pytest.raises(vitagraph.DataError, match="visib"):
        vitagraph.read_text(f"people:\n- name: Johanna Vogel\n  email: jo@nest.example\n  visibility: {text}\n")


@pytest.mark.parametrize("raw", ["secret", "", "Public", None, 0, 1, True, ["public"], {"email": "secret"}, {"email": None}, {}])
def test_an_unknown_visibility_is_an_error_in_python_too(raw: Any) -> None:
    """The value types reject it before a record has it."""
    with pytest.raises(ValueError, match="visib"):
        FieldVisibility.parse(raw)
    with pytest.raises(ValueError, match="visib"):
        Visibility.parse(raw)


def test_a_public_reference_to_a_private_record_is_an_error() -> None:
    """A public record cannot reference a private one; the message states how to restrict the reference."""
    source = "organizations:\n- {name: Geheimbund, visibility: private}\nprojects:\n- {title: X, dates: 2020, funders: Geheimbund}\n"
    with pytest.raises(vitagraph.DataError, match="is private"):
        vitagraph.read_text(source)


def test_a_private_name_changes_nothing_in_public() -> None:
    """A private name changes neither the author of a work nor a label of the owner; a private work by that name is the owner's."""
    works = "journal_articles:\n- {title: One, authors: [Amsel B], date: 2010}\n"
    hidden = "- {title: Two, authors: [Bert Amsel], date: 2011, visibility: private}\n"
    owner = "person: {name: Ada Beispiel"
    names = ", birth_name: Bert Amsel, former_names: [Ada Amsel], visibility: {birth_name: private, former_names: private}"
    found = graphs_of(f"{owner}{names}}}\n{works}{hidden}")
    assert found["public"] + found["meta"] == "".join(graphs_of(f"{owner}}}\n{works}").values())
    assert "#publication/amsel-2010-one> <http://schema.org/author> <https://cv.example/cv#person/amsel-b>" in found["public"]
    assert "#publication/amsel-2011-two> <http://schema.org/author> <https://cv.example/cv#me>" in found["private"]


# -- attacks on every field and every record of the example


def movable(record: type[Record]) -> list[str]:
    """The fields whose visibility can change alone: those that occur in no other fact."""
    fields = plan(record).fields.values()
    return [field.name for field in fields if field.is_movable]


@pytest.mark.parametrize("section", ["person", *sections()])
def test_the_reader_lets_exactly_these_fields_move(section: str) -> None:
    """The reader rejects a visibility of any other field, with a message."""
    record = sections().get(section, Person)
    for field in plan(record).fields.values():
        if field.name not in ABOUT_THE_RECORD:
            written = {one.name: smallest(one) for one in plan(record).fields.values() if one.required} | {
                "visibility": {field.name: "private"}
            }
            source = yaml.safe_dump({section: [written] if section != "person" else written})
            try:
                vitagraph.read_text(source)
                refused = ""
            except vitagraph.DataError as error:
                refused = str(error)
            moves = field.name in movable(record)
            assert ("cannot move alone; move the whole record" in refused) is not moves, f"{section}.{field.name}: {refused}"
            assert not refused or not moves or "no id can be derived" in refused, refused


def smallest(field: Field) -> Any:
    """A value that a required field accepts."""
    if isinstance(field.type, type) and issubclass(field.type, Kind):
        return field.type.names()[0]
    if field.is_record:
        return [{"number": "EP 1234567 A1"}]
    if field.type is LanguageTag:
        return "cy"
    return "2020" if field.name in ("dates", "date", "year") else "Something Else"


class Hidden:
    """A record, or fields of it, private within the block."""

    def __init__(self, record: Record, name: str = "") -> None:
        self.record, self.name = record, name

    def __enter__(self) -> None:
        self.before = self.record.visibility
        self.record.visibility = FieldVisibility((self.before or {}) | {self.name: Visibility.private})

    def __exit__(self, *_: object) -> None:
        self.record.visibility = self.before


def seen(cv: CV) -> list[Triple]:
    """All public triples in the order of every format, so that the order is compared too."""
    return vitagraph.dataset(cv).triples()


def movable_in(cv: CV) -> Iterator[tuple[Record, str]]:
    """Every public field of every record of the CV whose visibility can change alone."""
    for record in cv.records():
        if not (record.visibility and record.visibility.get("", 0)):
            for field in stated_fields(record):
                if field.name in movable(type(record)) and field.visibility is Visibility.public:
                    yield record, field.name


def leaves_of(record: Record, name: str) -> list[Leaf]:
    """The leaves of one field of a record, including those of nested records."""
    field = plan(type(record)).fields[name]
    if field.is_record:
        return all_leaves(values(record, field))
    return [leaf for leaf in leaves(record) if leaf.record is record and leaf.field.name == name]


def attack_field(cv: CV, record: Record, name: str, most: int) -> list[str]:
    """What public output still contains of a field that has become private."""
    leaked: list[str] = []
    where, field = f"{type(record).__name__}.{name}", plan(type(record)).fields[name]
    with Hidden(record, name):
        index, public = Index(cv), seen(cv)
        with Without(record, name):
            try:
                otherwise = seen(cv)
            except vitagraph.DataError:
                # Other records name the place by its name and country, the work by its title.
                assert name in ("country", "title")
                otherwise = public
        direct = set(field.predicates) - ({SKOS.altLabel} if name in RECOGNISED_BY else set()) | {
            predicate for form in field.forms for predicate in form.predicates
        }
        node, before = index.node(record), set(otherwise)
        leaked += [
            f"{where}: {' '.join(triple)}" for triple in public if triple[0] == node and triple[1] in direct and triple not in before
        ]
        text, rest = in_words(public), in_words(otherwise)
        own = {form for leaf in leaves_of(record, name) for form in written_forms(leaf)}
        leaked += [f"{where}: the word {word}" for word in own if word in text and word not in rest]
        if name not in RECOGNISED_BY:
            leaked += differences(cv, leaves_of(record, name)[:most], public)
    return leaked


def in_words(triples: list[Triple]) -> str:
    """All terms of some triples in lower case."""
    return "\n".join(map("\n".join, triples)).lower()


# Names of a person, a venue or a software are public where other records print them.
RECOGNISED_BY = ("birth_name", "former_names", "citation_names", "short_names", "repository")


def differences(cv: CV, changed: Iterable[Leaf], before: list[Triple]) -> list[str]:
    """The leaves whose change changes public output."""
    index, leaked = Index(cv), []
    for leaf in changed:
        with Change(leaf, other(leaf, cv, index)):
            try:
                if seen(cv) != before:
                    leaked.append(f"{leaf}: shows whether it is another")
            except vitagraph.DataError:
                # A name by which other records reference this one, or of which the id of a part consists: it cannot change alone.
                assert leaf.field.name in ("name", "title", "country", "acronym", "skill", *RECOGNISED_BY), str(leaf)
    return leaked


def first_of_each(pairs: Iterable[tuple[Record, str]]) -> list[tuple[Record, str]]:
    """One record for each field of each class; classes share inherited fields."""
    return list({(defining(type(record), name), name): (record, name) for record, name in pairs}.values())


def test_no_field_that_moved_shows_in_public(example: CV) -> None:
    """Each thirty-second field of the classes is made private: no value, id or derived fact of it is public."""
    before = seen(example)
    attacked = first_of_each(movable_in(example))
    assert len(attacked) > 80
    leaked = [line for record, name in attacked[::32] for line in attack_field(example, record, name, 1)]
    assert not leaked, "\n".join(leaked)
    assert seen(example) == before


@pytest.mark.generated
@pytest.mark.slow(40)
@pytest.mark.parametrize("part", range(2))
def test_no_field_of_any_class_that_moved_shows_in_public(example: CV, part: int) -> None:
    """The same for half of these fields with one leaf each; with MORE, for the fields of every record with nine."""
    attacked = list(movable_in(example)) if MORE > 1 else first_of_each(movable_in(example))[::2]
    leaked = [line for record, name in attacked[part::2] for line in attack_field(example, record, name, 9 if MORE > 1 else 1)]
    assert not leaked, "\n".join(leaked)


class Without:
    """A field removed within the block."""

    def __init__(self, record: Record, name: str) -> None:
        self.record, self.name = record, name

    def __enter__(self) -> None:
        self.before = getattr(self.record, self.name)
        default = next(field for field in msgspec.structs.fields(type(self.record)) if field.name == self.name)
        empty: Any = [] if isinstance(self.before, list) else None if default.default is msgspec.NODEFAULT else default.default
        setattr(self.record, self.name, empty)

    def __exit__(self, *_: object) -> None:
        setattr(self.record, self.name, self.before)


class Deleted:
    """A record removed from its section within the block."""

    def __init__(self, cv: CV, record: Record) -> None:
        self.records = next(getattr(cv, name) for name in sections() if any(one is record for one in getattr(cv, name)))
        self.record = record

    def __enter__(self) -> None:
        self.position = next(number for number, one in enumerate(self.records) if one is self.record)
        del self.records[self.position]

    def __exit__(self, *_: object) -> None:
        self.records.insert(self.position, self.record)


def attack_record(cv: CV, record: Record, change: bool) -> list[str] | None:
    """What public output still contains of a record that has become private; None where public references make it an error."""
    leaked: list[str] = []
    with Hidden(record):
        problems = Index(cv).problems
        if problems:
            assert all("is private" in problem.message for problem in problems), problems
            return None
        before = seen(cv)
        index = Index(cv)
        with Deleted(cv, record):
            if seen(cv) != before:
                leaked.append(f"{index.node(record)} is not as if it were not there")
        if change:
            leaked += differences(cv, {leaf.shape: leaf for leaf in leaves(record)}.values(), before)
    return leaked


@pytest.mark.slow(60)
def test_no_record_that_became_private_shows_in_public(example: CV) -> None:
    """Each record of the example is made private: public output is that without it, or an error because of references."""
    shown = [record for record in example.records() if record.visibility is None]
    outcomes = {id(record): attack_record(example, record, change=False) for record in shown}
    leaked = [line for outcome in outcomes.values() for line in outcome or ()]
    assert not leaked, "\n".join(leaked)
    refused = [record for record in shown if outcomes[id(record)] is None]
    assert len(outcomes) > 110
    index = Index(example)
    mentioned = {mention.node for mention in index.mentions}
    assert [record for record in refused if mentioned.isdisjoint(map(index.node, with_nested(record)))] == []


@pytest.mark.slow(60)
def test_values_of_a_private_record_do_not_change_public_output(example: CV) -> None:
    """One record of each class, each of its values changed: the public Turtle stays the same, to the byte."""
    tried: set[type[Record]] = set()
    leaked: list[str] = []
    for record in example.records():
        if type(record) not in tried and record.visibility is None and record is not example.person:
            outcome = attack_record(example, record, change=True)
            if outcome is not None:
                tried.add(type(record))
                leaked += outcome
    assert not leaked, "\n".join(leaked)
    named_by_others = {
        record
        for record in sections().values()
        if record.segment in ("person", "org", "place", "country", "event", "journal", "book", "series")
    }
    assert tried | named_by_others == set(sections().values())


def test_restricted_facts_do_not_change_public_output(example: CV) -> None:
    """Each eighth leaf of the contact and private graphs is changed: public output stays the same, to the byte."""
    before = seen(example)
    hidden = [leaf for leaf in all_leaves(top_level(example)) if leaf.visibility is not Visibility.public]
    leaked = differences(example, hidden[::8], before)
    assert not leaked, "\n".join(leaked)
    assert len(hidden) > 90
    assert seen(example) == before


def test_a_private_owner_has_no_name_in_public() -> None:
    """A private owner is a node without a name, also in the description of the dataset."""
    source = "person: {name: Ada Geheim, orcid: 0000-0002-1825-0097, visibility: private}\ntalks:\n- {title: Offen, date: 2020}\n"
    dataset = vitagraph.dataset(vitagraph.read_text(source))
    for name in SYNTAXES.own:
        assert_contains_none_of(dataset.serialize(name), ["geheim", "ada ", "1825-0097", "orcid"])
    assert "an unnamed researcher" in dataset.serialize("turtle")


def test_restricted_graphs_read_back_are_what_they_were(example: CV) -> None:
    """With both graphs, N-Quads keep them apart; public and meta are those of the default output."""
    dataset = vitagraph.dataset(example)
    quads = list(pyoxigraph.parse(dataset.serialize("nquads", RESTRICTED).encode(), pyoxigraph.RdfFormat.N_QUADS))
    alone = set(pyoxigraph.parse(dataset.serialize("nquads").encode(), pyoxigraph.RdfFormat.N_QUADS))
    restricted_graphs = {str(pyoxigraph.NamedNode(f"{DOCUMENT}#graph/{name}")) for name in RESTRICTED}
    assert {quad for quad in quads if str(quad.graph_name) not in restricted_graphs} == alone
    assert len(quads) == sum(len(triples) for triples in dataset.graphs(RESTRICTED).values())
    assert isinstance(example.document, Document)


def test_a_field_of_a_nested_record_can_be_private() -> None:
    """A nested record has the visibility of its record; its single fields may be more restricted."""
    cv = vitagraph.read_text(
        "person: {name: Ada Beispiel}\n"
        "skills: [{name: Python, skills: [{name: NumPy, description: Geheim 4711, visibility: {description: private}}]}]\n"
    )
    assert "Geheim 4711" not in vitagraph.dataset(cv).serialize("nquads")
    private = vitagraph.dataset(cv).serialize("nquads", ("private",))
    assert {line.rpartition("#graph/")[2] for line in private.splitlines() if "Geheim 4711" in line} == {"private> ."}
