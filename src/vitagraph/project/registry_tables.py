"""Tables of registries in pages of the documentation, each between two comments: store types and services."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vitagraph.services import SERVICES, Service
from vitagraph.stores.types import STORE_TYPES, StoreType

_STORE_COLUMNS = ("store", "`--store`", "`--endpoint` names", "how a graph is replaced", "state after a failure", "limits", "tested")
_SERVICE_COLUMNS = ("service", "name", "entities", "address", "limits", "what is sent", "environment variables")


def write_tables(docs: Path) -> None:
    """Brings the tables of vitagraph's own entries in a folder of documentation up to date."""
    tables = {"how-to/stores.md": ("store types", store_table()), "reference/services.md": ("services", service_table())}
    for name, (marks, table) in tables.items():
        page = docs / name
        page.write_text(with_table(page.read_text(encoding="utf-8"), marks, table), encoding="utf-8", newline="\n")


def with_table(page: str, marks: str, table: str) -> str:
    """The page with a table between the comments `<!-- marks -->` and `<!-- end of marks -->`.

    Raises ValueError where they do not stand in it once.
    """
    before, after = f"<!-- {marks} -->\n", f"<!-- end of {marks} -->"
    head, begin, rest = page.partition(before)
    _, end, tail = rest.partition(after)
    if not end or before in rest or after in head + tail:
        raise ValueError(f"a page needs `{before.strip()}` and `{after}`, once")
    return head + begin + table + end + tail


def store_table() -> str:
    """The table of store types."""
    return _table(_STORE_COLUMNS, map(_store, STORE_TYPES.own.values()))


def service_table() -> str:
    """The table of services."""
    return _table(_SERVICE_COLUMNS, map(_service, SERVICES.own.values()))


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in (columns, ("---",) * len(columns), *rows))


def _store(one: StoreType) -> tuple[str, ...]:
    how = "`--store-path`" if one.open_folder else f"`{one.name}`"
    return one.label, how, one.root or "-", one.replacement, one.after_failure, one.limits, f"with {one.tested}" if one.tested else "no"


def _service(one: Service) -> tuple[str, ...]:
    addresses = "<br>".join(f"`{address}`" for address in (one.address, one.records) if address) or "that of the endpoint, which you state"
    variables = "<br>".join(f"`{name}`" for name in one.variables())
    return f"[{one.label}]({one.documentation})", f"`{one.name}`", ", ".join(one.kinds), addresses, one.limits, one.sent, variables
