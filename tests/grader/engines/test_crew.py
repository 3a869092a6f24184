"""A crew has every job done, whatever becomes of the processes that do them."""

from collections import Counter

import pytest

from grader.engines import Crew
from grader.engines.crew import TRIES
from grader.errors import CourseError, EngineError, SandboxError
from grader.model import Verdict
from tests.grader.engines.works import Processes, job, work

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")


def done(folder, *digests):
    """What became of some jobs, each by its digest, and how often each was begun."""
    found = list(Crew(Processes(), work).results(job(digest, folder) for digest in digests))
    assert [count for count in Counter(job.digest for job, _ in found).values() if count > 1] == []
    begun = {path.name: len(path.read_text().splitlines()) for path in folder.iterdir()}
    return {job.digest: outcome for job, outcome in found}, begun


def test_every_job_is_done_once(tmp_path):
    names = [f"job {n}" for n in range(20)]
    found, begun = done(tmp_path, *names)
    assert {name: outcome.result.title for name, outcome in found.items()} == {name: name for name in names}
    assert set(begun.values()) == {1}


def test_a_process_that_dies_costs_nothing_but_its_own_work(tmp_path):
    names = [*(f"job {n}" for n in range(5)), "dies once", *(f"job {n}" for n in range(5, 12))]
    found, begun = done(tmp_path, *names)
    assert set(found) == set(names)
    assert all(isinstance(outcome, Verdict) for outcome in found.values())
    assert begun["dies once"] == 2


def test_a_job_that_takes_every_process_down_is_given_up_and_the_others_are_done(tmp_path):
    names = [*(f"job {n}" for n in range(4)), "deadly", *(f"job {n}" for n in range(4, 8))]
    found, begun = done(tmp_path, *names)
    assert isinstance(found.pop("deadly"), EngineError)
    assert len(found) == 8
    assert all(isinstance(outcome, Verdict) for outcome in found.values())
    assert TRIES <= begun["deadly"] <= TRIES + 1  # once with others, and then alone


def test_errors_of_a_job_are_handed_on_and_a_sandbox_gets_another_try(tmp_path):
    found, begun = done(tmp_path, "wrong", "no sandbox", "late sandbox", "job")
    assert isinstance(found["wrong"], CourseError)
    assert isinstance(found["no sandbox"], SandboxError)
    assert isinstance(found["late sandbox"], Verdict)
    assert isinstance(found["job"], Verdict)
    assert begun == {"wrong": 1, "no sandbox": TRIES, "late sandbox": 2, "job": 1}


def test_where_no_process_lives_it_says_so_instead_of_going_on_for_ever(tmp_path):
    with pytest.raises(EngineError, match="before doing a thing"):
        done(tmp_path, *(f"deadly {n}" for n in range(8)))


def test_jobs_are_asked_for_as_they_can_be_done_and_not_before(tmp_path):
    asked = []

    def jobs():
        for n in range(50):
            asked.append(n)
            yield job(f"job {n}", tmp_path)

    results = Crew(Processes(), work).results(jobs())
    next(results)
    assert len(asked) <= Processes.window + 1
    results.close()
    assert len(asked) <= Processes.window + 1
