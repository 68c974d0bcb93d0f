"""The picture of the activation tab: title, choice of the view, the view, and what is to be said of it.

It is given studies and shows them; it knows neither jobs nor forms, so the command line draws with it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.export import Picture
from app.language import language, say, translate
from app.tabs.activations.chain import ChainPanel
from app.tabs.activations.functions import FunctionsView
from app.tabs.activations.gradients import GradientPage, GradientView
from app.tabs.activations.painting import row_color
from app.tabs.activations.panels import StripRow
from app.tabs.activations.strip import StripView
from app.tabs.activations.training import TrainingView
from app.tabs.activations.wall import WallView
from app.theme import fit, put_icon, px, theme
from app.widgets.forms import card
from core.config.words import mark
from core.signals.flow import WallSnapshot
from core.signals.study import SignalSettings
from core.signals.verdicts import headline, verdict

STRIP, WALL, GRADIENTS, FUNCTIONS, TRAINING = "strip", "wall", "gradients", "functions", "training"
_VIEWS = {
    STRIP: (mark("app", "Strip"), mark("app", "Every layer, forwards and backwards (1)")),
    WALL: (mark("app", "Wall"), mark("app", "Every function with every rule (2)")),
    GRADIENTS: (mark("app", "Gradients"), mark("app", "Gradient of every layer (3)")),
    FUNCTIONS: (mark("app", "Functions"), mark("app", "Curves and derivatives (4)")),
    TRAINING: (
        mark("app", "Training"),
        mark("app", "The strip while a network trains (5)"),
    ),
}
VERDICT_SHARE = 0.16
"""Part of the height that the verdict takes at most; there is more to scroll to."""
BELOW = 3
"""Pixels below a paragraph of the verdict, at the normal text size."""


class SignalPicture(Picture):
    """All views of a study, one of them in front.

    Attributes
    ----------
    view_chosen : Signal(str)
        A person wants another view.
    """

    view_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[StripRow] = []
        self._settings = SignalSettings()
        self._current = 0
        self._layer = 0
        self._whole = False
        self._scene: tuple[Any, str] = ("", "")
        self.watched: Any = ""
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setWordWrap(True)
        self.note = QLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.log = QToolButton()
        self.log.setCheckable(True)
        self.log.setChecked(True)
        put_icon(self.log, "log-scale")
        for setter in ("setToolTip", "setAccessibleName"):
            say(self.log, mark("app", "Show gradients in decades (L)"), setter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        fit(self.bar.setFixedWidth, lambda m: m.px(96))
        self.bar.setVisible(False)
        say(self.bar, mark("app", "Layers computed"), "setAccessibleName")
        self.strip = StripView()
        self.wall = WallView()
        self.gradients = GradientView()
        self.chain = ChainPanel()
        self.functions = FunctionsView()
        self.training = TrainingView()
        say(self.strip, mark("app", "Histograms of every layer"), "setAccessibleName")
        say(self.wall, mark("app", "Every activation function with every rule"), "setAccessibleName")
        say(self.gradients, mark("app", "Size of the gradient at every layer"), "setAccessibleName")
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setObjectName("column")
        self._arrange()
        self.show_view(STRIP)
        theme.changed.connect(self._show_words)
        language.changed.connect(self._show_words)
        self.log.toggled.connect(lambda _checked: self._show())
        self.functions.layer_chosen.connect(self.set_layer)

    def _arrange(self) -> None:
        head, column = card()
        fit(column.setSpacing, lambda m: m.close)
        column.addWidget(self.title)
        column.addWidget(self.note)
        line = QHBoxLayout()
        fit(line.setSpacing, lambda m: m.indent)
        views = QHBoxLayout()
        fit(views.setSpacing, lambda m: m.close)
        line.addLayout(views)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for view, (text, help) in _VIEWS.items():
            button = self.buttons[view] = QToolButton()
            button.setCheckable(True)
            say(button, text)
            say(button, help, "setToolTip")
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, view=view: self.view_chosen.emit(view))
            views.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.bar)
        line.addWidget(self.log)
        self.stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        for view, widget in (
            (STRIP, self.strip),
            (WALL, self.wall),
            (GRADIENTS, GradientPage(self.gradients, self.chain)),
            (FUNCTIONS, self.functions),
            (TRAINING, self.training),
        ):
            page = _scrolling(widget) if view in (STRIP, WALL) else widget
            self._pages[view] = page
            self.stack.addWidget(page)
        body, inside = card()
        inside.addLayout(line)
        inside.addWidget(self.stack, 1)
        self._verdict, said = card()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.words)
        said.addWidget(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        layout.addWidget(head)
        layout.addWidget(body, 1)
        layout.addWidget(self._verdict)

    @property
    def view(self) -> str:
        """The view in front."""
        return next(view for view, page in self._pages.items() if page is self.stack.currentWidget())

    def set_scene(self, title: Any, note: str) -> None:
        """Name what is shown."""
        self._scene = title, note
        self._head()

    def set_watched(self, name: Any) -> None:
        """Name the network of another tab that is shown in place of the scene's; an empty name ends that."""
        if name != self.watched:
            self.watched = name
            self._head()

    def _head(self) -> None:
        title, note = (self.watched, "") if self.watched else self._scene
        say(self.title, title)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def show_view(self, view: str) -> None:
        """Bring a view to the front."""
        self.buttons[view].setChecked(True)
        self.stack.setCurrentWidget(self._pages[view])
        self._verdict.setVisible(view not in (WALL, TRAINING))
        self.log.setVisible(view in (STRIP, TRAINING))
        self._show()

    def show_study(self, rows: Sequence[StripRow], settings: SignalSettings, current: int) -> None:
        """Show what was measured of the rows of a study; `current` is the one that is being edited."""
        self._rows, self._settings, self._current = list(rows), settings, current
        self._show()
        self._show_words()

    def show_wall(self, wall: WallSnapshot) -> None:
        """Show a wall, as far as it is there."""
        self.wall.set_wall(wall)

    def set_layer(self, layer: int) -> None:
        """Let the functions show where this layer works, counted from 0."""
        self._layer = layer
        self._show()

    @property
    def layer(self) -> int:
        """The layer behind the functions, from 0."""
        return self._layer

    def rows(self) -> list[StripRow]:
        """Return what is shown."""
        return list(self._rows)

    def _show(self) -> None:
        """Bring the view in front up to date; the others follow when they come to the front."""
        view = self.view
        if view == TRAINING:
            self.training.set_log(self.log.isChecked())
        if not self._rows:
            return
        current = min(self._current, len(self._rows) - 1)
        self.wall.mark(self._rows[current].flow.configuration)
        if view == STRIP:
            self.strip.set_rows(self._rows, self._settings, self.log.isChecked())
        elif view == GRADIENTS:
            self.gradients.set_rows(self._rows, self._settings, current)
            self.chain.set_row(self._rows[current])
        elif view == FUNCTIONS:
            self.functions.set_rows(self._rows, current, self._layer)

    def _show_words(self) -> None:
        """Say what was measured; of several rows first the gravest of each in a line, then everything of the edited."""
        current = min(self._current, max(0, len(self._rows) - 1))
        rows = [*self._rows[current : current + 1], *self._rows[:current], *self._rows[current + 1 :]]
        if len(rows) > 1:
            paragraphs = [_paragraph(_sentence(translate(headline(row.flow))), row) for row in self._rows]
            paragraphs += [_paragraph(_said(row), row) for row in rows]
        else:
            paragraphs = [_paragraph(_said(row)) for row in rows]
        self.words.setText("".join(paragraphs))
        self.strip.setAccessibleDescription(self.words.text())
        self._fit_words()

    def _fit_words(self) -> None:
        """Give the verdict the height of its lines, up to a few."""
        width = max(px(200), self.width() - px(32))
        line = self.words.fontMetrics().lineSpacing()
        several = len(self._rows) > 1
        most = max(2, int((0.75 * VERDICT_SHARE if several else VERDICT_SHARE) * self.height() / line)) * line + px(4)
        if several:  # a headline each is there without scrolling
            most = max(most, len(self._rows) * (line + px(BELOW)))
        if self._whole:
            most = self.height()
        self._area.setFixedHeight(min(self.words.heightForWidth(width) + px(4), most))

    def finish(self) -> None:
        """Make ready to be written to a file: all formulas typeset, nothing that only a window can do."""
        self.log.setVisible(False)
        for button in self.buttons.values():
            button.setVisible(False)
        if self.view == GRADIENTS and self._rows:
            self.chain.set_row(self._rows[min(self._current, len(self._rows) - 1)], wait=True)
        if self.view == FUNCTIONS:
            self.functions.typeset(wait=True)
        self.training.finish()
        self._whole = True
        self._fit_words()

    def set_pen_scale(self, scale: float) -> None:
        for plot in (self.gradients, self.training.heat, *self.functions.plots.values()):
            plot.set_pen_scale(scale)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit_words()


def _said(row: StripRow) -> str:
    """Return everything that is to be said of a row."""
    return " ".join(_sentence(translate(phrase)) for phrase in verdict(row.flow))


def _paragraph(text: str, row: StripRow | None = None) -> str:
    """Return a paragraph of rich text, with mark and name of a row where there are several."""
    text = escape(text)
    if row is not None:
        name = escape(translate(row.name))
        text = f"<span style='color:{row_color(row.number).name()}'>■</span> <b>{name}.</b> {text}"
    return f"<p style='margin:0 0 {px(BELOW)}px 0'>{text}</p>"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _scrolling(widget: QWidget) -> QScrollArea:
    """Return an area in which a widget keeps its least height."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setObjectName("column")
    area.setWidget(widget)
    return area
