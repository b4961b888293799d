"""The works of a page in its HTML, as reference managers read them: COinS, a `span` of the class `Z3988` each.

It is a context object of OpenURL (ANSI/NISO Z39.88-2004) in key-encoded values: https://ocoins.info/ and
https://groups.niso.org/higherlogic/ws/public/download/14833/z39_88_2004_r2010.pdf. Zotero reads works of all its types in the format of
Dublin Core; articles, books and theses have formats that others read, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from vitagraph.exporters import Work
from vitagraph.exporters.formats import csl_json
from vitagraph.exporters.formats.csl_json import Item
from vitagraph.records import Index
from vitagraph.site.citation_tags import date_of, extent, inverted, item_type

#: item type of Zotero -> format, genre, and the keys of title and container
_FORMATS = {
    "journalArticle": ("journal", "article", "atitle", "jtitle"),
    "book": ("book", "book", "btitle", ""),
    "bookSection": ("book", "bookitem", "atitle", "btitle"),
    "conferencePaper": ("book", "proceeding", "atitle", "btitle"),
    "report": ("book", "report", "btitle", ""),
    "thesis": ("dissertation", "", "title", ""),
    "patent": ("patent", "", "title", ""),
}
_PLAIN = {"volume": "volume", "issue": "issue", "edition": "edition", "collection-title": "series", "publisher-place": "place"}


#: more would delay the page, and no reader chooses among them: the files of all works are beside it
_MOST = 200


def newest(works: Iterable[Work], index: Index) -> list[Work]:
    """The works that the page of the CV has context objects of: all in their order, or the newest of many."""
    listed = list(works)
    if len(listed) <= _MOST:
        return listed
    return sorted(listed, key=lambda work: _date(csl_json.item(work, index)), reverse=True)[:_MOST]


def _date(item: Item) -> list[int]:
    return [int(part) for part in item.get("issued", {}).get("date-parts", [[]])[0]]


def context_objects(works: Iterable[Work], index: Index) -> Iterator[str]:
    """The context object of each work with a title."""
    for work in works:
        item = csl_json.item(work, index)
        if "title" in item:
            yield "&".join(f"{key}={quote(value, safe='')}" for key, value in _pairs(item_type(work), item))


def _pairs(type: str, item: Item) -> Iterator[tuple[str, str]]:
    format, genre, title, container = _FORMATS.get(type, ("dc", "", "title", "source"))
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{format}"
    if genre:
        yield "rft.genre", genre
    elif format == "dc":
        yield "rft.type", type
    yield f"rft.{title}", item["title"]
    if container and "container-title" in item:
        yield f"rft.{container}", item["container-title"]
    yield from _people(item, "inventor" if format == "patent" else "au" if format != "dc" else "creator")
    if date := date_of(item).replace("/", "-"):
        yield "rft.date", date
    if "publisher" in item:
        yield ("rft.inst" if format == "dissertation" else "rft.publisher"), item["publisher"]
    yield from _numbers(type, item)
    if "DOI" in item:
        yield "rft_id", f"info:doi/{item['DOI']}"
    if "URL" in item:
        yield "rft_id", item["URL"]


def _people(item: Item, key: str) -> Iterator[tuple[str, str]]:
    for one in item.get("author", ()):
        yield (f"rft.{key}" if "literal" not in one or key == "creator" else "rft.aucorp"), inverted(one)


def _numbers(type: str, item: Item) -> Iterator[tuple[str, str]]:
    yield from ((f"rft.{key}", item[variable]) for variable, key in _PLAIN.items() if variable in item)
    if type == "patent" and "number" in item:
        yield "rft.number", item["number"]
    if pages := "-".join(filter(None, extent(item, type))):
        yield "rft.pages", pages
    if "number-of-pages" in item:
        yield "rft.tpages", item["number-of-pages"]
    yield from ((f"rft.{key.lower()}", item[key]) for key in ("ISBN", "ISSN") if key in item)
    if type == "thesis" and "genre" in item:
        yield "rft.degree", item["genre"]
