"""The chapters of the manual: ``resources/help/manual/NN-slug.LANGUAGE.md``, in the order of their numbers.

A chapter begins with ``# Title``; its sections begin with ``## Title``. The chapter ``gates`` goes on with a section
for every gate of the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gradviz import i18n, resources

FOLDER = "help/manual"
REFERENCE = "gates"
"""The chapter that goes on with the gates of the table."""

_FILE = re.compile(r"\d\d-(?P<id>[a-z-]+)\.(?P<language>[a-z]{2})\.md")
_HEADING = re.compile(r"^## +", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a chapter: ``text`` is Markdown without the title; ``icon`` is drawn beside the title, ``listed`` is
    what the contents call it."""

    title: str
    text: str
    listed: str = ""
    icon: str = ""

    @property
    def markdown(self) -> str:
        """The section with its title."""
        picture = f"![{self.listed}](icon:{self.icon}) " if self.icon else ""
        return f"## {picture}{self.title}\n\n{self.text}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the manual. ``text`` is what stands above the first section."""

    id: str
    title: str
    text: str
    sections: tuple[Section, ...]

    @property
    def markdown(self) -> str:
        """The whole page."""
        return "\n\n".join((f"# {self.title}", self.text, *(section.markdown for section in self.sections)))


def files() -> dict[str, dict[str, str]]:
    """The path of every chapter's text by chapter and language, in the order of the contents."""
    found: dict[str, dict[str, str]] = {}
    for name in resources.names(FOLDER, ".md"):
        match = _FILE.fullmatch(name)
        if match is not None:
            found.setdefault(match["id"], {})[match["language"]] = f"{FOLDER}/{name}"
    return found


def chapters() -> tuple[Chapter, ...]:
    """The whole manual in the language in use."""
    return _chapters(i18n.language())


@lru_cache(maxsize=len(i18n.LANGUAGES))
def _chapters(language: str) -> tuple[Chapter, ...]:
    return tuple(_chapter(id, resources.read_text(paths[language])) for id, paths in files().items())


def _chapter(id: str, markdown: str) -> Chapter:
    from gradviz.manual.reference import gate_sections

    head, *parts = _HEADING.split(markdown)
    title, _, text = head.removeprefix("# ").partition("\n")
    sections = tuple(_section(part) for part in parts)
    return Chapter(id, title.strip(), text.strip(), sections + (gate_sections() if id == REFERENCE else ()))


def _section(part: str) -> Section:
    title, _, text = part.partition("\n")
    return Section(title.strip(), text.strip(), title.strip())
