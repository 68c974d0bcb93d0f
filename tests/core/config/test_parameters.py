"""What the fields of a configuration promise: what fits, in which words the rest is refused, how all is written."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config.configuration import (
    Configuration,
    choice,
    field,
    integer,
    number,
    one_of,
    optional,
    path,
    points,
    several,
    sizes,
    switch,
)
from core.config.figures import entry
from core.config.parameters import (
    Choice,
    Integer,
    Number,
    OneOf,
    Optional,
    Parameter,
    Part,
    Path,
    Points,
    Sizes,
    Switch,
)
from core.config.registry import Registry
from core.config.words import LabError, one_line
from core.descent.expressions import Expression, expression
from tests.core.helpers import configurations, values_of

shapes = Registry("shape")


@shapes.register("circle")
@dataclass(frozen=True)
class Circle(Configuration):
    label = "circle"
    radius: float = number(1.0, label="radius", low=0, open_low=True)


@shapes.register("square")
@dataclass(frozen=True)
class Square(Configuration):
    label = "square"
    side: float = number(2.0, label="side", low=0)
    turned: bool = switch(False, label="turned")


@dataclass(frozen=True)
class Frame(Configuration):
    width: int = integer(1, label="frame width", low=1, high=9)
    shape: Configuration = one_of(shapes, Circle(), label="hole")


@dataclass(frozen=True)
class Picture(Configuration):
    size: int = integer(3, label="size", low=1, high=100)
    weight: float = number(0.5, label="weight", low=0, high=1, open_high=True)
    shown: bool = switch(True, label="shown")
    colour: str = choice("red", label="colour", options={"red": "Red", "blue": "Blue"})
    layers: tuple[int, ...] = sizes((4, 4), label="layers", most=5, high=100)
    marks: tuple[tuple[float, float], ...] = points(((1.0, -2.0),), label="marks")
    height: str = expression("x + y", label="height")
    file: str = path(label="file")
    shape: Configuration = one_of(shapes, Circle(), label="shape")
    frame: Frame | None = optional(Frame, label="frame")
    base: Frame = field(Part(label="base", part=Frame), Frame())
    weights: tuple[float, ...] = several((), label="weights", item=Number(label="weight"), most=3)


RATE = Number(label="rate", low=0, open_low=True, high=1e3)
RATIO = Number(label="ratio", low=0, high=1, open_high=True)
ANY = Number(label="any")
SIZE = Integer(label="size", low=-2, high=100)
ON = Switch(label="shown")
BIG = Integer(label="images", high=10**9)
COLOUR = Choice(label="colour", options={"red": "Red", "blue": "Blue"})
LAYERS = Sizes(label="layers", high=1000, most=6)
MARKS = Points(label="marks", most=3)
HEIGHT = Expression(label="height")
FILE = Path(label="file")
SHAPE = OneOf(label="shape", registry=shapes)
FRAME = Optional(label="frame", part=Frame)

GOOD = [
    (RATE, 1e-300, 1e-300),
    (RATE, 1000, 1000.0),
    (RATIO, 0, 0.0),
    (RATIO, np.float64(0.25), 0.25),
    (RATIO, 1 - 2**-53, 1 - 2**-53),
    (ANY, -1e308, -1e308),
    (SIZE, -2, -2),
    (SIZE, 100, 100),
    (SIZE, 7.0, 7),
    (ON, False, False),
    (COLOUR, "blue", "blue"),
    (LAYERS, [1000], (1000,)),
    (LAYERS, (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5, 6)),
    (MARKS, [[1, 2]], ((1.0, 2.0),)),
    (MARKS, ((-1e6, 1e6), (0.0, np.float64(0.5)), (0, 0)), ((-1e6, 1e6), (0.0, 0.5), (0.0, 0.0))),
    (HEIGHT, "x^2/20 + y²", "x^2/20 + y²"),
    (FILE, "", ""),
    (FILE, "a b/ü.npz", "a b/ü.npz"),
    (SHAPE, Square(side=0), Square(side=0)),
    (FRAME, None, None),
    (FRAME, Frame(), Frame()),
]
RATES, RATIOS = "rate must be a number in (0, 1000]", "ratio must be a number in [0, 1)"
WHOLE, LAYERED = "size must be a whole number from −2 to 100", "layers must be 1 to 6 layers of 1 to 1,000 nodes"
MARKED, A_FORMULA = "marks must be 1 to 3 points such as", "height must be a formula in x and y"
NOT_MARKS = (
    (),
    [[1]],
    [[1, 2, 3]],
    [[1, "2"]],
    [[1, math.nan]],
    [[1, 1.1e6]],
    [[0, 0]] * 4,
    [1, 2],
    "1, 2",
    None,
    [[True, 0]],
)
SHAPED, COLOURED = "shape must be one of circle, square", "colour must be one of red, blue"
SWITCHED, NAMED, FRAMED = "shown must be true or false", "file must be a file name", "frame must be a set of named"
BAD = [
    *((RATE, value, RATES) for value in (0, -1, 1000.0001, math.nan, math.inf, -math.inf, True, "0.1", None, [1], 1j)),
    *((RATIO, value, RATIOS) for value in (1, 1.0, 1.5, -5e-324, False, np.float64("nan"))),
    *((ANY, value, "any must be a number in (−∞, ∞)") for value in (math.nan, math.inf, -math.inf, 10**400, "")),
    *((SIZE, value, WHOLE) for value in (-3, 101, 1.5, math.nan, math.inf, True, "3", None, (3,))),
    *((ON, value, SWITCHED) for value in (0, 1, "true", None, 1.0)),
    *((COLOUR, value, COLOURED) for value in ("Red", "", None, 0, ["red"], {"red": 1})),
    *((LAYERS, value, LAYERED) for value in ([], (), [0], [1001], [1] * 7, [True], [1.0], ["1"], 3, "3", None, [[3]])),
    *((MARKS, value, MARKED) for value in NOT_MARKS),
    *((HEIGHT, value, A_FORMULA) for value in (None, 3, b"x", ["x"])),
    *((FILE, value, NAMED) for value in (None, 3, "a\0b", "a\ud800", b"a")),
    *((SHAPE, value, SHAPED) for value in (None, "circle", Circle, Frame(), {"kind": "circle"})),
    *((FRAME, value, FRAMED) for value in (Frame, Circle(), True, {})),
]


@pytest.mark.parametrize(("parameter", "value", "expected"), GOOD)
def test_a_value_that_fits_is_taken_in_its_proper_type(parameter, value, expected):
    taken = parameter.check(value)
    assert taken == expected and type(taken) is type(expected)


@pytest.mark.parametrize(("parameter", "value", "message"), BAD, ids=lambda part: f"{part!r:.20}")
def test_a_value_that_does_not_fit_is_refused_with_label_expectation_and_value(parameter, value, message):
    with pytest.raises(LabError) as error:
        parameter.check(value)
    shown = value if isinstance(value, str) else entry(value) if isinstance(value, float) else repr(value)
    assert str(error.value).startswith(message)
    assert str(error.value).endswith(f", got {one_line(shown)}" if len(shown) <= 60 else "...")


def test_a_message_is_one_short_sentence_whatever_came():
    for value in ("x" * 10_000, list(range(10_000)), 1e300, 10**4000, {"a": "b" * 10_000}):
        for parameter in (RATE, SIZE, ON, COLOUR, LAYERS, SHAPE, FRAME):
            with pytest.raises(LabError) as error:
                parameter.check(value)
            assert len(str(error.value)) < 200


@pytest.mark.parametrize(
    ("parameter", "interval"),
    [
        (RATE, "(0, 1000]"),
        (RATIO, "[0, 1)"),
        (ANY, "(−∞, ∞)"),
        (Number(label="", low=1e-6), "[10⁻⁶, ∞)"),
        (Number(label="", low=-1e6, high=1e6), "[−1000000, 1000000]"),
        (Number(label="", high=2.5), "(−∞, 2.5]"),
    ],
)
def test_an_interval_is_written_as_on_the_blackboard(parameter, interval):
    assert parameter.interval == interval


@given(low=st.floats(-10, 10), value=st.floats(-12, 12), opened=st.booleans())
def test_an_open_end_leaves_out_the_end_itself_and_nothing_else(low, value, opened):
    lower = Number(label="x", low=low, open_low=opened)
    upper = Number(label="x", high=low, open_high=opened)
    for parameter, inside in ((lower, value > low), (upper, value < low)):
        for candidate, fits in ((value, inside or (value == low and not opened)), (low, not opened)):
            if fits:
                assert parameter.check(candidate) == candidate
            else:
                with pytest.raises(LabError):
                    parameter.check(candidate)


# What a person types

TYPED = [
    (RATE, "1e-4", 1e-4),
    (RATE, " .5 ", 0.5),
    (RATE, "1E2", 100.0),
    (ANY, "−3", -3.0),
    (ANY, "-3e−2", -0.03),
    (SIZE, " 42\n", 42),
    (SIZE, "-2", -2),
    (RATE, "0．１", 0.1),
    (RATE, "1.2·10⁻⁷", 1.2e-7),
    (RATE, "10⁻⁷", 1e-7),
    (RATE, "2 × 10^-3", 0.002),
    (ANY, "－１．５", -1.5),
    (ANY, "‐3", -3.0),
    (ANY, "3\u200b", 3.0),
    (SIZE, "４２", 42),
    (SIZE, "–2", -2),
    (BIG, "60,000", 60_000),
    (BIG, "1,234,567", 1_234_567),
    (BIG, "６０，０００", 60_000),
    (LAYERS, "１００－５０", (100, 50)),
    (MARKS, "（－７，２）；（３，１）", ((-7.0, 2.0), (3.0, 1.0))),
    (COLOUR, "blue", "blue"),
    (LAYERS, "100", (100,)),
    (LAYERS, "100-50-30", (100, 50, 30)),
    (LAYERS, "100, 50 30", (100, 50, 30)),
    (LAYERS, "4x100", (100,) * 4),
    (LAYERS, "4×100", (100,) * 4),
    (LAYERS, "4X100", (100,) * 4),
    (LAYERS, " 4 * 100 ", (100,) * 4),
    (LAYERS, "2x100-3x50", (100, 100, 50, 50, 50)),
    (MARKS, "-7, 2", ((-7.0, 2.0),)),
    (MARKS, " (−7,2) ", ((-7.0, 2.0),)),
    (MARKS, "(-7, 2); (3, 1e-3)", ((-7.0, 2.0), (3.0, 0.001))),
    (MARKS, "1,2; 3,4;5 , 6;", ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0))),
    (MARKS, "(1, 2), (3, 4)", ((1.0, 2.0), (3.0, 4.0))),
    (HEIGHT, "2x y", "2x y"),
    (FILE, "my digits.npz", "my digits.npz"),
    (FILE, ' "/data/my digits.npz" ', "/data/my digits.npz"),
    (FILE, "file:///data/my%20digits.npz", "/data/my digits.npz"),
    (FILE, "~/digits.npz", "~/digits.npz"),
]
NOT_POINTS = [
    "",
    "1",
    "1, 2, 3",
    "(1, 2",
    "1, 2)",
    "((1, 2))",
    "a, b",
    "1, nan",
    "1, inf",
    "2e6, 0",
    "1,2;;3,4",
    "()",
    "1 2",
]
NOT_RATES = ["", " ", "abc", "0", "-1", "nan", "inf", "-inf", "1e999", "1001", "1,5", "0,125", "1,000", "1e"]
NOT_RATES += ["0x10", "1 2", "1e-4.5", "1_0", "1\u200b2", "2\u20622", "½", "10²³⁴⁵", "x²", "infinity", "10^", "·10⁻⁷"]
NOT_SIZES = ["", "abc", "1.5", "1e2", "101", "-3", "nan", "--2", "9" * 5000, "1_0", "１．５"]
NOT_BIG = ["2,5", "0,5", "12,8", "3,0", ",5", "1,00,0", "1,0000", "0,125", "60,000,", "60,000.0", "60 000", "1,234,56"]
NOT_PRODUCTS = ["4x0", "0x4", "7x10", "1001", "x", "4x", "x4", "4x4x4", "1e2", "999x9", "1234x5", "2x-3", "²x3"]
NOT_LAYERS = [*NOT_PRODUCTS, "", " ", "abc", "0", "-100", "100-", "-", "1.5", "99999999", "100;50", "nan"]
NONSENSE = [
    *((RATE, text) for text in NOT_RATES),
    *((SIZE, text) for text in NOT_SIZES),
    *((BIG, text) for text in NOT_BIG),
    *((LAYERS, text) for text in NOT_LAYERS),
    *((MARKS, text) for text in NOT_POINTS),
    *((COLOUR, text) for text in ("", "green", "Red")),
    (FILE, "a\0b"),
]


@pytest.mark.parametrize(("parameter", "text", "expected"), TYPED, ids=lambda part: f"{part!r:.20}")
def test_what_a_person_types_is_understood(parameter, text, expected):
    value = parameter.parse(text)
    assert value == expected and type(value) is type(expected)


@pytest.mark.parametrize(("parameter", "text"), NONSENSE, ids=lambda part: f"{part!r:.20}")
def test_nonsense_is_refused_in_the_words_of_its_field(parameter, text):
    with pytest.raises(LabError, match=f"^{parameter.label} must be .*, got ") as error:
        parameter.parse(text)
    assert len(str(error.value)) < 200


@given(data=st.data(), parameter=st.sampled_from([SIZE, COLOUR, LAYERS, HEIGHT, FILE]))
def test_what_is_shown_can_be_typed_and_gives_the_same(data, parameter):
    value = data.draw(values_of(parameter))
    assert parameter.parse(parameter.format(value)) == value


@given(values=st.lists(st.tuples(st.integers(-999, 999), st.integers(-999, 999)), min_size=1, max_size=3))
def test_points_are_shown_so_that_typing_them_gives_the_same(values):
    marks = tuple((x / 7, y / 8) for x, y in values)
    assert MARKS.parse(MARKS.format(marks)) == marks


def test_a_formula_that_does_not_parse_is_refused_in_the_words_of_its_reader():
    with pytest.raises(LabError, match="unknown name 'z' at place 5"):
        Picture(height="x + z")


@pytest.mark.parametrize(("value", "shown"), [((100,) * 4, "4×100"), ((100,), "100"), ((100, 50), "100-50")])
def test_layers_alike_are_shown_as_a_product(value, shown):
    assert LAYERS.format(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(1e-4, "0.0001"), (0.1 + 0.2, "0.3"), (1e-6, "1e-6"), (1000.0, "1000")])
def test_a_number_is_shown_without_the_noise_of_its_last_bits(value, shown):
    assert RATE.format(value) == shown


@pytest.mark.parametrize(
    ("parameter", "value", "field", "said"),
    [
        (RATE, 1e-6, "1e-6", "10⁻⁶"),
        (RATE, 0.012345, "0.012345", "0.012345"),
        (ANY, -1234.5, "-1234.5", "−1,234.5"),
        (SIZE, -2, "-2", "−2"),
        (Integer(label="images"), 60_000, "60000", "60,000"),
        (LAYERS, (100,) * 4, "4×100", "4×100"),
    ],
)
def test_a_field_shows_what_can_be_typed_and_a_sentence_says_the_same_digits(parameter, value, field, said):
    assert (parameter.format(value), parameter.words(value)) == (field, said)


@given(digits=st.integers(-(10**15) + 1, 10**15 - 1), power=st.integers(-200, 200))
def test_what_a_sentence_says_of_a_setting_is_what_its_field_holds(digits, power):
    value = float(f"{digits}e{power}")
    assert ANY.parse(ANY.words(value).replace(",", "")) == ANY.parse(ANY.format(value)) == value


@given(value=st.integers())
def test_a_whole_number_can_be_typed_as_a_sentence_says_it(value):
    whole = Integer(label="whole", low=-(10**20), high=10**20)
    value = max(min(value, whole.high), whole.low)
    assert whole.parse(whole.words(value)) == whole.parse(whole.format(value)) == value


@given(text=st.text(max_size=30), parameter=st.sampled_from([RATE, SIZE, COLOUR, LAYERS, MARKS, HEIGHT, FILE]))
def test_any_text_is_a_value_that_fits_or_a_lab_error(text, parameter):
    try:
        value = parameter.parse(text)
    except LabError:
        return
    assert parameter.check(value) == value


# Configurations


def test_every_kind_of_field_can_be_given_by_hypothesis_and_no_kind_is_forgotten():
    used = {type(parameter) for parameter in Picture.parameters().values()}
    assert used == set(Parameter.__subclasses__())


def test_fields_are_described_in_their_order():
    assert list(Picture.parameters()) == [
        "size",
        "weight",
        "shown",
        "colour",
        "layers",
        "marks",
        "height",
        "file",
        "shape",
        "frame",
        "base",
        "weights",
    ]
    assert Picture.parameters()["weight"] == Number(label="weight", low=0, high=1, open_high=True)


def test_a_configuration_that_exists_is_valid_and_stays_so():
    picture = Picture(size=5.0, weight=0, layers=[1, 2])
    assert (picture.size, picture.weight, picture.layers) == (5, 0.0, (1, 2))
    assert type(picture.size) is int and type(picture.weight) is float and type(picture.layers) is tuple
    assert picture == Picture(size=5, weight=0.0, layers=(1, 2)) and hash(picture) is not None
    with pytest.raises(FrozenInstanceError):
        picture.size = 6


@pytest.mark.parametrize(
    ("values", "field"),
    [({"size": 0}, "size"), ({"weight": math.nan}, "weight"), ({"shape": None}, "shape"), ({"frame": 1}, "frame")],
)
def test_a_bad_value_names_its_field(values, field):
    with pytest.raises(LabError) as error:
        Picture(**values)
    assert error.value.field == field


@given(picture=configurations(Picture))
def test_a_configuration_is_written_as_plain_values_and_read_back(picture):
    assert Picture.from_plain(picture.to_plain()) == picture


def test_a_choice_is_written_with_its_kind_and_settings():
    plain = Picture(shape=Square(side=3), frame=Frame(width=2)).to_plain()
    assert plain["shape"] == {"kind": "square", "side": 3.0, "turned": False}
    assert plain["frame"] == {"width": 2, "shape": {"kind": "circle", "radius": 1.0}}
    assert plain["layers"] == [4, 4]
    assert Picture().to_plain()["frame"] is None


def test_a_choice_may_be_written_by_its_name_alone_and_a_part_with_its_defaults():
    assert Picture.from_plain({"shape": "square", "frame": {}}) == Picture(shape=Square(), frame=Frame())
    assert Picture.from_plain({"shape": {"kind": "square", "side": 1}}).shape == Square(side=1)


PLAIN_FAULTS = [
    ({"speed": 1}, "speed", "unknown setting 'speed'; known are: size, weight,"),
    ({"size": "3"}, "size", "size must be a whole number from 1 to 100, got 3"),
    ({"weight": 10**400}, "weight", "weight must be a number in [0, 1), got 1"),
    ({"layers": "4x100"}, "layers", "layers must be 1 to 5 layers of"),
    ({"shape": "triangle"}, "shape", "unknown shape 'triangle'; known are: circle, square"),
    ({"shape": {"kind": ["circle"]}}, "shape", "unknown shape ['circle']; known are: circle, square"),
    ({"shape": {}}, "shape", "shape must be a set of settings with a kind, one of circle, square, got {}"),
    ({"shape": 3}, "shape", "shape must be a set of settings with a kind, one of circle, square, got 3"),
    ({"shape": {"kind": "square", "side": -1}}, "shape.side", "side must be a number in [0, ∞), got -1"),
    ({"shape": {"kind": "square", "radius": 1}}, "shape.radius", "unknown setting 'radius'; known are: side, turned"),
    ({"shape": {"kind": "square", "shape": 1}}, "shape.shape", "unknown setting 'shape'; known are: side, turned"),
    ({"frame": 3}, "frame", "expected a set of named settings, got 3"),
    ({"frame": {"width": 0}}, "frame.width", "frame width must be a whole number from 1 to 9, got 0"),
    ({"frame": {"shape": {"kind": "circle", "radius": 0}}}, "frame.shape.radius", "radius must be a number in (0, ∞)"),
    ({"frame": {"frame": {}}}, "frame.frame", "unknown setting 'frame'; known are: width, shape"),
    ({"weights": [1, "x"]}, "weights.1", "weight must be a number"),
]


@pytest.mark.parametrize(("plain", "field", "message"), PLAIN_FAULTS, ids=lambda part: f"{part!r:.40}")
def test_a_fault_in_plain_settings_is_told_with_its_dotted_place(plain, field, message):
    with pytest.raises(LabError) as error:
        Picture.from_plain(plain)
    assert error.value.field == field
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("plain", [None, 3, "circle", [], [("size", 3)]])
def test_settings_that_are_no_settings_are_refused(plain):
    with pytest.raises(LabError, match="expected a set of named settings, got "):
        Picture.from_plain(plain)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(plain=st.dictionaries(st.sampled_from([*Picture.parameters(), "other"]), PLAIN, max_size=3))
def test_any_plain_settings_are_a_configuration_or_a_lab_error_with_its_place(plain):
    try:
        picture = Picture.from_plain(plain)
    except LabError as error:
        assert error.field.split(".")[0] in plain
    else:
        assert Picture.from_plain(picture.to_plain()) == picture


motors = Registry("motor")


@motors.register("steam")
@dataclass(frozen=True)
class Steam(Configuration):
    speed: float = number(1.0, label="speed", live=True)
    power: float = number(2.0, label="power")


@motors.register("diesel")
@dataclass(frozen=True)
class Diesel(Configuration):
    speed: float = number(1.0, label="speed", live=True)


@dataclass(frozen=True)
class Boat(Configuration):
    load: float = number(1.0, label="load", live=True)
    length: float = number(2.0, label="length")
    motor: Configuration = one_of(motors, Steam(), label="motor")
    sail: Frame | None = optional(Frame, Frame(width=2), label="sail", live=True)
    cabin: Frame | None = optional(Frame, Frame(width=2), label="cabin")


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({}, True),
        ({"load": 3}, True),
        ({"length": 3}, False),
        ({"load": 3, "length": 3}, False),
        ({"motor": Steam(speed=3)}, True),
        ({"motor": Steam(speed=3, power=3)}, False),
        ({"motor": Diesel()}, False),
        ({"sail": None}, True),
        ({"sail": Frame(width=3)}, True),
        ({"cabin": None}, False),
        ({"cabin": Frame(width=3)}, False),
    ],
    ids=str,
)
def test_only_live_settings_may_change_on_the_way(changes, allowed):
    assert Boat().can_become(replace(Boat(), **changes)) is allowed


# Changing one value


def test_one_value_is_changed_at_any_depth_and_the_rest_stays():
    picture = Picture(frame=Frame(shape=Square()))
    assert picture.with_value("size", 9) == Picture(size=9, frame=Frame(shape=Square()))
    assert picture.with_value("frame.width", 9).frame == Frame(width=9, shape=Square())
    assert picture.with_value("frame.shape.side", 5).frame == Frame(shape=Square(side=5))
    assert picture.with_value("frame", None).frame is None
    assert picture == Picture(frame=Frame(shape=Square()))


@pytest.mark.parametrize(("place", "value"), [("size", 0), ("frame.width", 10), ("frame.shape.side", math.nan)])
def test_a_change_that_does_not_fit_names_its_dotted_place(place, value):
    with pytest.raises(LabError) as error:
        Picture(frame=Frame(shape=Square())).with_value(place, value)
    assert error.value.field == place


def test_a_change_inside_a_part_that_is_absent_is_refused():
    with pytest.raises(LabError) as error:
        Picture(frame=None).with_value("frame.width", 2)
    assert error.value.field.startswith("frame")
