"""`load("initialization.py")`: a student's functions in one's own shell, without the training runs around them.

The snippets in reports use it. It runs the file's definitions in this very process: it is for your own file.
"""

from pathlib import Path
from types import ModuleType

from grader.assignment import find_course, load_course
from grader.errors import SubmissionError
from grader.functions import load_module
from grader.submission import read_submission


def load(file: str | Path) -> ModuleType:
    """The functions of a .py file or a notebook, as a module.

    Raises:
        SubmissionError: the file cannot be read, or is none of the course's assignments.
        CourseError: no course is found at or above the file or the current folder.
    """
    path = Path(file)
    course = load_course(find_course(path.parent if path.parent.exists() else Path.cwd()))
    submission = read_submission(path, course.assignments)
    for source in submission.sources.values():
        if source.problem:
            raise SubmissionError(source.problem)
        module, failures = load_module(source.units, "student", course.library)
        for failure in failures:
            print(f"{failure['file']}, line {failure['line']}: {failure['error']}")
        return module
    raise SubmissionError(f"{path} is none of this course's assignments. {' '.join(submission.notes)}")
