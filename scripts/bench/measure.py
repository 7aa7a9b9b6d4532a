"""Runs a program to its end, tells how long it took and how much memory it had: see measure.ts."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

POLL_SECONDS = 0.5
on_linux = sys.platform == "linux"


def end(*_):
    """Whoever wanted to know is gone, or this was stopped: the program and its children go, too."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (AttributeError, OSError):
        child.kill()
    os._exit(130)


def end_with_parent():
    while os.read(0, 1):
        pass
    end()


def status(pid, name):
    """A number of /proc/PID/status; 0 if the process is gone."""
    try:
        with open(f"/proc/{pid}/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))
    except (OSError, StopIteration):
        return 0


def descendants(pid):
    """The processes that a process started, and those that these started."""
    parents = {int(name): status(name, "PPid") for name in os.listdir("/proc") if name.isdigit()}
    found, before = {pid}, 0
    while before < len(found):
        before = len(found)
        found |= {process for process, parent in parents.items() if parent in found}
    return found - {pid}


def watch_children():
    """Adds up the most that the program and each of its children had so far, now and then."""
    children_kb = {}
    while True:
        time.sleep(POLL_SECONDS)
        for process in descendants(child.pid):
            children_kb[process] = max(children_kb.get(process, 0), status(process, "VmHWM"))
        if children_kb:
            family_kb[0] = status(child.pid, "VmHWM") + sum(children_kb.values())


out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
family_kb = [0]
begin = time.perf_counter()
child = subprocess.Popen(
    sys.argv[1:],
    stdin=subprocess.DEVNULL,
    stdout=out,
    stderr=err,
    start_new_session=os.name == "posix",
)
signal.signal(signal.SIGINT, end)
signal.signal(signal.SIGTERM, end)
threading.Thread(target=end_with_parent, daemon=True).start()
if on_linux:
    threading.Thread(target=watch_children, daemon=True).start()
peak_mb = None
if hasattr(os, "wait4"):
    # What the system itself counted of this one process and the children that it waited for.
    _, result, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(result)
    own_kb = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    peak_mb = max(own_kb, family_kb[0]) / 1024
else:
    child.wait()
seconds = time.perf_counter() - begin


def text(file):
    file.seek(0)
    return file.read().decode(errors="replace")


measured = {
    "seconds": seconds,
    "peak_mb": peak_mb,
    "exit_code": child.returncode,
    "stdout": text(out),
    "stderr": text(err),
}
sys.stdout.write(json.dumps(measured))
sys.stdout.flush()
os._exit(0)  # a thread that still reads standard input would be in the way of a normal end
