"""The connected components of a graph."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

_Node = TypeVar("_Node", bound=Hashable)


def components(links: Iterable[tuple[_Node, _Node]]) -> list[list[_Node]]:
    """The connected components, each in the order in which its nodes were met."""
    root: dict[_Node, _Node] = {}

    def find(node: _Node) -> _Node:
        while root.setdefault(node, node) != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, other in links:
        first, second = find(one), find(other)
        root[second] = first
    groups: dict[_Node, list[_Node]] = {}
    for node in root:
        groups.setdefault(find(node), []).append(node)
    return list(groups.values())
