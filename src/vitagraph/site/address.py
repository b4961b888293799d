"""The paths of a site's files, which follow from the IRI of the document."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from vitagraph.patterns import regex

#: devices of Windows, which no file may be named after, whatever its suffix
#: (https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file)
_DEVICE = regex(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)")


def file_of(fragment: str) -> str:
    """The path of the files of a resource without suffix: its fragment, with `_` behind a name that Windows reserves."""
    return "/".join(f"{found[0]}_{step[found.end() :]}" if (found := _DEVICE.match(step)) else step for step in fragment.split("/"))


def same_name(path: str) -> str:
    """What two paths have in common that are one file on some disk: those of Windows and macOS do not distinguish case and composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


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
        """The file that a static host serves at the document's IRI: `cv.html` at `/cv`, without a redirect."""
        if not self.name:
            return "index.html"
        return self.name if self.name.endswith((".html", ".htm")) else f"{self.name}.html"

    @property
    def page_in_folder(self) -> str:
        """The file for hosts that serve no `cv.html` at `/cv`, and for `/cv/`; "" where there is no need of it."""
        return "" if self.page == self.name or not self.name else f"{self.name}/index.html"
