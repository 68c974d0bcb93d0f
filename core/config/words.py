"""Texts for people, and errors made of them.

Source texts are English.  The core only *marks* them, so that the translation tools find them; the
window translates what it shows.  A phrase keeps its sentence and the values put into it apart, so
that it can be said in any language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.config.figures import entry, written

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HALVES = re.compile(r"[\ud800-\udfff]")
"""Halves of letters beyond 16 bits, or bytes of names that are no text: Qt ends the process that shows one."""


def mark(context: str, text: str) -> str:
    """Mark `text` for translation and return it unchanged."""
    return text


def one_line(text: str) -> str:
    """Return a text of a file or of its name as it can be shown: without breaks, control characters, half letters."""
    return text if text.isprintable() else _HALVES.sub("\ufffd", _BREAKS.sub(" ", text))


class Phrase:
    """A marked English sentence with ``{named}`` places, and what is put into them.

    A value may be a marked text or another phrase; both are translated along with the sentence.  Numbers are written
    by `core.config.figures`.
    """

    def __init__(self, template: str, **values: object) -> None:
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**{name: one_line(written(value)) for name, value in self.values.items()})


def joined(texts: Sequence[object], separator: str = ", ") -> Phrase:
    """Return marked texts and phrases, such as the parts of a name, one after another, as one phrase."""
    places = {f"part{place}": text for place, text in enumerate(texts)}
    return Phrase(separator.join(f"{{{name}}}" for name in places), **places)


def shown(value: object, quotes: bool = False) -> str:
    """Return any value in at most sixty characters, as it is typed, for a message that names what came."""
    try:
        if isinstance(value, str) and not quotes:
            text = value
        else:
            text = entry(value) if isinstance(value, float) else repr(value)
    except ValueError:  # an integer of more digits than Python is willing to write
        return "…"
    return text if len(text) <= 60 else text[:57] + "..."


class LabError(ValueError):
    """A mistake that a user can mend: a bad number, file, scene or setting.

    Parameters
    ----------
    template, **values
        The sentence, as for `Phrase`: what was wrong, what is expected, what came.
    field : str, optional
        Dotted name of the field at fault (``"optimizer.lr"``), for showing the message beside it.
    """

    def __init__(self, template: str, *, field: str = "", **values: object) -> None:
        self.phrase = Phrase(template, **values)
        self.field = field
        super().__init__(str(self.phrase))

    def inside(self, name: str) -> LabError:
        """Return the same error with `name` put before its field."""
        return self.at(f"{name}.{self.field}" if self.field else name)

    def at(self, field: str) -> LabError:
        """Return the same error at another field."""
        return type(self)(self.phrase.template, field=field, **self.phrase.values)
