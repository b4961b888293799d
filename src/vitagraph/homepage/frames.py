"""The properties that the JSON-LD of a homepage has for each class of resources; a form writes a term of the graph as JSON.

All terms are schema.org's. Where a search engine expects text and the graph has a node, the form writes the name (`named`) or the
code (`coded`) of the node.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from vitagraph.rdf.terms import Term, parse
from vitagraph.rdf.vocabulary import RDF, SCHEMA, Iri

Form = Callable[["Graph", Term], Any]

_SCHEMA_BASE = SCHEMA.base
#: types that pages replace: search engines expect a rating of each review, which those of a CV lack
_OTHERWISE = {"Review": "CreativeWork"}
#: types that are left out beside a more specific one
_GENERAL = ("Organization", "Event", "CreativeWork")


class Graph:
    """The facts of a graph, by subject and predicate, and the language of the page."""

    def __init__(self, facts: Mapping[Term, Mapping[Term, list[Term]]], language: str) -> None:
        self.facts = facts
        self.language = language

    def objects(self, subject: Term, predicate: Iri) -> list[Term]:
        """The objects of a predicate, in the order of the graph."""
        return self.facts.get(subject, {}).get(predicate, [])

    def text(self, subject: Term, predicate: Iri) -> str:
        """One of several texts: in the language of the page, else without language, else the first; "" where there is none."""
        texts = [parse(term) for term in self.objects(subject, predicate)]
        ranked = sorted(texts, key=lambda text: (text.language != self.language, text.language != ""))
        return ranked[0].value if ranked else ""


def value(graph: Graph, term: Term) -> Any:
    """The value of a literal as text, number or truth value; an IRI as text."""
    parsed = parse(term)
    if parsed.datatype.endswith("#boolean"):
        return parsed.value == "true"
    return int(parsed.value) if parsed.datatype.endswith("#integer") else parsed.value


def link(graph: Graph, term: Term) -> Any:
    """A reference to a node."""
    return {"@id": term[1:-1]}


def named(graph: Graph, term: Term) -> Any:
    """The name of a node; the value of a literal."""
    return graph.text(term, SCHEMA.name) if term[0] == "<" else value(graph, term)


def coded(graph: Graph, term: Term) -> Any:
    """The tag of a language."""
    return graph.text(term, SCHEMA.alternateName)


def described(**forms: Form) -> Form:
    """A node with its type, its IRI and these properties. Of text in several languages one is written."""
    return _node(forms, others=False, needs_name="name" in forms)


def listed(**forms: Form) -> Form:
    """The same for a node in a list of all, which needs no name."""
    return _node(forms, others=False, needs_name=False)


def whole(**forms: Form) -> Form:
    """A node with its type, its IRI, these properties, and all others whose values are literals."""
    return _node(forms, others=True, needs_name=False)


def _node(forms: Mapping[str, Form], others: bool, needs_name: bool) -> Form:
    own = {f"<{_SCHEMA_BASE}{name}>": form for name, form in forms.items()}

    def form(graph: Graph, term: Term) -> Any:
        types = [one[len(_SCHEMA_BASE) + 1 : -1] for one in graph.objects(term, RDF.type) if one.startswith(f"<{_SCHEMA_BASE}")]
        types = list(dict.fromkeys(_OTHERWISE.get(one, one) for one in types))
        special = [one for one in types if one not in _GENERAL] or types
        if not special:
            return link(graph, term)
        node: dict[str, Any] = {"@type": _one_or_many(special), "@id": term[1:-1]}
        for predicate, one in (own | (_of_literals(graph, term, own) if others else {})).items():
            if values := _values(graph, term, predicate, one):
                node[predicate[len(_SCHEMA_BASE) + 1 : -1]] = _one_or_many(values)
        # Search engines expect a name of whatever is described.
        return link(graph, term) if needs_name and "name" not in node else node

    return form


def _of_literals(graph: Graph, subject: Term, listed: Collection[Iri]) -> dict[Iri, Form]:
    """The properties of a node that are not listed and have literals as values."""
    facts = graph.facts.get(subject, {})
    return {
        predicate: value
        for predicate, objects in facts.items()
        if predicate.startswith(f"<{_SCHEMA_BASE}") and predicate not in listed and all(term[0] == '"' for term in objects)
    }


def _values(graph: Graph, subject: Term, predicate: Iri, form: Form) -> list[Any]:
    objects = graph.objects(subject, predicate)
    if form is value and objects and all(parse(term).language for term in objects) and predicate != SCHEMA.award:
        return [graph.text(subject, predicate)]
    return [one for term in objects if (one := form(graph, term)) not in ("", None)]


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


_IDENTIFIER = described(propertyID=value, value=value)
_IMAGE = described(contentUrl=value)
_ORGANIZATION = described(name=value, alternateName=value, url=value, sameAs=value)
_MEMBERSHIP = described(roleName=value, startDate=value, endDate=value, memberOf=_ORGANIZATION)
_POSITION = described(roleName=value, startDate=value, endDate=value, affiliation=_ORGANIZATION)
_CREDENTIAL = described(name=value, credentialCategory=named, datePublished=value)

PERSON = whole(
    name=value,
    honorificPrefix=value,
    honorificSuffix=value,
    givenName=value,
    familyName=value,
    alternateName=value,
    url=value,
    image=_IMAGE,
    description=value,
    jobTitle=value,
    email=value,
    worksFor=_ORGANIZATION,
    affiliation=_POSITION,
    memberOf=_MEMBERSHIP,
    alumniOf=_ORGANIZATION,
    hasCredential=_CREDENTIAL,
    award=value,
    knowsAbout=named,
    knowsLanguage=coded,
    identifier=_IDENTIFIER,
    sameAs=value,
)

_AUTHOR = described(name=value, url=value, sameAs=value)
_PERIODICAL = described(name=value, issn=value)
_VOLUME = described(volumeNumber=value, isPartOf=_PERIODICAL)


def _container(graph: Graph, term: Term) -> Any:
    """What a work is part of: issue, volume, journal, book, and what contains these."""
    if SCHEMA.Periodical in (types := graph.objects(term, RDF.type)):
        return _PERIODICAL(graph, term)
    if SCHEMA.PublicationVolume in types:
        return _VOLUME(graph, term)
    if SCHEMA.PublicationIssue in types:
        return described(issueNumber=value, isPartOf=_container)(graph, term)
    return described(name=value, editor=_AUTHOR, publisher=_ORGANIZATION, isbn=value)(graph, term)


#: the properties of a work on its own page, which has all other literals too
_WORK_FORMS: dict[str, Form] = {
    "name": value,
    "author": _AUTHOR,
    "editor": _AUTHOR,
    "translator": _AUTHOR,
    "contributor": _AUTHOR,
    "datePublished": value,
    "inLanguage": value,
    "abstract": value,
    "description": value,
    "keywords": value,
    "isPartOf": _container,
    "pageStart": value,
    "pageEnd": value,
    "publisher": _ORGANIZATION,
    "sourceOrganization": _ORGANIZATION,
    "inSupportOf": value,
    "isbn": value,
    "numberOfPages": value,
    "version": value,
    "codeRepository": value,
    "programmingLanguage": value,
    "isAccessibleForFree": value,
    "license": value,
    "identifier": _IDENTIFIER,
    "award": value,
    "url": value,
    "sameAs": value,
}
#: the properties of a work in the list of the owner's page
_IN_A_LIST = (
    "name", "description", "author", "editor", "translator", "contributor", "datePublished",
    "inLanguage", "isPartOf", "pageStart", "pageEnd", "publisher", "isbn", "version",
    "codeRepository", "isAccessibleForFree", "license", "url", "sameAs",
)  # fmt: skip
WHOLE_WORK = whole(**_WORK_FORMS)
WORK = listed(**{name: _WORK_FORMS[name] for name in _IN_A_LIST})
DATASET = described(
    name=value,
    description=value,
    creator=link,
    license=value,
    dateModified=value,
    inLanguage=value,
    size=value,
    distribution=described(contentUrl=value, encodingFormat=value, contentSize=value),
)
