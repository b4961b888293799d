"""Facts of one's own and vitagraph's shapes: a shape of a field constrains the field's values, not what `facts:` states elsewhere.

A field of one record class and a fact of one's own of another may have one property, such as schema:keywords of a student and of a
thesis. The classes of RDF cannot always distinguish their records, so no target of a shape can. Therefore a result that exists only
because of such facts is left out. Values of facts are checked when they are read: against the range of the property.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vitagraph.errors import DataError
from vitagraph.rdf.syntaxes.turtle import blocks
from vitagraph.rdf.terms import Triple
from vitagraph.records import Index, Record
from vitagraph.records.own_terms import own_facts
from vitagraph.validation.engines import Check
from vitagraph.validation.report import ShaclResult


def facts_of(index: Index) -> set[Triple]:
    """The triples of the facts of one's own of all records of a CV."""
    return {triple for node, record in index.records.items() if record.facts for triple in own_facts(record, node, index)}


def facts_in(triples: Sequence[Triple]) -> set[Triple]:
    """The triples of a graph that an import reads as facts of one's own.

    The predicate of a fact is none that the mapping writes on another record of the class: there, a fault in the graph is no fact.
    """
    from vitagraph.mapping import dataset_of
    from vitagraph.rdf.dataset import RESTRICTED
    from vitagraph.recovery import records

    try:
        index = Index(records({"public": triples})[0])
        facts = facts_of(index)
        written = dataset_of(index).triples(RESTRICTED) if facts else []
    except DataError:  # a graph that describes no CV, or one whose records contradict each other
        return set()
    classes: dict[str, type[Record]] = {node: type(record) for node, record in index.records.items()}
    used = {(classes.get(triple[0]), triple[1]) for triple in written if triple not in facts}
    return {fact for fact in facts if (classes[fact[0]], fact[1]) not in used}


def without_facts(
    results: list[ShaclResult], triples: Sequence[Triple], facts: Collection[Triple], own: Check, only_own: bool
) -> list[ShaclResult]:
    """The results of validating some triples, without those of vitagraph's own shapes (`own`) that only the facts cause.

    `only_own` states that the results are those of `own`, not of the user's shapes, too.
    """
    if not facts or not results:
        return results
    every = results if only_own else own(blocks(triples))
    caused = set(every) - set(own(blocks([triple for triple in triples if triple not in facts])))
    return [one for one in results if one not in caused]
