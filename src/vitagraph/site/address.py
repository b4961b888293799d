"""Where the files of a site stand: the document's IRI says it."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """The site's root as an address that ends in `/`, and the document's name in it ("" where the root is the document)."""

    base: str
    name: str

    @classmethod
    def of(cls, document: str) -> Address:
        """The address of a site that publishes this document: `https://ada.example/` and `cv` of `https://ada.example/cv`."""
        scheme, _, rest = document.partition("://")
        host, _, path = rest.partition("/")
        folder, slash, name = path.rpartition("/")
        return cls(f"{scheme}://{host}/{folder}{slash}", name)

    @property
    def stem(self) -> str:
        """What the files of the whole graph are called, before their suffix."""
        return self.name.removesuffix(".html") or "cv"

    @property
    def page(self) -> str:
        """The file that a static host serves at the document's IRI."""
        if not self.name:
            return "index.html"
        return self.name if self.name.endswith((".html", ".htm")) else f"{self.name}/index.html"
