"""The works of a CV, one by one, in the formats of reference managers: a site has files of all together."""

from __future__ import annotations

from functools import cached_property

from vitagraph.exporters import Work, bibliographies, works
from vitagraph.records import Index
from vitagraph.site.address import file_of
from vitagraph.site.entries.entry import anchor_of


class Citations:
    """The public works of a CV by the names of their files without suffix; none without a CV."""

    def __init__(self, index: Index | None) -> None:
        self._index = index

    @cached_property
    def _public(self) -> Index | None:
        return self._index and self._index.public_view()

    @cached_property
    def _works(self) -> dict[str, Work]:
        index = self._public
        return {file_of(anchor_of(work.record, index)): work for work in works(index)} if index else {}

    def __contains__(self, stem: str) -> bool:
        return stem in self._works

    def text(self, path: str) -> str | None:
        """A work in the format that the suffix of a path names; None where there is no such work or format."""
        for one in bibliographies():
            work = self._works.get(path.removesuffix(f".{one.published_suffix}"))
            if work and self._public and path.endswith(f".{one.published_suffix}"):
                return one.of_works([work], self._public)
        return None
