"""The numbers of a race at this moment: a row a run with loss, accuracies, their gap and the norm of its weights."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.language import language, translate
from app.tabs.trainer.drawn import best_of
from app.theme import px, theme
from core.config.figures import number, share
from core.config.words import Phrase, mark
from core.training.results import Result
from core.training.verdicts import gap_of, overfitting

_BEST = "{name}: {best}"


class NumbersTable(QLabel):
    """A table that is read and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._results: tuple[Result, ...] = ()
        self._asked = False
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.changed.connect(self._show)
        language.changed.connect(self._show)
        self._show()

    def set_asked(self, asked: bool) -> None:
        """Say whether a question is asked, which is answered elsewhere: then nothing is concluded here."""
        self._asked = asked
        self._show()

    def show_results(self, results: Sequence[Result]) -> None:
        """Show the newest numbers of these runs."""
        self._results = tuple(results)
        self._show()

    def _show(self) -> None:
        colors, results = theme.colors, self._results
        if not results:
            text = translate(mark("app", "Press Run: loss and accuracy of every run appear here, live."))
            self.setText(f"<p style='color:{colors.muted}'>{text}</p>")
            return
        validated = any(result.settings.validation_share for result in results)
        heads = [
            "",
            translate(mark("app", "loss")),
            translate(mark("app", "training")),
            translate(mark("app", "test")),
            translate(mark("app", "gap")),
            translate(mark("app", "L2 norm")),
        ]
        if validated:
            heads.insert(3, translate(mark("app", "validation")))
        style = f"white-space:nowrap; font-weight:normal; color:{colors.muted}"
        rows = ["<tr>" + "".join(f"<th align='right' style='{style}'>{head}</th>" for head in heads)]
        for result in results:
            final = result.final()
            accuracies = ["train", "validation", "test"] if validated else ["train", "test"]
            cells = [number(final.get("loss")), *(share(final.get(f"{name}_accuracy")) for name in accuracies)]
            cells += [share(gap_of(final)), number(final.get("l2_norm"))]
            name = escape(translate(result.name))
            name = name if result.diverged is None else f"<s>{name}</s>"
            name = f"<td style='color:{theme.series(result.place).name()}'>{name}</td>"
            rows.append(f"<tr>{name}" + "".join(f"<td align='right'>{c}</td>" for c in cells))
        text = f"<table width='100%' cellspacing='0' cellpadding='{px(3)}'>{'</tr>'.join(rows)}</tr></table>"
        for result in results:
            best = best_of(result)
            if best is not None:
                named = Phrase(_BEST, name=result.name, best=best)
                text += f"<p style='color:{theme.series(result.place).name()}'>{escape(translate(named))}</p>"
        said = overfitting([(result.name, result.final()) for result in results])
        if said is not None and not self._asked:
            text += f"<p style='color:{colors.muted}'>{escape(translate(said))}</p>"
        self.setText(text)
