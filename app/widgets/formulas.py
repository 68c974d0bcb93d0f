"""Typeset formulas, also with the numbers of this moment in them.

A formula takes some ten to thirty milliseconds to typeset, too long for the window's thread when numbers change while
something plays.  So it is done asynchronously in a worker, one batch at a time, newest request first; until it is
ready, what was there before stays.  Requests that follow fast upon each other (a drag, a film) are debounced: nobody
could read them, and the worker would take the interpreter from the pictures.  Typeset formulas are in an LRU cache.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.job_view import JobView
from app.theme import theme
from core.jobs import Failed, Job, Report, Update

SIZE = 17.6
"""Height of the letters in pixels as they are typeset; they are drawn in proportion to the text size."""
BESIDE = 24
"""Pixels between two formulas in a row, at the normal text size."""
CACHED = 600
"""Formulas in the cache; the one unused for longest is dropped."""
MOST_ASKED = 40
"""Requests of one label that are remembered until a later one is met."""
DEBOUNCE = 90
"""Milliseconds without another request after which a request in a quick series is met."""
SERIES = 0.5
"""Seconds between two requests below which they are a series."""


_SIGN = re.compile(r"((?:^|[=({]|\\cdot|\\leftarrow)\s*)-(?=[\d.])")


@dataclass(frozen=True)
class Line:
    """One formula in TeX; `color` is that of text unless given, `scale` its size relative to others."""

    tex: str
    color: str = ""
    scale: float = 1.0

    def key(self) -> tuple[str, str, float]:
        """Return what the typeset line depends on, in the colours of the theme."""
        return self.tex, self.color or theme.colors.text, SIZE * self.scale


Key = tuple[str, str, float]


class _Typesetting:
    """A task that typesets formulas one after the other."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self._keys = list(keys)
        self._done: dict[Key, bytes] = {}

    def run(self) -> Iterator[Report]:
        for key in self._keys:
            self._done[key] = _svg(*key)
            yield Report()

    def snapshot(self) -> dict[Key, bytes]:
        return dict(self._done)


def _svg(tex: str, color: str, size: float) -> bytes:
    import ziamath  # a quarter of a second, so not before it is needed

    ziamath.config.svg2 = False  # Qt draws SVG 1.1: with 2, fractions and roots come out in pieces
    tex = _SIGN.sub(r"\1{-}", tex)  # a sign stands close to its number, unlike a minus between two
    return ziamath.Latex(tex, size=size, color=color).svg().encode()


class Typesetter(QObject):
    """Typesets for the whole window.

    Attributes
    ----------
    ready : Signal
        Something that was asked for can be had.
    """

    ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cache: OrderedDict[Key, QSvgRenderer] = OrderedDict()
        self._wanted: dict[int, list[Key]] = {}
        self._jobs: JobView | None = None
        self._busy = False
        self._asked_at = 0.0
        self._debounce: QTimer | None = None

    def get(self, key: Key) -> QSvgRenderer | None:
        """Return a typeset formula, or None while there is none."""
        if key in self._cache:
            self._cache.move_to_end(key)
        return self._cache.get(key)

    def request(self, asker: object, keys: Sequence[Key]) -> None:
        """Typeset formulas soon; a later request of the same asker takes the place of one that still waits."""
        wanted = [key for key in keys if key not in self._cache]
        self._wanted[id(asker)] = wanted
        if not wanted:
            return
        now, before = time.perf_counter(), self._asked_at
        self._asked_at = now
        if now - before > SERIES:
            self._begin()
            return
        if self._debounce is None:
            self._debounce = QTimer(self)
            self._debounce.setSingleShot(True)
            self._debounce.setInterval(DEBOUNCE)
            self._debounce.timeout.connect(self._begin)
        self._debounce.start()

    def typeset(self, keys: Sequence[Key]) -> None:
        """Typeset formulas synchronously, for a picture that is written to a file."""
        if self._jobs is not None and self._jobs.job is not None:
            self._jobs.job.close()  # the library is used by one thread at a time
            self._jobs.look()
        for key in keys:
            if key not in self._cache:
                self._put(key, _svg(*key))

    def close(self, timeout: float = 2.0) -> bool:
        """Stop; return whether nothing goes on."""
        self._wanted.clear()
        self._busy = False
        if self._debounce is not None:
            self._debounce.stop()
        return self._jobs is None or self._jobs.close(timeout)

    def _begin(self) -> None:
        if self._busy:
            return
        keys = list(dict.fromkeys(key for wanted in self._wanted.values() for key in wanted))
        self._wanted.clear()
        if not keys:
            return
        if self._jobs is None:
            self._jobs = JobView(self)
            self._jobs.updated.connect(self._on_updated)
        self._busy = True
        job = Job(lambda: [_Typesetting(keys)], name="job-formulas")
        self._jobs.watch(job)
        job.run()

    def _on_updated(self, update: Update) -> None:
        for snapshot in update.snapshots:
            for key, svg in (snapshot or {}).items():
                if key not in self._cache:
                    self._put(key, svg)
        if update.state.is_over:
            self._busy = False
            failures = [event.error for event in update.events if isinstance(event, Failed)]
            self.ready.emit()
            if failures:
                raise failures[0]
            if self._debounce is None or not self._debounce.isActive():
                self._begin()

    def _put(self, key: Key, svg: bytes) -> None:
        self._cache[key] = QSvgRenderer(QByteArray(svg))
        while len(self._cache) > CACHED:
            self._cache.popitem(last=False)


typesetter = Typesetter()


class FormulaLabel(QWidget):
    """Formulas side by side as far as there is room, else under each other; if one is too wide, all are smaller."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._asked: list[tuple[Line, ...]] = []
        self._shown: tuple[QSvgRenderer, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._on_theme_changed)
        typesetter.ready.connect(self._show_ready)

    def set_tex(self, *lines: str | Line, wait: bool = False) -> None:
        """Show formulas in TeX; `wait` typesets them synchronously."""
        new = tuple(line if isinstance(line, Line) else Line(line) for line in lines)
        if wait:
            typesetter.typeset([line.key() for line in new])
        if new == self._lines and not wait:
            return
        self._lines = new
        self._asked = [*self._asked, new][-MOST_ASKED:]
        self.setAccessibleDescription("; ".join(line.tex for line in new))
        self._ask()

    def clear(self) -> None:
        """Show nothing until what is asked for next is there."""
        self._lines, self._asked, self._shown = (), [], ()
        self.updateGeometry()
        self.update()

    def lines(self) -> tuple[Line, ...]:
        """Return what is to be seen."""
        return self._lines

    @property
    def is_up_to_date(self) -> bool:
        """Whether what is seen is what was asked for last."""
        return self._shown == tuple(typesetter.get(line.key()) for line in self._lines)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
        self._ask()

    def _ask(self) -> None:
        typesetter.request(self, [line.key() for line in self._lines])
        self._show_ready()

    def _show_ready(self) -> None:
        """Show the newest of what was asked for that is complete."""
        for place in range(len(self._asked) - 1, -1, -1):
            ready = [typesetter.get(line.key()) for line in self._asked[place]]
            shown = tuple(renderer for renderer in ready if renderer is not None)
            if len(shown) == len(ready):
                del self._asked[:place]
                if shown != self._shown:
                    self._shown = shown
                    self.updateGeometry()
                    self.update()
                return

    def _places(self, width: float) -> list[tuple[QSvgRenderer, QRectF]]:
        places: list[tuple[QSvgRenderer, QRectF]] = []
        m = theme.metrics
        x = y = tallest = 0.0
        sizes = [renderer.viewBoxF().size() * m.scale for renderer in self._shown]
        widest = max((size.width() for size in sizes), default=0.0)
        scale = min(1.0, width / widest) if widest else 1.0
        for renderer, size in zip(self._shown, sizes, strict=True):
            place = QRectF(0, 0, size.width() * scale, size.height() * scale)
            if x and x + place.width() > width:
                x, y, tallest = 0.0, y + tallest + m.close, 0.0
            place.moveTo(x, y)
            places.append((renderer, place))
            x += place.width() + m.px(BESIDE)
            tallest = max(tallest, place.height())
            for _, other in places:  # those of one row are centred on a line
                if other.top() >= y:
                    other.moveTop(y + (tallest - other.height()) / 2)
        return places

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return int(max(place.bottom() for _, place in places)) + 1 if places else 0

    def sizeHint(self) -> QSize:
        widest = max((renderer.viewBoxF().width() for renderer in self._shown), default=0.0) * theme.metrics.scale
        return QSize(int(widest) + 1, self.heightForWidth(max(self.width(), int(widest) + 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.metrics.px(40), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()  # other lines are as wide, and layouts keep the least height they were told

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for renderer, place in self._places(self.width()):
            renderer.render(painter, place)
        painter.end()
