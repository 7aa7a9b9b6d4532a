"""
What stands between a kernel and a page: a cell that fails says why, whatever the kernel says.

The Deno kernel sends no `error` message for a cell that it cannot read, so that a page shows
nothing. The reply that a cell has ended is held back until the words have been found for what is
wrong with it; these go to the page first: an `error` in place of the kernel's own, or, for a cell
that ran, what is wrong with its types on standard error.
"""

import asyncio
import itertools
from pathlib import Path

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

# Of a message's parts, after the signature.
PARTS = ["header", "parent_header", "metadata", "content"]


class Run:
    """A cell that is running."""

    def __init__(self, cell, sources, warning):
        self.cell, self.sources, self.warning = cell, sources, warning


class Session:
    """What one process of a kernel has been given to run, whichever page it came from."""

    by_name = {}

    def __init__(self, name):
        self.name = name
        self.sources = {}  # by the id of their cell, in the order in which they ran last
        self.runs = {}  # by the id of the request
        self.explained = set()  # ids of requests
        self.unnamed = itertools.count()

    @classmethod
    def of(cls, kernel):
        name = f"{kernel.kernel_id}-{kernel.provisioner.pid}"
        return cls.by_name.setdefault(name, cls(name))


class ExplainedConnection(ZMQChannelsWebsocketConnection):
    """A page's connection to a kernel."""

    explainer = None  # set by whoever starts the server

    def connect(self):
        asyncio.ensure_future(self.explainer.ask({"ask": "ready"}))
        return super().connect()

    def handle_incoming_message(self, incoming_msg):
        """A message of the page's: cells are noted, and their types looked at while they run."""
        if self.subprotocol == "v1.kernel.websocket.jupyter.org":
            channel, parts = deserialize_msg_from_ws_v1(incoming_msg)
            if channel == "shell":
                message = {
                    name: self.session.unpack(part)
                    for name, part in zip(PARTS, parts, strict=False)
                }
                if message["header"]["msg_type"] == "execute_request":
                    self.note(message)
        super().handle_incoming_message(incoming_msg)

    def note(self, message):
        content = message["content"]
        if content.get("silent") or not content["code"].strip():
            return
        session = Session.of(self.kernel_manager)
        cell = message["metadata"].get("cellId") or f"unnamed-{next(session.unnamed)}"
        session.sources.pop(cell, None)
        session.sources[cell] = content["code"]
        sources = list(session.sources.values())
        warning = asyncio.ensure_future(self.ask("types", session, sources))
        session.runs[message["header"]["msg_id"]] = Run(cell, sources, warning)

    async def ask(self, what, session, sources, **more):
        cells = {"kernel": session.name, "folder": await self.folder(), "sources": sources}
        return await self.explainer.ask({"ask": what, "cells": cells, **more})

    async def folder(self):
        """The folder of the notebook, in which the kernel runs."""
        settings = self.websocket_handler.settings
        root = Path(settings["server_root_dir"]).expanduser()
        try:
            found = await settings["session_manager"].get_session(kernel_id=self.kernel_id)
        except Exception:  # a kernel without a notebook
            return str(root)
        return str((root / found["path"]).parent)

    def handle_outgoing_message(self, stream, outgoing_msg):
        """A message of the kernel's."""
        identities, parts = self.session.feed_identities(outgoing_msg)
        header, parent, _, content = map(self.session.unpack, parts[1:5])
        channel = stream if isinstance(stream, str) else stream.channel
        session = Session.of(self.kernel_manager)
        request, kind = parent.get("msg_id"), header["msg_type"]
        if kind == "kernel_info_reply":
            # A notebook notes its language; not the version that this machine happens to have.
            content.get("language_info", {}).pop("version", None)
            outgoing_msg = self.packed(identities, parts, content)
        elif kind == "error" and (request in session.runs or request in session.explained):
            return  # the reply says the same, and comes before it or after it: its words are sent
        elif kind == "execute_reply" and request in session.runs:
            run = session.runs.pop(request)
            session.explained.add(request)
            asyncio.ensure_future(self.explain(run, channel, outgoing_msg, parent, content))
            return
        super().handle_outgoing_message(stream, outgoing_msg)

    async def explain(self, run, channel, reply, parent, content):
        """Sends the words, then the reply."""
        if content["status"] == "ok":
            warning = (await run.warning).get("warning")
            if warning:
                self.send("stream", {"name": "stderr", "text": warning}, parent)
        elif content["status"] == "error":
            said = {name: content.get(name, "") for name in ["ename", "evalue"]}
            said["traceback"] = content.get("traceback", [])
            session = Session.of(self.kernel_manager)
            if not said["traceback"]:  # the kernel could not read it: nothing of it ran
                session.sources.pop(run.cell, None)
            answer = await self.ask("error", session, run.sources, error=said)
            self.send("error", answer.get("error", said), parent)
        if self.channels:
            super().handle_outgoing_message(channel, reply)

    def send(self, kind, content, parent):
        if self.channels:
            message = self.session.msg(kind, content, parent={"header": parent})
            super().handle_outgoing_message("iopub", self.session.serialize(message))

    def packed(self, identities, parts, content):
        """A message of these parts with another content."""
        parts = [*parts[1:4], self.session.pack(content), *parts[5:]]
        return [*identities, b"<IDS|MSG>", self.session.sign(parts[:4]), *parts]
