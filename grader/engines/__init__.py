"""Where verdicts are made: on this machine's cores, or on a cluster's, behind the standard `Executor`."""

from grader.engines.crew import Crew
from grader.engines.desk import Job
from grader.engines.local import LocalEngine

__all__ = ["Crew", "Job", "LocalEngine"]
