"""Pictures of the CV's folder as a site publishes them: upright, no larger than needed, without the metadata of the camera."""

from __future__ import annotations

import warnings
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import quoted

if TYPE_CHECKING:
    from PIL.Image import Image

#: suffix of a picture's file -> its format
_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF"}
ENDINGS = tuple(f".{suffix}" for suffix in _FORMATS)
#: pixels of the largest picture that is read: 200 MB in memory
MOST_PIXELS = 50_000_000
#: pixels of the longer side: of a picture, of a portrait, also in previews of links, and of the portrait in the head of a page
LONGEST, PORTRAIT, SMALL = 2400, 1200, 400
_QUALITY: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "progressive": True},
    "WEBP": {"quality": 85, "method": 4},
    "AVIF": {"quality": 70, "max_threads": 1},
    "PNG": {"compress_level": 9},
    "GIF": {},
}
#: (digest of a file, format, longest side) -> the published picture, as a preview publishes the same again and again
_made: dict[tuple[bytes, str, int], Picture] = {}
_MOST_MADE = 60


class Picture(NamedTuple):
    """A file and its size in pixels."""

    content: bytes
    width: int
    height: int


def is_picture(path: str) -> bool:
    """Whether a file is a picture by its name."""
    return path.lower().endswith(ENDINGS)


def published(content: bytes, path: str, longest: int = LONGEST) -> Picture:
    """The picture of a file, in the format of its name. Raises ValueError for a file that is no picture, or too large."""
    written = _FORMATS[path.rpartition(".")[2].lower()]
    key = (sha256(content).digest(), written, longest)
    if key not in _made:
        if len(_made) >= _MOST_MADE:
            _made.clear()
        _made[key] = _published(content, path, written, longest)
    return _made[key]


def _published(content: bytes, path: str, written: str, longest: int) -> Picture:
    from PIL import ImageOps

    opened = _opened(content, path)
    try:
        opened.draft("RGB", (longest, longest))  # a JPEG is decoded at an eighth to a half of its size
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((longest, longest))
        picture = _in_common_colours(upright, written)
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        raise ValueError(f"{quoted(path)} is no whole picture ({error}); save it again") from None
    picture.info.clear()  # comments, profiles, EXIF and XMP: the place and the owner of a camera are not for visitors
    file = BytesIO()
    picture.save(file, written, **_QUALITY[written])
    return Picture(file.getvalue(), *picture.size)


def _opened(content: bytes, path: str) -> Image:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(content), formats=sorted(set(_FORMATS.values())))
    except Image.DecompressionBombError:
        raise ValueError(_too_large(path)) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise ValueError(f"{quoted(path)} is no picture that can be read; save it as JPEG, PNG, WebP, GIF or AVIF") from None
    if opened.width * opened.height > MOST_PIXELS:
        raise ValueError(_too_large(path))
    return opened


def _too_large(path: str) -> str:
    return f"{quoted(path)} has more than {MOST_PIXELS // 1_000_000} million pixels; make it smaller"


def _in_common_colours(picture: Image, written: str) -> Image:
    """The picture in the colours of the web (sRGB), with transparency where the format has it."""
    from PIL import Image, ImageCms

    profile = picture.info.get("icc_profile")
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGBA" if picture.mode == "RGBA" else "RGB"
            )
            picture = converted or picture
        except (ImageCms.PyCMSError, OSError):  # a profile for other colours than these
            pass
    if not has_alpha:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    if written != "JPEG":
        return picture
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
