"""What editors promise: one for every kind of parameter, values that go in and out unchanged, steps of 1-2-5."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from app.language import language
from app.widgets.editors import EDITORS, ChoiceEditor, NumberEditor, PathEditor, TextEditor, next_in_decade
from core.config.parameters import Integer, Number, OneOf, Optional, Parameter, Path, Points, Sizes
from core.config.words import LabError
from core.descent.study import DescentSettings, Noise
from core.descent.view import DescentView
from core.networks.configuration import BatchNorm, DropoutPart
from core.training.study import RunConfiguration, Settings, WeightDecay
from tests.app.helpers import choose_in
from tests.core.helpers import ENTRIES, values_of

CLASSES = [
    *ENTRIES,
    RunConfiguration,
    Settings,
    BatchNorm,
    DropoutPart,
    WeightDecay,
    DescentSettings,
    Noise,
    DescentView,
]
PARAMETERS = {
    f"{entry.__name__}.{name}": parameter
    for entry in CLASSES
    for name, parameter in entry.parameters().items()
    if type(parameter) in EDITORS
}
LOG = Number(label="learning rate", low=0, open_low=True, high=1e3, log=True)


@pytest.fixture
def make(keep):
    return lambda parameter: keep(EDITORS[type(parameter)](parameter))


def changes(editor) -> list[None]:
    """Return a list that grows whenever the editor says that a person changed it."""
    told: list[None] = []
    editor.edited.connect(lambda: told.append(None))
    return told


def shown_values_of(parameter: Parameter) -> st.SearchStrategy:
    """Return values of a parameter as a line of text can show them: ten digits, no line breaks."""
    values = values_of(parameter)
    if isinstance(parameter, Number):
        return values.map(lambda value: float(f"{value:.10g}")).filter(lambda value: fits(parameter, value))
    if isinstance(parameter, Points):
        return values.map(lambda points: tuple((float(f"{x:.10g}"), float(f"{y:.10g}")) for x, y in points))
    if isinstance(parameter, Path):
        return values.map(lambda text: "".join(c for c in text if c.isprintable()).strip())
    return values


def fits(parameter: Parameter, value: object) -> bool:
    try:
        parameter.check(value)
    except LabError:
        return False
    return True


def kind_of(parameter: Parameter, value: object) -> object:
    """Return what an editor answers for `value`: those with nested settings answer only which are chosen."""
    if isinstance(parameter, OneOf):
        return value.key
    if isinstance(parameter, Optional):
        return value is not None
    return value


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=list(PARAMETERS))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_parameter_has_an_editor_that_returns_what_it_was_given(make, parameter, data):
    editor = make(parameter)
    told = changes(editor)
    value = data.draw(shown_values_of(parameter))
    editor.set_value(value)
    assert editor.value() == kind_of(parameter, value)
    assert told == []


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=list(PARAMETERS))
@given(data=st.data())
@settings(max_examples=10)
def test_every_parameter_reads_what_it_writes(parameter, data):
    value = data.draw(shown_values_of(parameter))
    if issubclass(EDITORS[type(parameter)], TextEditor):
        assert parameter.parse(parameter.format(value)) == value
    assert parameter.from_plain(parameter.to_plain(value)) == value


# Numbers


@pytest.mark.parametrize("text, value", [("1e-4", 1e-4), ("0.001", 0.001), (" 2 ", 2.0), ("1E2", 100.0), (".5", 0.5)])
def test_a_number_is_typed_in_any_common_way(make, qtbot, text, value):
    editor = make(LOG)
    qtbot.keyClicks(editor.line, text)
    assert editor.value() == value
    assert editor.line.text() == text


@pytest.mark.parametrize("text", ["abc", "", "0", "-1", "1001", "inf", "nan", "1,5", "1e-400"])
def test_what_is_no_number_in_the_range_is_refused_with_name_range_and_text(make, qtbot, text):
    editor = make(LOG)
    qtbot.keyClicks(editor.line, text)
    with pytest.raises(LabError) as caught:
        editor.value()
    assert str(caught.value) == f"learning rate must be a number in (0, 1000], got {text}"


def test_arrow_keys_step_one_two_five(make, qtbot):
    editor = make(LOG)
    editor.set_value(0.01)
    told = changes(editor)
    seen = []
    for key in [Qt.Key.Key_Up] * 4 + [Qt.Key.Key_Down] * 2:
        qtbot.keyClick(editor.line, key)
        seen.append(editor.value())
    assert seen == [0.02, 0.05, 0.1, 0.2, 0.1, 0.05]
    assert len(told) == 6


def test_steps_end_at_the_ends_of_the_range(make, qtbot):
    editor = make(LOG)
    editor.set_value(500)
    for _ in range(3):
        qtbot.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.value() == 1000
    integer = make(Integer(label="batch size", low=1, high=3))
    integer.set_value(3)
    qtbot.keyClick(integer.line, Qt.Key.Key_Up)
    assert integer.value() == 3
    for _ in range(5):
        qtbot.keyClick(integer.line, Qt.Key.Key_Down)
    assert integer.value() == 1


def test_a_linear_number_steps_by_twentieths_without_rounding_dust(make, qtbot):
    editor = make(Number(label="ratio", low=0, high=1))
    editor.set_value(0.15)
    for _ in range(3):
        qtbot.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.line.text() == "0.3"


def test_arrow_keys_leave_what_is_no_number_alone(make, qtbot):
    editor = make(LOG)
    qtbot.keyClicks(editor.line, "abc")
    qtbot.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.line.text() == "abc"


@given(st.floats(1e-6, 1e5))
def test_the_next_of_one_two_five_is_above_and_near(value):
    above, below = next_in_decade(value, up=True), next_in_decade(value, up=False)
    assert below < value < above
    assert above / value <= 2.5 * (1 + 1e-6)
    assert value / below <= 2.5 * (1 + 1e-6)
    assert f"{above:e}"[0] in "125"


def test_steps_from_zero_begin_small_and_end_at_zero():
    assert 0 < next_in_decade(0, up=True) <= 1e-6
    assert next_in_decade(0, up=False) == 0


def wheel(widget, delta: int) -> None:
    place = QPointF(5, 5)
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_steps_a_number_only_when_it_has_the_focus(make, qtbot):
    editor = make(LOG)
    editor.set_value(0.01)
    editor.show()
    wheel(editor, 120)
    assert editor.value() == 0.01
    with qtbot.waitActive(editor):
        editor.activateWindow()
    editor.line.setFocus()
    wheel(editor, 120)
    assert editor.value() == 0.02
    wheel(editor, -120)
    assert editor.value() == 0.01


# Layers, files, choices


@pytest.mark.parametrize(
    "text, sizes",
    [
        ("4x100", (100,) * 4),
        ("4×100", (100,) * 4),
        ("4*100", (100,) * 4),
        ("100-50-30", (100, 50, 30)),
        ("100, 50, 30", (100, 50, 30)),
        ("2x10-5", (10, 10, 5)),
        ("7", (7,)),
    ],
)
def test_layers_are_typed_in_any_common_way(make, qtbot, text, sizes):
    editor = make(Sizes(label="hidden layers"))
    editor.line.setText(text)
    assert editor.value() == sizes


@pytest.mark.parametrize("text", ["0", "", "-", "x", "4x", "x100", "1.5", "100-", "2001", "51x2", "10-0-10", "9" * 30])
def test_what_are_no_layers_is_refused_with_the_text_that_came(make, text):
    editor = make(Sizes(label="hidden layers"))
    editor.line.setText(text)
    with pytest.raises(LabError) as caught:
        editor.value()
    assert "such as 100-50-30 or 4x100" in str(caught.value)
    assert str(caught.value).endswith(f"got {text}")


def test_a_file_is_chosen_in_a_dialog(make, qtbot, monkeypatch):
    editor = make(Path(label="training file"))
    assert isinstance(editor, PathEditor)
    told = changes(editor)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    qtbot.mouseClick(editor.browse, Qt.MouseButton.LeftButton)
    assert (editor.value(), told) == ("", [])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/data/train.npz", ""))
    qtbot.mouseClick(editor.browse, Qt.MouseButton.LeftButton)
    assert editor.value() == "/data/train.npz"
    assert len(told) == 1


def test_the_dialog_opens_at_the_file_that_is_named_and_its_answer_is_taken_to_the_letter(make, qtbot, monkeypatch):
    editor = make(Path(label="training file"))
    editor.line.setText(' "~/train.npz" ')
    begun: list[str] = []
    answer = "/data/ 'odd name' "
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (begun.append(given[-1]) or answer, ""))
    qtbot.mouseClick(editor.browse, Qt.MouseButton.LeftButton)
    assert begun == [os.path.join(os.path.expanduser("~"), "train.npz")]
    assert editor.value() == answer


@pytest.mark.parametrize("text", [' "/data/my digits.npz" ', "file:///data/my%20digits.npz"])
def test_a_path_that_is_pasted_is_understood(make, qtbot, text):
    editor = make(Path(label="training file"))
    qtbot.keyClicks(editor.line, text)
    assert editor.value() == "/data/my digits.npz"
    editor.set_value(editor.value())
    assert editor.line.text() == "/data/my digits.npz"


def test_a_choice_keeps_its_value_when_the_language_changes(make, qtbot):
    editor = make(Settings.parameters()["unit"])
    assert isinstance(editor, ChoiceEditor)
    choose_in(qtbot, editor.combo, "epochs")
    told = changes(editor)
    english = editor.combo.currentText()
    language.switch("ko")
    assert editor.value() == "epochs"
    assert editor.combo.currentText() != english
    assert told == []


def test_the_wheel_over_a_combo_box_changes_nothing(make):
    editor = make(Settings.parameters()["unit"])
    editor.set_value("steps")
    editor.show()
    wheel(editor.combo, -120)
    assert editor.value() == "steps"


def test_the_frame_shows_that_a_value_is_not_valid(make):
    editor = make(LOG)
    editor.mark_invalid(True)
    assert editor.line.property("invalid") is True
    editor.mark_invalid(False)
    assert editor.line.property("invalid") is False


def test_typing_is_told_at_once_and_a_change_only_when_it_is_finished(make, qtbot):
    editor = make(LOG)
    assert isinstance(editor, NumberEditor)
    typed: list[None] = []
    editor.typed.connect(lambda: typed.append(None))
    told = changes(editor)
    qtbot.keyClicks(editor.line, "0.5")
    assert (len(typed), len(told)) == (3, 0)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert len(told) == 1


@pytest.mark.parametrize("hides", ["the field", "what it stands in", "nothing"])
def test_hiding_a_field_takes_over_nothing_that_is_half_typed(keep, qtbot, hides):
    page, inside = keep(QWidget()), QWidget()
    editor, other = NumberEditor(LOG), QLineEdit()
    for around, within in ((page, inside), (page, other), (inside, editor)):
        layout = around.layout() or QVBoxLayout(around)
        layout.addWidget(within)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    editor.set_value(1.0)
    seen = changes(editor)
    editor.line.setFocus()
    qtbot.keyClicks(editor.line, "23")
    {"the field": editor.hide, "what it stands in": inside.hide, "nothing": other.setFocus}[hides]()
    assert len(seen) == (hides == "nothing")
    assert editor.is_half_typed and editor.value() == 231.0
