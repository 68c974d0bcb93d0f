"""The chain rule beside the chart: the formula, and what every layer does to the size of the gradient, in numbers."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.language import language, translate
from app.tabs.activations.histograms import StripRow
from app.theme import fit, theme
from app.widgets.formulas import FormulaLabel, Line
from core.config.figures import number, ratio, typeset
from core.config.words import mark

RULE_HEIGHT = 64
"""Height of the formula; it is kept for it while it is typeset, so that the table stands still."""
MOST_FACTORS = 4
"""Factors that are written out; of more, the first and the last."""


class ChainPanel(QWidget):
    """Formula and table of one configuration."""

    def __init__(self) -> None:
        super().__init__()
        self._row: StripRow | None = None
        self.formula = FormulaLabel()
        fit(self.formula.setMinimumHeight, lambda m: m.px(RULE_HEIGHT))
        self.table = QLabel()
        self.table.setTextFormat(Qt.TextFormat.RichText)
        self.table.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table.setObjectName("column")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        fit(layout.setSpacing, lambda m: m.gap)
        layout.addWidget(self.formula)
        layout.addWidget(area, 1)
        theme.changed.connect(self._show)
        language.changed.connect(self._show)

    def set_row(self, row: StripRow | None, wait: bool = False) -> None:
        """Show the factors of a configuration; `wait` typesets before a picture is written."""
        self._row = row
        self._show(wait)

    def _show(self, wait: Any = False) -> None:
        if self._row is None:
            return
        if not self._row.flow.factors:
            self.formula.set_tex(*self._rule(1), wait=wait is True)
            self.table.setText(self._lonely())
            return
        flow = self._row.flow
        factors = [factor.factor for factor in flow.factors]
        self.formula.set_tex(*self._rule(len(flow.layers)), self._numbers(factors), wait=wait is True)
        self.table.setText(self._table())

    def _lonely(self) -> str:
        text = mark("app", "One layer: nothing lies between the first gradient and the last.")
        return f"<p style='color:{theme.colors.muted}'>{translate(text)}</p>"

    def _rule(self, last: int) -> list[Line]:
        flow = self._row.flow if self._row else None
        between = r"\,\cdots\," if flow and (flow.configuration.batch_norm or flow.configuration.dropout) else r"\,"
        return [
            Line(
                r"\frac{\partial L}{\partial a^{(1)}} = "
                rf"\prod_{{l=2}}^{{{max(last, 2)}}} {{W^{{(l)}}}}^{{T}}{between} h'(z^{{(l)}})"
                rf"\;\frac{{\partial L}}{{\partial a^{{({max(last, 2)})}}}}",
                scale=0.88,
            )
        ]

    def _numbers(self, factors: list[float]) -> Line:
        """Return the product in numbers: first over last, and what every layer contributes."""
        product = typeset(ratio(math.prod(factors)))
        shown = [typeset(number(factor)) for factor in factors]
        if len(shown) > MOST_FACTORS:
            shown = [*shown[:2], r"\cdots", *shown[-1:]]
        product_tex = f"{product} = " + r" \cdot ".join(shown) if len(shown) > 1 else product
        return Line(product_tex, theme.colors.muted, 0.88)

    def _table(self) -> str:
        assert self._row is not None
        flow = self._row.flow
        colors = theme.colors
        others = any(abs(factor.other - 1) > 1e-9 for factor in flow.factors)
        heads = [
            translate(mark("app", "layer")),
            translate(mark("app", "slopes h′")),
            translate(mark("app", "weights Wᵀ")),
            *([translate(mark("app", "BN, drop"))] if others else []),
            translate(mark("app", "factor")),
        ]
        style = f"white-space:nowrap; font-weight:normal; color:{colors.muted}"
        rows = ["".join(f"<th align='right' style='{style}'>{head}</th>" for head in heads)]
        for factor in reversed(flow.factors):
            values = [factor.through, factor.gain, *([factor.other] if others else []), factor.factor]
            cells = "".join(f"<td align='right'>{number(value)}</td>" for value in values[:-1])
            rows.append(
                f"<td align='right'>{factor.number} → {factor.number - 1}</td>{cells}"
                f"<td align='right'><b>{number(values[-1])}</b></td>"
            )
        span = len(heads) - 1
        text = translate(mark("app", "all together"))
        rows.append(
            f"<td align='right' colspan='{span}' style='color:{colors.muted}'>{text}</td>"
            f"<td align='right'><b>{ratio(flow.gradient_ratio)}</b></td>"
        )
        body = "</tr><tr>".join(rows)
        return f"<table width='100%' cellspacing='0' cellpadding='{theme.metrics.px(2)}'><tr>{body}</tr></table>"
