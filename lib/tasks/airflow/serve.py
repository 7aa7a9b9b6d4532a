"""Starts Airflow's database, scheduler, DAG processor and API, and ends when one of them does.

`airflow standalone` would do so, too, but its servers of logs listen on all addresses, not only on
loopback.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time

AIRFLOW = [sys.executable, "-m", "airflow"]
PARTS = (["scheduler", "--skip-serve-logs"], ["dag-processor"], ["api-server"])
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Linux then ends a part also when this process is killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def main() -> int:
    subprocess.run([*AIRFLOW, "db", "migrate"], check=True)
    first = die_with_parent if sys.platform == "linux" else None
    parts = [subprocess.Popen([*AIRFLOW, *part], preexec_fn=first) for part in PARTS]

    def stop(*_: object) -> None:
        for part in parts:
            part.terminate()

    signal.signal(signal.SIGTERM, stop)
    while all(part.poll() is None for part in parts):
        time.sleep(0.2)
    stop()
    return max(abs(part.wait()) for part in parts)


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
