"""What a field of a configuration may hold, and how it is checked, read, written and shown to a person as text.

Each kind of field is one `Parameter` subclass.  The fields themselves are made by the functions in
`core.config.configuration`, and checks, scene files and the forms of the window all follow from the description.

To add a kind of field: one `Parameter` subclass here (or beside what it describes, as `core.descent.expressions` does),
one function in `core.config.configuration`, and one editor in ``app/widgets/editors.py``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.config import figures, typed
from core.config.paths import can_be_named, pasted, quoted
from core.config.registry import Registry
from core.config.words import LabError, Phrase, mark, shown

if TYPE_CHECKING:
    from core.config.configuration import Configuration

MUST_BE = mark("core", "{label} must be {expectation}, got {value}")
_NUMBER = mark("core", "a number in {interval}")
_WHOLE = mark("core", "a whole number from {low} to {high}")
_ONE_OF = mark("core", "one of {names}")
_ON_OFF = mark("core", "true or false")
_SIZES = mark("core", "{fewest} to {most} layers of {low} to {high} nodes, such as 100-50-30 or 4x100")
_POINTS = mark("core", "1 to {most} points such as (-7, 2); (3, 1), coordinates up to {high}")
_FILE_NAME = mark("core", "a file name")
_SEVERAL = mark("core", "{fewest} to {most} entries")
_KIND = mark("core", "a set of settings with a kind, one of {names}")
SETTINGS = mark("core", "a set of named settings")


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One field of a configuration, described for people and programs.

    Parameters
    ----------
    label : str
        Name in a form (marked text).
    symbol : str
        The slide's symbol ("η"), used in the short names of runs.
    help : str
        One or two sentences (marked text): what it does, which variant.
    group : str
        Heading in a form under which the field stands (marked text).
    live : bool
        Whether a change may take effect in the middle of training.
    """

    label: str
    symbol: str = ""
    help: str = ""
    group: str = ""
    live: bool = False

    def check(self, value: Any) -> Any:
        """Return `value` in its proper type; raise `LabError` when it does not fit."""
        raise NotImplementedError

    def parse(self, text: str) -> Any:
        """Return the value that a person typed as `text`; raise `LabError` when it is none."""
        return self.check(text)

    def format(self, value: Any) -> str:
        """Return `value` as a person would type it, for a field."""
        return str(value)

    def words(self, value: Any) -> str:
        """Return `value` as names and sentences say it; of a number, the same digits as in its field."""
        return self.format(value)

    def to_plain(self, value: Any) -> Any:
        """Return `value` as something JSON can hold."""
        return value

    def from_plain(self, plain: Any) -> Any:
        """Return the value that `to_plain` wrote; raise `LabError` when it does not fit."""
        return self.check(plain)

    def fault(self, expectation: Phrase | str, value: Any) -> LabError:
        """Return the error "<label> must be <expectation>, got <value>"."""
        return LabError(MUST_BE, label=self.label, expectation=expectation, value=shown(value))


@dataclass(frozen=True, kw_only=True)
class Number(Parameter):
    """A real number in an interval; `log` asks for an editor that steps in 1-2-5 decades."""

    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False
    log: bool = False

    @property
    def interval(self) -> str:
        """The range as on the blackboard: ``(0, 1]``."""
        left = "(" if self.open_low or math.isinf(self.low) else "["
        right = ")" if self.open_high or math.isinf(self.high) else "]"
        low, high = (figures.setting(end).replace(",", "") for end in (self.low, self.high))  # 1,000 would be two
        return f"{left}{low}, {high}{right}"

    def check(self, value: Any) -> float:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        fits = fits and (value > self.low if self.open_low else value >= self.low)
        fits = fits and (value < self.high if self.open_high else value <= self.high)
        try:
            number = float(value) if fits else math.nan
        except OverflowError:  # an integer beyond every float
            number = math.nan
        if not math.isfinite(number):
            raise self.fault(Phrase(_NUMBER, interval=self.interval), value)
        return number

    def parse(self, text: str) -> float:
        try:
            return self.check(typed.number(text))
        except ValueError:
            raise self.fault(Phrase(_NUMBER, interval=self.interval), text) from None

    def format(self, value: float) -> str:
        return figures.entry(value)

    def words(self, value: float) -> str:
        return figures.setting(value)


@dataclass(frozen=True, kw_only=True)
class Integer(Parameter):
    """A whole number from `low` to `high`.

    Attributes
    ----------
    span : tuple of int
        From where to where a slider goes, in equal ratios; none where that follows from where it begins.
    """

    low: int = 0
    high: int = 2**31 - 1
    span: tuple[int, int] | tuple[()] = ()

    def check(self, value: Any) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not self.low <= value <= self.high:
            raise self.fault(Phrase(_WHOLE, low=self.low, high=self.high), value)
        return value

    def parse(self, text: str) -> int:
        try:
            return self.check(typed.whole(text))
        except ValueError:
            raise self.fault(Phrase(_WHOLE, low=self.low, high=self.high), text) from None

    def words(self, value: int) -> str:
        return figures.count(value)


@dataclass(frozen=True, kw_only=True)
class Switch(Parameter):
    """On or off."""

    def check(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self.fault(_ON_OFF, value)
        return value


@dataclass(frozen=True, kw_only=True)
class Choice(Parameter):
    """One of a few words; `options` maps each to its label (marked text)."""

    options: Mapping[str, str]

    def check(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.options:
            raise self.fault(Phrase(_ONE_OF, names=", ".join(self.options)), value)
        return value


@dataclass(frozen=True, kw_only=True)
class Sizes(Parameter):
    """Nodes of each layer in turn: ``100-50-30``, or ``4x100`` for four alike."""

    low: int = 1
    high: int = 2000
    most: int = 50

    @property
    def _expectation(self) -> Phrase:
        return Phrase(_SIZES, fewest=1, most=self.most, low=self.low, high=self.high)

    def check(self, value: Any) -> tuple[int, ...]:
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= self.most:
            raise self.fault(self._expectation, value)
        for nodes in value:
            if not isinstance(nodes, int) or isinstance(nodes, bool) or not self.low <= nodes <= self.high:
                raise self.fault(self._expectation, value)
        return tuple(value)

    def parse(self, text: str) -> tuple[int, ...]:
        sizes: list[int] = []
        for part in re.split(r"[-,\s]+", re.sub(r"\s*[x*]\s*", "x", typed.plain(text).strip().lower())):
            match = re.fullmatch(r"(?:(\d{1,3})x)?(\d{1,6})", part)
            if not match:
                raise self.fault(self._expectation, text)
            sizes += [int(match[2])] * int(match[1] or 1)
        try:
            return self.check(sizes)
        except LabError:
            raise self.fault(self._expectation, text) from None

    def format(self, value: tuple[int, ...]) -> str:
        if len(value) > 1 and len(set(value)) == 1:
            return f"{len(value)}×{value[0]}"
        return "-".join(map(str, value))

    def to_plain(self, value: tuple[int, ...]) -> list[int]:
        return list(value)


@dataclass(frozen=True, kw_only=True)
class Points(Parameter):
    """Points of the plane: ``-7, 2``, or ``(-7, 2); (3, 1)`` for several."""

    high: float = 1e6
    most: int = 8

    @property
    def _expectation(self) -> Phrase:
        return Phrase(_POINTS, most=self.most, high=self.high)

    def check(self, value: Any) -> tuple[tuple[float, float], ...]:
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= self.most:
            raise self.fault(self._expectation, value)
        coordinate = Number(label=self.label, low=-self.high, high=self.high)
        checked = []
        for point in value:
            if not isinstance(point, list | tuple) or len(point) != 2:
                raise self.fault(self._expectation, value)
            try:
                checked.append((coordinate.check(point[0]), coordinate.check(point[1])))
            except LabError:
                raise self.fault(self._expectation, value) from None
        return tuple(checked)

    def parse(self, text: str) -> tuple[tuple[float, float], ...]:
        bare = typed.plain(text).strip().rstrip(";")
        pairs = re.split(r"\s*;\s*|(?<=\))\s*,?\s*(?=\()", bare)
        try:
            points = [tuple(map(typed.number, re.sub(r"^\((.*)\)$", r"\1", p.strip()).split(","))) for p in pairs]
            return self.check(points)
        except ValueError:
            raise self.fault(self._expectation, text) from None

    def format(self, value: tuple[tuple[float, float], ...]) -> str:
        pairs = [", ".join(figures.entry(part, exact=True) for part in pair) for pair in value]
        return pairs[0] if len(pairs) == 1 else "; ".join(f"({pair})" for pair in pairs)

    def to_plain(self, value: tuple[tuple[float, float], ...]) -> list[list[float]]:
        return [list(point) for point in value]


@dataclass(frozen=True, kw_only=True)
class Path(Parameter):
    """The name of a file of the user's, typed or pasted; whether it can be read shows when it is read."""

    def check(self, value: Any) -> str:
        if not isinstance(value, str) or not can_be_named(value):
            raise self.fault(_FILE_NAME, value)
        return value

    def parse(self, text: str) -> str:
        return self.check(pasted(text))

    def format(self, value: str) -> str:
        return quoted(value)


@dataclass(frozen=True, kw_only=True)
class OneOf(Parameter):
    """A choice from a registry, along with the settings of what was chosen."""

    registry: Registry

    def check(self, value: Any) -> Configuration:
        if type(value) not in self.registry.classes():
            raise self.fault(Phrase(_ONE_OF, names=", ".join(self.registry)), value)
        return value

    def to_plain(self, value: Configuration) -> dict[str, Any]:
        return {"kind": value.key, **value.to_plain()}

    def from_plain(self, plain: Any) -> Configuration:
        if isinstance(plain, str):
            plain = {"kind": plain}
        if not isinstance(plain, Mapping) or "kind" not in plain:
            raise self.fault(Phrase(_KIND, names=", ".join(self.registry)), plain)
        settings = dict(plain)
        return self.registry[settings.pop("kind")].from_plain(settings)


@dataclass(frozen=True, kw_only=True)
class Optional(Parameter):
    """Settings of a part that may be absent (None), such as dropout."""

    part: type[Configuration]

    def check(self, value: Any) -> Configuration | None:
        if value is not None and type(value) is not self.part:
            raise self.fault(SETTINGS, value)
        return value

    def to_plain(self, value: Configuration | None) -> dict[str, Any] | None:
        return None if value is None else value.to_plain()

    def from_plain(self, plain: Any) -> Configuration | None:
        return None if plain is None else self.part.from_plain(plain)


@dataclass(frozen=True, kw_only=True)
class Part(Parameter):
    """Settings of a part that is always there."""

    part: type[Configuration]

    def check(self, value: Any) -> Configuration:
        if type(value) is not self.part:
            raise self.fault(SETTINGS, value)
        return value

    def to_plain(self, value: Configuration) -> dict[str, Any]:
        return value.to_plain()

    def from_plain(self, plain: Any) -> Configuration:
        return self.part.from_plain(plain)


@dataclass(frozen=True, kw_only=True)
class Several(Parameter):
    """A row of values of one kind: `item` describes each of them."""

    item: Parameter
    fewest: int = 0
    most: int = 64

    def _listed(self, value: Any) -> Any:
        if not isinstance(value, list | tuple) or not self.fewest <= len(value) <= self.most:
            raise self.fault(Phrase(_SEVERAL, fewest=self.fewest, most=self.most), value)
        return value

    def _each(self, read: Callable[[Any], Any], value: Any) -> tuple[Any, ...]:
        """Read every entry; an error names the place of its own."""
        entries = []
        for place, entry in enumerate(self._listed(value)):
            try:
                entries.append(read(entry))
            except LabError as error:
                raise error.inside(str(place)) from None
        return tuple(entries)

    def check(self, value: Any) -> tuple[Any, ...]:
        return self._each(self.item.check, value)

    def to_plain(self, value: tuple[Any, ...]) -> list[Any]:
        return [self.item.to_plain(each) for each in value]

    def from_plain(self, plain: Any) -> tuple[Any, ...]:
        return self._each(self.item.from_plain, plain)
