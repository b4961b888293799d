"""The organizations of a source: one is described where the source states more than its name."""

from __future__ import annotations

from collections.abc import Mapping

from vitagraph.errors import Place
from vitagraph.importers.draft import Draft
from vitagraph.importers.report import Report
from vitagraph.records import CV
from vitagraph.records.organizations import Organization


class Organizations:
    """The organizations described so far, by name; a fact that contradicts an earlier one is reported."""

    def __init__(self, cv: CV, report: Report) -> None:
        self.cv = cv
        self.report = report
        self._known: dict[str, Organization] = {}

    def refer(self, draft: Draft, name: str, facts: Mapping[str, str], field: str = "organization", key: str = "") -> None:
        """Sets a reference of a draft to an organization, and describes it."""
        draft.set(field, name, key)
        self.describe(name, facts, draft.place, draft.path)

    def describe(self, name: str, facts: Mapping[str, str], place: Place, path: str) -> None:
        """Describes an organization where anything but its name is known: field -> value."""
        stated = {fact: value for fact, value in facts.items() if value}
        if not name or not stated:
            return
        organization = Draft(Organization, self.report, place, path)
        organization.set("name", name)
        taken = [fact for fact, value in stated.items() if organization.set(fact, value)]
        if name not in self._known and taken:
            self._known[name] = organization.record()
            self.cv.organizations.append(self._known[name])
        for fact in taken:
            known, new = getattr(self._known[name], fact), organization.values[fact]
            if known in (None, []):
                setattr(self._known[name], fact, new)
            elif known != new:
                self.report.leave_out(place, f"{path}.{fact}, of {name}", stated[fact])
