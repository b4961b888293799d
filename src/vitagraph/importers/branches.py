"""A tree of JSON or YAML that is read node by node; nodes that were not read are reported."""

from __future__ import annotations

import json
from collections.abc import Iterator

from vitagraph.errors import Place
from vitagraph.importers.report import Report
from vitagraph.yaml.nodes import Node, compose


class Branch:
    """A mapping of the source with its path; `take` reads, `left_over` reports what was not read."""

    def __init__(self, node: Node, path: str = "") -> None:
        self.place: Place = node.place
        self.path = path
        self.alone = node.value if isinstance(node.value, str) else ""
        self._children = dict(node.value) if isinstance(node.value, dict) else {}
        self._open: list[Branch] = []
        self._skipped: dict[str, Place] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._children and self._children[name][1].value is not None

    def names(self) -> list[str]:
        """The keys that were not read yet."""
        return list(self._children)

    def path_of(self, name: str) -> str:
        """The path of a child: `work[1].position`."""
        return f"{self.path}.{name}" if self.path else name

    def holds(self, name: str, key: str) -> bool:
        """Whether a child is a mapping with this key."""
        return name in self and isinstance(value := self._children[name][1].value, dict) and key in value

    def text(self, name: str) -> str:
        """The text of a child, "" where it is none; it stays to be read."""
        value = self._children[name][1].value if name in self else ""
        return value.strip() if isinstance(value, str) else ""

    def place_of(self, name: str) -> Place:
        """The place of a child."""
        return self._children[name][1].place if name in self._children else self.place

    def take(self, *names: str) -> str:
        """The text of the first of these keys that has one, "" where none has; the keys are read with it."""
        for name in names:
            if name in self and isinstance(text := self._children[name][1].value, str):
                del self._children[name]
                if text.strip():
                    return text.strip()
        return ""

    def take_texts(self, *names: str) -> list[str]:
        """The texts of a list, or the one text in its place."""
        for name in names:
            value = self._children[name][1].value if name in self else None
            if isinstance(value, list) and all(isinstance(item.value, str) for item in value):
                del self._children[name]
                return [item.value.strip() for item in value if isinstance(item.value, str) and item.value.strip()]
        return list(filter(None, [self.take(*names)]))

    def lists(self, name: str) -> list[list[str]]:
        """A list of lists of texts."""
        value = self._children.pop(name)[1].value if name in self else None
        rows = [row.value for row in value if isinstance(row.value, list)] if isinstance(value, list) else []
        return [[item.value for item in row if isinstance(item.value, str)] for row in rows]

    def branch(self, *names: str) -> Branch:
        """The mapping under the first of these keys that holds one, an empty one where none does."""
        for name in names:
            if name in self and isinstance(self._children[name][1].value, dict):
                return self._opened(self._children.pop(name)[1], self.path_of(name))
        return Branch(Node(self.place, {}), self.path)

    def branches(self, *names: str) -> Iterator[Branch]:
        """The entries of a list; a single mapping is a list of one."""
        for name in names:
            value = self._children[name][1].value if name in self else None
            if isinstance(value, (list, dict)):
                node = self._children.pop(name)[1]
                items = node.value if isinstance(node.value, list) else [node]
                for number, item in enumerate(items):
                    yield self._opened(item, f"{self.path_of(name)}[{number}]")

    def _opened(self, node: Node, path: str) -> Branch:
        opened = Branch(node, path)
        self._open.append(opened)
        return opened

    def skip(self, *names: str) -> None:
        """Keys that describe the entry in the source: schemas, layout, time stamps; those that are there are reported once a file."""
        for name in names:
            if name in self:
                self._skipped[name] = self.place_of(name)
            self._children.pop(name, None)

    def leave(self) -> None:
        """Marks the rest of an entry as read; it is reported as one problem."""
        self._children.clear()

    def count(self, report: Report, *names: str) -> None:
        """Lists whose entries describe other resources: each list is reported as one fact, with its number of entries."""
        for name in names:
            if name in self:
                _, node = self._children.pop(name)
                entries = len(node.value) if isinstance(node.value, (list, dict)) else 1
                report.leave_out(node.place, self.path_of(name), f"{entries} {'entry' if entries == 1 else 'entries'}")

    def drop(self, name: str, *known: str) -> None:
        """Marks a text as read that repeats one of these."""
        if name in self and self._children[name][1].value in known:
            del self._children[name]

    def left_over(self, report: Report) -> None:
        """Reports every text that was not read, here and in the branches that were opened."""
        for name, (_, node) in self._children.items():
            for path, place, text in _texts(node, self.path_of(name)):
                report.leave_out(place, path, text)
        for name, place in self._skipped.items():
            report.form(place, name)
        for branch in self._open:
            branch.left_over(report)


def _texts(node: Node, path: str) -> Iterator[tuple[str, Place, str]]:
    if isinstance(node.value, str):
        yield path, node.place, node.value
    elif isinstance(node.value, list):
        for number, item in enumerate(node.value):
            yield from _texts(item, f"{path}[{number}]")
    elif isinstance(node.value, dict):
        for name, (_, child) in node.value.items():
            yield from _texts(child, f"{path}.{name}")


def pruned(node: Node, names: frozenset[str], report: Report) -> Node:
    """A tree without what stands under these keys anywhere; each key is reported once."""
    if isinstance(node.value, list):
        return node._replace(value=[pruned(item, names, report) for item in node.value])
    if not isinstance(node.value, dict):
        return node
    kept = {}
    for name, (place, child) in node.value.items():
        if name not in names:
            kept[name] = (place, pruned(child, names, report))
        elif child.value is not None:
            report.form(child.place, name)
    return node._replace(value=kept)


def tree(text: str, source: str, report: Report) -> Node:
    """The tree of a JSON or YAML text, or of JSON Lines as a list; DataError where it is none."""
    text = text.removeprefix("\ufeff")
    node, problems = compose(_listed(text, source, report) if _is_json_lines(text) else text, source)
    report.extend(problems)
    return node


def _is_json_lines(text: str) -> bool:
    """Whether a text is several JSON objects, one a line (https://jsonlines.org), and not one JSON text over several lines."""
    if not text.lstrip().startswith("{") or sum(line.startswith("{") and len(line) > 2 for line in text.split("\n")) < 2:
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return True
    return False


def _listed(text: str, source: str, report: Report) -> str:
    """JSON Lines as one list, line by line; a broken line is skipped and reported."""
    kept = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            json.loads(line or "null")
        except (ValueError, RecursionError) as error:
            report.broken_lines += 1
            report.entry(Place(source, number, 1), f"this line is no JSON ({error}); correct or delete it")
            line = ""
        kept.append(f"{line}," if line.strip() else "")
    return "[" + "\n".join(kept) + "]"
