"""Registries: the entries of one folder of vitagraph, one file each, and those that installed packages add by entry points.

A file of the folder holds its entry in one variable (`SYNTAX`, `IMPORTER` ...), and has the name of the entry, with `_` for
`-`. A package adds an entry by an entry point of the registry's group, which has the name of the entry
(https://packaging.python.org/en/latest/specifications/entry-points/). `docs/how-to/extending.md` has a whole example.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, wraps
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Protocol, TypeVar

from vitagraph.errors import UsageError, VitagraphError, unknown

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


class Named(Protocol):
    """What every entry has: its name, and its place among the others (the lowest first)."""

    @property
    def name(self) -> str:
        """The name that a user writes."""
        ...

    @property
    def order(self) -> int:
        """Its place among the entries, those of installed packages too."""
        ...


Entry = TypeVar("Entry", bound=Named)


def _no_keys(entry: Any) -> Iterable[str]:
    return ()


class PackageError(UsageError):
    """The code of an installed package failed; the message names the package."""


class Registry(Generic[Entry]):
    """The entries of a package and of an entry point group; a file is imported, and a group read, when it is needed.

    `keys` gives what only one entry may have besides its name, in any case: suffixes, media types. The functions of an entry raise
    errors of vitagraph, and those that `raised` has for the name of the function; others that the functions of an installed package
    raise become a PackageError.
    """

    def __init__(
        self,
        type: type[Entry],
        package: str,
        variable: str,
        group: str,
        noun: str,
        keys: Callable[[Entry], Iterable[str]] = _no_keys,
        raised: Mapping[str, tuple[type[Exception], ...]] = MappingProxyType({}),
    ) -> None:
        self.type, self.package, self.variable, self.group, self.noun = type, package, variable, group, noun
        self._keys, self._raised = keys, raised
        self._added: dict[str, Entry] = {}

    def __getitem__(self, name: str) -> Entry:
        """The entry of a name. Raises UsageError where there is none, or where the package that adds it is broken."""
        if name in self._files:
            return self._own(name)
        if name in (added := named(self.group)):
            return self._of_package(added[name])
        raise unknown(self.noun, name, self.all)

    def __contains__(self, name: str) -> bool:
        """Whether an entry has this name; nothing is imported."""
        return name in self._files or name in named(self.group)

    def __iter__(self) -> Iterator[str]:
        """The names of all entries, in their order."""
        return iter(self.all)

    @cached_property
    def _files(self) -> dict[str, str]:
        """Name -> module of each entry of vitagraph's own."""
        files = (name.removesuffix(".py") for folder in import_module(self.package).__path__ for name in os.listdir(folder))  # noqa: PTH208 - Path.iterdir takes thrice the time
        return {name.replace("_", "-"): f"{self.package}.{name}" for name in files if name.isidentifier() and not name.startswith("_")}

    def _own(self, name: str) -> Entry:
        entry: Entry = getattr(import_module(self._files[name]), self.variable)
        return entry

    @cached_property
    def own(self) -> Mapping[str, Entry]:
        """Vitagraph's own entries by name, in their order."""
        return _ordered(map(self._own, self._files))

    @cached_property
    def all(self) -> Mapping[str, Entry]:
        """All entries by name, in their order; those of packages that are broken or clash are skipped and reported."""
        entries = dict(self.own)
        for name, point in sorted(named(self.group).items()):
            try:
                entry = self._of_package(point)
                self._check_keys(point, entry, entries)
                entries[name] = entry
            except UsageError as error:
                _report(str(error))
        return _ordered(entries.values())

    def with_key(self, key: str) -> Entry | None:
        """The entry with a key in any case; None where there is none. Packages are searched only where no own entry has it."""
        if not key:  # as of a folder, which has no suffix
            return None
        key = key.lower()
        return self._by_key(self.own).get(key) or self._by_key(self.all).get(key)

    def _by_key(self, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        return {key.lower(): entry for entry in entries.values() for key in self._keys(entry)}

    def _of_package(self, point: EntryPoint) -> Entry:
        """The entry that a package adds, which is loaded once. Raises UsageError as `_load` does."""
        if point.name not in self._added:
            self._added[point.name] = self._load(point)
        return self._added[point.name]

    def _load(self, point: EntryPoint) -> Entry:
        """The entry that a package adds. Raises UsageError where it cannot be loaded, or clashes with one of vitagraph's own."""
        try:
            entry = point.load()
        except Exception as error:  # whatever the code of another package raises
            raise self._error(point, f"cannot be loaded: {type(error).__name__}: {error}; repair or uninstall it") from error
        if not isinstance(entry, self.type):
            raise self._error(point, f"gives a {type(entry).__name__}; make {point.value} a vitagraph {self.type.__name__}")
        if wrong := _wrong_field(entry):
            raise self._error(point, wrong)
        if entry.name != point.name:
            raise self._error(point, f"gives one named '{entry.name}'; give both the same name")
        if entry.name in self._files:
            raise self._error(point, "has a name that is vitagraph's own; give it another name")
        self._check_keys(point, entry, self.own)
        return self._wrapped(point, entry)

    def _wrapped(self, point: EntryPoint, entry: Entry) -> Entry:
        """The entry with functions whose failures name the package."""
        functions = {name: function for name in _functions(self.type) if (function := getattr(entry, name))}
        wrapped: Entry = entry._replace(**{name: self._guard(point, name, function) for name, function in functions.items()})  # type: ignore[attr-defined]  # entries are named tuples
        return wrapped

    def _guard(self, point: EntryPoint, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def failed(error: Exception) -> NoReturn:
            message = f"failed in `{name}`: {type(error).__name__}: {error}; report it to its authors, or uninstall it"
            raise PackageError(str(self._error(point, message))) from error

        raised: tuple[type[Exception], ...] = (VitagraphError, *self._raised.get(name, ()))

        @wraps(function)
        def wrapped(*arguments: Any, **keywords: Any) -> Any:
            try:
                result = function(*arguments, **keywords)
            except raised:
                raise
            except Exception as error:  # whatever the code of another package raises
                failed(error)
            return _pieces(result, failed) if isinstance(result, Iterator) else result

        return wrapped

    def _check_keys(self, point: EntryPoint, entry: Entry, others: Mapping[str, Entry]) -> None:
        taken = self._by_key(others)
        if clash := next((key for key in self._keys(entry) if key.lower() in taken), ""):
            raise self._error(point, f"has '{clash}', which {taken[clash.lower()].name} has; give it another one")

    def _error(self, point: EntryPoint, message: str) -> UsageError:
        return UsageError(f"the {self.noun} '{point.name}' of the package {package_of(point)} {message}")


def _pieces(pieces: Iterator[Any], failed: Callable[[Exception], NoReturn]) -> Iterator[Any]:
    """The pieces of a text; the failure of the code that yields them is reported by `failed`."""
    try:
        yield from pieces
    except VitagraphError:
        raise
    except Exception as error:  # whatever the code of another package raises
        failed(error)


def recognises(function: Callable[..., bool], *arguments: Any) -> bool:
    """Returns whether an entry recognises a text or a response; the failure of an installed package is reported, and counts as no."""
    try:
        return function(*arguments)
    except PackageError as error:
        _report(str(error))
        return False


#: annotation of a field -> whether it accepts a value, and what it is in messages; other fields are functions or not checked
_ACCEPTED: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "str": (lambda value: isinstance(value, str), "a text"),
    "int": (lambda value: isinstance(value, int), "a number"),
    "bool": (lambda value: isinstance(value, bool), "True or False"),
    "tuple[str, ...]": (lambda value: isinstance(value, tuple) and all(isinstance(one, str) for one in value), "a tuple of texts"),
}
_FUNCTION = (callable, "a function")
_OPTIONAL = (lambda value: value is None or callable(value), "a function")


def _annotations(entry: type) -> dict[str, str]:
    """The annotation of each field of a named tuple, as it is written."""
    return {name: getattr(annotation, "__forward_arg__", str(annotation)) for name, annotation in entry.__annotations__.items()}


def _functions(entry: type) -> dict[str, tuple[Callable[[Any], bool], str]]:
    """The fields that hold functions."""
    written = {name: annotation for name, annotation in _annotations(entry).items() if annotation.startswith("Callable[")}
    return {name: _OPTIONAL if annotation.endswith("| None") else _FUNCTION for name, annotation in written.items()}


def _wrong_field(entry: Any) -> str:
    """What a field of an entry must be, where its value is of another type; "" where all are of the declared types."""
    kind = type(entry)
    checked = {name: _ACCEPTED[text] for name, text in _annotations(kind).items() if text in _ACCEPTED} | _functions(kind)
    wrong = (name for name, (accepts, _) in checked.items() if not accepts(getattr(entry, name)))
    return next((f"has {getattr(entry, name)!r} as its `{name}`; make it {checked[name][1]}" for name in wrong), "")


def _ordered(entries: Iterable[Entry]) -> dict[str, Entry]:
    return {entry.name: entry for entry in sorted(entries, key=lambda entry: (entry.order, entry.name))}


def _report(message: str) -> None:
    """Logs a warning, which stands on standard error where the caller has not set up logging."""
    import logging

    logging.getLogger("vitagraph").warning("%s", message)


def package_of(point: EntryPoint) -> str:
    """Name and version of the package that has an entry point."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.module


@cache
def named(group: str) -> Mapping[str, EntryPoint]:
    """The entry points of a group by name; nothing is loaded. Of two with one name the first in `sys.path` counts, which is reported."""
    if not _any_installed():
        return {}
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=group):
        if (first := found.setdefault(point.name, point)) is not point:
            packages = f"{package_of(first)} and {package_of(point)}"
            _report(f"{packages} both add '{point.name}' to {group}; that of {package_of(first)} is used: uninstall one of them")
    return found


@cache
def _any_installed() -> bool:
    """Whether an installed package has entry points for vitagraph.

    2 ms for a hundred packages, where importlib.metadata takes 90 ms.
    """
    return any(map(_in_folder, dict.fromkeys(sys.path)))


def _in_folder(folder: str) -> bool:
    try:
        names = os.listdir(folder or ".")  # noqa: PTH208  # Path.iterdir takes thrice the time
    except NotADirectoryError:
        return True  # a zip archive, which importlib.metadata can look into
    except OSError:
        return False
    return any(name.endswith((".dist-info", ".egg-info")) and _has_points(os.path.join(folder, name)) for name in names)  # noqa: PTH118  # as above


def _has_points(info: str) -> bool:
    try:
        with open(os.path.join(info, "entry_points.txt"), "rb") as file:  # noqa: PTH118, PTH123  # as above
            return b"[vitagraph." in file.read()
    except OSError:
        return False
