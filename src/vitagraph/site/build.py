"""All files of a site by their paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vitagraph.errors import DataError, Place, Problem
from vitagraph.exporters import Work, bibliographies, volumes, works
from vitagraph.mapping import dataset_of
from vitagraph.records import Index, Visibility, sections
from vitagraph.records.talks import Talk
from vitagraph.site import data, feeds, hosting, linkset, query_page, void
from vitagraph.site.address import Address
from vitagraph.site.assets import Assets
from vitagraph.site.entries import entry, publication_sections
from vitagraph.site.entries.career import thesis
from vitagraph.site.entries.entry import Entry
from vitagraph.site.localization import Localizer
from vitagraph.site.options import Options
from vitagraph.site.pages import Pages
from vitagraph.site.texts import LANGUAGES


def build(index: Index, options: Options) -> dict[str, bytes]:
    """Path -> content of every file of the site of a CV. The same bytes on every run.

    Pages show contact facts only where `options` include them, data files never do. Raises UsageError for a folder that is no theme,
    DataError where the address of the CV is that of another file of its site.
    """
    public = index.public_view()
    shown = index.public_view(Visibility.contact) if options.contact else public
    dataset = dataset_of(index)
    address = Address.of(public.document)
    assets = Assets(options.theme)
    files = data.whole(dataset, address)
    about = void.about(dataset, public, address, files)
    pages = Pages(shown, dataset, about, address, assets, options)
    files = data.files(dataset, about) | files  # the graph of the CV at /me contains what is stated about its owner
    files |= _bibliographies(public, address)
    localizer = Localizer(public, languages(public)[0])
    entries = list(_works(localizer))
    files |= _pages(pages, localizer, entries)
    files |= _feeds(pages, localizer, entries, address, [path for path in files if path.endswith(".html")])
    files[linkset.PATH] = linkset.linkset(list(pages.anchors.values())).encode()
    files[hosting.PATH] = hosting.headers().encode()
    files |= assets.files | pages.pictures
    if address.page != "index.html":
        _check_page(address, files, public)
        page = pages.cv(Localizer(shown, localizer.language), "../" * address.page.count("/"), languages(public))
        files[address.page] = page.encode()
    return files


def _check_page(address: Address, files: Mapping[str, bytes], index: Index) -> None:
    """Raises DataError where another file of the site has the name of the CV's page or of its folder."""
    if not {address.page, address.name} & files.keys():
        return
    origins, document = index.cv.origins, index.cv.document
    place = (origins.of(document, ("iri",)) if origins else None) or Place("the CV")
    message = f"{index.document} is the address of another page or file of the site"
    raise DataError([Problem(place, f"{message}; write for example {address.base}cv")])


def languages(index: Index) -> list[str]:
    """The languages of the pages, the main one first: that of the CV if there are texts in it, else English."""
    first = index.language if index.language in LANGUAGES else LANGUAGES[0]
    return [first, *(language for language in LANGUAGES if language != first)]


def _bibliographies(index: Index, address: Address) -> dict[str, bytes]:
    """All works, in one file a format."""
    listed = list(works(index))
    return {f"{address.stem}.{one.published_suffix}": one.of_works(listed, index).encode() for one in bibliographies()}


def _pages(pages: Pages, localizer: Localizer, entries: list[tuple[Work, Entry]]) -> dict[str, bytes]:
    index = localizer.index
    first, *others = languages(index)
    files = {"index.html": pages.cv(Localizer(pages.index, first), "", languages(index))}
    for language in others:
        files[f"{language}/index.html"] = pages.cv(Localizer(pages.index, language), "../", languages(index))
    for language in (first, *others):
        path = query_page.path(language, first)
        files[path] = pages.query(Localizer(index, language), path, languages(index))
    for work, shown in entries:
        files[shown.page] = pages.work(localizer, work, shown)
        for one in bibliographies():
            files[f"{shown.anchor}.{one.suffix}"] = one.of_works([work], index)
    files["404.html"] = pages.not_found(localizer)
    files[".nojekyll"] = ""
    return {path: text.encode() for path, text in files.items()}


def _works(localizer: Localizer) -> Iterator[tuple[Work, Entry]]:
    """The works with pages of their own: publications, software, datasets, theses."""
    for section in publication_sections():
        for record in getattr(localizer.index.cv, section):
            yield Work(record), entry(record, localizer)
    for volume in volumes(localizer.index):
        yield Work(volume), entry(volume, localizer)
    for study in localizer.index.cv.studies:
        if study.thesis:
            yield Work(study.thesis, study), thesis(study.thesis, localizer, study)


def _feeds(pages: Pages, localizer: Localizer, entries: list[tuple[Work, Entry]], address: Address, paths: list[str]) -> dict[str, bytes]:
    index = localizer.index
    dates: list[tuple[Any, Entry]] = [(getattr(work.record, "date", None), shown) for work, shown in entries]
    dated = [(date, shown) for date, shown in dates if date]
    talks = (talk for section, record in sections().items() if issubclass(record, Talk) for talk in getattr(index.cv, section))
    dated += [(talk.date[0], entry(talk, localizer)) for talk in talks if talk.date]
    as_of = index.cv.document.as_of
    listed = ["", *(path for path in paths if path not in ("index.html", "404.html", address.page))]
    return {
        "sitemap.xml": feeds.sitemap(address, listed, as_of).encode(),
        "robots.txt": feeds.robots(address).encode(),
        "feed.xml": feeds.atom(localizer, address, pages.name, dated).encode(),
    }
