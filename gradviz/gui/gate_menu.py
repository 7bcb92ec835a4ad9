"""The menu of one node on the canvas: opened by the right button, the menu key or Shift+F10.

``TABLE`` says what stands in it: each entry of the table gives the items of one section for the node at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from gradviz.explain.topic import Topic
from gradviz.graph.graph import Gate, Graph, NodeId
from gradviz.gui.folding import deed, deed_to_all
from gradviz.i18n import tr

if TYPE_CHECKING:
    from gradviz.gui.main_window import MainWindow


@dataclass(frozen=True)
class Item:
    """One thing that can be done with a node; ``able`` is false where it means nothing."""

    text: str
    do: Callable[[], object]
    able: bool = True


Section = Callable[["MainWindow", Graph, NodeId], list[Item]]


def _asked(window: MainWindow, graph: Graph, node: NodeId) -> list[Item]:
    def explain() -> None:
        window.side.tabs.choose("explain")
        window.side.choose(Topic(node))

    source, output = graph.value_node(node), graph.output_name
    paths = tr("Paths from {name} to {output}", name=_name(graph, node), output=output)
    return [
        Item(tr("Explain"), explain),
        Item(paths, lambda: window.habits.see_paths(Topic(source)), graph.varies[source]),
    ]


def _aimed(window: MainWindow, graph: Graph, node: NodeId) -> list[Item]:
    aiming, source = window.aiming, graph.value_node(node)
    able = isinstance(graph.nodes[source], Gate) and source != graph.output
    found = [Item(tr("Gradients of {name}", name=_name(graph, node)), lambda: aiming.at(source), able)]
    if graph.aimed:
        found.append(Item(tr("Back to the Gradients of {name}", name=graph.own[1]), aiming.back))
    return found


def _folded(window: MainWindow, graph: Graph, node: NodeId) -> list[Item]:
    folding, found = window.folding, []
    for offer in folding.offers_at(node):
        found.append(Item(deed(offer), partial(folding.turn, offer)))
        alike = folding.alike(offer) if offer.kind == "parts" else ()
        if len(alike) > 1:
            found.append(Item(deed_to_all(offer), partial(folding.turn, *alike)))
    return found


TABLE: tuple[Section, ...] = (_asked, _aimed, _folded)
"""The sections of the menu, with a rule between them."""


def _name(graph: Graph, node: NodeId) -> str:
    return graph.labels[graph.value_node(node)].replace("&", "&&")


def menu_of(window: MainWindow, node: NodeId) -> QMenu:
    """The menu of ``node``, which is gone once it is closed."""
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    picture = window.session.picture
    if picture is None:
        return menu
    for section in TABLE:
        items = section(window, picture.question.graph, node)
        if items and menu.actions():
            menu.addSeparator()
        for item in items:
            action = menu.addAction(item.text)
            action.triggered.connect(lambda _=False, item=item: item.do())
            action.setEnabled(item.able)
    return menu


def open_menu(window: MainWindow, node: NodeId, at: QPoint) -> None:
    """Open the menu of ``node`` at a point of the screen."""
    menu_of(window, node).popup(at)
