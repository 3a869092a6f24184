"""What may wait for its deadline has a process of its own, and nobody waits with it."""

import multiprocessing
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path

import msgspec
import pytest

from grader.engines import Crew
from grader.engines.spare import Spared
from tests.grader.engines.works import job, work


def pool():
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


class OneAndSpare:
    """An engine of one process with a spare one, which counts how often that is opened."""

    window = 4

    def __init__(self):
        self.spares = 0

    def open(self):
        return Spared(pool(), self._open, after=0)

    def _open(self):
        self.spares += 1
        return pool()


def waiting(job):
    return msgspec.structs.replace(job, may_wait=True)


def wait_for_the_others(job):
    """Work that for a job which may wait is over once every other job has been begun."""
    verdict, deadline = work(job), time.monotonic() + 60
    while job.may_wait and len(list(Path(job.root).iterdir())) < 6:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return verdict


def test_others_are_done_while_one_waits(tmp_path):
    engine = OneAndSpare()
    jobs = [waiting(job("waits", tmp_path)), *(job(f"job {n}", tmp_path) for n in range(5))]
    found = [done.digest for done, _ in Crew(engine, wait_for_the_others).results(iter(jobs))]
    assert sorted(found) == sorted(one.digest for one in jobs)
    assert engine.spares == 1


def test_without_anything_that_may_wait_there_is_no_other_process(tmp_path):
    engine = OneAndSpare()
    list(Crew(engine, work).results(job(f"job {n}", tmp_path) for n in range(3)))
    assert engine.spares == 0


def test_of_several_that_may_wait_one_at_a_time_has_the_spare_process(tmp_path):
    begun = []
    spared = Spared(Recorded(begun, "pool"), lambda: Recorded(begun, "spare"), after=0)
    futures = [spared.submit(work, waiting(job(f"{n}", tmp_path))) for n in range(3)]
    futures[0].set_result(None)
    spared.submit(work, waiting(job("3", tmp_path)))
    spared.submit(work, job("4", tmp_path))
    assert begun == ["spare", "pool", "pool", "spare", "pool"]


def test_a_small_class_opens_no_session_for_a_single_file(tmp_path):
    begun = []
    spared = Spared(Recorded(begun, "pool"), lambda: Recorded(begun, "spare"), after=3)
    for n in range(5):
        spared.submit(work, waiting(job(f"{n}", tmp_path)))
    assert begun == ["pool", "pool", "pool", "spare", "pool"]


class Recorded(Executor):
    """An executor that notes what it is asked for, and does nothing."""

    def __init__(self, begun, name):
        self._begun, self._name = begun, name

    def submit(self, work, /, *arguments, **keywords):
        self._begun.append(self._name)
        return Future()


@pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")
@pytest.mark.parametrize("dies", ["dies once in the pool", "dies once in the spare process"])
def test_whichever_process_dies_every_job_is_done(tmp_path, dies):
    doomed = job(dies, tmp_path) if "pool" in dies else waiting(job(dies, tmp_path))
    jobs = [job("a", tmp_path), waiting(job("b", tmp_path)), doomed, job("c", tmp_path), waiting(job("d", tmp_path))]
    found = {done.digest: outcome for done, outcome in Crew(OneAndSpare(), work).results(iter(jobs))}
    assert {digest: outcome.result.title for digest, outcome in found.items()} == {j.digest: j.digest for j in jobs}
