"""Workers on other machines, through Dask: ``dask://HOST:PORT`` names the scheduler.  Needs the extra ``cluster``.

The workers must have this program installed, with the same version of NumPy for the same digits; they load the data
themselves.  `core` knows nothing of Dask: it is handed an executor.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import partial
from typing import Any

from app.start.workers import Workers
from core.config.words import LabError, mark, shown

SCHEME = "dask://"
PATIENCE = 3.0
"""Seconds to wait for a scheduler: with what has to be read before, a person knows after five."""

LOOK_EVERY, GRACE = 1.0, 10.0
"""Seconds between two looks whether there are workers, and for how long there may be none: some are started anew."""


def place_of(address: str) -> tuple[str, int]:
    """Return host and port of an address, ``dask://HOST:PORT``; raise `LabError` when it is none."""
    host, colon, port = address.removeprefix(SCHEME).rpartition(":")
    if not address.startswith(SCHEME) or not (host and colon and port.isdecimal()) or int(port) > 65535:
        raise LabError(mark("app", "expected dask://HOST:PORT, got {address}"), address=shown(address))
    return host.strip("[]"), int(port)


def workers_at(address: str) -> Workers:
    """Return the workers of a scheduler.

    Raises
    ------
    LabError
        When the address is none, Dask is not installed, nobody answers in time, or there are no workers.
    """
    place = place_of(address)
    try:
        import threadpoolctl  # noqa: F401 - for the workers
        from distributed import Client
    except ImportError:
        raise LabError(mark("app", "workers elsewhere need Dask: pip install 'dnnlab[cluster]'")) from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what is lost is told by who does without it
    scheduler = address.replace(SCHEME, "tcp://", 1)
    try:
        socket.create_connection(place, PATIENCE).close()  # tells at once of what Dask would try again and again
        asyncio.run(asyncio.wait_for(_greet(scheduler), PATIENCE))
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except OSError as error:  # a timeout is one, too
        reason = error.strerror or str(error) or mark("app", "no answer")
        raise LabError(
            mark("app", "no scheduler answers at {address}: {reason}"), address=address, reason=reason
        ) from None
    except Exception:  # who knows what a stranger says, and what Dask makes of it
        raise LabError(mark("app", "what answers at {address} is no Dask scheduler"), address=address) from None
    count = sum(client.nthreads().values())
    if not count:
        client.close()
        raise LabError(mark("app", "the scheduler at {address} has no workers"), address=address)
    executor = _Cluster(client)
    return Workers(executor, count, executor.close)


class _Cluster(Executor):
    """The workers of a client, each order done with one BLAS thread; broken when no worker is left for a while.

    `core` asks for one thread before NumPy is first imported, but a worker of Dask has imported it by then.  With more,
    figures differ in their last digits, and workers side by side on one machine are many times slower.

    Parameters
    ----------
    client : distributed.Client
        Closed along with this.
    """

    def __init__(self, client: Any) -> None:
        self._client, self._executor = client, client.get_executor(pure=False)
        self._futures: weakref.WeakSet[Future[Any]] = weakref.WeakSet()
        self._deserted, self._closed = False, threading.Event()
        self._watch = threading.Thread(target=self._look_after_workers, name="cluster", daemon=True)
        self._watch.start()

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        if self._deserted:
            raise BrokenExecutor("no workers are left")
        future: Future[Any] = self._executor.submit(_alone, partial(function, *arguments, **named))
        self._futures.add(future)
        return future

    def close(self) -> None:
        """Leave the cluster; it may be gone."""
        self._closed.set()
        self._watch.join()
        self._client.close()

    def _look_after_workers(self) -> None:
        """Give up everything when nobody has been there to work on it for a while; Dask would wait for ever."""
        seen = time.monotonic()
        while not self._closed.wait(LOOK_EVERY):
            try:
                count = len(self._client.nthreads())
            except Exception:  # the scheduler is gone, which its client tells by itself
                return
            if count:
                seen = time.monotonic()
            elif time.monotonic() - seen > GRACE:
                self._deserted = True
                for future in list(self._futures):
                    if future.cancel():
                        future.set_running_or_notify_cancel()
                return


def _alone(work: Callable[[], Any]) -> Any:
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return work()


async def _greet(scheduler: str) -> None:
    """Ask who is there, and leave: a client of one who is no scheduler would be long in going away."""
    from distributed.core import rpc

    async with rpc(scheduler, timeout=PATIENCE) as remote:
        if "workers" not in await remote.identity():
            raise ValueError("no scheduler")
