"""The engine for a class that outgrows one machine: a Dask cluster, through Dask's own form of the standard executor.

Dask hands a job out again when its worker is gone. What a worker needs of this project is that it is installed there,
and where the course is: at the same path, or where its GRADER_COURSE says.
"""

import contextlib
import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

from grader.errors import EngineError
from grader.language import say

SECONDS_TO_CONNECT = 20
QUEUED = 4
"""Jobs that are handed out for each of the cluster's threads at a time."""
LEAST_WINDOW = 32
"""... and at least so many, so that workers which come later find something to do."""


class DaskEngine:
    """Sessions on the workers of a Dask cluster.

    Args:
        address: the scheduler's, such as `tcp://10.0.0.5:8786`.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._threads = 0

    @property
    def window(self) -> int:
        """How many jobs are handed out at a time."""
        return max(LEAST_WINDOW, QUEUED * self._threads)

    @contextlib.contextmanager
    def open(self) -> Iterator[Executor]:
        """The cluster for a while; what it has not done by the end of it is cancelled.

        Raises:
            EngineError: Dask is not installed here, no scheduler answers, or it has no workers.
        """
        client = self._connect()
        try:
            executor = client.get_executor(pure=False)
            yield executor
        finally:
            client.close()

    def _connect(self) -> Any:
        try:
            from distributed import Client  # noqa: PLC0415 - it is heavy, an extra, and asked for by name alone
        except ImportError as error:
            raise EngineError(
                say(
                    "Dask is not installed here. Install it with: make cluster, "
                    "or pip install 'coursework-grader[cluster]'"
                )
            ) from error
        for name in (
            "distributed",
            "distributed.client",
            "tornado.application",
            "asyncio",
        ):  # the grader says what there is
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            client = Client(self._address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise EngineError(
                say(
                    "No Dask scheduler answers at {address}. Start one with `dask scheduler`, and workers with "
                    "`dask worker {address} --nthreads 1`.",
                    address=self._address,
                )
            ) from error
        try:
            client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        except TimeoutError as error:
            client.close()
            raise EngineError(
                say(
                    "The Dask scheduler at {address} has no workers. Start some with "
                    "`dask worker {address} --nthreads 1`.",
                    address=self._address,
                )
            ) from error
        self._threads = sum(client.nthreads().values())
        return client
