"""Pictures as cameras and people make them."""

from io import BytesIO
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

#: tags of EXIF: how the camera was held, its name, and the block with its place
ORIENTATION, MODEL, GPS = 0x0112, 0x0110, 0x8825


def picture(size: tuple[int, int] = (60, 40), kind: str = "JPEG", **options: Any) -> bytes:
    """A picture whose upper left corner is red, and whose other pixels are blue."""
    drawn = Image.new(options.pop("mode", "RGB"), size, (0, 0, 255))
    drawn.paste((255, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    file = BytesIO()
    drawn.save(file, kind, **options)
    return file.getvalue()


def of_camera(size: tuple[int, int] = (60, 40), kind: str = "JPEG") -> bytes:
    """A picture of a camera that was held upright, with its place and its name in EXIF, and a comment."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MODEL] = 6, "Zilpcam"
    exif[GPS] = {1: "N", 2: (52.0, 31.0, 7.0), 3: "E", 4: (13.0, 24.0, 18.0)}
    note = PngInfo()
    note.add_text("Comment", "Zilpstreet")
    more = {"JPEG": {"comment": "Zilp was here"}, "PNG": {"pnginfo": note}}.get(kind, {})
    return picture(size, kind, exif=exif, xmp=b"<x>Zilpstreet</x>", **more)
