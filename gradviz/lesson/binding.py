"""``NAME=VALUE`` as given on a command line: a canonical name and a number, read like a number box."""

from __future__ import annotations

from gradviz.errors import ReadError, UsageError
from gradviz.i18n import Message
from gradviz.language.names import canonical
from gradviz.language.number_box import read_number


def binding(item: str) -> tuple[str, float]:
    """``"w_1 = 1/3"`` as canonical name and number; :class:`UsageError` says what is wrong with it."""
    name, equals, number = item.partition("=")
    if not (equals and name.strip() and number.strip()):
        raise UsageError("usage", Message("--set takes NAME=VALUE, not “{item}”.", item=item))
    try:
        return canonical(name.strip()), read_number(number)
    except ReadError as error:
        reason = Message("--set {item}: {reason}", item=item, reason=error.message)
        raise UsageError(error.code, reason, error.hint) from error
