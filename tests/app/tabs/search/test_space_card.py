"""What the card of the search space promises: a row for each setting that varies, and no space that cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.language import language, translate
from app.tabs.search.dimension_row import OptionsRow, RangeRow, name_of
from app.tabs.search.space_card import SpaceCard
from app.theme import theme
from app.widgets.forms import commit_forms
from core.config.words import LabError
from core.rules.optimizers import Momentum
from core.search.choosing import MOST_DIMENSIONS, Grid
from core.search.space import BATCH, LAYERS, NODES, PATHS, OnOff, Options, Range, that_can_join, usual
from core.search.study import Search
from core.training.study import RunConfiguration
from tests.app.helpers import wheel_over

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # lists that open, offscreen

RUN = RunConfiguration(hidden=(20, 20))
RATE, DECAY = usual("optimizer.lr"), usual("decay.strength")
SLIDE = (RATE, DECAY)


class Stage:
    """A card in a column as in the tab, and someone in front of it."""

    def __init__(self, bot, column, card):
        self.bot, self.column, self.card = bot, column, card
        self.told = []
        card.changed.connect(lambda *change: self.told.append(change))

    def show(self, *space, run=RUN):
        self.card.set_space(space, run)
        return self.settle()

    def settle(self):
        """Wait until everything is where it is seen."""
        self.bot.waitUntil(lambda: all(row.isVisible() for row in self.card.rows))
        self.column.grab()
        return self

    @property
    def spaces(self):
        """The spaces that the card has told of."""
        return [space for space, _ in self.told]

    def row(self, path):
        (found,) = [row for row in self.card.rows if row.path == path]
        return found

    def line(self, path, end):
        return self.row(path).ends[end].line

    def type(self, path, end, text, key=Qt.Key.Key_Return):
        line = self.line(path, end)
        line.setFocus()
        line.selectAll()
        self.bot.keyClicks(line, text)
        if key is not None:
            self.bot.keyClick(line, key)

    def tick(self, box):
        self.bot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(9, box.height() // 2))

    def remove(self, path):
        self.bot.mouseClick(self.row(path).remove, Qt.MouseButton.LeftButton)

    def add(self, path):
        """Open the list with a key and choose in it with the arrows."""
        combo = self.card.foot.additions
        self.bot.keyClick(combo, Qt.Key.Key_Down)
        view = combo.view()
        for _ in range(combo.count()):
            if combo.itemData(view.currentIndex().row()) == path:
                break
            self.bot.keyClick(view, Qt.Key.Key_Down)
        self.bot.keyClick(view, Qt.Key.Key_Return)
        self.settle()

    @property
    def offered(self):
        combo = self.card.foot.additions
        return [combo.itemData(place) for place in range(combo.count())]

    def faults(self):
        """The messages that are shown, by path; the one of the whole space under an empty name."""
        rows = {row.path: row.fault.text() for row in self.card.rows if row.is_faulty}
        foot = self.card.foot
        return rows | ({"": foot.fault.text()} if foot.is_faulty else {})


@pytest.fixture
def stage(keep, qtbot):
    column = keep(QWidget())
    layout = QVBoxLayout(column)
    before, card, after = QPushButton(), SpaceCard(), QPushButton()
    for widget in (before, card, after):
        layout.addWidget(widget)
    layout.addStretch(1)
    column.resize(290, 700)
    with qtbot.waitActive(column):
        column.show()
        column.activateWindow()
    made = Stage(qtbot, column, card)
    made.before, made.after = before, after
    return made


def dimensions():
    """Dimensions of every kind, each of a setting of its own."""
    kinds = [usual(path) for path in PATHS]
    options = st.sampled_from([Options("optimizer", ("adam", "sgd")), Options("activation", ("relu", "tanh", "elu"))])
    ranges = st.sampled_from([replace(RATE, low=3.86e-07, high=0.123456789), Range(LAYERS, 2, 5, True)])
    return st.lists(
        st.one_of(st.sampled_from(kinds), options, ranges), unique_by=lambda each: each.path, max_size=MOST_DIMENSIONS
    )


# What is shown


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spaces=st.lists(dimensions(), min_size=1, max_size=3))
def test_a_card_returns_what_it_was_given_whatever_it_showed_before(stage, spaces):
    stage.told.clear()
    for space in spaces:
        stage.show(*space)
        assert stage.card.value() == tuple(space)
        stage.card.commit()
        assert [row.path for row in stage.card.rows] == [dimension.path for dimension in space]
        stage.bot.waitUntil(lambda: (places := [row.y() for row in stage.card.rows]) == sorted(places))
    assert stage.told == [] and stage.faults() == {}


def test_a_range_is_shown_as_it_is_typed(stage):
    stage.show(*SLIDE, Range(NODES, 10, 200, False))
    assert (stage.line("optimizer.lr", "low").text(), stage.line("optimizer.lr", "high").text()) == ("1e-6", "0.01")
    assert (stage.line(NODES, "low").text(), stage.line(NODES, "high").text()) == ("10", "200")
    assert [row.decades.value() for row in stage.card.rows] == [True, True, False]


def test_where_nothing_is_varied_it_is_said_what_differs_then(stage):
    stage.show()
    assert stage.card.empty.isVisible() and "random numbers" in stage.card.empty.text()
    stage.show(RATE)
    assert not stage.card.empty.isVisible()


def test_a_digit_more_than_is_shown_is_kept_until_something_is_typed(stage):
    exact = replace(RATE, low=1.23456789012345e-06)
    stage.show(exact)
    stage.type("optimizer.lr", "high", "0.1")
    assert stage.spaces == [(replace(exact, high=0.1),)]


# Typing


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_number_is_taken_over_with_enter_or_by_leaving_the_field(stage, key):
    stage.show(*SLIDE)
    stage.type("optimizer.lr", "low", "1e-4", None)
    assert stage.told == []
    stage.bot.keyClick(stage.line("optimizer.lr", "low"), key)
    assert stage.told == [((replace(RATE, low=1e-4), DECAY), "")]


@pytest.mark.parametrize(
    ("end", "text", "said"),
    [
        ("low", "0.01", "the lower end must be below the upper end, 0.01; got 0.01"),
        ("low", "0", "learning rate must be a number in (0, 1000], got 0"),
        ("high", "1e-9", "the lower end must be below"),
        ("high", "ten", "got ten"),
        ("high", "nan", "got nan"),
        ("low", "1e-", "got 1e-"),
    ],
)
def test_a_range_that_cannot_be_is_named_while_it_is_typed_and_stays_as_typed(stage, end, text, said):
    stage.show(*SLIDE)
    stage.type("optimizer.lr", end, text, None)
    assert list(stage.faults()) == ["optimizer.lr"] and said in stage.faults()["optimizer.lr"]
    stage.bot.keyClick(stage.line("optimizer.lr", end), Qt.Key.Key_Return)
    assert stage.told == [] and stage.line("optimizer.lr", end).text() == text
    with pytest.raises(LabError) as error:
        stage.card.commit()
    assert error.value.field in ("0.low", "0.high")
    assert stage.line("optimizer.lr", error.value.field[2:]).property("invalid")
    stage.type("optimizer.lr", "low", "0.001")
    stage.type("optimizer.lr", "high", "0.5")
    assert stage.spaces[-1] == (replace(RATE, low=0.001, high=0.5), DECAY) and stage.faults() == {}
    assert not stage.line("optimizer.lr", "low").property("invalid")


def test_whole_numbers_are_whole(stage):
    stage.show(Range(NODES, 10, 200, True))
    stage.type(NODES, "low", "12.5")
    assert "whole number" in stage.faults()[NODES]
    stage.type(NODES, "low", "12")
    assert stage.spaces == [(Range(NODES, 12, 200, True),)]


def test_decades_need_an_end_above_0(stage):
    stage.show(Range("dropout.ratio", 0.0, 0.5, False))
    stage.tick(stage.row("dropout.ratio").decades.box)
    assert "over decades, both ends must be above 0" in stage.faults()["dropout.ratio"] and stage.told == []
    stage.type("dropout.ratio", "low", "0.01")
    assert stage.spaces == [(Range("dropout.ratio", 0.01, 0.5, True),)]
    stage.tick(stage.row("dropout.ratio").decades.box)
    assert stage.spaces[-1] == (Range("dropout.ratio", 0.01, 0.5, False),)


def test_what_is_typed_can_be_undone_in_its_field(stage):
    stage.show(*SLIDE)
    line = stage.line("optimizer.lr", "low")
    stage.type("optimizer.lr", "low", "x", None)
    stage.bot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "1e-6" and stage.faults() == {}


def test_one_bad_number_holds_back_the_others_until_it_is_mended(stage):
    stage.show(*SLIDE)
    stage.type("optimizer.lr", "low", "x")
    stage.type("decay.strength", "low", "1e-7")
    stage.add("batch_norm")
    assert stage.told == [] and list(stage.faults()) == ["optimizer.lr"]
    assert stage.line("optimizer.lr", "low").text() == "x"
    stage.type("optimizer.lr", "low", "1e-5")
    assert stage.spaces == [(replace(RATE, low=1e-5), replace(DECAY, low=1e-7), OnOff("batch_norm"))]


def test_a_row_of_steps_with_arrows_or_wheel_is_one_change_and_what_is_typed_another(stage):
    stage.show(*SLIDE)
    line = stage.line("optimizer.lr", "high")
    line.setFocus()
    stage.bot.keyClick(line, Qt.Key.Key_Up)
    wheel_over(line, up=True)
    stage.type("optimizer.lr", "high", "0.1")
    stage.bot.keyClick(line, Qt.Key.Key_Down)
    assert [space[0].high for space in stage.spaces] == [0.02, 0.05, 0.1, 0.05]
    keys = [merge for _, merge in stage.told]
    assert keys[0] == keys[1] == keys[3] != "" and keys[2] == ""


def test_steps_are_even_or_go_by_1_2_5_over_decades(stage):
    stage.show(Range("dropout.ratio", 0.1, 0.5, False))
    line = stage.line("dropout.ratio", "low")
    stage.bot.keyClick(line, Qt.Key.Key_Up)
    assert stage.spaces[-1][0].low == pytest.approx(0.15)
    stage.tick(stage.row("dropout.ratio").decades.box)
    stage.bot.keyClick(line, Qt.Key.Key_Up)
    assert stage.spaces[-1][0].low == 0.2


def test_the_wheel_moves_nothing_that_has_not_the_focus(stage):
    stage.show(*SLIDE)
    stage.before.setFocus()
    for widget in (stage.line("optimizer.lr", "low"), stage.row("optimizer.lr").decades, stage.card.foot.additions):
        wheel_over(widget, up=True)
        wheel_over(widget, up=False)
    assert stage.told == [] and stage.card.value() == SLIDE


# Options


def test_options_are_ticked(stage):
    stage.show(Options("activation"))
    boxes = stage.row("activation").boxes
    assert all(box.isChecked() for box in boxes.values())
    stage.tick(boxes["sigmoid"])
    names = tuple(name for name in boxes if name != "sigmoid")
    assert stage.spaces == [(Options("activation", names),)]
    stage.tick(boxes["sigmoid"])
    assert stage.spaces[-1] == (Options("activation"),)


def test_fewer_than_two_options_are_refused_in_words(stage):
    stage.show(Options("activation", ("relu", "tanh")))
    boxes = stage.row("activation").boxes
    stage.tick(boxes["relu"])
    assert stage.faults() == {"activation": "expected two or more different options"}
    stage.tick(boxes["tanh"])
    assert stage.faults() and stage.told == []
    with pytest.raises(LabError) as error:
        stage.card.value()
    assert error.value.field == "0.names"
    stage.tick(boxes["elu"])
    stage.tick(boxes["tanh"])
    assert stage.spaces == [(Options("activation", ("tanh", "elu")),)]


def test_boxes_stand_side_by_side_where_there_is_room(stage):
    stage.show(Options("optimizer"))
    row = stage.row("optimizer")
    assert isinstance(row, OptionsRow)

    def columns():
        return len({box.x() for box in row.boxes.values()})

    stage.bot.waitUntil(lambda: columns() == 2)
    stage.column.resize(190, 900)
    stage.bot.waitUntil(lambda: columns() == 1)
    assert all(box.width() >= box.sizeHint().width() for box in row.boxes.values())


# Settings that come and go


def test_a_setting_joins_with_its_usual_range_and_is_offered_no_longer(stage):
    stage.show(*SLIDE)
    assert stage.offered == list(that_can_join(RUN, SLIDE))
    stage.add("dropout.ratio")
    assert stage.told == [((*SLIDE, usual("dropout.ratio")), "")]
    assert "dropout.ratio" not in stage.offered and stage.card.foot.additions.currentIndex() == -1
    stage.add("batch_norm")
    assert stage.spaces[-1] == (*SLIDE, usual("dropout.ratio"), OnOff("batch_norm"))


def test_a_setting_leaves_with_what_was_half_typed_in_it(stage):
    stage.show(*SLIDE)
    stage.type("optimizer.lr", "low", "half", None)
    stage.remove("optimizer.lr")
    assert stage.told == [((DECAY,), "")] and stage.faults() == {}
    assert "optimizer.lr" in stage.offered
    stage.add("optimizer.lr")
    assert stage.spaces[-1] == (DECAY, RATE)


def test_what_was_typed_elsewhere_is_taken_along_when_a_setting_leaves(stage):
    stage.show(*SLIDE)
    stage.type("optimizer.lr", "low", "1e-3", None)
    stage.remove("decay.strength")
    assert stage.spaces[-1] == (replace(RATE, low=1e-3),)


def test_every_setting_of_the_run_is_offered_by_a_name_of_its_own_and_others_are_not(stage):
    stage.show(run=RUN)
    assert "optimizer.lr" in stage.offered and "optimizer.momentum" not in stage.offered
    stage.show(run=replace(RUN, optimizer=Momentum()))
    assert "optimizer.momentum" in stage.offered
    stage.show(Options("optimizer"), run=RUN)
    assert {"optimizer.momentum", "optimizer.beta1", "optimizer.beta2"} <= set(stage.offered)
    names = [translate(name_of(path)) for path in stage.offered]
    assert len(set(names)) == len(names)


def test_what_is_offered_follows_the_options_that_are_ticked(stage):
    stage.show(Options("optimizer", ("sgd", "adam", "momentum")))
    assert "optimizer.beta1" in stage.offered
    stage.tick(stage.row("optimizer").boxes["adam"])
    assert "optimizer.beta1" not in stage.offered and "optimizer.momentum" in stage.offered


def test_there_is_an_end_to_what_can_be_added(stage):
    stage.show(*(usual(path) for path in that_can_join(RUN, ())[:MOST_DIMENSIONS]))
    combo = stage.card.foot.additions
    assert not combo.isEnabled() and str(MOST_DIMENSIONS) in combo.toolTip()
    stage.remove(stage.card.rows[0].path)
    assert combo.isEnabled()


def test_keys_open_the_list_and_take_nothing_by_themselves(stage):
    stage.show(*SLIDE)
    combo = stage.card.foot.additions
    combo.setFocus()
    for key in (Qt.Key.Key_M, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown):
        stage.bot.keyClick(combo, key)
    assert stage.told == [] and not combo.view().isVisible()
    stage.bot.keyClick(combo, Qt.Key.Key_Space)
    assert combo.view().isVisible()
    stage.bot.keyClick(combo.view(), Qt.Key.Key_Escape)
    assert stage.told == [] and combo.currentIndex() == -1


def test_tab_goes_through_the_rows_in_their_order_whenever_they_came(stage):
    stage.show(*SLIDE)
    stage.show(OnOff("batch_norm"), DECAY, Options("loss"), RATE)
    stage.add(LAYERS)
    expected = []
    for row in stage.card.rows:
        if isinstance(row, RangeRow):
            expected += [row.ends["low"].line, row.ends["high"].line, row.decades.box]
        elif isinstance(row, OptionsRow):
            expected += row.boxes.values()
        expected.append(row.remove)
    expected = [stage.before, *expected, stage.card.foot.additions, stage.after]
    for forwards in (True, False):
        way = expected if forwards else expected[::-1]
        way[0].setFocus()
        for widget in way:
            assert stage.column.focusWidget() is widget
            stage.bot.keyClick(widget, Qt.Key.Key_Tab if forwards else Qt.Key.Key_Backtab)


def test_the_keyboard_goes_on_where_a_row_was_taken_away(stage):
    stage.show(*SLIDE)
    for path, following in (("optimizer.lr", "decay.strength"), ("decay.strength", None)):
        row = stage.row(path)
        row.remove.setFocus()
        stage.bot.keyClick(row.remove, Qt.Key.Key_Space)
        expected = stage.row(following).remove if following else stage.card.foot.additions
        assert QApplication.focusWidget() is expected
    assert stage.spaces[-1] == ()


# What does not go with the rest


def checked(stage, study):
    stage.card.check = lambda space: study.with_space(*space)
    return stage.show(*study.settings.space, run=study.runs[0])


def test_nothing_varied_is_refused_under_the_rows_while_all_trials_are_drawn_alike(stage):
    checked(stage, Search().with_space(RATE))
    stage.remove("optimizer.lr")
    assert list(stage.faults()) == [""] and "nothing is varied" in stage.faults()[""]
    assert stage.told == [] and not stage.card.empty.isVisible()
    stage.add("batch_norm")
    assert stage.spaces == [(OnOff("batch_norm"),)] and stage.faults() == {}


def test_what_the_study_refuses_is_named_beside_its_row_and_can_be_mended_there(stage):
    checked(stage, Search().with_settings(batch_size=40, train_size=100))
    stage.add(BATCH)
    assert list(stage.faults()) == [BATCH] and "at most 80" in stage.faults()[BATCH] and stage.told == []
    assert stage.line(BATCH, "high").property("invalid")
    stage.type(BATCH, "high", "80")
    assert stage.spaces == [(*SLIDE, Range(BATCH, 10, 80, True))]


def test_a_grid_that_would_be_too_large_is_named_under_the_rows(stage):
    checked(stage, Search().with_settings(way=Grid(per_axis=30)))
    stage.add("dropout.ratio")
    assert list(stage.faults()) == [""] and "too large" in stage.faults()[""]
    with pytest.raises(LabError) as error:
        stage.card.commit()
    assert error.value.field == ""


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("settings.space.1.low", "decay.strength"),
        ("space.0.path", "optimizer.lr"),
        ("settings.space", ""),
        ("0.high", "optimizer.lr"),
    ],
)
def test_an_error_that_comes_later_is_shown_where_it_belongs(stage, field, path):
    stage.show(*SLIDE)
    assert stage.card.show_fault(LabError("out of luck", field=field))
    assert stage.faults() == {path: "out of luck"}
    assert stage.card.first_fault() is (stage.row(path) if path else stage.card.foot)
    stage.show(*SLIDE)
    assert stage.faults() == {} and stage.card.first_fault() is None


@pytest.mark.parametrize("field", ["", "settings.trials", "settings.space.7.low", "spaces.0.low"])
def test_an_error_of_something_else_is_handed_back(stage, field):
    stage.show(*SLIDE)
    assert not stage.card.show_fault(LabError("out of luck", field=field))
    assert stage.faults() == {}


def test_a_fault_is_brought_into_view_with_the_focus_in_its_field(stage, keep, qtbot):
    area, card = keep(QScrollArea()), SpaceCard()
    area.setWidget(card)
    area.setWidgetResizable(True)
    card.set_space([*SLIDE, Options("optimizer"), usual(NODES)], RUN)
    area.resize(300, 160)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    card.rows[-1].ends["high"].line.setText("x")
    with pytest.raises(LabError):
        commit_forms([card], area)
    row = card.rows[-1]
    assert QApplication.focusWidget() is row.ends["high"].line
    qtbot.waitUntil(
        lambda: area.viewport().rect().contains(row.fault.mapTo(area.viewport(), row.fault.rect().center()))
    )


# Locked, in another language, in another size


def test_a_locked_card_changes_nothing_and_says_why(stage):
    stage.show(*SLIDE, OnOff("batch_norm"), Options("loss"))
    stage.card.lock("busy")
    stage.show(*SLIDE, OnOff("dropout"), Options("loss"))  # rows that come while it is locked, too
    for row in stage.card.rows:
        for stop in row.stops:
            assert not stop.isEnabled() and stop.toolTip() == "busy"
        stage.bot.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert not stage.card.foot.additions.isEnabled() and stage.card.foot.additions.toolTip() == "busy"
    assert stage.told == []
    stage.card.lock("")
    assert all(stop.isEnabled() and stop.toolTip() != "busy" for row in stage.card.rows for stop in row.stops)
    stage.remove("dropout")
    assert stage.spaces == [(*SLIDE, Options("loss"))]


def test_everything_follows_the_language(stage):
    stage.show(RATE, OnOff("batch_norm"))
    stage.type("optimizer.lr", "low", "x")

    def texts():
        row, combo = stage.row("optimizer.lr"), stage.card.foot.additions
        return [
            row.name.text(),
            row.fault.text(),
            row.decades.box.text(),
            row.remove.toolTip(),
            row.ends["low"].line.accessibleName(),
            combo.placeholderText(),
            combo.itemText(0),
            stage.card.empty.text(),
        ]

    english = texts()
    language.switch("ko")
    korean = texts()
    assert all(a != b for a, b in zip(english, korean, strict=True)) and "x" in korean[1]
    assert stage.card.foot.additions.currentIndex() == -1 and stage.line("optimizer.lr", "low").text() == "x"


@pytest.mark.parametrize("points", [8.0, 14.0, 28.0])
@pytest.mark.parametrize("code", ["en", "ko"])
def test_everything_has_room_in_the_column_in_every_text_size(stage, points, code):
    theme.set_text_size(points)
    language.switch(code)
    stage.show(*(usual(path) for path in ("optimizer.lr", "batch_norm", "batch_norm.place", "activation", "loss")))
    margins = stage.column.layout().contentsMargins()
    width = theme.metrics.column - theme.metrics.px(14)
    stage.column.setFixedWidth(width + margins.left() + margins.right())
    stage.column.grab()
    assert stage.card.width() == width
    for row in stage.card.rows:
        for stop in [*row.stops, *getattr(row, "boxes", {}).values()]:
            assert stop.width() >= stop.minimumSizeHint().width()
            right = stop.mapTo(stage.card, stop.rect().topRight()).x()
            assert right < stage.card.width()
