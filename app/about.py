"""What the program is, in a box."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.language import translate
from app.theme import application_icon
from core import __version__
from core.config.words import Phrase, mark
from core.cores import cores, found_cores

_ABOUT = mark(
    "app",
    "Why training a deep network goes wrong, and what is done about it. MNIST: Y. LeCun, C. Cortes, C. J. C. Burges "
    "(CC BY-SA 3.0). Font: Noto Sans KR (OFL 1.1).",
)
_CORES = mark("app", "Cores in use: {count}; found: {found}. Another number is set at the start: --cores N.")


def show_about(window: QWidget) -> None:
    """Tell what the program is, whose the data and the font are, and on how many cores it works."""
    box = QMessageBox(window)
    box.setIconPixmap(application_icon().pixmap(64, 64))
    box.setWindowTitle("DNN Lab")
    box.setText(f"DNN Lab {__version__}")
    at_work = Phrase(_CORES, count=cores(), found=found_cores())
    box.setInformativeText(f"{translate(_ABOUT)}\n\n{translate(at_work)}")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
