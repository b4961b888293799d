"""All files of a site by their paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any

from vitagraph.errors import DataError, Place, Problem
from vitagraph.exporters import Work, bibliographies, volumes, works
from vitagraph.files.folder import Content
from vitagraph.mapping import dataset_of
from vitagraph.rdf.dataset import Dataset
from vitagraph.records import Index, Visibility, sections
from vitagraph.records.talks import Talk
from vitagraph.site import data, feeds, hosting, joint_works, linkset, own_files, own_links, query_page, themes, void
from vitagraph.site.address import Address, same_name
from vitagraph.site.assets import Assets
from vitagraph.site.entries import entry, publication_sections
from vitagraph.site.entries.career import thesis
from vitagraph.site.entries.entry import Entry
from vitagraph.site.languages import check as check_languages
from vitagraph.site.localization import Localized, Localizer
from vitagraph.site.options import Options
from vitagraph.site.pages import Pages
from vitagraph.site.words.own import SiteWords


def build(index: Index, options: Options) -> dict[str, bytes]:
    """Path -> content of every file of the site of a CV. The same bytes on every run.

    Pages show contact facts only where `options` include them, data files never do. Raises UsageError for a folder that is no theme,
    DataError where the address of the CV is that of another file of its site, or a file of the CV's folder is missing.
    """
    return {path: content if isinstance(content, bytes) else b"".join(content) for path, content in files(index, options)}


def files(index: Index, options: Options, dataset: Dataset | None = None) -> Iterator[tuple[str, Content]]:
    """The same file by file, as a large site does not fit into memory; each content has to be read before the next file.

    The graph, the assets and the page of the CV come first. `dataset` is that of the CV, where it is there already.
    """
    options = options._replace(theme=themes.folder_of(options.theme))
    dataset = dataset or dataset_of(index)
    place = (index.cv.origins.of(index.cv.document, ("iri",)) if index.cv.origins else None) or Place("the CV")
    if options.folder is not None:
        own_files.check(index, options.folder)
    words = SiteWords(options.folder)
    check_languages(index, words, "the CV")
    index = index.without_origins()  # all errors are found
    public = index.public_view()
    shown = index.public_view(Visibility.contact) if options.contact else public
    address = Address.of(public.document)
    assets = Assets(options.theme)
    pages = Pages(shown, dataset, address, assets, options, words)
    pages.draw()
    pages.joint = joint_works.joint(public)
    sizes: Counter[str] = Counter()
    for path, pieces in data.whole(dataset, address, pages.syntaxes):
        yield path, _counted(path, pieces, sizes)
    pages.about = void.about(dataset, public, pages.syntaxes, address, sizes)
    localizer = pages.localizer(public)
    paths = dict.fromkeys([*sizes, "index.html"])
    for path, content in (*assets.files.items(), *pages.pictures.items()):
        paths[path] = None
        yield path, content
    yield from _own_pages(pages)
    pages.offer()
    for path in [path for path in pages.pictures if path not in paths]:  # the card, which names what is on the page
        paths[path] = None
        yield path, pages.pictures[path]
    for path, content in chain(_parts(pages, localizer), _feeds(pages, localizer, address)):
        if path not in sizes:  # the graph of the CV at /me contains what is stated about its owner
            paths[path] = None
            yield path, content
        del content  # or it would stay in memory while the next one is made
    _check_page(address, paths, place, public.document)
    links = (link for one in (*pages.own_pages, *pages.news) for link in one.inside)
    if dead := list(own_links.dead(links, {*paths, address.page}, pages.ids)):
        raise DataError(dead)


def _own_pages(pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The page of the CV in its main language, at the root of the site and at the address of the CV."""
    localizer = pages.localizer(pages.index)
    text = pages.cv(localizer, "", pages.languages)
    if pages.own_pages or pages.news:
        pages.ids |= dict.fromkeys(("index.html", pages.address.page), own_links.ids(text))
    page = text.encode()
    yield from dict.fromkeys(["index.html", pages.address.page], page).items()
    del page
    if pages.address.page_in_folder:
        yield pages.address.page_in_folder, pages.cv(localizer, "../", pages.languages).encode()


def _parts(pages: Pages, localizer: Localizer) -> Iterator[tuple[str, bytes]]:
    """The files beside those of the whole graph, the pages of the CV in its main language, and the feeds."""
    yield from data.files(pages.dataset, pages.about)
    yield from _bibliographies(localizer.index, pages.address)
    yield from _pages(pages, localizer)
    yield from _pages_of_works(pages, localizer)
    yield from _pages_of_owner(pages, localizer)
    yield linkset.PATH, linkset.linkset(list(pages.anchors.values())).encode()
    yield hosting.PATH, hosting.headers(pages.syntaxes).encode()
    published = own_files.paths(pages.index, pages.address)
    yield from own_files.contents(pages.index, pages.address, pages.folder)
    found = own_files.of_pages((*pages.own_pages, *pages.news), pages.folder)
    yield from ((path, content) for path, content in found if path not in published)


def _pages_of_owner(pages: Pages, localizer: Localizer) -> Iterator[tuple[str, bytes]]:
    for one in (*pages.own_pages, *pages.news):
        text = pages.own(localizer, one)
        pages.ids[one.path] = own_links.ids(text)
        yield one.path, text.encode()


def _check_page(address: Address, paths: Iterable[str], place: Place, document: str) -> None:
    """Raises DataError where another file of the site has the name of the CV's page or of its folder."""
    if not address.name:
        return
    taken = {same_name(path): path for path in paths}
    own = {address.page, address.page_in_folder, address.name} - {"", "index.html"}
    if not taken.keys().isdisjoint(map(same_name, own)):
        message = f"{document} is the address of another page or file of the site"
        raise DataError([Problem(place, f"{message}; write for example {address.base}cv")])


def _counted(path: str, pieces: Iterable[bytes], sizes: Counter[str]) -> Iterator[bytes]:
    for piece in pieces:
        sizes[path] += len(piece)
        yield piece


def _bibliographies(index: Index, address: Address) -> Iterator[tuple[str, bytes]]:
    """All works, in one file a format."""
    listed = list(works(index))
    for one in bibliographies():
        yield f"{address.stem}.{one.published_suffix}", one.of_works(listed, index).encode()


def _pages(pages: Pages, localizer: Localizer) -> Iterator[tuple[str, bytes]]:
    index = localizer.index
    first, *others = pages.languages
    for language in others:
        yield f"{language}/index.html", pages.cv(pages.localizer(pages.index, language), "../", pages.languages).encode()
    for language in (first, *others):
        if pages.joint.works:
            path = joint_works.path(language, first)
            yield path, pages.joint_works(pages.localizer(index, language), path, pages.languages).encode()
        path = query_page.path(language, first)
        yield path, pages.query(pages.localizer(index, language), path, pages.languages).encode()


def _pages_of_works(pages: Pages, localizer: Localizer) -> Iterator[tuple[str, bytes]]:
    for work, made in _works(localizer):
        shown = made()
        yield shown.page, pages.work(localizer, work, shown).encode()
    yield "404.html", pages.not_found(localizer).encode()
    yield ".nojekyll", b""


def _works(localizer: Localizer) -> Iterator[tuple[Work, Callable[[], Entry]]]:
    """The works with pages of their own, and what makes their entries: publications, software, datasets, theses."""
    for section in publication_sections():
        for record in getattr(localizer.index.cv, section):
            yield Work(record), partial(entry, record, localizer)
    for volume in volumes(localizer.index):
        yield Work(volume), partial(entry, volume, localizer)
    for study in localizer.index.cv.studies:
        if study.thesis:
            yield Work(study.thesis, study), partial(thesis, study.thesis, localizer, study)


def _feeds(pages: Pages, localizer: Localizer, address: Address) -> Iterator[tuple[str, bytes]]:
    index = localizer.index
    dates: list[tuple[Any, Callable[[], Entry]]] = [(getattr(work.record, "date", None), made) for work, made in _works(localizer)]
    dated = [(date, made) for date, made in dates if date]
    talks = (talk for section, record in sections().items() if issubclass(record, Talk) for talk in getattr(index.cv, section))
    dated += [(talk.date[0], partial(entry, talk, localizer)) for talk in talks if talk.date]
    dated += [(one.date, partial(Entry, one.path[:-5], Localized(one.title, one.language), page=one.path)) for one in pages.news]
    as_of = index.cv.document.as_of
    yield "sitemap.xml", feeds.sitemap(pages.addresses, as_of).encode()
    yield "robots.txt", feeds.robots(address).encode()
    yield "feed.xml", feeds.atom(localizer, address, pages.name, dated).encode()
