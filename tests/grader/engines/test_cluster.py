"""A real Dask cluster on this machine: a scheduler, workers in processes of their own, and one of them killed."""

import json
import subprocess
import sys
import time

import pytest

from grader.engines import Crew
from grader.engines.cluster import DaskEngine
from grader.errors import EngineError
from tests.grader import courses
from tests.grader.batch.kills import command, distinct_class, undisturbed, verdicts
from tests.grader.gradebook.books import dump

DASK = [sys.executable, "-m", "dask"]


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


def test_a_class_graded_on_a_cluster_of_which_a_worker_is_killed_has_the_same_gradebook(cluster, tmp_path):
    course, submissions = courses.build(tmp_path / "course"), distinct_class(tmp_path / "submissions")
    undisturbed(command(course, submissions, tmp_path / "here"))
    doomed, _ = cluster.worker(), cluster.worker()
    arguments = [*command(course, submissions, tmp_path / "there"), "--dask", cluster.address]
    run = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    eventually(lambda: run.poll() is not None or verdicts(tmp_path / "there") >= 3)
    doomed.kill()
    assert run.wait(120) == 0
    assert dump(tmp_path / "there" / "gradebook.sqlite") == dump(tmp_path / "here" / "gradebook.sqlite")


def test_a_scheduler_that_goes_away_is_an_error_in_a_sentence_and_what_was_graded_is_kept(tmp_path):
    course, submissions = courses.build(tmp_path / "course"), distinct_class(tmp_path / "submissions", 20)
    cluster = Cluster(tmp_path)
    cluster.worker()
    arguments = [*command(course, submissions, tmp_path / "out"), "--dask", cluster.address]
    run = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)
    eventually(lambda: run.poll() is not None or verdicts(tmp_path / "out") >= 2)
    cluster.end()
    _, said = run.communicate(timeout=60)
    assert run.returncode == 3
    assert said.splitlines() == [
        "Error: The cluster is out of reach. What is graded is kept; run the same command to go on."
    ]
    assert verdicts(tmp_path / "out") >= 2


def test_a_cluster_that_is_not_there_is_an_error(monkeypatch):
    monkeypatch.setattr("grader.engines.cluster.SECONDS_TO_CONNECT", 0.5)
    with pytest.raises(EngineError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(Crew(DaskEngine("tcp://127.0.0.1:9")).results([]))
