"""Inputs that nobody means: good ones with parts that are changed, doubled, left out or taken for something else."""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from core.config.words import LabError, one_line

MOST_SECONDS = 2.0
MOST_BYTES = 500e6

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 10**400, 0.5, -0.0, 1e-320, 1e308, float("nan"), float("inf"),
    "", " ", "x", "sgd", "0.5", "1e999", "\0", "\n", "\ud800", "\udcff", "x" * 5000, "९", "‮", [], {}, [[]], [None] * 70,
    [1] * 3000, {"kind": "adam"}, {"kind": None}, {"kind": ["x"]}, {"": ""}, [[1, 2], [3]], "../x", "/dev/zero", "con",
)  # fmt: skip
SIGNS = "0123456789.,-+eE×x*^()[]{}|/;: \t\n\"'~%#\\√−½²⁻₁πη가\0\x7f\u200b\u2028\ud800\udcffNaNinf"


def mutated_text(text: str, rng: random.Random, times: int = 3) -> str:
    """Return a text of which some letters are others."""
    for _ in range(rng.randint(1, times)):
        at = rng.randint(0, len(text))
        until = min(len(text), at + rng.choice((0, 0, 1, 1, 2, 5)))
        put = "".join(rng.choice(SIGNS) for _ in range(rng.choice((0, 1, 1, 2, 3))))
        text = text[:at] + put + text[until:]
        if rng.random() < 0.05:
            text *= rng.choice((2, 10, 1000))
    return text[:100_000]


def mutated_bytes(content: bytes, rng: random.Random) -> bytes:
    """Return bytes of which some are others."""
    changed = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(changed) + 1) if rng.random() < 0.5 else rng.randrange(min(len(changed) + 1, 200))
        kind = rng.randrange(5)
        if kind == 0:
            del changed[at : at + rng.choice((1, 4, 100, 10_000))]
        elif kind == 1:
            changed[at:at] = rng.randbytes(rng.choice((1, 4, 100)))
        elif kind == 2:
            changed[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", bytes(4), b"\0\0\0\x01"))
        elif kind == 3:
            changed += changed[at : at + 1000]
        else:
            changed[at : at + 1] = rng.randbytes(1)
    return bytes(changed)


def mutated_plain(plain: Any, rng: random.Random) -> Any:
    """Return something of dicts and lists of which some parts are others."""
    plain = json.loads(json.dumps(plain))
    for _ in range(rng.randint(1, 3)):
        places = list(_places(plain))
        owner, key = rng.choice(places)
        kind = rng.randrange(6)
        if kind == 0:
            del owner[key]
        elif kind == 1 and isinstance(owner, dict):
            owner[rng.choice((f"{key}x", "", "kind", "runs", "\ud800"))] = owner.pop(key)
        elif kind == 2:
            other, its = rng.choice(places)
            owner[key] = copy.deepcopy(other[its])
        elif kind == 3 and isinstance(owner[key], int | float):
            owner[key] = owner[key] * rng.choice((-1, 0, 2, 1000, 1e9, 1e-9))
        else:
            owner[key] = copy.deepcopy(rng.choice(ODD))
    return plain


def _places(plain: Any) -> Iterator[tuple[Any, Any]]:
    items = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for key, value in list(items):
        yield plain, key
        yield from _places(value)


def assert_harmless(kind: str, count: int, take: Callable[[random.Random], object]) -> int:
    """Take so many mutated inputs, and see that each gives one line or a valid state, soon and in little room.

    Returns
    -------
    int
        How many of them gave a valid state.
    """
    fine, slowest = 0, 0.0
    with _little_memory():
        for number in range(count):
            rng = random.Random(f"{kind} {number}")
            began = time.process_time()
            try:
                take(rng)
                fine += 1
            except LabError as error:
                told = str(error)
                assert told == one_line(told) and 0 < len(told) < 3000, f"{kind} {number}: {told!r}"
            except BaseException as error:
                raise AssertionError(f"{kind} {number} ended in {error!r}") from error
            slowest = max(slowest, time.process_time() - began)
            assert slowest < MOST_SECONDS, f"{kind} {number} took {slowest:.1f} s"
    print(f"{kind}: {count} inputs, {fine} valid, slowest {slowest:.3f} s")
    return fine


@contextmanager
def _little_memory() -> Iterator[None]:
    """Fail where much more memory is taken than before, on systems that tell."""
    refs = Path("/proc/self/clear_refs")
    if not refs.exists():
        yield
        return
    refs.write_text("5")  # the peak begins anew
    base = _status("VmRSS")
    yield
    taken = _status("VmHWM") - base
    print(f"at most {taken / 1e6:.0f} MB over the base")
    if taken > MOST_BYTES:
        pytest.fail(f"{taken / 1e6:.0f} MB were taken")


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * int(next(line for line in lines if line.startswith(name)).split()[1])
