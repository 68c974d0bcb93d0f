"""The outline: the scenes of the lecture, one below the other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.language import language, say, translate
from app.tabs import find_tab
from app.theme import ROW_PADDING, fit, px, theme
from app.widgets.cards import card
from app.widgets.run_list import PassingList
from core.config.words import mark
from core.scenes import Scene, scenes

_HEADING = Qt.ItemDataRole.UserRole + 1
"""Where the outline keeps the name of a tab that stands above its scenes."""


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
        self.list = PassingList()
        self.list.setWordWrap(True)
        self.list.setItemDelegate(_Lines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say(self.list, mark("app", "Scenes of the lecture"), "setAccessibleName")
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        fit(self.setFixedWidth, lambda m: m.px(208))
        before = ""
        for scene in scenes().values():
            if scene.tab != before:
                self._add_heading(scene.tab)
            before = scene.tab
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, scene)
            item.setToolTip(f"--scene {scene.id}")
            self.list.addItem(item)
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)
        language.changed.connect(self._name)
        theme.changed.connect(self._on_theme_changed)
        self._name()

    def _add_heading(self, key: str) -> None:
        """Put the name of a tab above its scenes; it cannot be chosen."""
        item = QListWidgetItem()
        item.setData(_HEADING, find_tab(key).label)
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

    def _name(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            scene = item.data(Qt.ItemDataRole.UserRole)
            item.setText(translate(item.data(_HEADING) if scene is None else scene.title))

    def _on_theme_changed(self) -> None:
        """Keep the open scene in view, once its lines have their new size."""
        item = self.list.currentItem()
        if item is not None:
            QTimer.singleShot(0, self.list, lambda: self.list.scrollToItem(item))

    def _on_item(self, item: QListWidgetItem) -> None:
        if item.data(Qt.ItemDataRole.UserRole) is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
