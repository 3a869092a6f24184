"""`load("initialization.py")`: a student's functions in one's own shell, without the training runs around them.

The snippets in reports use it. It runs the file's definitions in this very process: it is for your own file.
"""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

from grader.assignment import Course, find_course, load_course
from grader.errors import CourseError, SubmissionError
from grader.language import choose, current, preferred, say
from grader.reference import load_module
from grader.sentences import sentences
from grader.submission import read_submission


def load(file: str | Path) -> ModuleType:
    """The functions of a .py file or a notebook, as a module.

    Raises:
        SubmissionError: the file cannot be read, or is none of the course's assignments.
        CourseError: no course is found at or above the file, nor where the course's library is installed.
    """
    if (spoken := preferred(None, os.environ)) != current():
        choose(spoken)
    path = Path(file)
    course = _course_of(path)
    submission = read_submission(path, course.assignments)
    for source in submission.sources.values():
        if source.problem:
            raise SubmissionError(source.problem)
        module, failures = load_module(source.units, "student", course.library)
        for failure in failures:
            print(say("{file}, line {line}: {error}", **failure))
        return module
    raise SubmissionError(sentences(say("{name} is none of this course's assignments.", name=path), *submission.notes))


def _course_of(path: Path) -> Course:
    """The course around a file, or the one that this environment was set up for."""
    try:
        return load_course(find_course(path.parent))
    except CourseError:
        library = importlib.util.find_spec("lib")
        if library is None or library.origin is None:
            raise
        return load_course(find_course(Path(library.origin).parent))
