"""The prizes of awards: receipts of several years share one, unless they state different names, givers or identifiers.

The IRI of a prize is the id of a receipt without its year. Where that is the same for two prizes, the one that was received first
keeps it, and the givers distinguish the others: the best paper prizes of two journals are two prizes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from vitagraph.rdf.terms import Term
from vitagraph.values import folded, slug, with_digest

if TYPE_CHECKING:
    from vitagraph.records.achievements import Award
    from vitagraph.records.record import Identities


class _Prize(msgspec.Struct, frozen=True):
    """A prize: its IRI, its name in each language, the organizations, the journal and the event of its receipts, its Wikidata item."""

    node: Term
    names: dict[str, str]
    givers: frozenset[Term]
    item: str

    def may_be(self, names: dict[str, str], givers: frozenset[Term], item: str) -> bool:
        """Whether receipts with these names, givers and item are of it: they share a name, and state no other name, giver or item."""
        is_named = not self.names.items().isdisjoint(names.items())
        has_other_name = any(names.get(tag, name) != name for tag, name in self.names.items())
        has_other_item = bool(item and self.item) and item != self.item
        return is_named and not has_other_name and not has_other_item and (self.givers == givers or not (self.givers and givers))


class Prizes(dict[int, Term]):
    """`id()` of an award of a CV -> the IRI of its prize.

    `below` are those of the view without the facts that this CV adds, and `left` the awards of that view by these; their IRIs are kept.
    """

    def __init__(self, awards: Iterable[Award], index: Identities, below: Prizes | None, left: Mapping[int, int]) -> None:
        super().__init__({one: below[known] for one, known in left.items()} if below is not None else {})
        self._known: dict[Term, list[_Prize]] = {}
        if below is not None:
            self._known |= {default: list(prizes) for default, prizes in below._known.items()}
        further = sorted((one for one in awards if id(one) not in self), key=index.id_of)
        self._taken = {prize.node for prizes in self._known.values() for prize in prizes} | {default_prize(one, index) for one in further}
        for award in further:
            self[id(award)] = self._prize(award, index)

    def _prize(self, award: Award, index: Identities) -> Term:
        default = default_prize(award, index)
        known = self._known.setdefault(default, [])
        names = {tag: folded(name).casefold() for tag, name in award.name.in_languages(index.language_of(award))}
        givers = frozenset(_givers(award, index))
        item = str(award.wikidata or "")
        for position, prize in enumerate(known):
            if prize.may_be(names, givers, item):
                known[position] = msgspec.structs.replace(prize, item=prize.item or item)
                return prize.node
        node = self._free(default, names, givers, item) if known else default
        self._taken.add(node)
        known.append(_Prize(node, names, givers, item))
        return node

    def _free(self, default: Term, names: dict[str, str], givers: frozenset[Term], item: str) -> Term:
        """An IRI of its own for a prize whose default one is another's: followed by the givers, else by a digest of all it states."""
        stem, ids = default[:-1], sorted(giver.rpartition("/")[2][:-1] for giver in givers)
        longer = "-".join([stem, *ids]) + ">"
        return (
            longer
            if longer not in self._taken
            else with_digest(stem, " ".join(filter(None, [*sorted(names.values()), *sorted(givers), item]))) + ">"
        )


def default_prize(award: Award, index: Identities) -> Term:
    """The IRI of a prize without regard to others: the id of the receipt without its year."""
    identifier = index.id_of(award)
    return index.iri("award", identifier.removeprefix(f"{slug(award.years)}-") if award.year else identifier)


def _givers(award: Award, index: Identities) -> Iterator[Term]:
    yield from (index.refer("org", one) for one in award.organization)
    if award.journal:
        yield index.refer("journal", award.journal)
    if award.event:
        yield index.refer("event", award.event)
