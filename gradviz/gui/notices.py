"""Turns problems of the text into sayings for the strip below the program, with a fix where one is certain."""

from __future__ import annotations

from collections.abc import Callable

from gradviz.errors import GradvizError, ReadError
from gradviz.graph.graph import Graph
from gradviz.gui.panels.bar import Saying
from gradviz.gui.patience import Notice
from gradviz.i18n import Message
from gradviz.language.syntax import Remark
from gradviz.lesson import library
from gradviz.lesson.lesson import Lesson

MEND_KEYS = "Alt+Return"
LONGEST_FIX = 24
"""Characters of a fix shown on its button."""

Mend = Callable[[ReadError], None]
"""``mend(problem)``: write the problem's fix into the program."""


def saying(notice: Notice, text: str, mend: Mend) -> Saying | None:
    """What the strip says of ``notice``, which is about ``text``; None when there is nothing to say."""
    if notice.problems:
        problem = notice.problems[0]
        return None if problem.code == "empty" else _of_problem(problem, notice, text, mend)  # the welcome says it
    return _of_remarks(notice.remarks) if notice.remarks else None


def _of_problem(problem: ReadError, notice: Notice, text: str, mend: Mend) -> Saying:
    """What only lacks its end is told in grey for as long as it lasts; a fix waits until the hands rest."""
    offers: tuple[tuple[object, Callable[[], None]], ...] = ()
    if problem.fix is not None and not notice.calm:
        offers = ((fix_words(problem, text), lambda: mend(problem)),)
    lacks_more = problem.unfinished and (problem.fix is None or problem.fix.span[0] == problem.fix.span[1])
    well_meant = problem.fix is not None and problem.fix.rewrites
    tone = "calm" if notice.calm or lacks_more or well_meant else "wrong"
    return Saying(_where(problem, text), problem.hint or "", tone, offers, closable=False, keys=MEND_KEYS)


def _of_remarks(remarks: tuple[Remark, ...]) -> Saying:
    """The first remark, on how the text was understood rather than on lines without use; all of them on hover."""
    remarks = tuple(sorted(remarks, key=lambda remark: remark.code == "unused"))
    first, all_of_them = remarks[0], tuple(remark.message for remark in remarks)
    hint: object = first.hint or ""
    if len(remarks) > 1:
        count = Message("(1 of {n})", n=len(remarks))
        hint = Message("{hint} {count}", hint=hint, count=count) if hint else count
    more = all_of_them if len(remarks) > 1 else ()
    return Saying(first.message, hint, "calm", closable=True, more=more, lasting=True)


def fix_words(problem: ReadError, text: str) -> Message:
    """What the button of a fix says: "Replace by tanh", "Insert *", "Remove", "Write as text"."""
    assert problem.fix is not None
    if problem.fix.rewrites:
        return Message("Write as text")
    start, end = problem.fix.span
    typed = text.split("\n")[problem.line or 0][start:end]
    new = problem.fix.text.strip()
    instead = dict(problem.hint.values).get("instead") if problem.hint else None
    if typed.strip() and new and isinstance(instead, str):
        new = instead  # "0.5" says more than "."
    shown = new if len(new) <= LONGEST_FIX else new[: LONGEST_FIX - 1] + "…"
    if not new:
        return Message("Remove")
    return Message("Replace by {text}", text=shown) if typed.strip() else Message("Insert {text}", text=shown)


def _where(problem: ReadError, text: str) -> Message:
    if "\n" not in text.strip():
        return problem.message
    return Message("Line {n}: {message}", n=(problem.line or 0) + 1, message=problem.message)


UNDRAWABLE = Saying(
    Message("This program can be read, but its graph cannot be drawn."),
    Message("Your text is kept; the picture follows as soon as it can."),
    "calm",
)
"""What is said of a graph for which no places could be found."""


def trouble(error: GradvizError) -> Saying:
    """What the bar says of a file that cannot be read or written."""
    return Saying(error.message, error.hint or "")


def aim_saying(graph: Graph, set_target: Callable[[str], None]) -> Saying:
    """What the bar says while the gradients are those of another node than the program's output; how to get back."""
    target, output = graph.output_name, graph.own[1]
    return Saying(
        Message("The gradients are those of {target}.", target=target),
        Message("What does not lead to {target} has none.", target=target),
        "calm",
        ((Message("Back to {output}", output=output), lambda: set_target("")),),
        closable=False,
    )


def meant(lesson: Lesson, remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """The remarks worth telling: in a shipped lesson that nobody has changed a line without use is there on purpose."""
    if not remarks or not lesson.lesson_id:
        return remarks
    try:
        shipped = library.entry(lesson.lesson_id).program
    except GradvizError:  # a document of a version that had this lesson
        return remarks
    return tuple(each for each in remarks if each.code != "unused") if lesson.text == shipped else remarks
