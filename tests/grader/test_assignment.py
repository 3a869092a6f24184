"""assignment.toml: what is right is read, and every kind of mistake names the file and the key."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.assignment import find_course, load_course, read_settings
from grader.errors import CourseError
from grader.policy import Policy
from grader.settling import Graded, settle
from tests.grader import courses

COURSE = Path(__file__).parents[2]


@pytest.fixture
def settings(tmp_path):
    """Read settings in which one piece of text is replaced by another."""

    def read(old="", new=""):
        assert old in courses.SETTINGS
        path = tmp_path / "assignment.toml"
        path.write_text(courses.SETTINGS.replace(old, new, 1))
        return read_settings(path)

    return read


def test_settings_are_read_as_they_stand(settings):
    read = settings()
    assert (read.title, read.order, read.seed, read.also_named) == ("Tiny", 1, 7, [])
    assert (read.limits.seconds_per_call, read.limits.memory_megabytes) == (1.0, 256)
    assert [(e.name, e.title, e.points.public, e.points.hidden) for e in read.exercise] == [
        ("double", "Twice as much", 3, 4),
        ("total", "All together", 2, 3),
        ("ones", "A matrix of ones", 5, 0),
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("seed = 7", "seed = 7\nsede = 8", "sede"),
        ("seconds_per_call", "seconds_per_cal", "seconds_per_cal"),
        ("hidden = 4", "hiden = 4", "hiden"),
        ('title = "Tiny"\n', "", "title"),
        ("seed = 7\n", "", "seed"),
        ("public = 3, ", "", r"public.*exercise"),
        ('name = "double"\n', "", r"name.*exercise"),
        ("points = { public = 5 }\n", "", r"points.*exercise"),
        ("seed = 7", 'seed = "7"', "seed"),
        ("seed = 7", "seed = 7.5", "seed"),
        ("order = 1", "order = true", "order"),
        ("public = 3", "public = 3.5", r"exercise.*public"),
        ("public = 3", "public = '3'", r"exercise.*public"),
        ("seconds_per_call = 1.0", "seconds_per_call = 'long'", r"limits\.seconds_per_call"),
        ("public = 3", "public = -3", "'double' has points below zero"),
        ("hidden = 4", "hidden = -4", "'double' has points below zero"),
        ('"total"', '"double"', "'double' is listed twice"),
        ('"total"', '"to tal"', "exercise.name"),
        ("seconds_per_call = 1.0", "seconds_per_call = 0", "limits.seconds_per_call"),
        ("seconds_per_call = 1.0", "seconds_per_call = -1.0", "limits.seconds_per_call"),
        ("memory_megabytes = 256", "memory_megabytes = 0", "limits.memory_megabytes"),
        ("[limits]", "policy = 3\n[limits]", "policy"),
        ("[limits]", "[[policy]]\n[limits]", "policy"),
        ("[limits]", "[policy]\ndew = 2026-10-05\n[limits]", "dew.*policy"),
        ("[limits]", "[policy]\ndue = 18:00:00\n[limits]", "policy.due"),
        ("[limits]", "[policy]\ndue = 2026-02-30\n[limits]", "not TOML"),
        ("[limits]", "[policy]\ndue = 0001-01-01\n[limits]", "policy.due"),
        ("[limits]", "[policy]\ndue = 9999-12-31\n[limits]", "policy.due"),
        ("[limits]", "[policy]\nhidden_detail_from = 9999-12-31\n[limits]", "policy.hidden_detail_from"),
        ("[limits]", "[policy]\ntime_zone = 'Europe/Atlantis'\n[limits]", "policy.time_zone"),
        ("[limits]", "[policy]\nattempts = 1.5\n[limits]", "policy.attempts"),
        ("[limits]", "[policy]\ndue = 2026-10-05\nlate_days = -1\n[limits]", "policy.late_days"),
        ("order = 1", "order = ", "not TOML"),
        ("seed = 7", "seed = 7\nseed = 8", "not TOML"),
        pytest.param(*("seconds_per_call = 1.0", "seconds_per_call = inf", "limits.seconds_per_call")),
        pytest.param(*("seconds_per_call = 1.0", "seconds_per_call = nan", "limits.seconds_per_call")),
    ],
)
def test_a_mistake_names_the_file_and_the_key(settings, old, new, words):
    with pytest.raises(CourseError, match=rf"assignment\.toml.*{words}"):
        settings(old, new)


def test_policies_are_read_with_their_times_and_without_them_there_are_none(settings):
    section = """
[policy]
due = 2026-10-05
time_zone = "Europe/Berlin"
late_days = 2
percent_per_late_day = 12.5
counts = "best"
attempts = 3
hidden_detail_from = 2026-10-12T18:00:00

[limits]"""
    policy = settings("[limits]", section).policy
    assert policy.deadline == datetime(2026, 10, 5, 22, tzinfo=UTC)
    assert policy.detail_from == datetime(2026, 10, 12, 16, tzinfo=UTC)
    assert (policy.late_days, policy.percent_per_late_day) == (2, 12.5)
    assert (policy.counts, policy.attempts) == ("best", 3)
    assert settings().policy == Policy()


def test_the_policies_in_the_documentation_are_policies(settings):
    page = (COURSE / "docs/instructor.md").read_text(encoding="utf-8")
    example = page.split("[policy]\n")[1].split("```")[0]
    policy = settings("[limits]", f"[policy]\n{example}\n[limits]").policy
    assert None not in (policy.deadline, policy.detail_from, policy.attempts)


SKIPPED = "2026-03-29T02:30:00"
"""What no clock in Berlin shows."""
ANYTHING = st.one_of(
    st.integers().map(str),
    st.floats().map(str),
    st.datetimes().map(datetime.isoformat),
    st.datetimes(timezones=st.timezones()).map(datetime.isoformat),
    st.dates().map(date.isoformat),
    st.sampled_from([SKIPPED, "18:00:00", "'Europe/Berlin'", "'../..'", "'\\0'", "[]", "{}", "true", "''"]),
    st.text(max_size=10),
)
TIMES = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat) | st.just("2026-10-12T18:00:00+02:00")
FITTING = {
    "due": TIMES,
    "time_zone": st.sampled_from(["'Europe/Berlin'", "'America/Santiago'"]),
    "late_days": st.integers(0, 9).map(str),
    "percent_per_late_day": st.floats(0, 100).map(str),
    "counts": st.sampled_from(["'latest'", "'best'"]),
    "attempts": st.integers(1, 9).map(str),
    "hidden_detail_from": TIMES,
}
SECTIONS = st.fixed_dictionaries({}, optional=FITTING) | st.fixed_dictionaries(
    {}, optional={key: fitting | ANYTHING for key, fitting in FITTING.items()}
)


@given(section=SECTIONS)
def test_any_policies_are_read_and_can_be_applied_or_refused_in_a_sentence(tmp_path_factory, section):
    path = tmp_path_factory.getbasetemp() / f"{os.getpid()}.toml"
    lines = "\n".join(f"{key} = {value}" for key, value in section.items())
    text = courses.SETTINGS.replace("[limits]", f"[policy]\n{lines}\n\n[limits]")
    path.write_text(text, encoding="utf-8", errors="replace")
    policy = read_or_refused(path)
    if isinstance(policy, str):
        assert policy.startswith(str(path))
    else:
        assert (policy.deadline is None) == ("due" not in section)
        assert (policy.detail_from is None) == ("hidden_detail_from" not in section)
        settle("tiny", policy, [Graded("2026-10-05T18:00:00Z", late=False, score=60)])


def read_or_refused(path):
    try:
        return read_settings(path).policy
    except CourseError as error:
        return str(error)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "not TOML"),
        (b"", "required"),
        (b"title = 'x'\norder = 1\nseed = 1\nexercise = []\n", "no \\[\\[ex"),
    ],
)
def test_a_file_that_says_nothing_is_named(tmp_path, data, words):
    path = tmp_path / "assignment.toml"
    path.write_bytes(data)
    with pytest.raises(CourseError, match=rf"assignment\.toml.*{words}"):
        read_settings(path)


def test_a_course_is_found_from_anywhere_inside_it(tmp_path):
    courses.build(tmp_path)
    deep = tmp_path / "solutions" / "tiny"
    assert find_course(deep) == find_course(tmp_path) == tmp_path


def test_outside_of_a_course_the_way_out_is_said(tmp_path):
    with pytest.raises(CourseError, match="--course"):
        find_course(tmp_path)
    with pytest.raises(CourseError, match=r"no assignments/<name>/assignment\.toml"):
        load_course(tmp_path)


def test_assignments_come_in_their_order_with_their_files(tmp_path):
    courses.build(tmp_path, slug="second", settings=courses.SETTINGS.replace("order = 1", "order = 2"))
    courses.build(tmp_path, slug="third", settings=courses.SETTINGS.replace("order = 1", "order = 3"), hidden=None)
    courses.build(tmp_path, slug="zeroth")
    course = load_course(tmp_path)
    assert [a.slug for a in course.assignments] == ["zeroth", "second", "third"]
    second, third = course.assignments[1:]
    assert second.stub == tmp_path / "assignments/second/second.py"
    assert second.solution == tmp_path / "solutions/second/second.py"
    assert second.check_files == [second.folder / "checks.py", tmp_path / "solutions/second/checks.py"]
    assert third.solution is None
    assert third.check_files == [third.folder / "checks.py"]


def test_an_assignment_is_chosen_by_its_slug_and_an_unknown_one_names_those_there_are(tmp_path):
    courses.build(tmp_path)
    courses.build(tmp_path, slug="other")
    course = load_course(tmp_path)
    assert [a.slug for a in course.select("tiny")] == ["tiny"]
    assert course.select(None) == course.assignments
    with pytest.raises(CourseError, match=r"no assignment 'tinny' here\. There are: other, tiny\."):
        course.select("tinny")


def test_the_real_course_is_read_and_its_library_is_beside_it():
    course = load_course(COURSE)
    assert [a.slug for a in course.assignments] == [
        *("initialization", "regularization", "gradient_checking", "optimization")
    ]
    assert (course.library / "lib" / "__init__.py").exists()
