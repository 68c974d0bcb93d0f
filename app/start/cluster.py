"""Workers on other machines, through Dask: ``dask://HOST:PORT`` names the scheduler.  Needs the extra ``cluster``.

The workers must have this program installed, with the same version of NumPy for the same digits; they load the data
themselves.  `core` knows nothing of Dask: it is handed an executor.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from core.config.words import LabError, mark

SCHEME = "dask://"
PATIENCE = 5.0
"""Seconds to wait for a scheduler."""


@dataclass(frozen=True)
class Workers:
    """An executor, how many orders it carries out at a time, and how to leave it."""

    executor: Executor
    count: int
    close: Callable[[], None]


def workers_at(address: str) -> Workers:
    """Return the workers of a scheduler.

    Parameters
    ----------
    address : str
        ``dask://HOST:PORT``.

    Raises
    ------
    LabError
        When the address is none, Dask is not installed, nobody answers within five seconds, or there are no workers.
    """
    place = address.removeprefix(SCHEME)
    if not address.startswith(SCHEME) or not place.rpartition(":")[2].isdigit():
        raise LabError(mark("app", "expected dask://HOST:PORT, got {address}"), address=address)
    try:
        from distributed import Client
    except ImportError:
        raise LabError(mark("app", "workers elsewhere need Dask: pip install 'dnnlab[cluster]'")) from None
    try:
        client = Client(f"tcp://{place}", timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:  # a timeout is an OSError too
        raise LabError(
            mark("app", "no scheduler answers at {address}: {reason}"), address=address, reason=str(error)
        ) from None
    count = sum(client.nthreads().values())
    if not count:
        client.close()
        raise LabError(mark("app", "the scheduler at {address} has no workers"), address=address)
    return Workers(client.get_executor(pure=False), count, client.close)
