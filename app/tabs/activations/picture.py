"""The picture of the activation tab: title, choice of the view, the view, and what is to be said of it.

It is given studies and shows them; it knows neither jobs nor forms, so the command line draws with it too.
"""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.cover import Axes, Cover
from app.export import Picture
from app.language import language, say, translate
from app.plots.sketch import Points
from app.plots.ticks import percents
from app.tabs.activations.chain import ChainPanel
from app.tabs.activations.film import FilmView
from app.tabs.activations.functions import FunctionsView
from app.tabs.activations.gradients import GradientPage, GradientView
from app.tabs.activations.histograms import StripRow
from app.tabs.activations.painting import row_color
from app.tabs.activations.strip import MOST_WIDE, StripView
from app.tabs.activations.wall import WallView
from app.theme import fit, put_icon, px, theme
from app.widgets.cards import SceneHead, WrappedLabel, card
from app.widgets.room import FrontStack, PageRoom
from core.config.words import Phrase, mark
from core.signals.film import Film
from core.signals.flow import StudySnapshot, WallSnapshot
from core.signals.study import SignalStudy
from core.signals.verdicts import headline, verdict

STRIP, WALL, GRADIENTS, FUNCTIONS, TRAINING = "strip", "wall", "gradients", "functions", "training"
_VIEWS = {
    STRIP: mark("app", "Strip"),
    WALL: mark("app", "Wall"),
    GRADIENTS: mark("app", "Gradients"),
    FUNCTIONS: mark("app", "Functions"),
    TRAINING: mark("app", "Training"),
}
VERDICT_SHARE = 0.16
"""Part of the height that the verdict takes at most; there is more to scroll to."""
BELOW = 3
"""Pixels below a paragraph of the verdict, at the normal text size."""


class SignalPicture(Picture):
    """All views of a study, one of them in front.

    Call `show_study` whenever the study changes, and `show_flows`, `show_wall` and `show_film` with what has been
    computed; results may be of an earlier study for a while.

    Attributes
    ----------
    buttons : dict of str to QToolButton
        One a view, to be bound to the commands of the tab; so is `log`.
    layer_chosen : Signal(int)
        A person chose a layer, from 0.
    """

    layer_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._study = SignalStudy()
        self._flows: StudySnapshot | None = None
        self._rows: list[StripRow] = []
        self._film = Film(self._study.selected)
        self._whole = False
        self._asked = False
        self.head = SceneHead()
        self.log = QToolButton()
        self.log.setCheckable(True)
        put_icon(self.log, "log-scale")
        self.numbers = QToolButton()
        self.numbers.setCheckable(True)
        say(self.numbers, mark("app", "Numbers"))
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
        self.film = FilmView()
        say(self.strip, mark("app", "Histograms of every layer"), "setAccessibleName")
        say(self.wall, mark("app", "Every activation function with every rule"), "setAccessibleName")
        say(self.gradients, mark("app", "Size of the gradient at every layer"), "setAccessibleName")
        self.words = WrappedLabel()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setObjectName("column")
        self._arrange()
        self.wall.mark(self._study.selected)
        self._bring_to_front()
        theme.changed.connect(self._show_words)
        language.changed.connect(self._show_words)
        self.strip.layer_chosen.connect(lambda _row, layer: self.layer_chosen.emit(layer))
        self.functions.layer_chosen.connect(self.layer_chosen)
        self.film.layer_chosen.connect(self.layer_chosen)

    def _arrange(self) -> None:
        head, column = card()
        column.addWidget(self.head)
        bar, switch = QWidget(), QWidget()
        self.desk = (bar,)
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        fit(line.setSpacing, lambda m: m.indent)
        views = QHBoxLayout(switch)
        views.setContentsMargins(0, 0, 0, 0)
        fit(views.setSpacing, lambda m: m.close)
        line.addWidget(switch)
        self.buttons: dict[str, QToolButton] = {}
        for view, text in _VIEWS.items():
            button = self.buttons[view] = QToolButton()
            button.setCheckable(True)
            say(button, text)
            views.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.bar)
        line.addWidget(self.numbers)
        line.addWidget(self.log)
        self.stack = FrontStack()
        self._pages: dict[str, QWidget] = {}
        for view, widget in (
            (STRIP, self.strip),
            (WALL, self.wall),
            (GRADIENTS, GradientPage(self.gradients, self.chain)),
            (FUNCTIONS, self.functions),
            (TRAINING, self.film),
        ):
            page = widget if view == TRAINING else PageRoom(widget)
            self._pages[view] = page
            self.stack.addWidget(page)
        body, inside = card()
        inside.addWidget(bar)
        inside.addWidget(self.stack, 1)
        self._verdict, said = card()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.words)
        said.addWidget(self._area)
        self._results = QWidget()
        self.results = (self._results,)
        self.cover = Cover()
        layout, found = QVBoxLayout(self), QVBoxLayout(self._results)
        for column in (layout, found):
            column.setContentsMargins(0, 0, 0, 0)
            fit(column.setSpacing, lambda m: m.gap)
        layout.addWidget(head)
        layout.addWidget(self._results, 1)
        layout.addWidget(self.cover.frame, 1)
        found.addWidget(body, 1)
        found.addWidget(self._verdict)

    def set_presenting(self, presenting: bool) -> None:
        super().set_presenting(presenting)
        for part in (self.functions, self.strip):
            part.set_brief(presenting)

    def axes(self) -> Axes | None:
        """Return axes for the histogram of the last layer, whose form can be drawn."""
        run = self._study.selected
        if self._study.view.focus != STRIP or run.layers > MOST_WIDE:
            return None
        name = Phrase(mark("app", "activations of layer {number}"), number=run.layers)
        return Axes(name, run.activation.view, mark("app", "share"), (0.0, 1.0), percents)

    def show_drawing(self, points: Points, is_open: bool) -> None:
        super().show_drawing(points, is_open)
        self.strip.show_drawing(points, self._study.view.selected)

    # -- what is shown

    @property
    def view(self) -> str:
        """The view in front."""
        return next(view for view, page in self._pages.items() if page is self.stack.currentWidget())

    @property
    def is_in_making(self) -> bool:
        """Whether parts of the view in front are still to come."""
        return self.view == FUNCTIONS and not self.functions.is_whole

    def show_study(self, study: SignalStudy) -> None:
        """Look at what has been computed as a study says."""
        before, self._study = self._study, study
        if before.selected != study.selected:
            self.wall.mark(study.selected)
        if before.view == study.view:
            if self.view == TRAINING and before.settings != study.settings:
                self.film.show_study(study)
            return
        self.wall.set_cell((study.view.wall_row, study.view.wall_column))
        if before.view.focus != study.view.focus:
            self._bring_to_front()
        if before.view.numbers != study.view.numbers:
            self._show_verdict()
        self._show()
        if before.view.selected != study.view.selected:
            self._show_words()

    def show_flows(self, flows: StudySnapshot) -> None:
        """Show the flows of a study."""
        names = flows.study.names()
        self._flows = flows
        self._rows = [StripRow(names[place], flow, place) for place, flow in enumerate(flows.flows)]
        self._show()
        self._show_words()

    def show_wall(self, wall: WallSnapshot) -> None:
        """Show a wall, as far as it is there."""
        self.wall.set_wall(wall)

    def show_film(self, film: Film) -> None:
        """Show what has been read of a training."""
        self._film = film
        if self.view == TRAINING:
            self.film.show_film(film)

    def rows(self) -> list[StripRow]:
        """Return what is shown of the flows."""
        return list(self._rows)

    @property
    def _selected(self) -> int:
        """The run that is looked at more closely, as far as it has been computed."""
        return min(self._study.view.selected, max(0, len(self._rows) - 1))

    def _bring_to_front(self) -> None:
        view = self._study.view.focus
        for name, button in self.buttons.items():
            button.setChecked(name == view)
        self.stack.setCurrentWidget(self._pages[view])
        self._show_verdict()
        self.log.setVisible(view in (STRIP, TRAINING))
        if view == TRAINING:
            self.film.show_film(self._film)

    def set_asked(self, asked: bool) -> None:
        """Say whether a question is asked, which the sentence under the title answers."""
        self._asked = asked
        self._show_verdict()

    @property
    def _is_all_wanted(self) -> bool:
        """Whether all numbers and words are to be seen: no sentence says what matters, or they are called up."""
        return bool(self._study.view.numbers) or not self._asked

    def _show_verdict(self) -> None:
        """Show all that is to be said where it is wanted, and where no sentence says what matters."""
        view, wanted = self._study.view.focus, self._is_all_wanted
        self.numbers.setVisible(view in (STRIP, GRADIENTS) and not self._whole)
        self._verdict.setVisible(view not in (WALL, TRAINING) and wanted)
        self.chain.setVisible(wanted)

    def _show(self) -> None:
        """Bring the view in front up to date; the others follow when they come to the front."""
        view = self.view
        log = self._study.view.scale == "log"
        self.log.setChecked(log)
        if view == TRAINING:
            self.film.show_study(self._study)
        if self._flows is None:
            return
        settings = self._flows.study.settings
        if view == STRIP:
            self.strip.set_rows(self._rows, settings, log, few=not self._study.view.numbers)
        elif view == GRADIENTS:
            alone = not self._is_all_wanted
            self.gradients.set_rows(self._rows, settings, self._selected, are_named=alone)
            self.chain.set_row(self._rows[self._selected])
        elif view == FUNCTIONS:
            self.functions.set_rows(self._rows, self._selected, self._study.view.layer)

    def _show_words(self) -> None:
        """Say what was measured; of several runs first the gravest of each in a line, then everything of the edited."""
        current = self._selected
        rows = [*self._rows[current : current + 1], *self._rows[:current], *self._rows[current + 1 :]]
        if len(rows) > 1:
            paragraphs = [_paragraph(_sentence(translate(headline(row.flow))), row) for row in self._rows]
            paragraphs += [_paragraph(_said(row), row) for row in rows]
        else:
            paragraphs = [_paragraph(_said(row)) for row in rows]
        self.words.setText("".join(paragraphs))
        self.strip.setAccessibleDescription(QTextDocumentFragment.fromHtml(self.words.text()).toPlainText())
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
        needed = self.words.heightForWidth(width) + px(4)
        self._area.setFixedHeight(min(needed, most))
        # said here: a bar that comes when it is needed takes width, for want of which it then is needed
        never, always = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self._area.setVerticalScrollBarPolicy(always if needed > most else never)

    def finish(self) -> None:
        """Make ready to be written to a file: all formulas typeset, nothing that only a window can do."""
        self.log.setVisible(False)
        self.numbers.setVisible(False)
        super().set_presenting(True)
        if self.view == GRADIENTS and self._rows:
            self.chain.set_row(self._rows[self._selected], wait=True)
        if self.view == FUNCTIONS:
            self.functions.typeset(wait=True)
        self.film.finish()
        self._whole = True
        self._fit_words()

    def set_pen_scale(self, scale: float) -> None:
        for plot in (self.gradients, self.film.heat, *self.functions.plots.values()):
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
