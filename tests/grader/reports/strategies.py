"""Grades that say anything: every text is arbitrary, with control characters and halves of characters."""

from hypothesis import strategies as st

from grader.model import (
    AssignmentResult,
    CheckResult,
    CodeBlock,
    Difference,
    ExerciseResult,
    Frame,
    Grade,
    Status,
    Table,
    Times,
)

NASTY = st.sampled_from(
    ["\x1b[31m", "\x9b2J", "\u202e", "\udcff", "<script>", "</code>", "&lt;", "{{", "]]>", "\r", "\x00", "'\""]
)
TEXT = st.lists(st.text(st.characters(exclude_categories=()), max_size=8) | NASTY, max_size=4).map("".join)
NUMBER = st.integers(0, 10_000)
STATUS = st.sampled_from(Status)


def few(items: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(items, max_size=2)


tables = st.builds(Table, got=few(few(TEXT)), expected=few(few(TEXT)), wrong=few(few(st.booleans())))
differences = st.builds(Difference, where=TEXT, got=TEXT, expected=TEXT, table=st.none() | tables)
frames = st.builds(Frame, file=TEXT, line=NUMBER, function=TEXT, text=TEXT)
checks = st.builds(
    CheckResult,
    name=TEXT,
    title=TEXT,
    status=STATUS,
    score=NUMBER,
    points=NUMBER,
    hidden=st.booleans(),
    hint=TEXT,
    message=TEXT,
    snippet=TEXT,
    difference=st.none() | differences,
    frames=few(frames),
    output=TEXT,
)
exercises = st.builds(
    ExerciseResult,
    name=TEXT,
    title=TEXT,
    status=STATUS,
    score=NUMBER,
    points=NUMBER,
    message=TEXT,
    checks=few(checks),
    code=few(st.builds(CodeBlock, file=TEXT, line=NUMBER, text=TEXT)),
    notes=few(TEXT),
)
assignments = st.builds(
    AssignmentResult,
    slug=TEXT,
    title=TEXT,
    file=TEXT,
    score=NUMBER,
    points=NUMBER,
    exercises=few(exercises),
    notes=few(TEXT),
)
grades = st.builds(
    Grade,
    format=st.just(1),
    submission=TEXT,
    isolation=st.dictionaries(TEXT, TEXT, max_size=2),
    hidden=st.booleans(),
    score=NUMBER,
    points=NUMBER,
    assignments=few(assignments),
    notes=few(TEXT),
    times=st.builds(Times, started=TEXT, seconds=st.floats(0, 1000)),
)
