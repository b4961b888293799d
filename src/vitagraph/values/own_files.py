"""Files of the CV's folder that are published with it: a portrait, PDFs, slides, recordings, data."""

from __future__ import annotations

from typing import Any, ClassVar, Self
from urllib.parse import quote, urljoin

from vitagraph.errors import quoted
from vitagraph.files.inside import is_inside
from vitagraph.patterns import regex
from vitagraph.values.addresses import Url

#: suffixes of files that a CV publishes: none of them is a page or a program of the site
SUFFIXES = (
    *("pdf", "pptx", "ppt", "odp", "key"),
    *("jpg", "jpeg", "png", "webp", "gif", "avif"),
    *("mp4", "webm"),
    *("csv", "tsv", "xlsx", "ods", "zip"),
)
_FILE = regex(r"(?i)[^:?#\x00-\x1f\x7f]{1,300}\.(?:" + "|".join(SUFFIXES) + ")")


class OwnFile(Url):
    """A web address, or a file below the folder of the CV: `files/paper.pdf`. It is the address; `path` is that of the file, "" for none.

    A file is at no address until the address of the CV is known (`placed`).
    """

    __slots__ = ("path",)
    path: str
    endings: ClassVar[tuple[str, ...]] = tuple(f".{suffix}" for suffix in SUFFIXES)
    form = "a web address or a file of the CV's folder"
    example = "https://example.org/paper.pdf or files/paper.pdf"

    def __new__(cls, address: str, path: str = "") -> Self:
        self = super().__new__(cls, address)
        self.path = path
        return self

    def __reduce__(self) -> tuple[type[OwnFile], tuple[str, str]]:
        return type(self), (str(self), self.path)

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Parses an address, or a path. Raises ValueError for others, and for a path that leads out of the folder."""
        if isinstance(raw, cls) or not isinstance(raw, str) or not _FILE.fullmatch(text := raw.strip()) or cls._lacks_scheme(text):
            return super().parse(raw)
        if not is_inside(text):
            raise ValueError(f"{quoted(text)} leads out of the folder of the CV; put the file below it, and write files/paper.pdf")
        return cls(text, text)

    @classmethod
    def _lacks_scheme(cls, text: str) -> bool:
        """Whether a text begins with the name of a host."""
        host, slash, _ = text.partition("/")
        return bool(slash) and "." in host.strip(".") and Url.normalized(f"https://{text}") is not None

    @classmethod
    def message(cls, raw: object) -> str:
        if isinstance(raw, str) and "://" not in raw and "." in raw and not cls._lacks_scheme(raw.strip()):
            return f"{quoted(raw)} is not {cls.form}; its name ends in .{', .'.join(SUFFIXES)}"
        return super().message(raw)

    def placed(self, document: str, folder: str) -> Self:
        """The file at its address in the site of a document: of a work beside its page, in the folder of that; else at its own path."""
        published = f"{folder}/{self.path.rpartition('/')[2]}" if folder else self.path
        return type(self)(urljoin(document, quote(published)), self.path)
