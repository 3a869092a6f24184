"""JUnit XML, which CI systems show: a test suite a student, a test case a check.

The elements are those that https://github.com/testmoapp/junitxml gathers from the tools that write and read the form.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from grader.classroom import ClassResult, StudentResult
from grader.model import AssignmentResult, CheckResult, ExerciseResult, Status
from grader.reports.exports.cells import number
from grader.reports.exports.feedback import adjustments, check_text
from grader.reports.text import clean_line
from grader.reports.words import STATUS_WORDS

OUTCOMES = {Status.FAILED: "failure", Status.NOT_ATTEMPTED: "skipped"}
"""The element by which a test case says how it ended. Other ends than these and passing are an `error`."""

COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def junit_xml(result: ClassResult) -> bytes:
    """Return the class as one document in UTF-8.

    XML 1.0 cannot hold control characters; `reports.text.clean` has made them visible before.
    """
    root = ET.Element("testsuites", name=clean_line(result.title))
    root.extend(_suite(student) for student in result.students)
    _count(root)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _suite(student: StudentResult) -> ET.Element:
    suite = ET.Element("testsuite", name=clean_line(student.person.name))
    suite.append(_properties(student))
    suite.extend(
        _case(assignment, exercise, check)
        for assignment in student.grade.assignments
        for exercise in assignment.exercises
        for check in exercise.checks
    )
    _count(suite)
    return suite


def _properties(student: StudentResult) -> ET.Element:
    facts = [
        ("key", clean_line(student.person.key)),
        ("score", number(student.score)),
        ("points", number(student.points)),
        *(("adjustment", line) for line in adjustments(student)),
    ]
    properties = ET.Element("properties")
    properties.extend(ET.Element("property", name=name, value=value) for name, value in facts)
    return properties


def _case(assignment: AssignmentResult, exercise: ExerciseResult, check: CheckResult) -> ET.Element:
    case = ET.Element(
        "testcase", classname=clean_line(f"{assignment.slug}.{exercise.name}"), name=clean_line(check.name)
    )
    if not check.passed:
        outcome = ET.SubElement(case, OUTCOMES.get(check.status, "error"), message=_message(check))
        outcome.text = check_text(check)
        if outcome.tag != "skipped":
            outcome.set("type", check.status.value)
    return case


def _message(check: CheckResult) -> str:
    return f"{clean_line(check.title)} {STATUS_WORDS[check.status].words}"


def _count(element: ET.Element) -> None:
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    for attribute, tag in COUNTS.items():
        element.set(attribute, str(_holding(cases, tag)))


def _holding(cases: Iterable[ET.Element], tag: str) -> int:
    return sum(case.find(tag) is not None for case in cases)
