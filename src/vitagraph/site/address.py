"""The paths of a site's files, which follow from the IRI of the document."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """The address of the site's root, which ends in `/`, and the name of the document in it ("" where the root is the document)."""

    base: str
    name: str

    @classmethod
    def of(cls, document: str) -> Address:
        """The address of the site that publishes a document: `https://ada.example/` and `cv` of `https://ada.example/cv`."""
        scheme, _, rest = document.partition("://")
        host, _, path = rest.partition("/")
        folder, slash, name = path.rpartition("/")
        return cls(f"{scheme}://{host}/{folder}{slash}", name)

    @property
    def stem(self) -> str:
        """The name of the files of the whole graph, without suffix."""
        return self.name.removesuffix(".html") or "cv"

    @property
    def page(self) -> str:
        """The file that a static host serves at the document's IRI."""
        if not self.name:
            return "index.html"
        return self.name if self.name.endswith((".html", ".htm")) else f"{self.name}/index.html"
