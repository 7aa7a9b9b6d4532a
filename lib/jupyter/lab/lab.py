"""
JupyterLab, whose pages hear why a cell failed.

    python lab.py explainer… -- options…

First the command of the process that finds the words, then JupyterLab's own options.
"""

import sys

from explained_connection import ExplainedConnection
from explainer import Explainer
from jupyterlab.labapp import LabApp

CONNECTION = "explained_connection.ExplainedConnection"

if __name__ == "__main__":
    end = sys.argv.index("--")
    ExplainedConnection.explainer = Explainer(sys.argv[1:end])
    connection = f"--ServerApp.kernel_websocket_connection_class={CONNECTION}"
    LabApp.launch_instance([connection, *sys.argv[end + 1 :]])
