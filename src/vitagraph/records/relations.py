"""Relations of a record to another record, or to a work, an organization or a person without one."""

from collections.abc import Iterator
from typing import ClassVar

from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import DCAT, DCTERMS, RDFS, VITA, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import DISTINCTIVE, structured
from vitagraph.records.cited_works import CitedWork
from vitagraph.records.kinds import RelationKind
from vitagraph.records.plan import plan
from vitagraph.records.record import Author, Identities, Record
from vitagraph.records.references import (
    AwardRef,
    CourseRef,
    CredentialRef,
    DatasetRef,
    EventRef,
    GrantRef,
    OrganizationRef,
    PatentFamilyRef,
    PatentRef,
    PositionRef,
    ProjectRef,
    ServiceRef,
    SoftwareRef,
    StudyRef,
    ThesisRef,
    WorkRef,
)
from vitagraph.values import NameIn, Text, joined_slugs

#: relation -> the property of a record, and the property of what it is related to (DCMI Metadata Terms)
_PROPERTIES: dict[str, tuple[Iri, Iri | None]] = {
    "part-of": (DCTERMS.isPartOf, DCTERMS.hasPart),
    "has-part": (DCTERMS.hasPart, DCTERMS.isPartOf),
    "version-of": (DCTERMS.isVersionOf, DCTERMS.hasVersion),
    "has-version": (DCTERMS.hasVersion, DCTERMS.isVersionOf),
    "based-on": (DCTERMS.source, None),
    "translation-of": (DCTERMS.source, None),
    "inspired-by": (DCTERMS.relation, None),
    "cites": (DCTERMS.references, DCTERMS.isReferencedBy),
    "cited-by": (DCTERMS.isReferencedBy, DCTERMS.references),
    "reply-to": (DCTERMS.references, DCTERMS.isReferencedBy),
    "replied-to-by": (DCTERMS.isReferencedBy, DCTERMS.references),
    "comment-on": (DCTERMS.references, DCTERMS.isReferencedBy),
    "requires": (DCTERMS.requires, DCTERMS.isRequiredBy),
    "required-by": (DCTERMS.isRequiredBy, DCTERMS.requires),
}
#: field -> segment of the records that it names
REFERENCES = {
    "work": "publication",
    "software": "software",
    "dataset": "dataset",
    "project": "project",
    "grant": "grant",
    "course": "course",
    "patent": "patent",
    "patent_family": "patent-family",
    "event": "event",
    "organization": "org",
    "study": "education",
    "thesis": "thesis",
    "position": "position",
    "service": "service",
    "award": "award-receipt",
    "credential": "credential",
}
#: fields with the title or the name of a record
_TITLES = ("title", "name", "degree", "role_name")
_TARGETS = (*REFERENCES, "person", "thing")
#: the label names the other record, and the record itself is linked to it
_SHOWN = structured(RDFS.label)


class Relation(Record, kw_only=True):
    """How a record is related to one other record of the CV, or to a work, an event, an organization or a person without a record."""

    segment: ClassVar[str] = "relation"
    types: ClassVar[tuple[Iri, ...]] = (DCAT.Relationship,)
    leads_to: ClassVar[tuple[str, ...]] = _TARGETS

    relation: Annotated[
        RelationKind, DISTINCTIVE, DCAT.hadRole, structured(RDFS.label), "what the record is to the other: part-of, based-on, reply-to ..."
    ]
    work: Annotated[WorkRef | None, DCTERMS.relation, _SHOWN, "a work of this CV: id or title"] = None
    software: Annotated[SoftwareRef | None, DCTERMS.relation, _SHOWN, "software: id, title or address"] = None
    dataset: Annotated[DatasetRef | None, DCTERMS.relation, _SHOWN, "a dataset of this CV: id or title"] = None
    project: Annotated[ProjectRef | None, DCTERMS.relation, _SHOWN, "a project of this CV: id or title"] = None
    grant: Annotated[GrantRef | None, DCTERMS.relation, _SHOWN, "a grant of this CV: id, number or title"] = None
    course: Annotated[CourseRef | None, DCTERMS.relation, _SHOWN, "a course of this CV: id or title"] = None
    patent: Annotated[PatentRef | None, DCTERMS.relation, _SHOWN, "a patent or an application of this CV: id or number"] = None
    patent_family: Annotated[PatentFamilyRef | None, DCTERMS.relation, _SHOWN, "a patent family of this CV: id or title"] = None
    event: Annotated[EventRef | None, DCTERMS.relation, _SHOWN, "an event"] = None
    organization: Annotated[OrganizationRef | None, VITA.organization, _SHOWN, "an organization: a partner"] = None
    study: Annotated[StudyRef | None, DCTERMS.relation, _SHOWN, "a study of this CV: id or degree"] = None
    thesis: Annotated[ThesisRef | None, DCTERMS.relation, _SHOWN, "the thesis of a study of this CV: id or title"] = None
    position: Annotated[PositionRef | None, DCTERMS.relation, _SHOWN, "a position of this CV: id or title"] = None
    service: Annotated[ServiceRef | None, DCTERMS.relation, _SHOWN, "a service of this CV: id, name of the role, or role"] = None
    award: Annotated[AwardRef | None, DCTERMS.relation, _SHOWN, "an award of this CV: id or name"] = None
    credential: Annotated[CredentialRef | None, DCTERMS.relation, _SHOWN, "a credential of this CV: id or title"] = None
    person: Annotated[Author | None, DCTERMS.contributor, _SHOWN, "a person"] = None
    thing: Annotated[
        CitedWork | None, DCTERMS.relation, _SHOWN, "a work that has no record, by its title or with its authors, date ..."
    ] = None
    note: Annotated[Text | None, DCTERMS.description, "more about the relation"] = None

    def default_id(self, parent: str, number: int) -> str:
        return joined_slugs(parent, f"{self.relation} {'' if self.thing else self._name()}")

    def _name(self) -> str:
        """The name of the other thing as written."""
        if self.thing:
            return str(self.thing.title or "")
        if self.person:
            return self.person.name or self.person.organization or self.person.id
        return next((str(text) for name in REFERENCES if (text := getattr(self, name))), "")

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        yield node, RDFS.label, self._label(index)
        whole, _ = index.container_of(self)
        if whole is None:
            return
        record, other = index.node(whole), self._other(index)
        there, back = _PROPERTIES.get(self.relation, (DCTERMS.relation, DCTERMS.relation))
        if other and not _is_stated(type(whole), there):
            yield record, there, other[0]
        if other and back and not (other[1] and _is_stated(type(other[1]), back)):
            yield other[0], back, record

    def _other(self, index: Identities) -> tuple[Term, Record | None] | None:
        """The node of the other record, and that record if it is described; None for agents."""
        if self.thing:
            return index.node(self.thing), self.thing
        for name, segment in REFERENCES.items():
            if segment != "org" and (text := getattr(self, name)):
                node = index.refer(segment, text)
                return node, index.records.get(node)
        return None

    def _label(self, index: Identities) -> Term:
        """The relation and the name of the other record, in English if that is; no name of a person, who may have several."""
        found = next(((segment, text) for name, segment in REFERENCES.items() if (text := getattr(self, name))), None)
        record = self.thing or (index.records.get(index.refer(*found)) if found else None)
        field = next((name for name in _TITLES if getattr(record, name, None)), "")
        if self.person or (record is not None and not field):
            return tagged(self.relation.label, "en")
        name = _title_of(record, field, index) if record else NameIn.of(self._name(), "en")
        english = name.language.partition("-")[0] == "en"
        return tagged(f"{self.relation.label}: {name.text}", "en" if english else "")


def _title_of(record: Record, field: str, index: Identities) -> NameIn:
    """The title or the name of a record; a proper name in no language fits into English."""
    proper = plan(type(record)).fields[field].proper_name
    name = NameIn.of(getattr(record, field), index.language_of(record, field if proper else ""))
    return NameIn.of(name.text, "en") if proper and not name.language else name


def _is_stated(record: type[Record], predicate: Iri) -> bool:
    """Whether a field of a record class has a predicate, whose values are those of the field.

    For the general dcterms:relation, also whether one of a class that RDF cannot distinguish from it has.
    """
    from vitagraph.records.cv import record_classes

    alike = (one for one in record_classes() if one.types[-1:] == record.types[-1:]) if predicate == DCTERMS.relation else (record,)
    return any(predicate in field.all_predicates() for one in alike for field in plan(one).facts)


#: the field of a record class for its relations
Related = Annotated[list[Relation], VITA.relation, "how it is related to other records, or to works and partners without one"]
