"""The pages: the data of each template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from vitagraph import homepage
from vitagraph.exporters import Work, bibliographies, works
from vitagraph.homepage.snippet import dataset_node, for_html
from vitagraph.queries import catalogue
from vitagraph.rdf.dataset import Dataset
from vitagraph.rdf.syntaxes import turtle
from vitagraph.rdf.terms import Triple
from vitagraph.records import Index
from vitagraph.site import joint_works, linkset, own_files, own_pages, query_page
from vitagraph.site.address import Address
from vitagraph.site.assets import Assets, hashed
from vitagraph.site.card import HEIGHT, WIDTH, card_of, drawn
from vitagraph.site.coins import context_objects, newest
from vitagraph.site.data import syntaxes
from vitagraph.site.details import File, HeadLink, inside, license_name, signposts, work_page
from vitagraph.site.entries import sections
from vitagraph.site.entries.entry import Entry, Section, profile_pages
from vitagraph.site.figures import Figure, figures, with_results
from vitagraph.site.joint_works import Joint
from vitagraph.site.kind_labels import labelled
from vitagraph.site.languages import languages
from vitagraph.site.linkset import Anchor
from vitagraph.site.localization import Localizer
from vitagraph.site.names import groups, without_repetition
from vitagraph.site.options import Options
from vitagraph.site.owner import Owner, area_anchor, owner
from vitagraph.site.portrait import Shown, portrait
from vitagraph.site.templating import environment
from vitagraph.site.words.own import SiteWords

_LONGEST_DESCRIPTION = 200
#: the fewest publications of a list with a filter
_FEWEST_FILTERED = 8
#: works in the JSON-LD of the CV's page: newest first, and each has a page with all of its own
_MOST_WORKS = 25


class LanguageLink(NamedTuple):
    """The same page in another language."""

    language: str
    label: str
    href: str


class Pages:
    """Renders the pages of one site."""

    def __init__(self, index: Index, dataset: Dataset, address: Address, assets: Assets, options: Options, words: SiteWords) -> None:
        self.index = index
        self.dataset = dataset
        #: what describes the dataset, when the files of the whole graph are written
        self.about: Sequence[Triple] = ()
        self.address = address
        #: those of the files of the whole graph
        self.syntaxes = syntaxes(index.cv.document, address)
        self.assets = assets
        self.words = words
        self.languages = languages(index, words)
        self._labelled = labelled(triple for triples in dataset.graphs().values() for triple in triples)
        self._data_in: dict[str, list[Any]] = {}
        self._figures_in: dict[str, list[Figure]] = {}
        self._queries = self._offered = catalogue(*options.queries)
        self._for_owner = options.for_owner
        #: each page with typed links, once
        self.anchors: dict[str, Anchor] = {}
        #: the canonical addresses of the pages, each once, in their order
        self.addresses: dict[str, None] = {}
        #: the works with others, which the names in lists lead to
        self.joint = Joint({}, 0)
        self.folder = options.folder
        self._portrait = portrait(index.cv.person.image, options.folder, address)
        #: the picture of previews: the portrait, else a card as soon as there is a page of the CV
        self._preview = self._portrait.preview
        #: the files of both, by their paths
        self.pictures = dict(self._portrait.files)
        #: the ids of the elements of pages that own pages may lead to
        self.ids: dict[str, frozenset[str]] = {}
        #: address of a file of the CV's folder -> its path from the root of the site, as in an address
        self._own_files = {file: file.removeprefix(address.base) for file in own_files.paths(index, address).values()}
        self.own_pages = own_pages.pages(options.folder)
        self.news = own_pages.news(options.folder)
        self._environment = environment(options.theme)
        self.name = index.cv.person.name or index.document

    def cv(self, localizer: Localizer, root: str, languages: list[str]) -> str:
        """The page of the CV; `root` is the relative path from the page to the root of the site."""
        data = self._data(localizer.language)  # before the sections: a large tree in memory until it is text
        taken = {"me", "content", "names", "news", "figures", "about", "filter", *_anchors_of_head(localizer)}
        every = sections(localizer)
        shown = without_repetition((section for section in every if not section.hidden), taken)
        without_repetition((section for section in every if section.hidden), taken)  # the index of names has none of them
        person = owner(localizer, self._portrait.page._replace(path=self._portrait.page.at(root)))
        self._preview = self._preview if self._preview.path else self._card(person, shown)
        publications = next((section for section in shown if section.name == "publications"), None)
        page = self._page(localizer, root, f"{self.name} · {localizer.words['cv']}", _summary(person), "profile")
        page["url"] = self._address(localizer.language, languages)
        page["links"] = [*self._whole_links(root), *self._translations(languages)]
        self.anchors[localizer.language] = Anchor(page["url"], self.address.base, [*self._whole_links(""), *self._translations(languages)])
        page["languages"] = [
            LanguageLink(one, self.words.of(one).name, root + self._home(one, languages)) for one in languages if one != localizer.language
        ]
        page["data"] = data
        page["inside"] = inside(publications, localizer) if publications else {}
        page["query_page"] = root + query_page.path(localizer.language, languages[0])
        page |= self._joint_page(localizer, root, languages)
        return self._render(
            "cv.html",
            localizer,
            page,
            person=person,
            sections=shown,
            skill_areas=_areas(shown, localizer),
            filter=_filter(publications),
            names=groups(localizer, taken),
            figures=self._figures_in[localizer.language],
            own_pages=own_pages.shown(self.own_pages, localizer.language, languages),
            news=[(one, localizer.date(one.date)) for one in own_pages.shown(self.news, localizer.language, languages)[: own_pages.SHOWN]],
            context_objects=context_objects(newest(works(localizer.index), localizer.index), localizer.index),
        )

    def _card(self, person: Owner, shown: list[Section]) -> Shown:
        """The card of the owner, among the pictures of the site."""
        content = drawn(card_of(person, shown))
        path = hashed("card.png", content) if content else ""
        self.pictures |= {path: content} if path else {}
        return Shown(path, WIDTH, HEIGHT) if path else Shown()

    def work(self, localizer: Localizer, work: Work, entry: Entry) -> str:
        """The HTML of a work's own page; `entry` is its entry in the page of the CV, and states its path (`entry.page`)."""
        shown = work_page(work, entry, localizer)
        root = "../" * entry.page.count("/")
        line = _cut(localizer.joined([*(name.text for name in shown.names), *map(localizer.line, entry.where)]))
        page = self._page(localizer, root, f"{entry.title} · {self.name}", _cut(" ".join(map(str, shown.abstract))))
        page |= {"preview": page["description"] or line, "metas": shown.metas}
        page |= {"url": f"{self.address.base}{entry.page}", "cv": f"{root}index.html"}
        page["links"] = [
            *signposts(work, entry, localizer.index),
            HeadLink("collection", f"{root}index.html", "text/html"),
            HeadLink("linkset", root + linkset.PATH, linkset.TYPE),
        ]
        self.anchors[entry.page] = Anchor(page["url"], page["url"], page["links"])
        page |= self._joint_page(localizer, root, [localizer.language])
        page["data"] = self._scripts(filter(None, [homepage.work_node(self._graph, f"<{shown.iri}>")]))
        return self._render("work.html", localizer, page, work=shown)

    def own(self, localizer: Localizer, own: own_pages.OwnPage) -> str:
        """A page of the owner, or an item of news."""
        root = "../" * own.path.count("/")
        page = self._page(localizer, root, f"{own.title} · {self.name}", _cut(" ".join(own.body.striptags().split())))
        page |= {"url": f"{self.address.base}{own.path}", "cv": f"{root}index.html", "language": own.language or localizer.language}
        return self._render("own_page.html", localizer, page, own=own, when=localizer.date(own.date))

    def joint_works(self, localizer: Localizer, path: str, languages: list[str]) -> str:
        """The page of the works with others."""
        root = "../" * path.count("/")
        page = self._page(localizer, root, f"{localizer.words['joint_works']} · {self.name}", "")
        page |= {"url": f"{self.address.base}{path}", "cv": root + self._home(localizer.language, languages), "of": self.joint.of}
        return self._render("joint_works.html", localizer, page, people=joint_works.people(self.joint, localizer))

    def _joint_page(self, localizer: Localizer, root: str, languages: list[str]) -> dict[str, Any]:
        """What the names in a list need, to lead to the page of the works with others."""
        return {"joint": self.joint.works, "joint_page": root + joint_works.path(localizer.language, languages[0])}

    def query(self, localizer: Localizer, path: str, languages: list[str]) -> str:
        """The query page."""
        root = "../" * path.count("/")
        cv = self._home(localizer.language, languages)
        page = self._page(localizer, root, f"{localizer.words['ask']} · {self.name}", localizer.words["ask_description"])
        page |= {"url": f"{self.address.base}{path}", "cv": root + cv, "policy": self._policy(root, " 'wasm-unsafe-eval'")}
        page["languages"] = [
            LanguageLink(one, self.words.of(one).name, root + query_page.path(one, languages[0]))
            for one in languages
            if one != localizer.language
        ]
        shown = query_page.query_page(
            self._offered, localizer, self.assets, root, f"{self.address.stem}.{turtle.SYNTAX.suffix}", cv, self.name, self._labelled
        )
        return self._render("query.html", localizer, page, query=shown)

    @staticmethod
    def _home(language: str, languages: list[str]) -> str:
        """The path of the CV's page in a language."""
        return "index.html" if language == languages[0] else f"{language}/index.html"

    def not_found(self, localizer: Localizer) -> str:
        """The page for unknown addresses at any depth, also of a preview elsewhere: links are absolute, styles are in the page."""
        from base64 import b64encode
        from hashlib import sha256

        from markupsafe import Markup

        page = self._page(localizer, self.address.base, localizer.words["not_found"], localizer.words["not_found_text"])
        styles = self.assets.inline_styles()
        hashes = " ".join(f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in styles)
        page["policy"] = self._policy(self.address.base, styles=hashes)
        page |= {"cv": f"{self.address.base}index.html", "inline_styles": [Markup(style) for style in styles]}  # noqa: S704 - no end tag
        return self._render("not_found.html", localizer, page)

    def _page(self, localizer: Localizer, root: str, title: str, description: str, og_type: str = "article") -> dict[str, Any]:
        return {
            "language": localizer.language,
            "direction": localizer.words.direction,
            "root": root,
            "title": title,
            "description": description,
            "preview": "",
            "inline_styles": (),
            "og_type": og_type,
            "policy": self._policy(root),
            "links": (),
            "metas": (),
            "data": (),
            "languages": (),
            "url": "",
            "inside": {},
            "joint": {},
            "joint_page": "",
            "image": self._preview._replace(path=self._preview.at(self.address.base)),
            "as_of": localizer.date(self.index.cv.document.as_of),
            "cv": "",
        }

    def _policy(self, root: str, scripts: str = "", styles: str = "") -> str:
        """The content security policy: all resources are the site's own, except for a portrait at another address.

        `scripts` are further permissions of scripts: the worker of the query page compiles WebAssembly; `styles` those of styles in the
        page.
        """
        own = f"'self' {self.address.base}" if "://" in root else "'self'"
        pictures = f" {'/'.join(self._portrait.page.path.split('/')[:3])}" if "://" in self._portrait.page.path else ""
        sources = f"script-src {own}{scripts}; style-src {styles or own}; img-src {own} data:{pictures}; connect-src {own}"
        return f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"

    def _whole_links(self, root: str) -> Iterable[HeadLink]:
        stem = root + self.address.stem
        for syntax in self.syntaxes:
            yield HeadLink("alternate", f"{stem}.{syntax.suffix}", syntax.media_type, title=syntax.label)
        yield HeadLink("alternate", f"{root}feed.xml", "application/atom+xml", title="Atom")
        yield HeadLink("describedby", f"{root}.well-known/void", "text/turtle")
        yield HeadLink("linkset", root + linkset.PATH, linkset.TYPE)
        yield HeadLink("type", "https://schema.org/ProfilePage")
        yield from (HeadLink("author", page) for page in profile_pages(self.index.cv.person))
        if self.index.cv.document.license:
            yield HeadLink("license", self.index.cv.document.license)

    def _address(self, language: str, languages: list[str]) -> str:
        """The canonical address of the CV's page in a language."""
        return self.index.document if language == languages[0] else f"{self.address.base}{language}/"

    def _translations(self, languages: list[str]) -> Iterable[HeadLink]:
        """The page in each language; `x-default` is for visitors with another one. Crawlers need absolute addresses."""
        for language in languages:
            yield HeadLink("alternate", self._address(language, languages), hreflang=language)
        yield HeadLink("alternate", self._address(languages[0], languages), hreflang="x-default")

    def _data(self, language: str) -> list[Any]:
        if language not in self._data_in:
            nodes = [homepage.profile_page(self.dataset, language, _MOST_WORKS), dataset_node(self.about, self.index.document, language)]
            self._data_in = {language: self._scripts(nodes)}  # pages of one language follow each other
        return self._data_in[language]

    @cached_property
    def _graph(self) -> homepage.Graph:
        return homepage.Graph(self.dataset.facts, self.index.language)

    def localizer(self, index: Index, language: str = "") -> Localizer:
        """The texts of a view of the CV in a language, the main one of the site by default."""
        chosen = language or self.languages[0]
        return Localizer(index, chosen, self.words.of(chosen))

    def draw(self) -> None:
        """Draws the figures of the page of the CV, while there is no other large thing beside their data in memory."""
        self._figures_in = figures(self._queries, self.dataset, list(map(self.words.of, self.languages)), self._labelled)

    def offer(self) -> None:
        """Selects the queries that the page of queries offers, for which all of them are evaluated."""
        self._offered = with_results(self._queries, self.dataset, self._for_owner)

    @staticmethod
    def _scripts(data: Iterable[dict[str, Any]]) -> list[Any]:
        from markupsafe import Markup

        return [Markup(for_html(one, indent=None)) for one in data]  # noqa: S704 - for_html escapes what HTML reads

    def _render(self, template: str, localizer: Localizer, page: dict[str, Any], **shown: Any) -> str:
        from vitagraph import __version__

        document = self.index.cv.document
        site = {
            "version": __version__,
            "name": self.name,
            "styles": self.assets.styles,
            "files": self._own_files,
            "as_of": document.as_of,
            "license": document.license,
            "license_name": license_name(document.license) if document.license else "",
            "downloads": [File(one.label, f"{self.address.stem}.{one.suffix}", one.media_type) for one in self.syntaxes],
            "bibliographies": [File(one.label, f"{self.address.stem}.{one.published_suffix}", one.media_type) for one in bibliographies()],
        }
        if page["url"]:
            self.addresses[page["url"]] = None
        text: str = self._environment.get_template(template).render(
            page=page, site=site, words=localizer.words, assets=self.assets.names, **shown
        )
        return text


def _anchors_of_head(localizer: Localizer) -> Iterable[str]:
    index = localizer.index
    yield from (localizer.anchor(index.node(topic)) for topic in index.cv.interests)
    yield from (localizer.anchor(index.node(one)) for one in index.cv.person.occupations)
    yield from (area_anchor(topic.area) for topic in index.cv.interests if topic.area)
    yield from (localizer.anchor(index.node(profile)) for profile in index.cv.person.profiles)


def _areas(shown: list[Section], localizer: Localizer) -> list[tuple[str, list[Entry]]]:
    """The skills by area, in the order of the CV; those without an area are last."""
    areas: dict[str, list[Entry]] = {}
    for section in shown:
        for entry in section.entries if section.name == "skills" else ():
            areas.setdefault(entry.kind, []).append(entry)
    unnamed = areas.pop("", [])
    heading = localizer.words["other_skills" if areas else "skills"]
    return [*areas.items(), *([(heading, unnamed)] if unnamed else [])]


def _filter(publications: Section | None) -> dict[str, Any]:
    entries = [entry for part in publications.parts for entry in part.entries] if publications else []
    return {
        "fewest": _FEWEST_FILTERED,
        "kinds": list(dict.fromkeys(entry.kind for entry in entries)),
        "years": sorted({entry.year for entry in entries if entry.year}, reverse=True),
    }


def _summary(person: Owner) -> str:
    roles = [f"{role.title}, {role.where[0]}" if role.where else str(role.title) for role in person.roles]
    return _cut("; ".join(roles) or " ".join(map(str, person.bio)) or person.name)


def _cut(text: str) -> str:
    """A description, cut to the length that search results show."""
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return text[:_LONGEST_DESCRIPTION].rpartition(" ")[0] + " …"
