"""Pictures in a site: their size, what they do not state, those that are refused, and the card of an owner without a portrait."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import vitagraph
from pictures import of_camera, picture
from vitagraph.errors import DataError
from vitagraph.records import Index
from vitagraph.site import Options, build

CV = """document: {iri: "https://ada.example/home/cv"}
person: {name: Ada Beispiel}
positions: [{title: Listener, organization: Universität Vogelsang, dates: 2020 to present}]
books: [Owls, Eggs]
"""


def site_of(folder: Path, text: str = CV, image: str = "", content: bytes = b"") -> dict[str, bytes]:
    """The site of a CV, with a portrait of that name and content."""
    folder.mkdir(exist_ok=True)
    (folder / "cv.yaml").write_text(text.replace("Beispiel}", f"Beispiel, image: {image}}}") if image else text, encoding="utf-8")
    if image:
        (folder / image).write_bytes(content)
    return build(Index(vitagraph.read(folder)), Options(folder=folder))


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def the_small_one(site: dict[str, bytes]) -> bytes:
    return next(content for path, content in site.items() if path.startswith("assets/portrait."))


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "avif"])
def test_a_portrait_is_upright_and_has_nothing_of_its_camera(suffix: str, tmp_path: Path) -> None:
    kind = {"jpg": "JPEG"}.get(suffix, suffix.upper())
    stated = of_camera((300, 200), kind)
    assert b"Zilpstreet" in stated
    site = site_of(tmp_path / "cv", image=f"me.{suffix}", content=stated)
    for content in (site[f"me.{suffix}"], the_small_one(site)):
        shown = opened(content)
        assert (shown.size, shown.format) == ((200, 300), kind)
        red, _, blue = shown.convert("RGB").getpixel((180, 20))  # type: ignore[misc]  # three bands
        assert red > 200 > 50 > blue  # the corner is on the right now
        assert not shown.getexif()
        assert not re.search(rb"Zilp|Exif|xmp|GPS", content)


def test_the_sizes_of_a_portrait(tmp_path: Path) -> None:
    site = site_of(tmp_path / "cv", image="me.jpg", content=picture((3000, 2000)))
    assert (opened(site["me.jpg"]).size, opened(the_small_one(site)).size) == ((1200, 800), (400, 267))
    page = site["index.html"].decode()
    assert re.search(r'<img class="portrait u-photo" src="assets/portrait\.\w{8}\.jpg" alt="Ada Beispiel" width="400" height="267">', page)
    assert '<meta property="og:image" content="https://ada.example/home/me.jpg">' in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert site == site_of(tmp_path / "cv", image="me.jpg", content=picture((3000, 2000)))
    small = site_of(tmp_path / "cv", image="me.jpg", content=picture((90, 60)))
    assert opened(the_small_one(small)).size == (90, 60)  # none becomes larger


def test_colours_and_transparency_stay(tmp_path: Path) -> None:
    site = site_of(tmp_path / "cv", image="me.png", content=picture((30, 30), "PNG", mode="RGBA"))
    assert opened(site["me.png"]).mode == "RGBA"
    with_profile = picture((30, 30), "JPEG", icc_profile=Image.open(BytesIO(_with_profile())).info["icc_profile"])
    assert "icc_profile" not in opened(site_of(tmp_path / "two", image="me.jpg", content=with_profile)["me.jpg"]).info


def _with_profile() -> bytes:
    from PIL import ImageCms

    return picture((2, 2), "JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def _bomb(side: int) -> bytes:
    """A PNG of a few bytes that states so many pixels."""
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    written = (struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("me.png", _bomb(8_000), "more than 50 million pixels; make it smaller"),
        ("me.png", _bomb(60_000), "more than 50 million pixels; make it smaller"),
        ("me.jpg", b"me", "no picture that can be read; save it as JPEG"),
        ("me.jpg", picture((400, 400))[:900], "no whole picture"),
        ("me.gif", b"%PDF-1.7", "no picture that can be read"),
        ("me.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no picture that can be read"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_an_error_at_its_place(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=rf"cv\.yaml:2:[0-9]+: image: '{name}' .*{message}"):
        site_of(tmp_path / "cv", image=name, content=content)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [("Ada Beispiel", True), ("Łucja Żółć-Ñandú", True), ("Ольга Σοφία", True), ("山田 花子", False), ("ليلى", False)],
)
def test_without_a_portrait_a_card_is_drawn(name: str, drawn: bool, tmp_path: Path) -> None:
    """Where the font has all characters; the card is the same on each run."""
    site = site_of(tmp_path / "cv", CV.replace("Ada Beispiel", name))
    cards = [path for path in site if path.startswith("assets/card.")]
    assert len(cards) == drawn
    for path in ("index.html", "publication/eggs.html", "404.html"):
        assert (
            f'<meta property="og:image" content="https://ada.example/home/{cards[0] if cards else ""}">' in site[path].decode()
        ) == drawn
    for card in cards:
        assert opened(site[card]).size == (1200, 630)
        assert len(site[card]) < 60_000
