"""`ontology/shapes/default.ttl`: a node shape for each record class, derived from its plan; hand-written shapes refine it.

A node shape targets the RDF class that the fewest record classes share. For each field it has a property shape: minCount of a
required field, maxCount or uniqueLang of a single value, the form of the value; each further predicate has one with sh:equals.
What a hand-written shape states of the same values is left to that, so no fault has two results. What the example contradicts is
left out: there `structure` writes further values. One more shape compares the nodes of identifiers with the values of their records.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from vitagraph.project.written_shapes import Aspect, Coverage, Predicate
from vitagraph.rdf.vocabulary import EDTF, PREFIXES, RDF, RDFS, SCHEMA, XSD, Iri
from vitagraph.records import Field, Record, plan, record_classes, work_kinds
from vitagraph.records.kinds import Kind
from vitagraph.records.other_works import Work
from vitagraph.records.record import Author
from vitagraph.values import Period, Text

_PREFIXES = {"sh": "http://www.w3.org/ns/shacl#", "shapes": "https://w3id.org/vitagraph/shapes#"}
#: datatype -> the hand-written shape of its literals, where a value may have one of several datatypes
_DATATYPES = {
    XSD.date: "IsDate",
    XSD.gYearMonth: "IsMonth",
    XSD.gYear: "IsYear",
    EDTF.EDTF: "IsEdtf",
    XSD.integer: "IsInteger",
    XSD.string: "IsPlainText",
}
_HEADING = """\
# The shapes that every record class has without writing any, derived from src/vitagraph/records; other files refine them.
# written by `python -m vitagraph.project.generate`; edit the record classes, or write a shape in another file, instead

"""


class Constraint(NamedTuple):
    """What a property shape states of one field: its path, and its lines with what breaks each of them.

    `key` distinguishes the shapes of a record class: the field, and the predicate that has the same values.
    """

    field: str
    key: str
    path: str
    lines: dict[str, str]
    advice: str

    def without(self, known: set[tuple[str, str]], parameters: set[str]) -> Constraint | None:
        """The constraint without the lines that another shape states for the same path, and those of some parameters; None without any."""
        lines = {line: fault for line, fault in self.lines.items() if (self.path, line) not in known and line.split()[0] not in parameters}
        return self._replace(lines=lines) if lines else None


#: a property shape, and a parameter of it: `shapes:TalkDefault-event`, `sh:maxCount`
Parameter = tuple[str, str]


def default_shapes(coverage: Coverage, contradicted_by: Callable[[str], Iterable[Parameter]]) -> str:
    """The Turtle text, without what hand-written shapes state and what the example contradicts, of which the caller reports each
    parameter for a text. Raises ValueError for a record class without an RDF class.
    """
    contradicted: set[Parameter] = set()
    while not (found := set(contradicted_by(text := _text(coverage, contradicted)))) <= contradicted:
        contradicted |= found
    return text


def _text(coverage: Coverage, contradicted: set[Parameter]) -> str:
    blocks: list[str] = []
    described: dict[str, list[Iri]] = {}
    stated: dict[type[Record], set[tuple[str, str]]] = {record: set() for record in record_classes()}
    for target, records in targets().items():
        known = set.intersection(*(stated[record] for record in records))
        shape = _shape(target, records)
        constraints: list[Constraint] = []
        for one in _named_apart(_constraints(target, records, coverage, described)):
            parameters = {parameter for name, parameter in contradicted if name == f"{shape}-{one.key}"}
            constraints += filter(None, [one.without(known, parameters)])
        for record in records:
            stated[record].update((one.path, line) for one in constraints for line in one.lines)
        if constraints:
            blocks.append(_node_shape(shape, target, records, constraints))
    blocks += [_class_shape(name, classes) for name, classes in sorted(described.items())]
    blocks += [_kind_shape(), _identifier_shape()]
    body = "\n".join(blocks)
    namespaces = {**PREFIXES, **_PREFIXES}
    used = sorted(prefix for prefix in namespaces if re.search(rf"(?<![\w<\"]){prefix}:", body))
    return _HEADING + "".join(f"@prefix {prefix}: <{namespaces[prefix]}> .\n" for prefix in used) + "\n" + body


def _named_apart(constraints: Iterable[Constraint]) -> Iterator[Constraint]:
    """Constraints with a key each: of a field that two classes of one target state by two paths, the later one has its path, too."""
    known = set[str]()
    for one in constraints:
        key = f"{one.key}-{re.findall(r'[a-zA-Z]+', one.path)[-1]}" if one.key in known else one.key
        known.add(key)
        yield one._replace(key=key)


def target_of(record: type[Record]) -> Iri:
    """The RDF class by which a record class is recognised: the one that the fewest record classes have, of these the last."""
    if not record.types:
        raise ValueError(f"the record class {record.__name__} has no RDF class, so no shape can target it; give it `types`")
    return min(reversed(record.types), key=lambda cls: sum(cls in other.types for other in record_classes()))


def _other_classes(record: type[Record]) -> list[Iri]:
    """The classes by which records of the other types of a record class are recognised."""
    return list(dict.fromkeys(types[-1] for types in record.other_types if target_of(record) not in types))


def _other_targets(record: type[Record]) -> list[Iri]:
    """Those that no records of other classes have, and whose instances do not all have another one of these."""
    shared = {cls for other in record_classes() if other is not record for cls in other.types}
    classes = [cls for cls in _other_classes(record) if cls not in shared]
    return [cls for cls in classes if any(types[-1] == cls and {cls} == set(classes) & set(types) for types in record.other_types)]


def targets() -> dict[Iri, list[type[Record]]]:
    """Target class -> all record classes that have it, so that what the shape states holds for each of them; the widest first."""
    found = {target: [record for record in record_classes() if target in record.types] for target in map(target_of, record_classes())}
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def further_types(record: type[Record]) -> frozenset[Iri]:
    """The RDF classes that some records of a class have besides their own: of works, those of their kinds."""
    return work_kinds.classes_in_section(work_kinds.WORKS) if record is Work else record.further_types


class _Uses:
    """How the record classes of one target use each predicate, and those of which some records have that RDF class, too."""

    def __init__(self, target: Iri, of_target: list[type[Record]]) -> None:
        self.of_target = of_target
        records = self.records = [*of_target, *(record for record in record_classes() if target in further_types(record))]
        self._fields: defaultdict[Predicate, list[Field]] = defaultdict(list)
        self._irregular: set[Iri] = {RDF.type}
        #: predicates that apply to some records of these classes only
        self.conditional = frozenset[Iri]().union(*(record.conditional(target) for record in records))
        for record in records:
            for field in plan(record).facts:
                for own in predicates_of(field):
                    self._fields[own].append(field)
                self._irregular.update(field.all_predicates()[len(field.predicates) :])  # those of a node of its own are not the record's
            names = [predicate.iri for field in plan(record).facts for predicate in predicates_of(field) if not predicate.inverse]
            self._irregular |= {predicate for predicate in names if names.count(predicate) > 1}

    def fields(self, predicate: Predicate) -> list[Field]:
        """The fields of a predicate, one a record class."""
        return self._fields[predicate]

    def is_regular(self, predicate: Predicate) -> bool:
        """Whether the values of a predicate are those of one field in each record class."""
        return predicate.iri not in self._irregular

    def paths(self) -> Iterator[Predicate]:
        """One predicate for each field that has any: the first regular one, else the first."""
        done: set[Predicate] = set()
        for field in (field for record in self.of_target for field in plan(record).facts):
            own = predicates_of(field)
            keys = sorted(filter(self.is_regular, own), key=lambda one: one.iri in self.conditional) or own[:1]
            if keys and not done.intersection(keys):
                yield keys[0]
            done.update(keys)


def predicates_of(field: Field) -> list[Predicate]:
    """The predicates under which a value itself stands; none for a value on a node of its own."""
    if field.own_node:
        return []
    return [*map(Predicate, field.predicates), *(Predicate(one, inverse=True) for one in field.inverse)]


def _constraints(target: Iri, of_target: list[type[Record]], coverage: Coverage, described: dict[str, list[Iri]]) -> Iterator[Constraint]:
    """The property shapes of a target; the classes of what fields refer to are added to `described`."""
    uses = _Uses(target, of_target)
    records = uses.records
    for path in uses.paths():
        fields = uses.fields(path)
        field, own = fields[0], [predicate for one in fields for predicate in predicates_of(one)]
        lines: dict[str, str] = {}
        if all(one.required for one in fields) and len(fields) == len(records) and not coverage.states(records, own, Aspect.required):
            lines["sh:minCount 1"] = "is missing"
        if not path.inverse and uses.is_regular(path):
            if not coverage.states(records, own, Aspect.single):
                lines |= _number(fields)
            if not coverage.states(records, own, Aspect.form):
                lines |= _forms(fields, described)
        written = f"[ sh:inversePath {_short(path.iri)} ]" if path.inverse else _short(path.iri)
        if lines:
            yield Constraint(field.name, field.name, written, lines, _advice(field))
        for iri in _equal(path, fields, records, uses, coverage):
            fault = {f"sh:equals {_short(iri)}": f"differs between {written} and {_short(iri)}"}
            yield Constraint(field.name, f"{field.name}-{re.split('[/#:]', _short(iri))[-1]}", written, fault, _advice(field))


def _equal(path: Predicate, fields: list[Field], records: list[type[Record]], uses: _Uses, coverage: Coverage) -> Iterator[Iri]:
    """The further predicates of a field that have the same values in each record class."""
    if path.inverse or not uses.is_regular(path):
        return
    for iri in fields[0].predicates:
        other = Predicate(iri)
        everywhere = all(iri in field.predicates for field in fields) and uses.is_regular(other)
        everywhere = everywhere and all(path.iri in field.predicates for field in uses.fields(other))
        if {iri, path.iri} & uses.conditional:
            continue
        if iri == RDFS.label and not all(field.required for field in fields):
            continue  # a record without a title has another label
        if other != path and everywhere and not coverage.equates(records, path, other):
            yield iri


def _number(fields: list[Field]) -> dict[str, str]:
    """The line about the number of values of a path, where all fields agree, with what breaks it."""
    if all(field.type is Text and not field.many for field in fields):
        return {"sh:uniqueLang true": "has two texts in one language"}
    if any(field.many or field.type in (Text, Period) for field in fields):  # a period may have several spans
        return {}
    return {"sh:maxCount 1": "has several values"}


def _forms(fields: list[Field], described: dict[str, list[Iri]]) -> dict[str, str]:
    """The lines about the form of each value of a path, where all fields agree, with what breaks them."""
    lines = {}
    forms = {_form(field, described) for field in fields}
    if len(forms) == 1:
        ((line, form),) = forms
        lines[line] = f"is not {form}"
        if len({field.type for field in fields}) == 1 and (pattern := getattr(fields[0].type, "pattern", "")):
            escaped = pattern.replace("\\", "\\\\")
            lines[f'sh:pattern "^({escaped})$"'] = f"is not {form}"
    return lines


def _form(field: Field, described: dict[str, list[Iri]]) -> tuple[str, str]:
    """The constraint of a value's form, and that form in a message."""
    value = field.type
    if value is Author:
        return "sh:or ( shapes:IsPerson shapes:IsOrganization )", "a described person or organization"
    if field.is_record or field.reference:
        segment = field.reference.segment if field.reference else field.type.segment
        return _described([one for one in record_classes() if one.segment == segment], described)
    if isinstance(value, type) and issubclass(value, Kind):
        return f"sh:in ( {' '.join(_short(value(name).term()) for name in value.names())} )", f"one of {', '.join(value.names())}"
    if value is Text:
        return "sh:or ( shapes:IsTagged shapes:IsPlainText )", "text"
    plain: dict[Any, Iri] = {bool: XSD.boolean, int: XSD.integer}
    datatypes = [plain[value]] if value in plain else value.datatypes
    form = {bool: "true or false", int: "a whole number"}.get(value) or value.form
    if not datatypes:
        return "sh:nodeKind sh:IRI", form
    if len(datatypes) == 1:
        return f"sh:datatype {_short(datatypes[0])}", f"{form} ({_short(datatypes[0])})"
    return f"sh:or ( {' '.join(f'shapes:{_DATATYPES[datatype]}' for datatype in datatypes)} )", form


def _described(records: list[type[Record]], described: dict[str, list[Iri]]) -> tuple[str, str]:
    """The constraint that a value is a described record of some classes."""
    noun = _noun(records)
    classes = list(dict.fromkeys(cls for record in records for cls in (target_of(record), *_other_classes(record))))
    if len(classes) == 1:
        return f"sh:class {_short(classes[0])}", f"a described {noun}"
    name = f"IsDescribed{noun.title().replace(' ', '')}"
    described[name] = classes
    return f"sh:node shapes:{name}", f"a described {noun}"


def _advice(field: Field) -> str:
    example = getattr(field.type, "example", "") if field.type is not Text else ""
    return f"write for example `{field.name}: {example.split(', ')[0]}`" if example else f"correct `{field.name}:`"


def _noun(records: Iterable[type[Record]]) -> str:
    """Record classes in a message: the class that all derive from, else each of them."""
    lines = [[cls for cls in record.__mro__ if issubclass(cls, Record) and cls is not Record] for record in records]
    shared = [cls for cls in lines[0] if all(cls in line for line in lines)]
    names = [shared[0].__name__] if shared else [line[0].__name__ for line in lines]
    return " or ".join(re.sub(r"(?<!^)([A-Z])", r" \1", name).lower() for name in names)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _short(term: Iri) -> str:
    known = (prefix for prefix, base in PREFIXES.items() if term.startswith(f"<{base}") and "/" not in term[len(base) + 1 :])
    prefix = next(known, None)
    return f"{prefix}:{term[len(PREFIXES[prefix]) + 1 : -1]}" if prefix else term


def _shape(target: Iri, records: list[type[Record]]) -> str:
    """The name of the node shape of a target."""
    return f"shapes:{next(record for record in records if target_of(record) == target).__name__}Default"


def _node_shape(shape: str, target: Iri, records: list[type[Record]], constraints: list[Constraint]) -> str:
    noun, first = _noun(records), next(record for record in records if target_of(record) == target)
    classes = ", ".join(map(_short, (target, *(one for one in _other_targets(first) if one not in further_types(Work)))))
    properties = "".join(f" ;\n    sh:property {shape}-{one.key}" for one in constraints)
    head = f'{shape} a sh:NodeShape ;\n    sh:targetClass {classes} ;\n    sh:name "{noun}" ;\n'
    head += f'    sh:message "{_article(noun)} {noun} has the fields of its record class" ;\n    sh:severity sh:Violation{properties} .\n'
    return head + "".join(_property_shape(f"{shape}-{one.key}", one, noun) for one in constraints)


def _property_shape(name: str, one: Constraint, noun: str) -> str:
    *others, last = dict.fromkeys(one.lines.values())
    faults = f"{', '.join(others)} or {last}" if others else last
    lines = "".join(f"    {line} ;\n" for line in one.lines)
    return (
        f'\n{name} a sh:PropertyShape ;\n    sh:path {one.path} ;\n{lines}    sh:name "{one.field.replace("_", " ")}" ;\n'
        f'    sh:message "the field {one.field} of the {noun} {faults}; {one.advice}" ;\n    sh:severity sh:Violation .\n'
    )


def _class_shape(name: str, classes: list[Iri]) -> str:
    """A node shape for values that are of one of several RDF classes."""
    ways = " ".join(f"[ sh:class {_short(cls)} ]" for cls in classes)
    message = 'sh:message "the value is not described" ;\n    sh:severity sh:Violation'
    return f'shapes:{name} a sh:NodeShape ;\n    sh:name "described record" ;\n    {message} ;\n    sh:or ( {ways} ) .\n'


def _kind_shape() -> str:
    """A kind of a work, in the table of kinds."""
    kinds = " ".join(f"kind:{row.name}" for row in work_kinds.rows().values() if row.scheme)
    message = 'sh:message "it is no kind of publication" ;\n    sh:severity sh:Violation'
    return f'shapes:IsPublicationKind a sh:NodeShape ;\n    sh:name "kind of publication" ;\n    {message} ;\n    sh:in ( {kinds} ) .\n'


def _predicates_by_scheme() -> dict[Iri, set[Iri]]:
    """Scheme of identifiers -> the predicates under which records state them."""
    found: defaultdict[Iri, set[Iri]] = defaultdict(set)
    for field in (field for record in record_classes() for field in plan(record).facts):
        if field.identified:
            found[field.identified.scheme].update(field.all_predicates())
    return found


def _identifier_shape() -> str:
    """The node of an identifier has the value that its record states; of a link or a prefixed form, the value is the end.

    Where several records state one identifier, none of them leads to its IRI (`As.unless_shared`).
    """
    predicates = _predicates_by_scheme()
    cases = [
        f"?scheme = {scheme} && ?predicate IN ({', '.join(sorted(iris - {SCHEMA.identifier}))})" for scheme, iris in predicates.items()
    ]
    shape, of_scheme = "shapes:IdentifierDefault", "\n              || ".join(sorted(cases))
    schemes = ", ".join(sorted(predicates))
    message = "the identifier differs from that of its record; export the records again"
    return f'''\
{shape} a sh:NodeShape ;
    sh:targetSubjectsOf foaf:primaryTopic ;
    sh:name "identifier of another record" ;
    sh:message "{message}" ;
    sh:severity sh:Violation ;
    sh:sparql {shape}-query .

{shape}-query a sh:SPARQLConstraint ;
    sh:prefixes <https://w3id.org/vitagraph/shapes> ;
    sh:message "the identifier {{?text}} differs from that of its record; export the records again" ;
    sh:select """
        SELECT $this ?value ?path ?text
        WHERE {{
          $this foaf:primaryTopic ?owner .
          ?value {SCHEMA.propertyID} ?scheme ; {SCHEMA.value} ?text .
          ?record {SCHEMA.identifier} ?value .
          FILTER (?scheme IN ({schemes}))
          FILTER NOT EXISTS {{
            ?record ?predicate ?stated .
            FILTER ((STRENDS(STR(?stated), ?text) || STRENDS(STR(?stated), CONCAT(?text, "/"))) && (
              {of_scheme}
            ))
          }}
          FILTER NOT EXISTS {{
            # The value first: a scheme has thousands of identifiers.
            ?other {SCHEMA.value} ?text .
            FILTER (?other != ?value && EXISTS {{ ?other {SCHEMA.propertyID} ?scheme }})
          }}
          BIND ({SCHEMA.value} AS ?path)
        }}
    """ .
'''
