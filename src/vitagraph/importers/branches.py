"""A tree of JSON or YAML that is read piece by piece: what nobody has read is left over, and reported."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.errors import Place
from vitagraph.importers.report import Report
from vitagraph.reading.nodes import Node, compose


class Branch:
    """A mapping of the source with its path; `take` reads, `left_over` reports what was not read."""

    def __init__(self, node: Node, path: str = "") -> None:
        self.place: Place = node.place
        self.path = path
        self.alone = node.value if isinstance(node.value, str) else ""
        self._children = dict(node.value) if isinstance(node.value, dict) else {}
        self._open: list[Branch] = []

    def __contains__(self, name: str) -> bool:
        return name in self._children and self._children[name][1].value is not None

    def names(self) -> list[str]:
        """The keys that were not read yet."""
        return list(self._children)

    def path_of(self, name: str) -> str:
        """The path of a child: `work[1].position`."""
        return f"{self.path}.{name}" if self.path else name

    def place_of(self, name: str) -> Place:
        """Where a child stands."""
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
        """The entries of a list; a single mapping stands for a list of one."""
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
        """Keys that say nothing of the world: schemas, layout, time stamps of the source."""
        for name in names:
            self._children.pop(name, None)

    def left_over(self, report: Report) -> None:
        """Reports every text that was not read, here and in the branches that were opened."""
        for name, (_, node) in self._children.items():
            for path, place, text in _texts(node, self.path_of(name)):
                report.no_home(place, path, text)
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


def pruned(node: Node, names: frozenset[str]) -> Node:
    """A tree without what stands under these keys anywhere."""
    if isinstance(node.value, list):
        return node._replace(value=[pruned(item, names) for item in node.value])
    if isinstance(node.value, dict):
        kept = {name: (place, pruned(child, names)) for name, (place, child) in node.value.items() if name not in names}
        return node._replace(value=kept)
    return node


def tree(text: str, source: str, report: Report) -> Node:
    """The tree of a JSON or YAML text; DataError where it is none."""
    node, problems = compose(text.removeprefix("\ufeff"), source)
    report.extend(problems)
    return node
