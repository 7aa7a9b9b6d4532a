"""
Executes a notebook from top to bottom in a fresh kernel, and says how far it is: a JSON object a
line.

    {"cell": 3, "seconds": 0.4}    the cell at index 3 of all cells has been executed
    {"failed": 5, "name": …, "message": …, "trace": […]}    it has not, and no cell after it
    {"done": true}

    python execute.py notebook.ipynb executed.ipynb --timeout 120

What was executed is written in any case.
"""

import argparse
import json
import os
import sys
import time
from queue import Empty

import nbformat
from nbclient import NotebookClient
from nbclient.client import CellExecutionComplete
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async

# After a cell, Deno's kernel may say that it is idle before all that the cell put out has arrived.
QUIET_SECONDS = 0.2

# What the kernel and its children print by themselves is not for who reads the events.
events = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def say(**fields):
    print(json.dumps(fields), file=events, flush=True)


class PatientClient(NotebookClient):
    """Takes a cell for complete when the kernel is idle and has been silent for a moment."""

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        is_idle = False
        while True:
            try:
                wait = QUIET_SECONDS if is_idle else None
                message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=wait))
            except Empty:
                return
            if message["parent_header"].get("msg_id") != parent_msg_id:
                continue
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                is_idle = True


def execute(notebook, folder, timeout):
    """Executes the cells in place; says how it went."""
    began, at, reply = time.monotonic(), 0, {}

    def cell_begins(cell, cell_index):
        nonlocal began, at
        began, at = time.monotonic(), cell_index

    def cell_ended(cell, cell_index, execute_reply):
        nonlocal reply
        reply = execute_reply["content"]
        if reply["status"] == "ok":
            say(cell=cell_index, seconds=round(time.monotonic() - began, 3))

    client = PatientClient(
        notebook,
        kernel_name="deno",
        timeout=timeout,
        record_timing=False,
        resources={"metadata": {"path": folder}},
        on_cell_execute=cell_begins,
        on_cell_executed=cell_ended,
    )
    try:
        client.execute()
    except CellExecutionError:
        say(failed=at, name=reply["ename"], message=reply["evalue"], trace=reply["traceback"])
    except CellTimeoutError:
        say(failed=at, name="TimeoutError", message=f"It took longer than {timeout} s", trace=[])
    except DeadKernelError:
        say(failed=at, name="KernelError", message="The kernel ended in this cell", trace=[])
    else:
        say(done=True)


if __name__ == "__main__":
    flags = argparse.ArgumentParser()
    flags.add_argument("notebook")
    flags.add_argument("executed")
    flags.add_argument("--folder", required=True, help="the kernel's working directory")
    flags.add_argument("--timeout", type=int, default=120, help="seconds a cell")
    options = flags.parse_args()
    notebook = nbformat.read(options.notebook, 4)
    try:
        execute(notebook, options.folder, options.timeout)
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    nbformat.write(notebook, options.executed)
    os._exit(0)  # at once: to take a Python down in good order takes a second
