"""What cards promise: the head of a scene is as tall as what it holds, from one moment to the next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.widgets.cards import SceneHead, card
from core.config.words import Phrase
from core.scenes import find_scene


class Heights(QObject):
    """Keeps the heights that a widget has had."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.seen: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.seen.append(event.size().height())
        return False


def settle(head):
    """Let everything be laid out; return how tall the head is."""
    for _ in range(5):
        QApplication.processEvents()
    return head.height()


def test_a_sentence_takes_the_place_of_the_note_and_gives_it_back_at_once(qtbot):
    page, head = QWidget(), SceneHead()
    frame, column = card()
    column.addWidget(head)
    rows = QVBoxLayout(page)
    rows.addWidget(frame)
    rows.addWidget(QWidget(), 1)
    qtbot.addWidget(page)
    page.resize(600, 600)
    page.show()
    head.set_scene(find_scene("gradient-vanishing"))
    noted = settle(head)
    heights = Heights(head)
    head.set_sentence(Phrase("A word."))
    answered = settle(head)
    assert answered < noted and set(heights.seen) == {answered}
    heights.seen.clear()
    head.set_sentence(None)
    assert settle(head) == noted and set(heights.seen) == {noted}


def test_a_number_and_what_belongs_to_it_stay_in_one_line(qtbot):
    head = SceneHead()
    qtbot.addWidget(head)
    head.show()
    head.set_scene(find_scene("sgd"))
    head.set_sentence(Phrase("At the end |y| is at 15 % of it; |x − 3| is not."))
    document = QTextDocument()
    document.setDefaultFont(head.sentence.font())
    document.setHtml(head.sentence.text())
    counts = set()
    for width in range(80, 400, 4):
        document.setTextWidth(width)
        document.size()  # lays it out
        block = document.begin()
        lines = [block.layout().lineAt(k) for k in range(block.layout().lineCount())]
        broken = [block.text()[line.textStart() :][: line.textLength()].strip() for line in lines]
        counts.add(len(broken))
        assert not any(line.endswith("15") or line.count("|") % 2 for line in broken), broken
    assert len(counts) > 3
