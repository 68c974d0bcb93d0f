"""The language of the window: English source texts, Korean by Qt's translation files, switched at once.

`say` puts a marked text on a widget and keeps it translated for as long as the widget lives.
To add a language: a file ``resources/translations/dnnlab_XX.ts`` (see ``resources/translations/update.py``), the
folder ``resources/notes/XX`` and a line in `LANGUAGES`.
"""

from __future__ import annotations

import weakref
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from core import RESOURCES
from core.config.figures import written
from core.config.words import LabError, Phrase, one_line

LANGUAGES = {"en": "English", "ko": "한국어"}
"""Code and own name of every language."""

_CONTEXTS = ("app", "core", "scenes")


class Language(QObject):
    """Which language is shown; `changed` tells those that compose texts of their own."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.code = "en"
        self._translators: list[QTranslator] = []

    def switch(self, code: str) -> None:
        """Show everything in the language `code` from now on."""
        application = QCoreApplication.instance()
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = []
        self.code = code
        files = [(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))]
        files.append((f"dnnlab_{code}", str(RESOURCES / "translations")))
        for name, folder in files:
            translator = QTranslator(application)
            if code != "en" and translator.load(name, folder):
                QCoreApplication.installTranslator(translator)
                self._translators.append(translator)
        _say_all()
        self.changed.emit()


language = Language()

_said: weakref.WeakKeyDictionary[QObject, dict[str, Any]] = weakref.WeakKeyDictionary()


def system_language() -> str:
    """Return the code of the system's language, English when the program does not speak it."""
    code = QLocale.system().name()[:2]
    return code if code in LANGUAGES else "en"


def translate(text: Any) -> str:
    """Return a marked text, phrase, name of a run or error in the language shown; numbers as `figures` writes them."""
    if isinstance(text, LabError):
        return translate(text.phrase)
    if isinstance(text, tuple):
        return ", ".join(translate(part) for part in text)
    if isinstance(text, Phrase):
        return translate(text.template).format(**{name: translate(value) for name, value in text.values.items()})
    text = one_line(written(text))
    for context in _CONTEXTS:
        translated = QCoreApplication.translate(context, text)
        if translated != text:
            return translated
    return text


def say(target: QObject, text: Any, setter: str = "setText", **values: object) -> None:
    """Put a text on `target` with its method `setter`, now and whenever the language changes.

    Parameters
    ----------
    target : QObject
        A widget or an action.
    text : str, Phrase or tuple
        Marked text, or with `values` a template; or anything else that `translate` takes.
    setter : str
        Name of the method that takes the text (``"setToolTip"``).
    """
    if values:
        text = Phrase(text, **values)
    _said.setdefault(target, {})[setter] = text
    getattr(target, setter)(translate(text))


def _say_all() -> None:
    for target, texts in list(_said.items()):
        if shiboken6.isValid(target):
            for setter, text in texts.items():
                getattr(target, setter)(translate(text))
