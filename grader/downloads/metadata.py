"""Gradescope's submission_metadata.yml: who handed in what, and when.

It maps `submission_<id>` to `:submitters` (each with `:name`, `:sid` and `:email`), `:created_at`, and much else. The
keys are Ruby's symbols and keep their colon; a time may be plain, quoted, or one of Ruby's objects. The file is read
event by event: what is not wanted is passed over without being kept, no tag makes an object and no alias is followed,
so that neither depth nor repetition costs anything.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import yaml

from grader.language import say
from grader.submission import limits
from grader.submission.limits import megabytes

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml's parser where PyYAML was built with it: it is ten times faster."""
_DEPTH = 4
_ITEMS = 100
"""What is kept of one value: lists within mappings within lists, and so many parts of each."""
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ]\s*(?P<time>\d\d:\d\d:\d\d)(?:\.(?P<part>\d+))?\s*"
    r"(?:Z|UTC|(?P<offset>[+-]\d\d):?(?P<minutes>\d\d)?)?",
    re.ASCII,
)

Value = str | list[Any] | dict[str, Any]


class Submitter(NamedTuple):
    """One of those who handed in together, as Gradescope names them; what it does not say is empty."""

    name: str
    sid: str
    email: str


class Record(NamedTuple):
    """What is said of one submission; `created` is its time in ISO 8601 with its offset, or empty."""

    submitters: tuple[Submitter, ...] = ()
    created: str = ""


class Metadata(NamedTuple):
    """The records by the names of the folders, and a sentence if not all of the file can be read."""

    records: dict[str, Record]
    problem: str = ""


def read_metadata(data: bytes) -> Metadata:
    """Read the metadata, or as much of it as there is before the first mistake. It raises nothing."""
    if len(data) > limits.METADATA_BYTES:
        return Metadata(
            {},
            say(
                "it is {size} large, and up to {most} is read",
                size=megabytes(len(data)),
                most=megabytes(limits.METADATA_BYTES),
            ),
        )
    records: dict[str, Record] = {}
    try:
        for name, fields in _Events(data).entries():
            records[name] = Record(_submitters(fields.get("submitters")), _time(fields.get("created_at")))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        return Metadata(
            records, say("it is no YAML") if line is None else say("it is no YAML from line {line} on", line=line + 1)
        )
    return Metadata(records, "" if records else say("it names no submissions"))


class _Events:
    """The parser's events, of which the entries of a mapping of mappings are made."""

    def __init__(self, data: bytes) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(data, Loader=_LOADER)

    def entries(self) -> Iterator[tuple[str, dict[str, Value]]]:
        """Each key of the outermost mapping with the fields of its value that are wanted."""
        for event in self._events:
            if isinstance(event, yaml.MappingStartEvent):
                for name in self._keys():
                    yield name, self._fields()
                return
            if isinstance(event, yaml.NodeEvent):
                return

    def _fields(self) -> dict[str, Value]:
        event = next(self._events)
        if not isinstance(event, yaml.MappingStartEvent):
            self._pass_over(event)
            return {}
        fields: dict[str, Value] = {}
        for key in self._keys():
            value = next(self._events)
            if key in ("submitters", "created_at"):
                fields[key] = self._value(value, _DEPTH)
            else:
                self._pass_over(value)
        return fields

    def _keys(self) -> Iterator[str]:
        """The keys of a mapping that has begun, without a symbol's colon; the caller takes each key's value."""
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._pass_over(event)
            yield event.value.removeprefix(":") if isinstance(event, yaml.ScalarEvent) else ""

    def _value(self, event: yaml.Event, depth: int) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if depth == 0 or not isinstance(event, yaml.CollectionStartEvent):
            self._pass_over(event)
            return ""
        if isinstance(event, yaml.MappingStartEvent):
            fields: dict[str, Any] = {}
            for key in self._keys():
                value = self._value(next(self._events), depth - 1)
                fields |= {key: value} if len(fields) < _ITEMS else {}
            return fields
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value = self._value(event, depth - 1)
            items += [value] if len(items) < _ITEMS else []
        return items

    def _pass_over(self, event: yaml.Event) -> None:
        depth = _change(event)
        while depth > 0:
            depth += _change(next(self._events))


def _change(event: yaml.Event) -> int:
    return isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def _submitters(value: Value | None) -> tuple[Submitter, ...]:
    people = value if isinstance(value, list) else [value]
    found = [Submitter(*(_text(p.get(field)) for field in Submitter._fields)) for p in people if isinstance(p, dict)]
    return tuple(submitter for submitter in found if any(submitter))


def _text(value: object) -> str:
    """A scalar's text; YAML's own words for nothing are nothing."""
    text = value.strip() if isinstance(value, str) else ""
    return "" if text in ("null", "~", "Null", "NULL") else text


def _time(value: Value | None) -> str:
    """A time in ISO 8601, or nothing. One without an offset is in UTC, as YAML's own description of timestamps says.

    ActiveSupport's `TimeWithZone` holds the instant in `utc` and the clock on the wall in `time`.
    """
    if isinstance(value, dict):
        return _time(_text(value.get("utc"))) or _time(_text(value.get("time")))
    match = _TIME.fullmatch(_text(value))
    if match is None:
        return ""
    offset = f"{match['offset']}:{match['minutes'] or '00'}" if match["offset"] else ""
    try:
        moment = datetime.fromisoformat(f"{match['day']}T{match['time']}.{(match['part'] or '0')[:6]:0<6}{offset}")
        moment.astimezone(UTC)  # who compares times needs it there
    except (ValueError, OverflowError):
        return ""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
