"""Which keys do what: those of the table of actions, and those a person chose instead.

A choice says for an action's id which keys it has; whoever is not named keeps the keys of the table. No key does two
things: what would is refused here, whether a hand chose it or a file says so.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from PySide6.QtGui import QKeySequence

from gradviz.gui.actions import ENTRIES, TABLE, Entry

log = logging.getLogger(__name__)

Keys = tuple[str, ...]
MOST = 2
"""An action has at most so many keys."""


def standard(key: str) -> str:
    """A key in the one spelling that is compared and kept; empty for what is no key."""
    sequence = QKeySequence(key)
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    return text if sequence.count() == 1 and text.isascii() else ""


def keys_of(entry: Entry, chosen: Mapping[str, Keys]) -> Keys:
    """The keys of an action, those included that the canvas hears by itself."""
    return chosen.get(entry.id, tuple(map(standard, entry.keys))) + entry.heard


def holder(key: str, id: str, chosen: Mapping[str, Keys]) -> Entry | None:
    """The action other than ``id`` that has ``key``; None where it is free."""
    wanted = standard(key)
    return next((entry for entry in TABLE if entry.id != id and wanted in keys_of(entry, chosen)), None)


def with_keys_for(chosen: Mapping[str, Keys], id: str, keys: Keys) -> dict[str, Keys]:
    """The choice with other keys for one action; the table's own are no choice and are left out."""
    found = {other: each for other, each in chosen.items() if other != id}
    kept = tuple(dict.fromkeys(filter(None, map(standard, keys))))[:MOST]
    return found if kept == tuple(map(standard, ENTRIES[id].keys)) else {**found, id: kept}


def usable(chosen: Mapping[str, Keys]) -> dict[str, Keys]:
    """What of a choice read from a file can be used: known actions, real keys, none of them twice."""
    found: dict[str, Keys] = {}
    for id, keys in chosen.items():
        if id not in ENTRIES or not all(map(standard, keys)) or len(keys) > MOST:
            log.info("the keys chosen for %s cannot be used, the default is taken", id)
        else:
            found = with_keys_for(found, id, keys)
    while (twice := next((id for id in found if any(holder(key, id, found) for key in found[id])), None)) is not None:
        log.info("the keys chosen for %s belong to another action, the default is taken", twice)
        del found[twice]
    return found
