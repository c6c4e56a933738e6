"""Who does the songs: the cores of this computer, or those of a Ray cluster."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from bridge.offline.cluster import joined
from bridge.offline.songs import Job, work
from bridge.report.table import Row


class Cores:
    """All cores of this computer: a process a song, as many at once as there are cores."""

    def __init__(self, count: int | None = None) -> None:
        self._count = count or os.cpu_count()
        self._running: set[subprocess.Popen[bytes]] = set()

    def __call__(self, jobs: Sequence[Job]) -> Iterator[Row]:
        """Do ``jobs``; what runs is killed when the caller leaves early."""
        with ThreadPoolExecutor(self._count) as threads:
            try:
                for done in as_completed([threads.submit(self._do, job) for job in jobs]):
                    yield done.result()
            finally:
                threads.shutdown(wait=False, cancel_futures=True)
                for child in tuple(self._running):
                    child.kill()

    def _do(self, job: Job) -> Row:
        # A group of its own: Ctrl-C at the terminal is for the parent.
        child = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            process_group=0,
        )
        self._running.add(child)
        said, _ = child.communicate(pickle.dumps(job))
        self._running.discard(child)
        if child.returncode:
            return job.failed(f"its process ended with {child.returncode}: is there enough memory?")
        row: Row = pickle.loads(said)
        return row


def on_ray(address: str, jobs: Sequence[Job]) -> Iterator[Row]:
    """Do ``jobs`` on the Ray cluster at ``address``; ``local`` starts one here, ``auto`` finds one.

    Every node needs leaderbridge and sees the same folders. Raises `BridgeError` when Ray is not
    installed or the cluster does not answer.
    """
    with joined(address) as ray:
        remote = ray.remote(num_cpus=1, max_retries=0, max_calls=1)(work)
        running = {remote.remote(job): job for job in jobs}
        while running:
            (done, *_), _ = ray.wait(list(running))
            job = running.pop(done)
            try:
                yield ray.get(done)
            except ray.exceptions.RayError as why:
                yield job.failed(f"its worker died ({type(why).__name__})")


def main() -> None:
    """One song's process: a job on stdin, its row on what was stdout; libraries print to stderr."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with out:
        pickle.dump(work(pickle.load(sys.stdin.buffer)), out)
