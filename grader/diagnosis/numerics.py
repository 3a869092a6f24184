"""What the numbers of a wrong answer say of themselves: transposed, off by a factor, right up to float32.

Each is stated only where it holds on every example that was tried, the right answers among them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from grader.checks.compare import named
from grader.checks.watching import Comparison, Shape
from grader.language import marked, say
from grader.sentences import listed

RELATIVE, ABSOLUTE = 1e-6, 1e-9
"""How near an entry has to be to what a relation says: rounding, and the differences of costs, stay well within."""
SINGLE = 2e-6
"""What float32 (24 bits, 6e-8 a step) may be off by after some steps, relative to the largest entry."""
DOUBLE = 1e-9
"""What float64 is off by at the most where float32 is not at work."""
ENOUGH = 3
"""Entries that a factor has to hold for, before it is more than a coincidence."""

SHIFTS = (
    ((1, marked("before (along the rows)")), (-1, marked("after (along the rows)"))),
    ((1, marked("before (along the columns)")), (-1, marked("after (along the columns)"))),
)
"""Along each axis: by how much an entry may have moved, and which one then stands in its place."""

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Pair:
    """One array of an answer beside what it should be, and the sizes of the call's batches."""

    got: Array
    expected: Array
    shape_only: bool
    sizes: frozenset[int]

    def agrees(self, other: Array) -> bool:
        """Whether what was got is this other array."""
        if self.got.shape != other.shape:
            return False
        return self.shape_only or _near(self.got, other)

    @property
    def right(self) -> bool:
        """Whether what was got is right."""
        return self.agrees(self.expected)


@dataclass(frozen=True)
class Relation:
    """Something that a wrong answer may be to the right one, and the sentences that say so of one part, or of many.

    `{it}` is the part. `holds` gives what to put in for `{how}`, or None if the relation does not hold on all of the
    pairs.
    """

    one: str
    many: str
    holds: Callable[[Sequence[Pair]], str | None]


def explain(comparisons: Sequence[Comparison]) -> str:
    """A sentence about the wrong parts of an answer, or nothing if nothing holds on every example."""
    places = _places(comparisons)
    wrong = [place for place, pairs in places.items() if not all(_is_exact(pair) for pair in pairs)]
    for relation in RELATIONS:
        found = {place: how for place in wrong if (how := relation.holds(places[place])) is not None}
        if found and wrong[0] in found:
            how = found[wrong[0]]
            which = [place for place, other in found.items() if other == how]
            sentence = relation.many if len(which) > 1 else relation.one
            return say(sentence, it=_listed(which), how=say(how))
    return ""


def _places(comparisons: Sequence[Comparison]) -> dict[str, list[Pair]]:
    places: dict[str, list[Pair]] = {}
    for comparison in comparisons:
        sizes = frozenset(_batch_sizes(comparison.arguments))
        for place, got, expected in _arrays(comparison.got, comparison.expected, comparison.name):
            shape_only = isinstance(expected, Shape)
            right = np.broadcast_to(np.nan, expected.sizes) if isinstance(expected, Shape) else np.asarray(expected)
            places.setdefault(place, []).append(Pair(np.asarray(got), right, shape_only, sizes))
    return places


def _arrays(got: Any, expected: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """The numbers and arrays that stand at the same places of two values."""
    if isinstance(expected, Mapping):
        if isinstance(got, dict):
            for key in expected:
                if key in got:
                    yield from _arrays(got[key], expected[key], f"{place}[{key!r}]" if place else str(key))
    elif isinstance(expected, list | tuple):
        if isinstance(got, list | tuple) and len(got) == len(expected):
            for index, (mine, right) in enumerate(zip(got, expected, strict=True)):
                yield from _arrays(mine, right, f"{place}[{index}]")
    elif _numeric(got) and (isinstance(expected, Shape) or _numeric(expected)):
        yield place, got, expected


def _numeric(value: Any) -> bool:
    if isinstance(value, np.ndarray | np.generic):
        return value.dtype.kind in "iuf"
    return type(value) in (int, float) and abs(value) < 1e300


def _batch_sizes(value: Any) -> Iterator[int]:
    """The last axis of every matrix among a call's arguments: in the course's form, a column is an example."""
    if isinstance(value, np.ndarray) and value.ndim == 2:
        yield value.shape[1]
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _batch_sizes(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _batch_sizes(part)


def _near(got: Array, other: Array, relative: float = RELATIVE) -> bool:
    with np.errstate(all="ignore"):
        return bool(np.allclose(got, other, rtol=relative, atol=ABSOLUTE, equal_nan=True))


def _is_exact(pair: Pair) -> bool:
    """Whether an entry is right to the digits of float64; a check may be content with fewer."""
    return pair.got.shape == pair.expected.shape and (pair.shape_only or _near(pair.got, pair.expected, DOUBLE))


def _listed(places: Sequence[str]) -> str:
    shown = [named(place) for place in places[:4]] + ([say("other parts")] if len(places) > 4 else [])
    text = listed(shown)
    return text[0].upper() + text[1:] if text.startswith("the ") else text


def _always(change: Callable[[Array], Array | None]) -> Callable[[Sequence[Pair]], str | None]:
    """Holds where every answer is the changed right one, and that is not the right one itself every time."""

    def holds(pairs: Sequence[Pair]) -> str | None:
        changed = [change(pair.expected) for pair in pairs]
        agree = all(other is not None and pair.agrees(other) for pair, other in zip(pairs, changed, strict=True))
        return "" if agree and not all(pair.right for pair in pairs) else None

    return holds


def _flat(array: Array) -> Array | None:
    return array.reshape(-1) if array.ndim == 2 and 1 in array.shape else None


def _numbers(pairs: Sequence[Pair]) -> bool:
    """Whether all pairs have numbers in them, of the same shapes."""
    return all(not pair.shape_only and pair.got.shape == pair.expected.shape for pair in pairs)


def _ratios(pair: Pair) -> Array:
    """Got over expected, where what is expected is not too small to tell."""
    telling = np.abs(pair.expected) > 1e-6
    return np.asarray(pair.got[telling] / pair.expected[telling])


def _one_factor(pairs: Sequence[Pair]) -> str | None:
    if not _numbers(pairs):
        return None
    ratios = np.concatenate([np.ravel(_ratios(pair)) for pair in pairs])
    if ratios.size < ENOUGH or not np.all(np.isfinite(ratios)):
        return None
    factor = float(np.median(ratios))
    if abs(factor) < 1e-9 or not all(pair.agrees(pair.expected * factor) for pair in pairs) or _near_one(factor):
        return None
    return _written(factor)


def _near_one(factor: float) -> bool:
    return abs(factor - 1) < 1e-4


def _written(factor: float) -> str:
    """A factor as people write it: 2, 1/3, 0.37."""
    fraction = Fraction(factor).limit_denominator(1000)
    if abs(float(fraction) - factor) <= 1e-6 * abs(factor):
        return f"{fraction.numerator}" if fraction.denominator == 1 else f"{fraction.numerator}/{fraction.denominator}"
    return f"{factor:.6g}"


def _batch_factor(power: int) -> Callable[[Sequence[Pair]], str | None]:
    """Holds where every answer is off by the number m of examples of its own call, and m is not always the same."""

    def holds(pairs: Sequence[Pair]) -> str | None:
        if not _numbers(pairs):
            return None
        seen = set()
        for pair in pairs:
            fitting = [m for m in sorted(pair.sizes) if pair.agrees(pair.expected * float(m) ** power)]
            if not fitting:
                return None
            seen |= set(fitting) if not pair.right else set()
        return "" if len(seen) > 1 else None

    return holds


def _other_axis(pairs: Sequence[Pair]) -> str | None:
    turned = [p for p in pairs if p.got.ndim == p.expected.ndim == 2 and p.got.shape != p.expected.shape]
    along = all(p.got.shape[0] == 1 and p.expected.shape[1] == 1 for p in turned)
    different = any(p.got.shape[::-1] != p.expected.shape for p in turned)
    return "" if turned and along and different and all(p.got.ndim == 2 for p in pairs) else None


def _shifted(pairs: Sequence[Pair]) -> str | None:
    """Along one axis, every entry is its neighbour's."""
    if not _numbers(pairs):
        return None
    wide = [pair for pair in pairs if not pair.right]
    for axis in (0, 1):
        for step, how in SHIFTS[axis]:
            if (
                wide
                and all(p.got.ndim > axis and p.got.shape[axis] > 2 for p in wide)
                and all(_moved(p, axis, step) for p in wide)
            ):
                return how
    return None


def _moved(pair: Pair, axis: int, step: int) -> bool:
    got, expected = (np.moveaxis(array, axis, 0) for array in (pair.got, pair.expected))
    mine, right = (got[1:], expected[:-1]) if step == 1 else (got[:-1], expected[1:])
    return _near(mine, right)


def _single_precision(pairs: Sequence[Pair]) -> str | None:
    if not _numbers(pairs):
        return None
    near = all(_off(pair) <= SINGLE for pair in pairs)
    return "" if near and any(_off(pair) > DOUBLE for pair in pairs) else None


def _off(pair: Pair) -> float:
    """How far the entries are off, relative to the largest of them."""
    with np.errstate(all="ignore"):
        difference = np.max(np.abs(pair.got - pair.expected), initial=0.0)
    scale = float(np.max(np.abs(pair.expected), initial=0.0))
    return float(difference) / scale if scale > 0 else float(difference)


RELATIONS = [
    Relation(
        marked(
            "{it} is one-dimensional, (n,) where (n, 1) or (1, n) belongs, on every example tried: look for a missing "
            "keepdims=True, or for a shape without its second size."
        ),
        marked(
            "{it} are one-dimensional, (n,) where (n, 1) or (1, n) belongs, on every example tried: look for a missing "
            "keepdims=True, or for a shape without its second size."
        ),
        _always(_flat),
    ),
    Relation(
        marked("{it} is transposed, on every example tried: rows and columns have changed places."),
        marked("{it} are transposed, on every example tried: rows and columns have changed places."),
        _always(np.transpose),
    ),
    Relation(
        marked(
            "{it} is taken along the other axis, on every example tried: axis=1 goes through the examples, axis=0 "
            "through the units."
        ),
        marked(
            "{it} are taken along the other axis, on every example tried: axis=1 goes through the examples, axis=0 "
            "through the units."
        ),
        _other_axis,
    ),
    Relation(
        marked("{it} is right but for the sign, on every example tried."),
        marked("{it} are right but for the sign, on every example tried."),
        _always(np.negative),
    ),
    Relation(
        marked(
            "{it} is m times what it should be, with m the number of examples, on every example tried: look for a "
            "missing 1/m."
        ),
        marked(
            "{it} are m times what it should be, with m the number of examples, on every example tried: look for a "
            "missing 1/m."
        ),
        _batch_factor(1),
    ),
    Relation(
        marked(
            "{it} is 1/m of what it should be, with m the number of examples, on every example tried: look for a 1/m "
            "too many."
        ),
        marked(
            "{it} are 1/m of what it should be, with m the number of examples, on every example tried: look for a 1/m "
            "too many."
        ),
        _batch_factor(-1),
    ),
    Relation(
        marked("{it} is {how} times what it should be, on every example tried: look for that factor."),
        marked("{it} are {how} times what it should be, on every example tried: look for that factor."),
        _one_factor,
    ),
    Relation(
        marked("{it} is shifted by one: each entry is the one {how}, on every example tried."),
        marked("{it} are shifted by one: each entry is the one {how}, on every example tried."),
        _shifted,
    ),
    Relation(
        marked(
            "{it} is right to some seven digits and no further, on every example tried: that is what float32 holds. "
            "Look for a float32, and leave NumPy at its float64."
        ),
        marked(
            "{it} are right to some seven digits and no further, on every example tried: that is what float32 holds. "
            "Look for a float32, and leave NumPy at its float64."
        ),
        _single_precision,
    ),
]
"""In the order in which they are tried: what says most comes first."""
