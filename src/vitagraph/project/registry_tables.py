"""The table of store types in `docs/how-to/stores.md`, between two comments."""

from __future__ import annotations

from vitagraph.stores.types import STORE_TYPES, StoreType

_BEGIN, _END = "<!-- store types -->\n", "<!-- end of store types -->"
_COLUMNS = ("store", "`--store`", "`--endpoint` names", "how a graph is replaced", "state after a failure", "limits", "tested")
_HEAD = f"| {' | '.join(_COLUMNS)} |\n|{' --- |' * len(_COLUMNS)}\n"


def with_store_table(page: str) -> str:
    """The page with the table of vitagraph's own store types. Raises ValueError where it has no place for the table."""
    table = _HEAD + "".join(map(_row, STORE_TYPES.own.values()))
    head, begin, rest = page.partition(_BEGIN)
    _, end, tail = rest.partition(_END)
    if not end or _BEGIN in rest or _END in head + tail:
        raise ValueError("docs/how-to/stores.md needs `<!-- store types -->` and `<!-- end of store types -->`, once")
    return head + begin + table + end + tail


def _row(one: StoreType) -> str:
    tested = f"with {one.tested}" if one.tested else "no"
    how = "`--store-path`" if one.open_folder else f"`{one.name}`"
    return f"| {one.label} | {how} | {one.root or '-'} | {one.replacement} | {one.after_failure} | {one.limits} | {tested} |\n"
