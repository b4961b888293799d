"""The languages of the owner, and the skills in them."""

from collections.abc import Iterator
from typing import Any, ClassVar

from vitagraph.rdf.terms import Term, Triple, iri, tagged
from vitagraph.rdf.vocabulary import DCTERMS, RDF, RDFS, SCHEMA, SKOS, VITA, Iri
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import derived, inverse, structured
from vitagraph.records.kinds import Kind, LanguageSkillKind, Proficiency
from vitagraph.records.kinds import kind as kind_iri
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Context, Identities, Record, Resources
from vitagraph.values import LanguageTag, Text, slug

_CONCEPT = (SKOS.Concept, SCHEMA.DefinedTerm)


class LanguageSkill(Record, kw_only=True):
    """Reading, writing, speaking or listening in a language, where a CV lists these apart."""

    segment: ClassVar[str] = "language-skill"
    types: ClassVar[tuple[Iri, ...]] = _CONCEPT
    shorthand: ClassVar[str] = "skill"

    skill: Annotated[LanguageSkillKind, SKOS.broader, "reading, writing, speaking or listening"]
    level: Annotated[Proficiency | None, SKOS.broader, structured(RDFS.label), "how well, if stated for this skill"] = None
    fluency: Annotated[Text | None, VITA.proficiency, "how well, in words of no scale"] = None

    def default_id(self, parent: str, number: int) -> str:
        return f"{parent}-{self.skill}"

    def names(self) -> Iterator[str]:
        yield self.skill

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        language, _ = index.container_of(self)
        yield index.owner, SCHEMA.skills, node
        yield node, SKOS.broader, kind_iri("language")
        if isinstance(language, Language):
            yield from _labels(node, language, index, *filter(None, (self.skill, self.level)))


def _code_of_name(language: "Language", _: Context) -> list[Term]:
    """The tag of a language that states none: that of its name, where it is known."""
    return [language.tag.term()] if language.tag else []


class Language(Record, kw_only=True):
    """A language that the owner knows, or of which the owner knows some."""

    segment: ClassVar[str] = "language"
    types: ClassVar[tuple[Iri, ...]] = (SCHEMA.Language, DCTERMS.LinguisticSystem)

    name: Annotated[Text, SCHEMA.name, RDFS.label, "name of the language, or of a variety of it"]
    code: Annotated[
        LanguageTag | None,
        SCHEMA.alternateName,
        DCTERMS.identifier,
        derived(_code_of_name),
        structured(SCHEMA.sameAs),
        "language tag; else derived from the name, where it has one",
    ] = None
    level: Annotated[Proficiency | None, structured(SKOS.broader), "how well"] = None
    fluency: Annotated[Text | None, structured(VITA.proficiency), "how well, in words of no scale"] = None
    skills: Annotated[list[LanguageSkill], inverse(SCHEMA.about), "reading, writing, speaking, listening, if listed apart"] = []

    def default_id(self, parent: str, number: int) -> str:
        return self.tag or slug(self.name)

    def names(self) -> Iterator[str]:
        return text_names(self.name)

    @property
    def tag(self) -> LanguageTag | None:
        """The language tag: as stated, else that of one of its names; None where these name none."""
        if self.code:
            return self.code
        from vitagraph.values.language_names import tag_of_name

        return next((LanguageTag(tag) for _, name in self.name.in_languages("") if (tag := tag_of_name(name))), None)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple | str]:
        yield "code"
        yield index.owner, SCHEMA.knowsLanguage, node
        if self.tag and (page := _page_of(self.tag)):
            yield node, SCHEMA.sameAs, page
        if self.level is None and self.fluency is None:
            return
        # schema:knowsLanguage has no level: the level is a skill about the language.
        skill = index.iri("skill", f"language-{index.id_of(self)}")
        yield index.owner, SCHEMA.skills, skill
        yield from ((skill, RDF.type, cls) for cls in _CONCEPT)
        yield from _labels(skill, self, index, *filter(None, (self.level,)))
        yield skill, SCHEMA.about, node
        yield skill, SKOS.broader, kind_iri("language")
        if self.level:
            yield skill, SKOS.broader, self.level.term()
        for text in self.fluency.terms(index.language_of(self)) if self.fluency else ():
            yield skill, VITA.proficiency, text

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        skills = [skill for skill in graph.subjects(node, SCHEMA.about) if graph.ids("skill", [skill])]
        levels = [Proficiency.of_term(term) for skill in skills for term in graph.objects(skill, SKOS.broader)]
        fields["level"] = next(filter(None, levels), None)
        fields["fluency"] = graph.text(text for skill in skills for text in graph.objects(skill, VITA.proficiency))


def _page_of(tag: LanguageTag) -> Term | None:
    """The entry of a language in ISO 639-1 at its registration authority, else in ISO 639-3; None for a variety with a longer tag."""
    if not tag.isascii() or not tag.isalpha():
        return None
    return iri(f"http://id.loc.gov/vocabulary/iso639-1/{tag}" if len(tag) == 2 else f"http://lexvo.org/id/iso639-3/{tag}")


def _labels(skill: Term, language: Language, index: Identities, *kinds: Kind) -> Iterator[Triple]:
    """The labels of a skill in a language: its name with the labels of some kinds.

    Kinds have labels in English and German; with a name in another language stands the English one, and the whole, one for all these
    languages, has no tag.
    """
    terms = dict[str, Term]()
    for tag, name in language.name.in_languages(index.language_of(language)):
        is_known = all(kind.label_in(tag) for kind in kinds)
        details = ", ".join(kind.label_in(tag) if is_known else kind.label for kind in kinds)
        terms.setdefault(tag if is_known else "", tagged(f"{name} ({details})" if details else name, tag if is_known else ""))
    yield from ((skill, predicate, term) for term in terms.values() for predicate in (RDFS.label, SCHEMA.name, SKOS.prefLabel))
