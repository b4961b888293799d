"""The people of a source with ORCID iDs: each is described once, and referenced by the names in works."""

from __future__ import annotations

from vitagraph.importers.report import Report
from vitagraph.records import CV, Author, Person
from vitagraph.values import FullName, Orcid, PersonName, Plain, Slug, foreign


class People:
    """The people described so far, by their ORCID iDs."""

    def __init__(self, cv: CV, report: Report) -> None:
        self.cv = cv
        self.report = report
        self._known: dict[str, Person] = {}
        self._ids: dict[str, str] = {}

    def identified(self, author: Author, orcid: str, full_name: str = "") -> Author:
        """Adds the person of an author with an ORCID iD to the CV, once, under `full_name` if that is a longer form of the same name.

        Returns the author, with the person's id where the name is ambiguous; unchanged without an ORCID iD. Raises ValueError for an
        invalid ORCID iD.
        """
        if not orcid or not author.name:
            return author
        identifier = Orcid.parse(foreign.orcid(orcid))
        if identifier == self.cv.person.orcid:
            return author
        key = PersonName.parse(author.name).key
        person = self._known.get(identifier)
        if person is None:
            taken = self._ids.setdefault(key, identifier) != identifier
            full = full_name if PersonName.parse(full_name).key == key else author.name
            person = Person(name=FullName(full), orcid=identifier, id=Slug(f"{key}-{identifier[-4:].lower()}") if taken else None)
            self._known[identifier] = person
            self.cv.people.append(person)
        elif key != PersonName.parse(str(person.name)).key and author.name not in person.citation_names:
            person.citation_names.append(Plain(author.name))
        return author.called(author.name, person.id) if person.id else author
