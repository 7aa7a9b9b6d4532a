"""The process that finds the words for what is wrong with a cell; a line of JSON a question."""

import asyncio
import itertools
import json


class Explainer:
    """Starts with the first question, and again if it has ended; it ends when its input closes."""

    def __init__(self, command):
        self.command = command
        self.process = None
        self.starting = asyncio.Lock()
        self.waiting = {}
        self.numbers = itertools.count()

    async def ask(self, question):
        """The answer; an empty one if there is none to be had."""
        try:
            async with self.starting:
                if self.process is None or self.process.returncode is not None:
                    await self.start()
            number = next(self.numbers)
            answer = self.waiting[number] = asyncio.get_running_loop().create_future()
            self.process.stdin.write(json.dumps({**question, "number": number}).encode() + b"\n")
            return await answer
        except OSError:
            return {}

    async def start(self):
        self.process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=2**26,  # bytes of an answer
        )
        self.listening = asyncio.create_task(self.listen(self.process))

    async def listen(self, process):
        async for line in process.stdout:
            answer = json.loads(line)
            self.waiting.pop(answer.pop("number")).set_result(answer)
        await process.wait()
        for waiting in self.waiting.values():
            waiting.set_result({})
        self.waiting.clear()
