"""dblp (https://dblp.org/faq/13501473.html): works and people of computer science."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vitagraph.services import replies
from vitagraph.services.service import Candidate, Document, Kind, Query, Service, candidate, one_by_one
from vitagraph.values import ArxivId, DblpId, DblpRecord, Doi, Identifier, Orcid, WikidataId

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from vitagraph.services.client import Connection

_SCHEMES = (Orcid, WikidataId)
#: dblp distinguishes homonyms by a number: `Wei Wang 0001`
_NUMBER = " 0123456789"


def _find(connection: Connection, query: Query) -> list[Candidate]:
    path, make = {Kind.WORK: ("/search/publ/api", _work), Kind.PERSON: ("/search/author/api", _person)}[query.kind]
    params = {"q": query.words, "format": "json", "h": "10"}
    return connection.get(path, params, lambda reply: replies.candidates(replies.at(_hits(reply), "info"), make))


def _hits(reply: Any) -> list[Any]:
    """The hits; without one, there is no list."""
    return replies.at(replies.record(reply, "result", "hits"), "hit")


def _work(info: dict[str, Any]) -> Candidate | None:
    people = replies.texts(info, "authors", "author", "text") or replies.texts(info, "authors", "author")
    return candidate(
        Kind.WORK,
        [
            *replies.identified(Doi, replies.texts(info, "doi")),
            *replies.of_addresses((ArxivId,), replies.texts(info, "ee")),
            *replies.of_addresses((DblpRecord,), replies.texts(info, "url")),
        ],
        replies.names(one.removesuffix(".") for one in replies.texts(info, "title")),
        iri="" if replies.text(info, "doi") else replies.text(info, "url"),
        address=replies.text(info, "url"),
        description=replies.text(info, "type"),
        year=replies.text(info, "year"),
        container=replies.text(info, "venue"),
        pages=replies.text(info, "pages"),
        people=tuple(map(_bare, people)),
    )


def _bare(name: str) -> str:
    return name.rstrip(_NUMBER)


def _person(info: dict[str, Any]) -> Candidate | None:
    notes = [one for one in replies.at(info, "notes", "note") if replies.text(one, "@type") == "affiliation"]
    names = [*replies.texts(info, "author"), *replies.texts(info, "aliases", "alias")]
    return candidate(
        Kind.PERSON,
        replies.of_addresses((DblpId,), replies.texts(info, "url")),
        replies.names(map(_bare, names)),
        affiliations=replies.texts(notes, "text"),
    )


def _record(connection: Connection, identifier: Identifier) -> Candidate | None:
    if not isinstance(identifier, DblpId):
        return None
    return connection.get(f"/pid/{identifier}.xml", {}, _page, accept="application/xml", parse=_root)


def _works(connection: Connection, identifier: Identifier) -> list[Document]:
    """The works of a person, each with what it appears in as fields of its entry."""
    if not isinstance(identifier, DblpId):
        return []
    path = f"/pid/{identifier}.bib"
    text = connection.get(path, {"param": "1"}, _entries, accept="application/x-bibtex", parse=bytes.decode)
    return [Document("bibtex", text, f"{connection.address}{path}")] if text.strip() else []


def _entries(text: str) -> str:
    if text.strip() and not text.lstrip().startswith("@"):
        raise ValueError("it is no BibTeX")
    return text


def _root(body: bytes) -> Element:
    """The root element. Raises ValueError for anything but XML within the limits."""
    from xml.etree.ElementTree import ParseError, fromstring

    from vitagraph.errors import DataError
    from vitagraph.files.budget import check_elements

    text = body.decode()
    try:
        check_elements(text, "dblp")
        return fromstring(text)  # noqa: S314  # checked in the line above
    except (DataError, ParseError) as error:
        raise ValueError(str(error)) from None


def _page(root: Element) -> Candidate | None:
    pid = replies.identified(DblpId, [root.attrib["pid"]])

    def texts(path: str) -> tuple[str, ...]:
        return replies.texts([one.text for one in root.findall(f"person/{path}")])

    return candidate(
        Kind.PERSON,
        [*pid, *replies.of_addresses(_SCHEMES, texts("url"))],
        replies.names(map(_bare, texts("author"))),
        affiliations=texts("note[@type='affiliation']"),
    )


SERVICE = Service(
    name="dblp",
    order=60,
    label="dblp",
    documentation="https://dblp.org/faq/13501473.html",
    kinds=(Kind.WORK, Kind.PERSON),
    schemes=(Doi, DblpId, DblpRecord),
    search=one_by_one(_find),
    record=_record,
    works=_works,
    lists=(DblpId,),
    limits="one request a second",
    sent="the words of the title, or the name of the person; dblp person identifiers",
    address="https://dblp.org",
    pause=1.0,
)
