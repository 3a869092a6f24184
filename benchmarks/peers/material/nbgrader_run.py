"""Grades what lies in submitted/ by nbgrader's own interface, and says what came of it; run in nbgrader's environment.

Usage: nbgrader_run.py SECONDS STUDENT...: how long a cell may take, and whom to grade.
"""

import json
import sys
import time
from pathlib import Path

begin = time.perf_counter()

from nbgrader.api import Gradebook, MissingEntry  # noqa: E402 - its import is part of the start-up
from nbgrader.apps.api import NbGraderAPI  # noqa: E402
from traitlets.config import Config  # noqa: E402

limit, *students = sys.argv[1:]
config = Config()
config.CourseDirectory.course_id = "benchmark"
config.Execute.timeout = int(limit)
config.NbGraderAPI.log_level = "ERROR"
api = NbGraderAPI(config=config)
api.generate_assignment("layers")
seconds = {"": time.perf_counter() - begin}
passed = {}
for student in students:
    start = time.perf_counter()
    api.autograde("layers", student)
    seconds[student] = time.perf_counter() - start
with Gradebook("sqlite:///gradebook.db") as gradebook:
    for student in students:
        try:
            notebook = gradebook.find_submission_notebook("layers", "layers", student)
        except MissingEntry:
            continue
        passed[student] = [grade.name for grade in notebook.grades if grade.score == grade.max_score]
Path("results.json").write_text(json.dumps({"seconds": seconds, "passed": passed}), encoding="utf-8")
