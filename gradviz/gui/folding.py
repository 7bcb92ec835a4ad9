"""What a person does to the shape of the drawing: folds lines, takes gates apart, shares equal parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gradviz.graph.fold import SHARE
from gradviz.graph.graph import NodeId
from gradviz.graph.offers import Keys, Offer, Sharing, as_typed, folded_all, offers, offers_at, sharing, unfolded_all
from gradviz.gui.panels.bar import Saying
from gradviz.gui.session import Session
from gradviz.i18n import N_, Message, tr

LONGEST = 28
"""Of a stretch of text as many characters are told."""

FOLDING, UNFOLDING, SHARING = N_("folding"), N_("unfolding"), N_("sharing equal parts")
"""What the edits are called in the menu."""


class Folding:
    """Turns what is asked for into edits of the session. ``pointed()`` is the node that is meant when none is named,
    ``say`` tells what came of it where the picture
    does not: it is called after the edit, for with the next one it is out of date."""

    def __init__(self, session: Session, pointed: Callable[[], NodeId | None], say: Callable[[Saying], None]) -> None:
        self._session = session
        self._pointed = pointed
        self._say = say

    @property
    def _keys(self) -> Keys:
        return self._session.lesson.shape

    def offers(self) -> tuple[Offer, ...]:
        """Everything in the program that can be folded or taken apart."""
        result = self._session.state.result
        return offers(result.typed, self._keys) if result is not None else ()

    def offers_at(self, node: NodeId) -> tuple[Offer, ...]:
        """What can be done at a node of the picture; what concerns the fewest gates first."""
        shown, result = self._session.picture, self._session.state.result
        if shown is None or shown.result is not result:
            return ()  # another drawing is being placed
        return offers_at(result.typed, result.shape, self._keys, node)

    def alike(self, offer: Offer) -> tuple[Offer, ...]:
        """All gates of the program that are taken apart, or not, as the one that is offered."""
        return tuple(
            each for each in self.offers() if (each.kind, each.name, each.on) == (offer.kind, offer.name, offer.on)
        )

    def turn(self, *wanted: Offer) -> None:
        """Fold what is unfolded, unfold what is folded; all offers are of one kind."""
        keys = frozenset(offer.key for offer in wanted)
        folds = wanted[0].on == (wanted[0].kind == "parts")
        self.set_shape(self._keys - keys if wanted[0].on else self._keys | keys, FOLDING if folds else UNFOLDING)

    def turn_at(self, node: NodeId) -> None:
        """Fold or unfold what a node offers first, if anything."""
        found = self.offers_at(node)
        if found:
            self.turn(found[0])

    def turn_here(self) -> None:
        """Fold or unfold at the node that is pointed at."""
        node = self._pointed()
        if node is not None and self.offers_at(node):
            self.turn_at(node)
        else:
            self._say(_told(Message("Nothing can be folded or unfolded here: choose another gate.")))

    def fold_all(self) -> None:
        """Every line and every call as one gate."""
        self._all(folded_all, FOLDING)

    def unfold_all(self) -> None:
        """Every gate in its parts."""
        self._all(unfolded_all, UNFOLDING)

    def as_typed(self) -> None:
        """Nothing folded, nothing taken apart."""
        self._all(as_typed, N_("drawing as typed"))

    def share(self) -> None:
        """Compute equal parts once, or each by itself again."""
        result = self._session.state.result
        if result is None:
            return
        before = self._keys
        self.set_shape(before ^ {SHARE}, SHARING)
        if SHARE not in before:
            done = sharing(result.typed, before)
            self._say(_told(_shared(done), _left(done), "right" if done.saved else "calm"))

    def set_shape(self, keys: Iterable[str], name: str) -> None:
        """Draw the program folded, taken apart or shared as ``keys`` say; ``name`` is the edit's in the menu."""
        self._session.edit(self._session.lesson.with_shape(keys), name)

    def _all(self, keys: Callable[..., Keys], name: str) -> None:
        result = self._session.state.result
        if result is None:
            return
        self.set_shape(keys(result.typed, self._keys), name)
        if not self.offers():
            self._say(_told(Message("There is nothing to fold here: no named line, no call, no gate made of others.")))


def _told(text: Message, hint: Message | str = "", tone: str = "calm") -> Saying:
    """What is worth a word but no place for long: it goes by itself, and the legend below it is seen again."""
    return Saying(text, hint, tone, passing=True)


def _shared(done: Sharing) -> Message:
    """What sharing has done."""
    if not done.saved:
        return Message("Nothing is computed twice here.")
    if done.before == done.after:
        return Message("Equal parts are computed once now.")
    return Message(
        "Equal parts are computed once now: {before} gates have become {after}.", before=done.before, after=done.after
    )


def _left(done: Sharing) -> Message | str:
    """Which equal lines it has left."""
    if not done.alike:
        return ""
    return Message("Lines with names of their own stay apart: {names}.", names=", ".join(done.alike))


def deed(offer: Offer) -> str:
    """What would be done, for a menu of a gate: ``Fold line a into one gate``."""
    if offer.kind == "line":
        text = N_("Unfold line {name}") if offer.on else N_("Fold line {name} into one gate")
    elif offer.kind == "call":
        text = N_("Unfold {typed}") if offer.on else N_("Fold {typed} into one gate")
    else:
        text = N_("Fold {typed} back into one gate") if offer.on else N_("Unfold {typed} into its parts")
    return _filled(text, offer)


def deed_to_all(offer: Offer) -> str:
    """The same for all gates of a kind."""
    return _filled(N_("Fold every {name} back") if offer.on else N_("Unfold every {name} into its parts"), offer)


def state(offer: Offer) -> str:
    """How it is drawn where the offer is on, for a menu with marks: ``Line a as one gate``."""
    texts = {
        "line": N_("Line {name} as one gate"),
        "call": N_("{typed} as one gate"),
        "parts": N_("{typed} in its parts"),
    }
    return _filled(texts[offer.kind], offer)


def _filled(text: str, offer: Offer) -> str:
    typed = offer.typed if len(offer.typed) <= LONGEST else offer.typed[: LONGEST - 1] + "…"
    return tr(text).format(name=offer.name, typed=typed).replace("&", "&&")
