"""Files for crawlers and feed readers: sitemap, robots.txt, an Atom feed of new works and talks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from vitagraph.site.address import Address
from vitagraph.site.entries.entry import Entry
from vitagraph.site.localization import Localizer
from vitagraph.values import PartialDate

_LONGEST_FEED = 30


def sitemap(addresses: Iterable[str], changed: str | None) -> str:
    """The canonical addresses of the pages (https://www.sitemaps.org/protocol.html)."""
    modified = f"<lastmod>{changed}</lastmod>" if changed else ""
    urls = "".join(f"<url><loc>{escape(one)}</loc>{modified}</url>\n" for one in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{urls}</urlset>\n"


def robots(address: Address) -> str:
    """All crawlers may read all files (RFC 9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address.base}sitemap.xml\n"


def atom(localizer: Localizer, address: Address, owner: str, entries: Iterable[tuple[PartialDate, Callable[[], Entry]]]) -> str:
    """The newest works and talks (RFC 4287), from what makes their entries; a date without a day is written as its first day."""
    newest = sorted(entries, key=lambda dated: (dated[0].bounds[0], dated[0]), reverse=True)[:_LONGEST_FEED]
    changed = localizer.index.cv.document.as_of or (newest[0][0] if newest else PartialDate("1970"))
    title = escape(localizer.words["news_of"].format(name=owner))
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(localizer.language)}">\n'
        f"<title>{title}</title>\n<id>{escape(address.base)}feed.xml</id>\n<updated>{_instant(changed)}</updated>\n"
        f"<author><name>{escape(owner)}</name></author>\n"
        f'<link rel="self" href="{escape(address.base)}feed.xml"/>\n<link href="{escape(localizer.index.document)}"/>\n'
    )
    return head + "".join(_entry(date, made(), localizer, address) for date, made in newest) + "</feed>\n"


def _entry(date: PartialDate, entry: Entry, localizer: Localizer, address: Address) -> str:
    language = f' xml:lang="{escape(entry.title.language)}"' if entry.title.language else ""
    link = f"{address.base}{entry.page}" if entry.page else f"{localizer.index.document}#{entry.anchor}"
    names = localizer.joined_names(name.text for name in entry.names)
    summary = ". ".join(filter(None, (names, localizer.joined(map(localizer.line, entry.where)), entry.when)))
    return (
        f"<entry{language}><title>{escape(str(entry.title))}</title><id>{escape(localizer.index.document)}#{escape(entry.anchor)}</id>"
        f'<link href="{escape(link)}"/><updated>{_instant(date)}</updated><summary>{escape(summary)}</summary></entry>\n'
    )


def _instant(date: PartialDate) -> str:
    """The beginning of a date (RFC 3339, which has no years before 1)."""
    year, month, day = date.bounds[0]
    return f"{max(year, 1):04}-{month:02}-{day:02}T00:00:00Z"
