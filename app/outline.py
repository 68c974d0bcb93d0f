"""The outline: the scenes of the lecture by chapter, found as one types."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.language import language, say, translate
from app.theme import ROW_PADDING, fit, px, theme
from app.widgets.cards import card
from app.widgets.run_list import PassingList
from core.config.words import mark
from core.scenes import Scene, scenes

_HEADING = Qt.ItemDataRole.UserRole + 1
"""Where the outline keeps the name of a chapter that stands above its scenes."""


class _Lines(QStyledItemDelegate):
    """Breaks lines where they are drawn: Qt forgets the padding of the style sheet when it measures them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        margin = px(ROW_PADDING)
        option.rect = option.rect.adjusted(margin, 0, -margin, 0)
        return super().sizeHint(option, index)


class Outline(QWidget):
    """The scenes of the lecture in order; a click opens one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        frame, column = card()
        heading = QLabel()
        heading.setObjectName("heading")
        say(heading, mark("app", "Lecture"))
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        say(self.search, mark("app", "Find a scene"), "setPlaceholderText")
        say(self.search, mark("app", "Find a scene"), "setAccessibleName")
        self.list = PassingList()
        self.list.setWordWrap(True)
        self.list.setItemDelegate(_Lines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say(self.list, mark("app", "Scenes of the lecture"), "setAccessibleName")
        column.addWidget(heading)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        fit(self.setFixedWidth, lambda m: m.px(224))
        before = ""
        for scene in scenes().values():
            if scene.chapter != before:
                self._add_heading(scene.chapter)
            before = scene.chapter
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, scene)
            item.setToolTip(f"--scene {scene.id}")
            self.list.addItem(item)
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._open_first)
        language.changed.connect(self._name)
        theme.changed.connect(self._on_theme_changed)
        self._name()

    def _add_heading(self, chapter: str) -> None:
        """Put the name of a chapter above its scenes; it cannot be chosen."""
        item = QListWidgetItem()
        item.setData(_HEADING, chapter)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self.list.addItem(item)

    def show_open(self, scene: Scene) -> None:
        """Show which scene is open."""
        item = self.list.currentItem()
        if item is not None and getattr(item.data(Qt.ItemDataRole.UserRole), "id", None) == scene.id:
            return
        self.list.setCurrentRow(-1)
        for row in range(self.list.count()):
            shown = self.list.item(row).data(Qt.ItemDataRole.UserRole)
            if shown is not None and shown.id == scene.id:
                self.list.setCurrentRow(row)

    def _items(self) -> list[tuple[QListWidgetItem, Any]]:
        """Return every item with its scene, None for a heading."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [(item, item.data(Qt.ItemDataRole.UserRole)) for item in items]

    def _name(self) -> None:
        for item, scene in self._items():
            item.setText(translate(item.data(_HEADING) if scene is None else scene.title))
        self._find()

    def _find(self) -> None:
        """Show the scenes in whose title or name there is all that was typed, and the chapters that have some."""
        words = self.search.text().casefold().split()
        chapters = set()
        for item, scene in self._items():
            if scene is not None:
                said = f"{item.text()} {scene.title} {scene.id}".casefold()
                item.setHidden(not all(word in said for word in words))
                if not item.isHidden():
                    chapters.add(scene.chapter)
        for item, scene in self._items():
            if scene is None:
                item.setHidden(item.data(_HEADING) not in chapters)

    def _open_first(self) -> None:
        """Open the first scene that was found."""
        for item, scene in self._items():
            if scene is not None and not item.isHidden():
                self.chosen.emit(scene)
                return

    def _on_theme_changed(self) -> None:
        """Keep the open scene in view, once its lines have their new size."""
        item = self.list.currentItem()
        if item is not None:
            QTimer.singleShot(0, self.list, lambda: self.list.scrollToItem(item))

    def _on_item(self, item: QListWidgetItem) -> None:
        if item.data(Qt.ItemDataRole.UserRole) is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
