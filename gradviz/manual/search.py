"""Finding words in the manual."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gradviz.manual.chapters import Chapter

_PICTURE = re.compile(r"!\[(.*?)\]\(.*?\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"[*`|#]+|^[-\d.]+ ", re.MULTILINE)


def plain(markdown: str) -> str:
    """Markdown as words in small letters: what can be found."""
    shown = _LINK.sub(r"\1", _PICTURE.sub(r"\1", markdown))
    return " ".join(_MARKS.sub(" ", shown).casefold().split())


def words_of(query: str) -> list[str]:
    """What all has to be there, in small letters."""
    return query.casefold().split()


def found(chapter: Chapter, query: str) -> Iterator[int | None]:
    """Where all words of ``query`` stand together: numbers of sections, and None for what stands above the first of
    them. A word may stand in the title of the chapter. Nothing is asked for: everything is found."""
    words, title = words_of(query), plain(chapter.title)
    parts: list[tuple[int | None, str]] = [(None, f"{chapter.title} {chapter.text}")]
    parts += [(place, section.markdown) for place, section in enumerate(chapter.sections)]
    for place, text in parts:
        here = plain(text)
        missing = [word for word in words if word not in here]
        if len(missing) < max(len(words), 1) and all(word in title for word in missing):
            yield place
