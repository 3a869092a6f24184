"""A real Dask cluster on this machine: a scheduler, workers in processes of their own, and one of them killed."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from grader.assignment import load_course
from grader.engines import Crew, Job
from grader.engines.cluster import DaskEngine
from grader.errors import EngineError
from grader.model import Verdict
from grader.submission import read_source
from grader.version import version_of
from tests.grader import courses

DASK = [sys.executable, "-m", "dask"]
SLOW = "import time\ntime.sleep(0.02)\nreturn 2 * x"


def eventually(condition, seconds=60):
    """Wait for something to become true, and give it back."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{condition} has not become true in {seconds} seconds")


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes = []
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", self.file)
        self.address = eventually(lambda: self.file.exists() and json.loads(self.file.read_text()))["address"]

    def worker(self):
        return self._start(
            "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", self.folder
        )

    def _start(self, *arguments):
        with (self.folder / "log.txt").open("a") as log:
            process = subprocess.Popen([*DASK, *map(str, arguments)], stdout=log, stderr=log, cwd=self.folder)
        self.processes.append(process)
        return process

    def end(self):
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.end()


def jobs(root, count):
    (assignment,) = load_course(root).assignments
    for number in range(count):
        path = root / "handed_in.py"
        path.write_text(courses.written(double=f"{SLOW} + {number % 3}"))
        source = read_source(path, assignment)
        yield Job(root=str(root), slugs=("tiny",), digest=str(number), version=version_of(assignment), source=source)


def test_a_worker_that_is_killed_costs_nothing(cluster, tmp_path):
    root = courses.build(tmp_path / "course")
    doomed, _ = cluster.worker(), cluster.worker()
    scores = {}
    for job, outcome in Crew(DaskEngine(cluster.address)).results(jobs(root, 12)):
        assert isinstance(outcome, Verdict)
        assert job.digest not in scores
        scores[job.digest] = outcome.result.score
        if len(scores) == 2:
            os.kill(doomed.pid, signal.SIGKILL)
    assert scores == {str(number): 17 if number % 3 == 0 else 7 for number in range(12)}


def test_a_cluster_that_is_not_there_is_an_error(monkeypatch):
    monkeypatch.setattr("grader.engines.cluster.SECONDS_TO_CONNECT", 0.5)
    with pytest.raises(EngineError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(Crew(DaskEngine("tcp://127.0.0.1:9")).results([]))
