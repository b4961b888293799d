"""The dataset: the named graphs of a CV, and their export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
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
#: subjects whose facts stay in memory
_RECENT = 4096


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
    def facts(self) -> Facts:
        """The facts of the public graphs."""
        return Facts(self)

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


class Facts(Mapping[Term, dict[Term, list[Term]]]):
    """Subject -> predicate -> objects, in the order of the triples.

    Only the triples of each subject are kept, because dictionaries of all of them take four times the memory of the graph.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples: dict[Term, list[Triple]] = {}
        for triple in triples:
            self._triples.setdefault(triple[0], []).append(triple)
        self._facts = lru_cache(_RECENT)(self._built)

    def __getitem__(self, subject: Term) -> dict[Term, list[Term]]:
        return self._facts(subject)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._triples)

    def __len__(self) -> int:
        return len(self._triples)

    def _built(self, subject: Term) -> dict[Term, list[Term]]:
        facts: dict[Term, list[Term]] = {}
        for _, predicate, term in self._triples[subject]:
            facts.setdefault(predicate, []).append(term)
        return facts
