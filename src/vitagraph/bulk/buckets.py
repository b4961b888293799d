"""Objects of a store that has the interface of S3, by address: `s3://BUCKET/PREFIX`.

They are read and written through pyarrow, with the credentials, region and endpoint that the environment states (AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL ...). An upload is complete or does not exist; it is written to a file of this machine
first, because pyarrow cannot abandon an upload. Keys are untrusted: `../` in one would lead to another object.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Container, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from io import BufferedReader, RawIOBase
from typing import IO, Any, NamedTuple

from vitagraph.errors import StoreError, UsageError
from vitagraph.files.inside import is_inside
from vitagraph.patterns import regex

#: s3a is the name of the same addresses in Spark's world
_ADDRESS = regex(r"s3a?://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<key>.*))?")
_SCHEME = regex(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30})://")
#: bytes that are read and written at a time: each piece is a request, or a part of an upload
_PIECE = 8 << 20
#: seconds until a connection, and until a reply
_CONNECT, _REPLY = 10, 120
_REMOVERS = 16


class Object(NamedTuple):
    """An object: its address, and its bytes."""

    address: str
    bytes: int


def is_address(source: str) -> bool:
    """Whether this is an address in an object store. Raises UsageError for an address of another kind."""
    scheme = _SCHEME.match(source)
    if scheme and scheme["scheme"] not in ("s3", "s3a"):
        raise UsageError(f"{source}: objects are read and written by s3://BUCKET/KEY only; name such an address, or a path")
    return scheme is not None


def size(address: str) -> int | None:
    """The bytes of an object; None where there is none."""
    with _explained(address):
        found = _file_system().get_file_info(_path(address))
    return None if found.size is None else int(found.size)


def stream(address: str) -> IO[bytes]:
    """An object as a stream. Raises UsageError where there is none, StoreError where the object store fails meanwhile."""
    with _explained(address):
        return BufferedReader(_Stream(_file_system().open_input_file(_path(address)), address), _PIECE)


def listed(address: str) -> list[Object]:
    """The objects below an address, in the order of their keys. Raises UsageError where a key leads elsewhere or cannot be written."""
    from pyarrow import fs

    root = _path(address)
    with _explained(address):
        infos = _file_system().get_file_info(fs.FileSelector(root, recursive=True))
    for info in infos:
        inside = info.path.removeprefix(f"{root}/").removesuffix("/")
        if inside and not is_inside(inside):
            raise UsageError(f"{address}: the key {info.path.partition('/')[2]!r} in it is no path inside of it; rename this object")
    found = [info for info in infos if info.type == fs.FileType.File]
    return sorted(Object(f"{address.rstrip('/')}/{info.path.removeprefix(f'{root}/')}", info.size) for info in found)


class Bucket:
    """The objects with a common prefix."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._root = _path(address)

    def names(self) -> list[str]:
        """The names of everything in it."""
        from pyarrow import fs

        with _explained(self._address):
            found = _file_system().get_file_info(fs.FileSelector(self._root, allow_not_found=True))
        return [info.base_name for info in found if info.base_name]

    def size(self, name: str) -> int | None:
        """The bytes of an object; None where there is none."""
        return size(self._at(name))

    def open(self, name: str) -> IO[bytes]:
        """An object as a stream."""
        return stream(self._at(name))

    @contextmanager
    def writing(self, name: str) -> Iterator[Upload]:
        """An object that is being written."""
        with tempfile.TemporaryFile(prefix="vitagraph-") as file:
            yield Upload(self._at(name), file)

    def remove(self, names: Iterable[str]) -> None:
        """Removes objects, also those that do not exist."""
        with ThreadPoolExecutor(_REMOVERS) as removers:
            for _ in removers.map(_remove, map(self._at, names)):
                pass

    @contextmanager
    def begun(self, names: Container[str]) -> Iterator[None]:
        """Nothing needs to be created, and there are no locks."""
        yield

    def sweep(self, names: Container[str]) -> None:
        """There are no unfinished objects."""

    def end(self) -> None:
        """A prefix without objects does not exist."""

    def _at(self, name: str) -> str:
        return f"{self._address}/{name}"


class Upload:
    """A new object: write to `file`, then `put` it in its place."""

    def __init__(self, address: str, file: IO[bytes]) -> None:
        self.file = file
        self._address = address

    def put(self, lasting: bool = True) -> None:
        """Uploads the file. What is interrupted is removed; it stays after a power failure, if it is complete."""
        self.file.seek(0)
        with _explained(self._address):
            try:
                # by default, a name that ends in .gz or .zst would be compressed again
                with _file_system().open_output_stream(_path(self._address), compression=None) as target:
                    shutil.copyfileobj(self.file, target, _PIECE)
            except BaseException:
                with suppress(Exception):
                    _remove(self._address)
                raise


class _Stream(RawIOBase):
    """An object as a file of Python's."""

    def __init__(self, file: Any, address: str) -> None:
        super().__init__()
        self._file, self._address = file, address

    def readable(self) -> bool:
        """Returns True."""
        return True

    def seekable(self) -> bool:
        """Returns True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads the next bytes into a buffer; returns their number."""
        with _explained(self._address):
            return int(self._file.readinto(buffer))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Moves to another byte."""
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        """The number of the next byte."""
        return int(self._file.tell())

    def close(self) -> None:
        """Closes the object."""
        self._file.close()
        super().close()


def _remove(address: str) -> None:
    with _explained(address), suppress(FileNotFoundError):
        _file_system().delete_file(_path(address))


def _path(address: str) -> str:
    """Bucket and key, as pyarrow names an object. Raises UsageError where this is no address, or its key leads elsewhere."""
    found = _ADDRESS.fullmatch(address)
    key = (found["key"] or "").rstrip("/") if found else ""
    if not found or not found["bucket"] or (key and not is_inside(key)) or "?" in key or "#" in key:
        raise UsageError(f"{address!r}: this is no address of an object; write s3://BUCKET/KEY, without empty parts, dots and controls")
    return f"{found['bucket']}/{key}" if key else found["bucket"]


@cache
def _file_system() -> Any:
    """The object store that the environment names."""
    try:
        from pyarrow import fs
    except ImportError:
        raise UsageError("s3:// needs pyarrow; pip install 'pyarrow>=18'") from None
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
    scheme, _, host = endpoint.rpartition("://")
    given = {"endpoint_override": host, "scheme": scheme or "https"} if endpoint else {}
    return fs.S3FileSystem(connect_timeout=_CONNECT, request_timeout=_REPLY, allow_delayed_open=True, **given)


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """Errors of the object store as messages."""
    try:
        yield
    except FileNotFoundError:
        raise UsageError(f"{address}: there is no such object; name another one") from None
    except OSError as error:  # pyarrow's, with the error of the store
        what = " ".join(str(error).split())
        raise StoreError(f"{address}: the object store refused or failed ({what}); check address, region and credentials") from None
