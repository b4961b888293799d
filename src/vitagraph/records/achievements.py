"""Skills, research interests and awards of the owner."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, ClassVar

import msgspec

from vitagraph.rdf.terms import Term, Triple, iri, parse, part, tagged, typed
from vitagraph.rdf.vocabulary import DCTERMS, FOAF, OWL, RDF, RDFS, SCHEMA, SKOS, VITA, VIVO, XSD, Iri
from vitagraph.records import author_list, contribution
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import CONTRIBUTOR_KEYS, CONTRIBUTORS, PART_KEYS, PROPER_NAME, Identified, as_form, inverse, structured
from vitagraph.records.forms import HowLong, topics
from vitagraph.records.kinds import AwardOutcome
from vitagraph.records.kinds import kind as kind_iri
from vitagraph.records.organizations import text_names
from vitagraph.records.record import Author, Identities, Record, Resources
from vitagraph.records.references import EventRef, JournalRef, OrganizationRef, WorkRef
from vitagraph.records.relations import Related
from vitagraph.records.same_things import GndConcept, OpenAlexTopic, WikidataConcept
from vitagraph.records.schemes import SCHEMES
from vitagraph.values import Amount, PartialDate, Period, Plain, Text, WikidataId, labelled, slug, whole_slug
from vitagraph.values.printing import DateWords, ordinal_ending, printed_period, words_of

#: the identifier of a prize, which each of its receipts may state
_PRIZE_ITEM = Identified("Wikidata", "wikidata", iri(WikidataId.scheme.iri), of_record=False)
#: more skills than these do not stand in one another
_NESTED_SKILLS = 16
_CONCEPT = (SKOS.Concept, SCHEMA.DefinedTerm)


class Skill(Record, kw_only=True):
    """A skill. A skill that belongs to another one (NumPy to Python) is nested in it."""

    segment: ClassVar[str] = "skill"
    types: ClassVar[tuple[Iri, ...]] = _CONCEPT
    shorthand: ClassVar[str] = "name"

    name: Annotated[Text, PROPER_NAME, SCHEMA.name, SKOS.prefLabel, RDFS.label, "name of the skill"]
    area: Annotated[Plain | None, PROPER_NAME, structured(SKOS.broader), "area: a skill area of vitagraph, or your words"] = None
    level: Annotated[Text | None, VITA.proficiency, "how well, in words of no scale: expert"] = None
    description: Annotated[Text | None, SCHEMA.description, DCTERMS.description, "what it covers"] = None
    wikidata: WikidataConcept = None
    skills: Annotated[list["Skill"], inverse(SKOS.broader), "skills that belong to it"] = []

    def default_id(self, parent: str, number: int) -> str:
        return whole_slug(self.name)

    def names(self) -> Iterator[str]:
        return text_names(self.name)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield index.owner, SCHEMA.skills, node
        if self.area is None:
            return
        name = whole_slug(self.area)
        if name in SCHEMES["skill-areas"].kinds:
            yield node, SKOS.broader, kind_iri(name)
            return
        area = index.iri("skill", name)
        yield node, SKOS.broader, area
        yield from ((area, RDF.type, cls) for cls in _CONCEPT)
        language = index.language_of(self, "area")
        term = labelled(index.labels.get(("skill", name, language), self.area), language)
        for predicate in (RDFS.label, SCHEMA.name, SKOS.prefLabel):
            yield area, predicate, term

    @classmethod
    def fits(cls, node: Term, graph: Resources) -> bool:
        # An area is no skill of the owner; the level of a language is read with the language.
        levels = [about for about in graph.objects(node, SCHEMA.about) if graph.ids("language", [about])]
        return super().fits(node, graph) and graph.owner in graph.subjects(node, SCHEMA.skills) and not levels

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        if area := cls._area(node, graph):
            found = graph.id_of(area)
            own = [tag for tag, _ in fields["name"].translations] if fields.get("name") else []
            labels = sorted(map(parse, graph.objects(area, SCHEMA.name)), key=lambda label: label.language not in own)
            # The id stands for the name of an area that is a skill with an id of its own.
            names = [label.value for label in labels if found and whole_slug(label.value) == found]
            fields["area"] = Plain(next(iter(names), found) or area.rpartition("#")[2][:-1])
            if found and not any((label.value == fields["area"] or not names) and not label.language for label in labels):
                fields["lang"] = graph.language_of_labels([(area, fields["area"])], fields.get("name"))

    @classmethod
    def _area(cls, node: Term, graph: Resources) -> Term | None:
        """The area of a skill, found once."""
        if node not in graph.areas:
            graph.areas[node] = cls._found_area(node, graph)
        return graph.areas[node]

    @classmethod
    def _found_area(cls, node: Term, graph: Resources) -> Term | None:
        """The area of a skill among the broader concepts: one that is no skill itself, else a skill that belongs to this one.

        Of two skills one is the area, the other the skill in which this one is nested: preferably one whose id is not that of its
        name, as that of an area is, and the broader one. Skills that would be nested deeper than YAML is read are not nested.
        """
        skills, others = list[Term](), list[Term]()
        for broader in graph.objects(node, SKOS.broader):
            (skills if cls.fits(broader, graph) else others).append(broader)
        # A concept without a name is the skill in which this one is nested, where that has another visibility.
        areas = [other for other in others if not graph.id_of(other) or graph.objects(other, SCHEMA.name)]
        areas.sort(key=lambda area: area in graph.skills)  # a skill that has a name here, too, because it is an area of others
        named = [skill for skill in skills if graph.objects(skill, SCHEMA.name)]
        named.sort(key=lambda skill: graph.id_of(skill) in {whole_slug(parse(name).value) for name in graph.objects(skill, SCHEMA.name)})
        above = {skill: _above(skill, lambda one: graph.objects(one, SKOS.broader)) for skill in named}
        circular = (skill for skill in named if node in above[skill])
        narrower = (skill for skill in named if any(other in above[skill] for other in named if other != skill))
        deep = (skill for skill in named if len(above[skill]) > _NESTED_SKILLS)
        is_nested_elsewhere = len(areas) < len(others)
        return next(chain(areas, circular, narrower, named if is_nested_elsewhere else named[1:], deep), None)

    @classmethod
    def is_nested(cls, node: Term, container: Term, graph: Resources) -> bool:
        """Whether a skill is nested in another: not where that is its area, nor where that is nested in the skill."""

        def stands_under(one: Term) -> list[Term]:
            return [broader for broader in graph.objects(one, SKOS.broader) if broader != cls._area(one, graph)]

        return cls._area(node, graph) != container and node not in _above(container, stands_under)


def _above(node: Term, broader: Callable[[Term], Iterable[Term]]) -> set[Term]:
    """A concept and all broader concepts, transitively."""
    visited, ahead = set[Term](), {node}
    while ahead:
        visited |= ahead
        ahead = {one for known in ahead for one in broader(known)} - visited
    return visited


class Topic(Record, kw_only=True):
    """A research interest."""

    segment: ClassVar[str] = "topic"
    types: ClassVar[tuple[Iri, ...]] = _CONCEPT
    shorthand: ClassVar[str] = "name"

    name: Annotated[Text, SCHEMA.name, SKOS.prefLabel, RDFS.label, "name of the topic"]
    area: Annotated[Plain | None, structured(SKOS.broader), "broader topic, under which the CV lists it"] = None
    wikidata: WikidataConcept = None
    gnd: GndConcept = None
    openalex_topic: OpenAlexTopic = None

    def default_id(self, parent: str, number: int) -> str:
        return whole_slug(self.name)

    def names(self) -> Iterator[str]:
        return text_names(self.name)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        yield index.owner, SCHEMA.knowsAbout, node
        yield index.owner, FOAF.topic_interest, node
        if self.area:
            yield from topics(self, [self.area], node, index, SKOS.broader, "area")

    @classmethod
    def fits(cls, node: Term, graph: Resources) -> bool:
        # Keywords of works are topics, too.
        return super().fits(node, graph) and node in graph.objects(graph.owner, SCHEMA.knowsAbout)

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        for broader in graph.objects(node, SKOS.broader)[:1]:
            labels = sorted(map(parse, graph.objects(broader, SKOS.prefLabel)), key=lambda label: label.language)
            named = next((label for label in labels if whole_slug(label.value) == graph.id_of(broader)), None)
            fields["area"] = Plain(named.value if named else graph.id_of(broader))
            fields["lang"] = graph.language_of_labels([(broader, fields["area"])], fields.get("name"))


class Rank(Plain):
    """A rank among those awarded: 1, 2, 3 ...; also as printed: `3rd`, `First prize`, `2. Platz`, `第3位`."""

    __slots__ = ()
    form = "a rank"
    example = "1"
    datatypes = (XSD.int,)

    _words: ClassVar[tuple[str, ...]] = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    _printed = r"第?([1-9][0-9]{0,8})(?:st|nd|rd|th|\.|位|等)?(?: (?:place|prize|rank|platz|preis))?"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        word, _, thing = text.casefold().partition(" ")
        if word in cls._words and thing in ("", "place", "prize", "rank"):
            return str(cls._words.index(word) + 1)
        match = re.fullmatch(cls._printed, text.casefold())
        return match[1] if match else None

    def term(self) -> Term:
        """An xsd:int, the range of vivo:rank."""
        return typed(self, XSD.int)

    def ordinal(self, language: str) -> str:
        """`1st place`, or `1. Platz` in German."""
        if language.partition("-")[0] == "de":
            return f"{self}. Platz"
        return f"{self}{ordinal_ending(int(self))} place"


#: the outcomes of who did not receive the award
_NOT_RECEIVED = ("finalist", "shortlisted", "nominee", "declined")


class Award(Record, kw_only=True):
    """An award as the owner received it, or how far the owner came: a finalist, a nominee and who declined it received none."""

    segment: ClassVar[str] = "award-receipt"
    types: ClassVar[tuple[Iri, ...]] = (VIVO.AwardReceipt,)
    other_types: ClassVar[tuple[tuple[Iri, ...], ...]] = ((VIVO.Relationship,),)

    name: Annotated[Text, structured(RDFS.label, SCHEMA.award), "name of the award"]
    year: Annotated[Period | None, DCTERMS.date, structured(SCHEMA.award), "year or date, or several"] = None
    frequency: Annotated[Text | None, VITA.frequency, "how often in that time, if it was received again and again: annually"] = None
    duration: HowLong = None
    outcome: Annotated[AwardOutcome | None, DCTERMS.type, structured(SCHEMA.award), "winner, finalist or listed, if stated"] = None
    rank: Annotated[Rank | None, VIVO.rank, structured(SCHEMA.award), "rank among the winners"] = None
    organization: Annotated[list[OrganizationRef], VIVO.assignedBy, structured(VIVO.sponsoredBy), "who gave it, jointly or alone"] = []
    journal: Annotated[JournalRef | None, VITA.awardedBy, "journal or other periodical that gave it"] = None
    number: Annotated[Plain | None, DCTERMS.identifier, "number of the award or of its round, as printed"] = None
    event: Annotated[EventRef | None, DCTERMS.relation, "the event it was given at"] = None
    works: Annotated[list[WorkRef], VIVO.relates, structured(SCHEMA.award), "awarded works: id or title of a publication"] = []
    reason: Annotated[Text | None, VITA.reason, "for what it was given, in words: the best student paper"] = None
    nominators: Annotated[list[Author], VITA.nominator, "who nominated the owner"] = []
    contributors: Annotated[list[Author], DCTERMS.contributor, CONTRIBUTOR_KEYS, CONTRIBUTORS] = []
    amount: Annotated[Amount | None, VIVO.hasMonetaryAmount, "prize money with its currency"] = None
    recipients: Annotated[
        list[Author], structured(VIVO.relates), PART_KEYS, "whose outcome it is, if not the owner's alone: persons or organizations"
    ] = []
    role: Annotated[Text | None, VITA.part, structured(VIVO.relates), "the owner's part in what a team was awarded for: team captain"] = (
        None
    )
    wikidata: Annotated[
        WikidataId | None,
        as_form(WikidataId.link, SCHEMA.sameAs, OWL.sameAs, in_structure=True),
        structured(SCHEMA.identifier),
        _PRIZE_ITEM,
        "Wikidata item of the prize itself",
    ] = None
    related: Related = []
    description: Annotated[Text | None, DCTERMS.description, "a note"] = None

    def default_id(self, parent: str, number: int) -> str:
        # The prize has this id without the years, so that it states all that distinguishes one prize from another.
        stem = f"{self.years} {self.name}"
        stems = [slug(stem)] if slug(stem) == whole_slug(stem) else [slug(self.years), whole_slug(self.name)]
        return "-".join(filter(None, [*stems, *map(whole_slug, filter(None, (*self.organization, self.event)))]))

    def names(self) -> Iterator[str]:
        return text_names(self.name)

    @property
    def is_received(self) -> bool:
        """Whether it was received, also where no outcome is stated."""
        return self.outcome not in _NOT_RECEIVED

    def classes(self) -> tuple[Iri, ...]:
        return self.types if self.is_received else self.other_types[0]

    def with_owner(self) -> tuple[str, ...]:
        return () if self.recipients else ("recipients",)

    def structure(self, node: Term, index: Identities) -> Iterator[Triple]:
        prize = self.prize(index)
        recipients = [index.agent(one) for one in self.recipients] or [index.owner]
        yield from ((node, VIVO.relates, one) for one in recipients)
        yield from author_list.in_order(node, "recipients", VITA.peopleInOrder, VIVO.relates, recipients)
        if self.role and index.owner not in recipients:
            recipients.append(index.owner)
            yield node, VIVO.relates, index.owner
        yield node, VIVO.relates, prize
        yield prize, RDF.type, VIVO.Award
        yield from ((prize, VIVO.sponsoredBy, index.refer("org", one)) for one in self.organization)
        if self.wikidata:
            yield from ((prize, predicate, self.wikidata.link()) for predicate in (SCHEMA.sameAs, OWL.sameAs))
            yield from _PRIZE_ITEM.described(prize, self.wikidata)
        for tag, name in self.name.in_languages(index.language_of(self)):
            yield prize, RDFS.label, tagged(name, tag)
            yield node, RDFS.label, tagged(f"{name}{_suffix(self.year, tag)}", tag)
            text = self._text(name, tag)
            if self.is_received and index.owner in recipients:
                yield index.owner, SCHEMA.award, text
            for work in self.works if self.is_received else ():
                yield index.refer("publication", work), SCHEMA.award, text

    def prize(self, index: Identities) -> Term:
        """The prize's IRI."""
        return index.prizes[id(self)]

    @property
    def years(self) -> str:
        """The first and the last year in EDTF, for an id; "" without any."""
        dates = [self.year.start, self.year.end] if self.year else []
        return "/".join(dict.fromkeys(_year(date) for date in dates if date))

    def printed_years(self, words: DateWords) -> str:
        """The year or years: `2019`, `2013, 2015`, `2013 – 2015`, `ca. 1990`; "" without any."""
        return _printed_years(self.year, words) if self.year else ""

    def _text(self, name: str, language: str) -> Term:
        """The award with years, outcome and rank; where these have only an English label, the whole has no tag."""
        known = language.partition("-")[0] in ("en", "de")
        outcome = self.outcome if self.outcome != "winner" else None
        words = language if known else "en"
        details = [outcome.label_in(words) if outcome else "", self.rank.ordinal(words) if self.rank else ""]
        stated = ", ".join(filter(None, [self.printed_years(words_of(words)), *details]))
        return tagged(f"{name} ({stated})" if stated else name, language if known or not any(details) else "")

    @classmethod
    def recover(cls, fields: dict[str, Any], node: Term, graph: Resources) -> None:
        labels = [parse(term) for term in graph.objects(node, RDFS.label)]
        suffixes = [_suffix(fields.get("year"), label.language) for label in labels]
        names = (tagged(label.value.removesuffix(suffix), label.language) for label, suffix in zip(labels, suffixes, strict=True))
        fields["name"] = graph.text(names)
        recipients = graph.objects(node, VIVO.relates)
        agents = [agent for agent in recipients if agent == graph.owner or graph.ids("person", [agent]) or graph.ids("org", [agent])]
        has_others = VIVO.relates in graph.objects(node, VITA.morePeople)
        has_part = any(VIVO.relates in one.roles for one in contribution.decoded(node, graph))
        alone = agents == [graph.owner] and not (has_others or has_part)
        if fields.get("role") and len(agents) > 1 and graph.owner not in author_list.listed(node, VITA.peopleInOrder, VIVO.relates, graph):
            agents.remove(graph.owner)  # whose part is stated beside the others
        found = author_list.ordered(list(graph.agents(agents)), node, VITA.peopleInOrder, VIVO.relates, graph)
        fields["recipients"] = [] if alone else found
        items = [graph.value(part(prize, f"id/{_PRIZE_ITEM.path}"), SCHEMA.value) for prize in recipients if graph.ids("award", [prize])]
        fields["wikidata"] = next((WikidataId(item) for item in items if item), None)


def _suffix(year: Period | None, language: str) -> str:
    return f" ({_printed_years(year, words_of(language))})" if year else ""


def _printed_years(period: Period, words: DateWords) -> str:
    """The years of a period: those of its dates, where these are days or months; of an academic or a fiscal year `2022/23`."""
    if period.spans:
        return ", ".join(_printed_years(span, words) for span in period.spans)
    if (period.is_academic_year or period.is_fiscal_year) and period.start and period.end:
        return f"{period.start.parts.year}/{period.end.parts.year[2:]}"
    start, end = (date and PartialDate(_year(date)) for date in (period.start, period.end))
    return printed_period(msgspec.structs.replace(period, start=start, end=end), words)


def _year(date: PartialDate) -> str:
    """The year of a date; an approximate date, a season or a decade as a whole."""
    return date.parts.year if date.is_plain else str(date)
