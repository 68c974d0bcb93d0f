"""What forms promise: they follow from the fields, always know a valid value, and say what is wrong where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.language import language, translate
from app.theme import theme
from app.widgets.editors import EDITORS
from app.widgets.forms import Form, WrappedLabel
from core.config.words import LabError
from core.networks.configuration import DropoutPart
from core.rules.optimizers import SGD, Adam, Momentum
from core.signals.study import SignalSettings, SignalTraining
from core.training.study import RunConfiguration, Settings, WeightDecay
from tests.app.helpers import choose_in
from tests.app.widgets import test_editors
from tests.core.helpers import configurations

CLASSES = [
    part
    for part in test_editors.CLASSES
    if all(type(p) in EDITORS or not p.group for p in part.parameters().values())
    and (
        any(p.group for p in part.parameters().values()) or all(type(p) in EDITORS for p in part.parameters().values())
    )
]
"""What can be typed into a form; a row of values has no editor yet."""


@pytest.fixture
def make(keep):
    def make_form(part: type, value: object = None) -> Form:
        form = keep(Form(part))
        form.set_value(value if value is not None else part())
        return form

    return make_form


def changes(form: Form) -> list:
    told: list = []
    form.changed.connect(told.append)
    return told


def replace_text(qtbot, line: QLineEdit, text: str) -> None:
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


@pytest.mark.parametrize("part", CLASSES, ids=lambda part: part.__name__)
def test_the_form_of_every_class_shows_its_defaults_with_a_field_for_each(make, part):
    form = make(part)
    parameters = part.parameters()
    grouped = {name for name, parameter in parameters.items() if parameter.group}
    assert list(form.fields) == [name for name in parameters if name in grouped or not grouped]
    assert form.value() == part()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_form_returns_what_it_was_given(make, data):
    part = data.draw(st.sampled_from(CLASSES))
    try:
        value = shown(data.draw(configurations(part)))
    except LabError:  # 0.99999999999 is shown as 1
        reject()
    form = make(part)
    told = changes(form)
    form.set_value(value)
    assert form.value() == value
    assert told == []


def shown(value):
    """Return a configuration as the ten digits and the single lines of a form can show it."""
    plain = value.to_plain()
    return type(value).from_plain(rounded(plain))


def rounded(plain):
    if isinstance(plain, float):
        return float(f"{plain:.10g}")
    if isinstance(plain, str):
        return "".join(c for c in plain if c.isprintable())
    if isinstance(plain, dict):
        return {name: rounded(value) for name, value in plain.items()}
    return plain


def test_a_change_is_told_once_with_the_whole_value(make, qtbot):
    form = make(RunConfiguration)
    told = changes(form)
    replace_text(qtbot, form.fields["hidden"].editor.line, "7-8")
    assert told == [RunConfiguration(hidden=(7, 8))]


def test_nothing_is_told_when_the_same_value_is_typed_again(make, qtbot):
    form = make(SGD, SGD(lr=0.5))
    told = changes(form)
    replace_text(qtbot, form.fields["lr"].editor.line, "0.50")
    assert told == []


def test_one_bad_field_holds_back_the_value_and_names_itself_alone(make, qtbot):
    form = make(Adam)
    told = changes(form)
    replace_text(qtbot, form.fields["lr"].editor.line, "x")
    assert told == []
    faults = [name for name, field in form.fields.items() if not field.fault.isHidden()]
    assert faults == ["lr"]
    with pytest.raises(LabError) as caught:
        form.value()
    assert caught.value.field == "lr"
    replace_text(qtbot, form.fields["lr"].editor.line, "0.5")
    assert told == [Adam(lr=0.5)]
    assert form.fields["lr"].fault.isHidden()


def test_a_value_that_does_not_fit_another_is_named_beside_its_field(make, qtbot):
    form = make(Settings, Settings(train_size=100, batch_size=50))
    replace_text(qtbot, form.fields["train_size"].editor.line, "40")
    assert "at most 40" in form.fields["batch_size"].fault.text()
    assert not form.fields["batch_size"].fault.isHidden()
    replace_text(qtbot, form.fields["batch_size"].editor.line, "10")
    assert form.fields["batch_size"].fault.isHidden()


def test_a_nested_fault_is_shown_in_the_nested_form_only(make, qtbot):
    form = make(RunConfiguration)
    nested = form.fields["optimizer"].nested
    replace_text(qtbot, nested.fields["lr"].editor.line, "0")
    assert not nested.fields["lr"].fault.isHidden()
    assert form.fields["optimizer"].fault.isHidden()
    with pytest.raises(LabError) as caught:
        form.value()
    assert caught.value.field == "optimizer.lr"


def test_settings_of_a_class_come_back_when_it_is_chosen_again(make, qtbot):
    form = make(RunConfiguration, RunConfiguration(optimizer=Momentum(lr=0.3)))
    combo = form.fields["optimizer"].editor.combo
    choose_in(qtbot, combo, "adam")
    assert type(form.value().optimizer) is Adam
    choose_in(qtbot, combo, "momentum")
    assert form.value().optimizer == Momentum(lr=0.3)


def test_a_part_that_is_off_is_none_and_shows_no_settings(make, qtbot):
    form = make(RunConfiguration, RunConfiguration(dropout=DropoutPart(ratio=0.4)))
    field = form.fields["dropout"]
    nested = field.nested
    assert not nested.isHidden()
    field.editor.box.click()
    assert form.value().dropout is None
    assert nested.isHidden()
    field.editor.box.click()
    assert form.value().dropout == DropoutPart(ratio=0.4)


def test_what_a_nested_value_does_not_go_with_is_named_beside_it_until_it_does(make, qtbot):
    def at_most_a_half(run: RunConfiguration) -> None:
        if run.optimizer.lr > 0.5:
            raise LabError("too fast", field="optimizer.lr")

    form = make(RunConfiguration)
    form.check = at_most_a_half
    told = changes(form)
    field = form.fields["optimizer"].nested.fields["lr"]
    replace_text(qtbot, field.editor.line, "0.6")
    assert field.fault.text() == "too fast" and not field.fault.isHidden() and told == []
    replace_text(qtbot, field.editor.line, "0.4")
    assert field.fault.isHidden() and [run.optimizer.lr for run in told] == [0.4]


def test_setting_a_value_takes_away_old_messages(make, qtbot):
    form = make(RunConfiguration)
    replace_text(qtbot, form.fields["hidden"].editor.line, "0")
    replace_text(qtbot, form.fields["optimizer"].nested.fields["lr"].editor.line, "0")
    form.set_value(RunConfiguration())
    assert form.first_fault() is None
    assert form.value() == RunConfiguration()


def test_an_error_that_comes_later_is_shown_beside_the_nested_field(make, qtbot):
    form = make(Settings)
    choose_in(qtbot, form.fields["data"].editor.combo, "npz")
    assert form.show_fault(LabError("there is no file {file}", field="data.train", file="x.npz"))
    field = form.fields["data"].nested.fields["train"]
    assert field.fault.text() == "there is no file x.npz"
    assert form.first_fault() is field


def test_an_error_of_no_field_is_handed_back(make):
    form = make(Settings)
    assert not form.show_fault(LabError("out of luck"))
    assert form.first_fault() is None


def test_the_message_under_a_field_follows_the_language(make, qtbot):
    form = make(SGD)
    replace_text(qtbot, form.fields["lr"].editor.line, "abc")
    english = form.fields["lr"].fault.text()
    language.switch("ko")
    korean = form.fields["lr"].fault.text()
    assert korean != english
    assert "abc" in korean
    assert "(0, 1000]" in korean


def test_a_locked_form_leaves_only_live_fields_open_and_says_why(make):
    form = make(RunConfiguration, RunConfiguration(optimizer=Adam(), decay=WeightDecay()))
    form.lock("busy")
    assert not form.fields["hidden"].editor.input.isEnabled()
    assert not form.fields["hidden"].label.isEnabled()
    assert form.fields["hidden"].editor.input.toolTip() == "busy"
    optimizer = form.fields["optimizer"]
    assert not optimizer.editor.input.isEnabled()
    assert {name: field.editor.input.isEnabled() for name, field in optimizer.nested.fields.items()} == {
        name: parameter.live for name, parameter in Adam.parameters().items()
    }
    assert form.fields["decay"].nested.fields["strength"].editor.input.isEnabled()
    form.lock("")
    assert form.fields["hidden"].editor.input.isEnabled()
    assert form.fields["hidden"].editor.input.toolTip() == translate(RunConfiguration.parameters()["hidden"].help)


def test_a_part_switched_on_in_a_locked_form_is_locked_as_well(make, qtbot):
    form = make(RunConfiguration)
    form.lock("busy")
    form.fields["decay"].editor.box.click()
    nested = form.fields["decay"].nested
    assert {name: field.editor.input.isEnabled() for name, field in nested.fields.items()} == {
        name: parameter.live for name, parameter in WeightDecay.parameters().items()
    }


def test_the_button_beside_a_locked_file_name_is_locked_too(make, qtbot):
    form = make(Settings)
    choose_in(qtbot, form.fields["data"].editor.combo, "npz")
    form.lock("busy")
    assert not form.fields["data"].nested.fields["train"].editor.browse.isEnabled()


@pytest.mark.parametrize("part", CLASSES, ids=lambda part: part.__name__)
def test_every_input_has_a_name_of_its_own_for_screen_readers(make, part):
    names = []
    for name, field in make(part).fields.items():
        parameter = part.parameters()[name]
        names.append(field.editor.input.accessibleName())
        assert names[-1] == " ".join(filter(None, (translate(parameter.label), parameter.symbol)))
    assert len(set(names)) == len(names)


def test_a_part_with_a_form_of_its_own_is_left_out_and_kept(make, qtbot):
    value = SignalSettings(training=SignalTraining(lr=0.3, steps=7))
    form = make(SignalSettings, value)
    assert "training" not in form.fields
    told = changes(form)
    replace_text(qtbot, form.fields["bins"].editor.line, "20")
    assert told == [replace(value, bins=20)]


def test_what_does_not_go_with_the_rest_is_refused_beside_its_field(make, qtbot):
    def at_most_seven_bins(settings: SignalSettings) -> None:
        if settings.bins > 7:
            raise LabError("too many", field="bins")

    form = make(SignalSettings, SignalSettings(bins=7))
    form.check = at_most_seven_bins
    told = changes(form)
    replace_text(qtbot, form.fields["bins"].editor.line, "20")
    assert told == [] and form.fields["bins"].fault.text() == "too many"
    with pytest.raises(LabError):
        form.commit()
    replace_text(qtbot, form.fields["bins"].editor.line, "6")
    assert [settings.bins for settings in told] == [6] and form.fields["bins"].fault.isHidden()


@pytest.mark.parametrize("shown", [Adam(lr=0.02), SGD(lr=0.5)], ids=["other", "same"])
def test_what_is_half_typed_is_dropped_when_another_value_is_shown(make, qtbot, shown):
    form = make(RunConfiguration, RunConfiguration(optimizer=Momentum(lr=0.1), decay=WeightDecay()))
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    told = changes(form)
    line = form.fields["decay"].nested.fields["strength"].editor.line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "0.7")
    form.set_value(RunConfiguration(optimizer=shown))
    assert told == [] and form.value() == RunConfiguration(optimizer=shown)
    form.set_value(RunConfiguration(optimizer=shown, decay=WeightDecay()))
    assert told == [] and form.value().decay == WeightDecay()


def test_a_label_takes_no_more_height_than_its_lines_once_it_is_wide_again_or_its_text_small_again(keep):
    label = keep(WrappedLabel())
    label.setText("several words that have room in one line")
    label.resize(900, 20)
    label.show()
    one_line = label.minimumHeight()
    label.resize(100, 20)
    assert label.minimumHeight() > 2 * one_line
    label.resize(900, 20)
    assert label.minimumHeight() == one_line
    theme.set_text_size(20.0)
    assert label.minimumHeight() > one_line
    theme.normal()
    assert label.minimumHeight() == one_line


def test_a_form_is_made_when_it_is_first_wanted_and_shows_what_was_said_before(qtbot):
    form = Form(Settings)
    qtbot.addWidget(form)
    value = Settings(batch_size=77)
    form.set_value(value)
    form.lock("later")
    form.show_note("train_size", "few")
    made = []
    form.when_made(lambda: made.append(True))
    assert not form.is_made and not made and form.value() == value and form.first_fault() is None
    form.commit()
    assert form.names == list(form.fields) and form.is_made and made == [True]
    assert form.value() == value
    assert form.fields["train_size"].note.text() == "few" and not form.fields["seed"].editor.input.isEnabled()
    form.when_made(lambda: made.append(True))
    assert made == [True, True]


def test_a_form_is_made_a_field_at_a_time_ahead_of_its_use(qtbot):
    form = Form(Settings)
    qtbot.addWidget(form)
    pieces = 1
    while not form.make_ahead():
        pieces += 1
    assert pieces == len(form.names) + 1


def test_a_form_that_is_shown_is_there(qtbot):
    form = Form(Settings)
    qtbot.addWidget(form)
    form.show()
    assert form.is_made
    form.hide()
