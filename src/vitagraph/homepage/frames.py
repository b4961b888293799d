"""What a homepage's JSON-LD shows of each kind of resource: a form says how a term of the graph is written.

All of it is schema.org. Where a search engine wants text for what the graph has a node for, the form writes the node's name
(`named`) or code (`coded`): the listed shortcuts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import RDF, SCHEMA, Iri

Form = Callable[["Graph", Term], Any]

_SCHEMA_BASE = SCHEMA.base
#: types that say nothing beside a more special one
_GENERAL = ("Organization", "Event", "CreativeWork")


class Graph:
    """The statements of a graph by subject and predicate, and the language in which a page speaks of it."""

    def __init__(self, triples: Iterable[Triple], language: str) -> None:
        self.language = language
        self.facts: dict[Term, dict[Term, list[Term]]] = {}
        for s, p, o in triples:
            self.facts.setdefault(s, {}).setdefault(p, []).append(o)

    def objects(self, subject: Term, predicate: Iri) -> list[Term]:
        """The objects of a predicate, in the order of the graph."""
        return self.facts.get(subject, {}).get(predicate, [])

    def text(self, subject: Term, predicate: Iri) -> str:
        """One text of several: in the page's language, else in none, else the first; "" where there is none."""
        texts = [parse(term) for term in self.objects(subject, predicate)]
        ranked = sorted(texts, key=lambda text: (text.language != self.language, text.language != ""))
        return ranked[0].value if ranked else ""


def value(graph: Graph, term: Term) -> Any:
    """A literal's text, an IRI as it stands: a number or a truth value where it is one."""
    parsed = parse(term)
    if parsed.datatype.endswith("#boolean"):
        return parsed.value == "true"
    return int(parsed.value) if parsed.datatype.endswith("#integer") else parsed.value


def link(graph: Graph, term: Term) -> Any:
    """A node that is described elsewhere in the page, or not at all."""
    return {"@id": term[1:-1]}


def named(graph: Graph, term: Term) -> Any:
    """A node's name instead of the node; a literal's text."""
    return graph.text(term, SCHEMA.name) if term[0] == "<" else value(graph, term)


def coded(graph: Graph, term: Term) -> Any:
    """A language's tag instead of the language."""
    return graph.text(term, SCHEMA.alternateName)


def described(**forms: Form) -> Form:
    """A node with its type, its IRI and these properties. Text in several languages is written in one of them."""

    def form(graph: Graph, term: Term) -> Any:
        types = [one[len(_SCHEMA_BASE) + 1 : -1] for one in graph.objects(term, RDF.type) if one.startswith(f"<{_SCHEMA_BASE}")]
        special = [one for one in types if one not in _GENERAL] or types
        if not special:
            return link(graph, term)
        node: dict[str, Any] = {"@type": _one_or_many(special), "@id": term[1:-1]}
        for name, one in forms.items():
            if values := _values(graph, term, f"<{_SCHEMA_BASE}{name}>", one):
                node[name] = _one_or_many(values)
        return node

    return form


def _values(graph: Graph, subject: Term, predicate: Iri, form: Form) -> list[Any]:
    objects = graph.objects(subject, predicate)
    if form is value and objects and all(parse(term).language for term in objects) and predicate != SCHEMA.award:
        return [graph.text(subject, predicate)]
    return [written for term in objects if (written := form(graph, term)) not in ("", None)]


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


_IDENTIFIER = described(propertyID=value, value=value)
_IMAGE = described(contentUrl=value)
_PLACE = described(name=value)
_ORGANIZATION = described(name=value, alternateName=value, url=value, sameAs=value)
_ROLE = described(roleName=value, startDate=value, endDate=value, memberOf=link)
_CREDENTIAL = described(name=value, credentialCategory=named, datePublished=value)

PERSON = described(
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
    memberOf=_ROLE,
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
    """What a work is part of: issue, volume, journal, book, each as deep as it goes."""
    if SCHEMA.Periodical in (types := graph.objects(term, RDF.type)):
        return _PERIODICAL(graph, term)
    if SCHEMA.PublicationVolume in types:
        return _VOLUME(graph, term)
    if SCHEMA.PublicationIssue in types:
        return described(issueNumber=value, isPartOf=_container)(graph, term)
    return described(name=value, editor=_AUTHOR, publisher=_ORGANIZATION, isbn=value)(graph, term)


#: what a page of its own says of a work
_WORK_FORMS: dict[str, Form] = {
    "name": value,
    "author": _AUTHOR,
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
#: what the owner's page says of each of many
_IN_A_LIST = (
    "name", "description", "author", "datePublished", "inLanguage", "isPartOf", "pageStart", "pageEnd", "publisher", "isbn", "version",
    "codeRepository", "isAccessibleForFree", "license", "url", "sameAs",
)  # fmt: skip
WHOLE_WORK = described(**_WORK_FORMS)
WORK = described(**{name: _WORK_FORMS[name] for name in _IN_A_LIST})
DATASET = described(
    name=value,
    description=value,
    creator=link,
    license=value,
    dateModified=value,
    distribution=described(contentUrl=value, encodingFormat=value),
)
