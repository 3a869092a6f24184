"""A question to a grade, in the process that grades: by the desk that grades a class, one exercise of one file."""

from pathlib import Path

import msgspec

from grader.assignment import Assignment, Course
from grader.engines import Job
from grader.engines.desk import judge
from grader.errors import SubmissionError
from grader.model import AssignmentResult, ExerciseResult, Grade, Status
from grader.notebook.cells import LABEL, source_of_cells
from grader.notebook.choosing import choose, course_around
from grader.notebook.messages import Question
from grader.submission import Source, read_source
from grader.version import version_of

HANDED_IN = f"from grader.tryout import load\n\nstudent = load({LABEL!r})\n"
"""The lines of a snippet that read the work from its file. In the notebook, the functions are there already."""


def answer(question: Question) -> Grade:
    """Grade what a question asks for.

    Raises:
        CourseError: there is no course, assignment or exercise of the name, or its files do not fit together.
        SubmissionError: the file with the work cannot be opened, or the function is the course's own.
        SandboxError: the worker server cannot be started or has died.
    """
    course = course_around(question.folder)
    assignment = choose(course, question)
    source = _source(question, course, assignment)
    job = Job(
        root=str(course.root),
        slugs=(assignment.slug,),
        digest="",
        version=version_of(assignment),
        source=source,
        exercises=(question.exercise,) if question.exercise else (),
    )
    verdict = judge(job)
    result = verdict.result if question.work.file else _as_in_notebook(verdict.result, source, assignment)
    return Grade(
        submission=source.file,
        isolation=verdict.isolation,
        hidden=verdict.hidden,
        score=result.score,
        points=result.points,
        assignments=[result],
        times=verdict.times,
    )


def _source(question: Question, course: Course, assignment: Assignment) -> Source:
    if not question.work.file:
        return _alone(question.exercise, source_of_cells(question.work, assignment))
    path = Path(question.work.file).resolve()
    if path.is_relative_to((course.library / "lib").resolve()):
        raise SubmissionError(
            f"`{question.exercise}` is the course's own here, from {path.name} in lib. "
            "Run the cell in which you define yours, and then this one again."
        )
    return _alone(question.exercise, read_source(path, assignment))


def _alone(exercise: str, source: Source) -> Source:
    """The source with nothing to be said of other functions, if one exercise is asked for: all of them still run."""
    functions = {name: block for name, block in source.functions.items() if exercise in ("", name)}
    return msgspec.structs.replace(source, functions=functions)


def _as_in_notebook(result: AssignmentResult, source: Source, assignment: Assignment) -> AssignmentResult:
    """A result in the words of somebody who has the notebook before them."""
    exercises = [
        msgspec.structs.replace(e, message=_not_defined(e.name, assignment)) if _is_absent(e, source) else _pasted(e)
        for e in result.exercises
    ]
    return msgspec.structs.replace(result, exercises=exercises)


def _is_absent(exercise: ExerciseResult, source: Source) -> bool:
    return exercise.status is Status.NOT_ATTEMPTED and exercise.name not in source.functions


def _pasted(exercise: ExerciseResult) -> ExerciseResult:
    checks = [msgspec.structs.replace(check, snippet=in_cell(check.snippet)) for check in exercise.checks]
    return msgspec.structs.replace(exercise, checks=checks)


def in_cell(snippet: str) -> str:
    """A snippet as it is to be pasted into a cell: it calls the notebook's own function."""
    before, lines, after = snippet.partition(HANDED_IN)
    return before + after.replace("student.", "", 1) if lines else snippet


def _not_defined(name: str, assignment: Assignment) -> str:
    code = read_source(assignment.given, assignment).functions.get(name)
    line = next((line for line in code.text.splitlines() if line.startswith(("def ", "class "))), "") if code else ""
    where = f"the cell with `{line}`" if line else "its cell"
    return f"`{name}` is not defined in this notebook yet. Run {where}, and then this one again."
