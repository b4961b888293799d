"""The organizations of a source: one is described where the source says more of it than its name."""

from __future__ import annotations

from collections.abc import Mapping

from vitagraph.importers.draft import Draft
from vitagraph.importers.report import Report
from vitagraph.records import CV
from vitagraph.records.organizations import Organization


class Organizations:
    """The organizations told of so far, by name; a fact that contradicts an earlier one is reported."""

    def __init__(self, cv: CV, report: Report) -> None:
        self.cv = cv
        self.report = report
        self._known: dict[str, Organization] = {}

    def refer(self, draft: Draft, name: str, facts: Mapping[str, str], field: str = "organization", said: str = "") -> None:
        """Has a draft refer to an organization, and notes what else is said of it: field -> value."""
        draft.set(field, name, said)
        stated = {fact: value for fact, value in facts.items() if value}
        if not name or not stated:
            return
        told = Draft(Organization, self.report, draft.place, draft.path)
        told.set("name", name)
        taken = [fact for fact, value in stated.items() if told.set(fact, value)]
        if name not in self._known and taken:
            self._known[name] = told.record()
            self.cv.organizations.append(self._known[name])
        for fact in taken:
            known, new = getattr(self._known[name], fact), told.values[fact]
            if known in (None, []):
                setattr(self._known[name], fact, new)
            elif known != new:
                self.report.no_home(draft.place, f"{draft.path}.{fact}, of {name}", stated[fact])
