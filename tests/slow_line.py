"""A telephone line in a valley: it carries little, and breaks. On loopback only."""

import asyncio
import random
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field

# What is on its way when the line breaks is small, as in a real modem.
PIECE = 1024


@dataclass
class SlowLine:
    """Carries connections to a port of this machine until told otherwise.

    `rate` is what all connections together send, in bytes a second; `delay` is added to
    every answer, in seconds. A line that breaks is dead for `dead` seconds: connections
    end at once or, on a `silent` line, only when it is back.
    """

    target: int
    rate: float | None = None
    delay: float = 0
    dead: float = 0.3
    silent: bool = False
    # Bytes that went to the server, with the headers; and how often the line broke.
    sent: int = 0
    broken: int = 0
    port: int = field(init=False, default=0)
    _is_dead: bool = field(init=False, default=False)
    _free_at: float = field(init=False, default=0)
    _each: tuple[float, float] | None = field(init=False, default=None)
    _left: float = field(init=False, default=0)

    def __enter__(self):
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.StreamWriter] = set()
        self._chance = random.Random(2026)  # noqa: S311 -- the same breaks each time
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._call(self._listen())
        return self

    def __exit__(self, *_error):
        self._call(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._listener.close()

    def break_down(self, *, rate: float, each: tuple[float, float]) -> None:
        """From now on the line is slow, and breaks after so many bytes each time."""
        self.rate, self._each = rate, each
        self._left = self._chance.uniform(*each)

    def cut(self) -> None:
        """Break the line now, for `dead` seconds."""
        self._call(self._cut())

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)

    async def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * PIECE)
        listener.bind(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self._listener = listener
        self._server = await asyncio.start_server(
            self._carry, sock=listener, limit=PIECE
        )

    async def _close(self) -> None:
        self._server.close()
        self._abort_all()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)
        # What was aborted is closed in the loop's next rounds.
        await asyncio.sleep(0.1)

    async def _cut(self) -> None:
        self.broken += 1
        self._is_dead = True
        if not self.silent:
            self._abort_all()
        await asyncio.sleep(self.dead)
        self._abort_all()
        self._is_dead = False

    def _abort_all(self) -> None:
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _carry(self, reader, writer) -> None:
        if self._is_dead:
            writer.transport.abort()
            return
        both = {writer}
        with suppress(OSError):
            there = await asyncio.open_connection("127.0.0.1", self.target)
            both.add(there[1])
            self._open |= both
            await asyncio.gather(
                self._pass_on(reader, there[1], self._take_turn),
                self._pass_on(there[0], writer, self._delay),
            )
        self._open -= both
        for end in both:
            end.close()

    async def _pass_on(self, reader, writer, wait) -> None:
        while piece := await reader.read(PIECE):
            await wait(len(piece))
            if self._is_dead:
                # Nothing arrives any more; both sides are told when the line is back.
                await asyncio.sleep(self.dead)
                raise ConnectionResetError
            writer.write(piece)
            await writer.drain()
        writer.write_eof()

    async def _take_turn(self, size: int) -> None:
        """Wait until the line has carried what is before us, and us."""
        if self.rate:
            start = max(self._free_at, self._loop.time())
            self._free_at = start + size / self.rate
            await asyncio.sleep(self._free_at - self._loop.time())
        if self._is_dead:
            return
        self.sent += size
        self._left -= size
        if self._each and self._left <= 0:
            self._left = self._chance.uniform(*self._each)
            self._breaking = self._loop.create_task(self._cut())

    async def _delay(self, _size: int) -> None:
        await asyncio.sleep(self.delay)
