"""The dataset: the named graphs of a CV, and their export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from vitagraph.errors import UsageError, did_you_mean
from vitagraph.rdf.syntaxes import SYNTAXES, union
from vitagraph.rdf.terms import Term, Triple, iri
from vitagraph.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

#: the public graphs, which are written by default
PUBLIC = ("public", "meta")
#: the restricted graphs, which are written only where a user names them
RESTRICTED = ("contact", "private")


class Dataset:
    """The linked data of one CV: named graphs of triples, in the order of its records, without blank nodes."""

    def __init__(self, document: str, graphs: Mapping[str, Iterable[Triple]]) -> None:
        self.document = document
        self._graphs = {name: tuple(dict.fromkeys(triples)) for name, triples in graphs.items()}

    def name_of(self, graph: str) -> Term:
        """The IRI of a graph: `{document}#graph/public`."""
        return iri(f"{self.document}#graph/{graph}")

    def graphs(self, include: Iterable[str] = ()) -> dict[Term, tuple[Triple, ...]]:
        """The public graphs and those that `include` names, without empty ones, by their IRI.

        Raises UsageError for a graph that is neither contact nor private.
        """
        included = list(include)
        for name in included:
            if name not in RESTRICTED:
                raise UsageError(f"there is no graph '{name}' to include" + did_you_mean(name, RESTRICTED, "; name contact or private"))
        chosen = [name for name in self._graphs if name in PUBLIC or name in included]
        return {self.name_of(name): self._graphs[name] for name in chosen if self._graphs[name]}

    def triples(self, include: Iterable[str] = ()) -> list[Triple]:
        """The union of these graphs."""
        return union(self.graphs(include))

    @cached_property
    def facts(self) -> dict[Term, dict[Term, list[Term]]]:
        """The facts of the public graphs."""
        return facts_of(self)

    def __len__(self) -> int:
        return len(self.triples())

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples())

    def serialize(self, format: str = "turtle", include: Iterable[str] = ()) -> str:
        """The text of the dataset in a syntax, by its name in `SYNTAXES`: turtle, jsonld ...; the same on every run.

        Raises UsageError for an unknown syntax, and for restricted graphs in a syntax that would mix them with the public ones.
        """
        included, syntax = list(include), SYNTAXES[format]
        if included and not syntax.named_graphs:
            known = " or ".join(one.name for one in SYNTAXES.all.values() if one.named_graphs)
            raise UsageError(f"{format} has no named graphs and would mix {' and '.join(included)} with public facts; use {known}")
        return syntax.write(self.document, self.graphs(included))

    def to_rdflib(self, include: Iterable[str] = ()) -> rdflib.Dataset:
        """An rdflib Dataset with the same named graphs, its default graph their union."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        for prefix, base in PREFIXES.items():
            dataset.bind(prefix, base, override=True, replace=True)
        dataset.parse(data=self.serialize("nquads", include), format="nquads")
        return dataset


def facts_of(triples: Iterable[Triple]) -> dict[Term, dict[Term, list[Term]]]:
    """Subject -> predicate -> objects, in the order of the triples."""
    facts: dict[Term, dict[Term, list[Term]]] = {}
    for subject, predicate, term in triples:
        facts.setdefault(subject, {}).setdefault(predicate, []).append(term)
    return facts
