"""The card with the settings of the selected optimizer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.language import say
from app.widgets.cards import titled_card
from app.widgets.forms import Form
from core.config.words import mark
from core.rules.optimizers import Optimizer


class RuleCard(QWidget):
    """One form for each kind of rule that has been seen, of which one is shown.

    Attributes
    ----------
    changed : Signal(object)
        A person wants the rule with other settings.
    reset : QPushButton
        Wants the usual settings back.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[type[Optimizer], Form] = {}
        frame, self._column = titled_card(mark("app", "Selected optimizer"))
        self.reset = QPushButton()
        say(self.reset, mark("app", "Back to the lecture's values"))
        self._column.addWidget(self.reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def show_rule(self, rule: Optimizer) -> None:
        """Show the settings of a rule."""
        if type(rule) not in self.forms:
            self.forms[type(rule)] = self._make_form(type(rule))
        for kind, form in self.forms.items():
            form.setVisible(kind is type(rule))
        self.forms[type(rule)].set_value(rule)

    def _make_form(self, kind: type[Optimizer]) -> Form:
        form = Form(kind, level=1)
        form.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        form.changed.connect(self.changed)
        self._column.insertWidget(self._column.count() - 1, form)
        before = self.reset.previousInFocusChain()
        assert before is not None
        for field in form.fields.values():  # Tab comes here, whenever the form was made
            QWidget.setTabOrder(before, field.editor)
            before = field.editor
        QWidget.setTabOrder(before, self.reset)
        return form
