"""The roster: read in whatever form a platform exports it, and joined to those who handed in without a guess."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.classroom import Person
from grader.errors import RosterError
from grader.roster import join, read_roster

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Tiny (7)\n"
    "    Points Possible,,,,,17.00\n"
    '"Müller, Hans",101,20-417,hmueller,Monday,\n'
    '"Li, Anna",102,20-418,ali,Tuesday,3\n'
)
MOODLE = '"First name";Surname;"ID number";"Email address"\nHans;Müller;20-417;hans@school.example\nAnna;Li;;\n'
WORKSHEET = "Identifier,Full name,Email address,Status,Grade\nParticipant 1001,Hans Müller,hans@school.example,,\n"
GRADESCOPE = "First Name\tLast Name\tSID\tEmail\tSections\nHans\tMüller\t20-417\thans@school.example\tMonday\n"
CLASSROOM = "identifier,github_username,github_id,name\n20-417,octohans,77,Hans Müller\n"


@pytest.fixture
def read(tmp_path):
    def read_text(content, encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_roster(path)

    return read_text


HANS = {"name": "Hans Müller", "student_id": "20-417", "email": "hans@school.example"}


@pytest.mark.parametrize(
    ("content", "first"),
    [
        (
            CANVAS,
            {
                "name": "Müller, Hans",
                "user_id": "101",
                "student_id": "20-417",
                "login": "hmueller",
                "section": "Monday",
            },
        ),
        (MOODLE, HANS),
        (WORKSHEET, {"name": "Hans Müller", "user_id": "1001", "email": "hans@school.example"}),
        (GRADESCOPE, HANS | {"section": "Monday"}),
        (CLASSROOM, {"name": "Hans Müller", "student_id": "20-417", "login": "octohans"}),
        ("NAME , E-Mail\nHans Müller,hans@school.example\n", {"name": "Hans Müller", "email": "hans@school.example"}),
        ("login\nhans\n", {"name": "hans", "login": "hans"}),
        ("\n\nsection,name\n,\nMonday,Hans Müller,,,\n", {"name": "Hans Müller", "section": "Monday"}),
        ("sep=;\nname;email\nHans;\n", {"name": "Hans"}),
    ],
)
def test_the_columns_of_every_platform_are_known_in_any_order(read, content, first):
    person = read(content)[0]
    assert {
        name: value for name in person.__struct_fields__ if (value := getattr(person, name)) and name != "key"
    } == first


def test_canvass_line_of_points_is_no_student_and_keys_are_ids(read):
    assert [person.key for person in read(CANVAS)] == ["roster:20-417", "roster:20-418"]
    assert [person.key for person in read(MOODLE)] == ["roster:20-417", "roster:line 3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_text_may_be_in_what_a_spreadsheet_makes_of_it(read, encoding, ends):
    assert read(CANVAS.replace("\n", ends), encoding)[0].name == "Müller, Hans"


def test_somebody_in_two_sections_is_one_person(read):
    people = read("name,sid,section\nAnna,1,Monday\nBo,2,Monday\nAnna,1,Tuesday\nAnna,1,Monday\n")
    assert [(person.name, person.section) for person in people] == [("Anna", "Monday, Tuesday"), ("Bo", "Monday")]


def test_one_number_of_two_kinds_may_be_two_peoples(read):
    people = read("name,sid,id\nAnna,7,1\nBo,,7\n")
    assert [person.key for person in people] == ["roster:7", "roster:line 3"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", r"roster\.csv: no column says who the students are. The first line has nothing"),
        ("Grade,Feedback\n1,2\n", r"The first line has 'Grade' and 'Feedback'. Call a column Name"),
        (",".join(f"q{n}" for n in range(50)), "'q11' and 38 more"),
        ("name,email\n", "names nobody"),
        ("name,email\n,\n", "names nobody"),
        ("name,sid\nAnna,1\nBo,1\n", "gives one ID, 1, to two people: Anna in line 2 and Bo in line 3"),
        (b"PK\x03\x04rest", "Save it as CSV"),
        ("name\n" + "x" * 200_000 + "\n", "line 2, is no CSV"),
    ],
)
def test_what_is_no_roster_is_an_error_that_says_what_is_wrong(read, content, sentence):
    with pytest.raises(RosterError, match=sentence):
        read(content)


def test_a_roster_that_is_not_there_or_too_large_is_an_error(tmp_path, monkeypatch):
    with pytest.raises(RosterError, match="cannot be opened"):
        read_roster(tmp_path / "nothing.csv")
    with pytest.raises(RosterError, match="cannot be opened"):
        read_roster(tmp_path)
    monkeypatch.setattr("grader.roster.reading.ROSTER_BYTES", 10)
    (tmp_path / "roster.csv").write_text("name\nAnna Li\n")
    with pytest.raises(RosterError, match="which no roster is"):
        read_roster(tmp_path / "roster.csv")


FRAGMENTS = [
    *(
        b"name",
        b"ID",
        b"Email address",
        b"SIS User ID",
        b"identifier",
        b"Participant 7",
        b"Points Possible",
        b"Li, Anna",
    ),
    *(b",", b";", b"\t", b'"', b"\n", b"\r\n", b"\r", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xfc", b"sep=;\n", b" "),
]


@given(data=st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(b"".join) | st.binary(max_size=200))
@example(b"name\n\xe2\x80\xae\x1b[31m")
@settings(max_examples=200, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_roster_or_a_roster_error(read, data):
    try:
        people = read(data)
    except RosterError:
        return
    assert people
    assert len({person.key for person in people}) == len(people)
    assert all(person.name == person.name.strip() != "" for person in people)
    assert all(not {"\n", "\x1b", "\u202e"} & set(person.name) for person in people)


def known(name, **fields):
    return Person(key=f"roster:{fields.get('student_id') or name}", name=name, **fields)


def came(key, name="", **fields):
    return Person(key=key, name=name or key.partition(":")[2], **fields)


def keys(joined):
    return {key: person.key.removeprefix("roster:") for key, person in joined.matched.items()}


@pytest.mark.parametrize("field", ["user_id", "student_id", "email", "login"])
def test_an_id_says_who_it_is_whatever_the_name(field):
    roster = [known("Anna Li", **{field: "Abc-1"}), known("Bo Ek", **{field: "Abc-2"})]
    joined = join(roster, [came("x:1", "Bo Ek", **{field: "aBC-1"})])
    assert keys(joined) == {"x:1": roster[0].key.removeprefix("roster:")}
    assert joined.missing == [roster[1]]


def test_the_more_certain_id_counts():
    roster = [known("Anna", user_id="1", email="a@x"), known("Bo", user_id="2", email="b@x")]
    assert keys(join(roster, [came("canvas:1", user_id="1", email="b@x")])) == {"canvas:1": "Anna"}


@pytest.mark.parametrize("name", ["20-417", "hmueller", "hans@school.example", "hans", "HMueller"])
def test_a_folders_name_may_be_an_id(name):
    roster = [known("Hans Müller", student_id="20-417", login="hmueller", email="hans@school.example"), known("Bo Ek")]
    person = came(f"folder:{name}", email=name if "@" in name else "")
    assert keys(join(roster, [person])) == {person.key: "20-417"}


def test_a_platforms_name_is_no_id():
    assert join([known("Anna Li", login="anna")], [came("moodle:1", "Anna")]).matched == {}


@pytest.mark.parametrize(
    "name",
    [
        "Müller, Hans Peter",
        "hans peter müller",
        "Müller Hans-Peter",
        "Muller, Hans Peter",
        "Hans Peter Mueller",
        "müllerhanspeter",
        "mullerhanspeter",
        "muellerhanspeter",
        "Mu\u0308ller, Hans Peter",
    ],
)
@pytest.mark.parametrize("listed", ["Müller, Hans Peter", "Hans Peter Müller"])
def test_a_name_is_known_in_every_form_in_which_platforms_write_it(name, listed):
    roster = [known(listed), known("Hans Müller"), known("Peter Möller")]
    assert keys(join(roster, [came("canvas:1", name)])) == {"canvas:1": listed}


@pytest.mark.parametrize(
    ("name", "listed"), [("lukasiewiczjan", "Jan Łukasiewicz"), ("o'brien", "O’Brien"), ("李小龙", "李 小龙")]
)
def test_names_of_other_alphabets_and_marks_are_known(name, listed):
    assert keys(join([known(listed)], [came("canvas:1", name)])) == {"canvas:1": listed}


def test_accents_tell_apart_those_whom_nothing_else_does():
    roster = [known("Zoë Li"), known("Zoe Li")]
    assert keys(join(roster, [came("m:1", "Zoe Li"), came("m:2", "Zoë Li")])) == {"m:1": "Zoe Li", "m:2": "Zoë Li"}


def test_a_name_that_two_on_the_roster_have_is_not_guessed():
    roster = [known("Anna Li", student_id="1"), known("Li, Anna", student_id="2"), known("Bo Ek")]
    joined = join(roster, [came("canvas:7", "lianna")])
    assert joined.matched == {}
    assert joined.unknown == []
    assert joined.missing == [roster[2]]
    assert joined.ambiguous == [
        "lianna (canvas:7) could be Anna Li (1) or Li, Anna (2) of the roster. "
        "They stay apart until the roster gives an ID, an address or a login that is theirs alone."
    ]


def test_one_on_the_roster_is_not_two_who_handed_in_by_name_alone():
    joined = join([known("Anna Li")], [came("moodle:1", "Anna Li"), came("moodle:2", "Li Anna")])
    assert joined.matched == {}
    assert "moodle:1" in joined.ambiguous[1]
    assert len(joined.ambiguous) == 2


def test_one_name_is_in_doubt_if_its_id_is_anothers_already():
    roster = [known("Anna Li", user_id="1")]
    joined = join(roster, [came("canvas:1", "lianna", user_id="1"), came("canvas:2", "lianna", user_id="2")])
    assert keys(joined) == {"canvas:1": "Anna Li"}
    assert "and so could canvas:1" in joined.ambiguous[0]
    assert joined.missing == []


def test_one_student_on_two_platforms_is_one_by_their_ids():
    roster = [known("Anna Li", user_id="1", login="octoanna")]
    joined = join(roster, [came("canvas:1", user_id="1"), came("github:octoanna", login="octoanna")])
    assert keys(joined) == {"canvas:1": "Anna Li", "github:octoanna": "Anna Li"}


def test_an_id_that_two_on_the_roster_share_is_in_doubt():
    roster = [known("Anna Li", email="li@x"), known("Bo Li", email="li@x")]
    assert join(roster, [came("g:1", "Anna Li", email="li@x")]).matched == {}


def test_strangers_are_unknown_and_the_rest_is_missing():
    joined = join([known("Anna Li")], [came("folder:***"), came("folder:Bo Ek")])
    assert [person.name for person in joined.unknown] == ["***", "Bo Ek"]
    assert [person.name for person in joined.missing] == ["Anna Li"]
    assert join([], []).matched == {}


WORDS = st.sampled_from(["anna", "li", "bo", "zoë", "zoe", "müller", "Ek"])
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
IDS = st.sampled_from(["", "", "1", "2", "3"])


@given(
    roster=st.lists(st.tuples(NAMES, IDS, IDS), max_size=6),
    people=st.lists(st.tuples(NAMES, IDS, IDS), max_size=6),
)
def test_everybody_is_accounted_for_once_and_nobody_is_two_by_name(roster, people):
    listed = [Person(key=f"roster:{n}", name=a, user_id=b, login=c) for n, (a, b, c) in enumerate(roster)]
    handed = [Person(key=f"x:{n}", name=a, user_id=b, login=c) for n, (a, b, c) in enumerate(people)]
    joined = join(listed, handed)
    doubtful = {key for key in (p.key for p in handed) if any(f"({key}) could be" in s for s in joined.ambiguous)}
    unknown = {p.key for p in joined.unknown}
    assert set(joined.matched) | doubtful | unknown == {p.key for p in handed}
    assert len(joined.matched) + len(doubtful) + len(unknown) == len(handed)
    assert not {p.key for p in joined.matched.values()} & {p.key for p in joined.missing}
    by_key = {p.key: p for p in handed}
    for one, known_as in joined.matched.items():
        for other, same in joined.matched.items():
            if one != other and known_as == same:
                assert _by_id(by_key[one], same)
                assert _by_id(by_key[other], same)


def _by_id(person, on_roster):
    return (person.user_id and person.user_id == on_roster.user_id) or (
        person.login and person.login == on_roster.login
    )
