"""Many telephones at once, each on a line of 64 kbit/s. A program of its own.

`python -m tests.bench.slow_senders PORT SIZE` reads the beginning of a JPEG as
hexadecimal digits and then the keys of forms, each on a line. It sends a photograph for
each form to a portal on this machine, and prints how many came whole.
"""

import asyncio
import base64
import json
import os
import sys

RATE = 64_000 / 8
# As `static/interest_forms/resumable.js` cuts them on such a line.
PIECE = 40 * 1024
ON_AIR = 4096


class Telephone:
    """One sender with one connection, kept as long as the server keeps it."""

    def __init__(self, port: int, photo: bytes, key: str) -> None:
        self.port, self.photo, self.key = port, photo, key

    async def send(self) -> bool:
        """Whether the server has kept the whole photograph."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        described = "key " + base64.b64encode(self.key.encode()).decode()
        length = str(len(self.photo))
        begin = {"Upload-Length": length, "Upload-Metadata": described}
        _status, headers, _body = await self.ask("POST", "/uploads/", begin)
        url = headers["location"]
        for offset in range(0, len(self.photo), PIECE):
            about = {
                "Upload-Offset": str(offset),
                "Content-Type": "application/offset+octet-stream",
            }
            piece = self.photo[offset : offset + PIECE]
            status, _headers, _body = await self.ask("PATCH", url, about, piece)
            if status != 204:
                return False
        _status, _headers, body = await self.ask("GET", url, {})
        self.writer.close()
        return "kept" in json.loads(body)

    async def ask(self, method, path, headers, body=b"") -> tuple[int, dict, bytes]:
        lines = {
            "Host": "localhost",
            "Tus-Resumable": "1.0.0",
            "Content-Length": str(len(body)),
            **headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode())
        for start in range(0, len(body), ON_AIR):
            await asyncio.sleep(ON_AIR / RATE)
            self.writer.write(body[start : start + ON_AIR])
        return await self.answer()

    async def answer(self) -> tuple[int, dict, bytes]:
        first, *lines = (
            (await self.reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        )
        pairs = (line.split(": ", 1) for line in lines)
        headers = {name.lower(): value for name, value in pairs}
        body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return int(first.split()[1]), headers, body


async def send_all(port: int, size: int, head: str, keys: list[str]) -> int:
    """Nobody begins in the same moment; all send for most of the time."""

    async def one(number: int, key: str) -> bool:
        photo = bytes.fromhex(head)
        photo += os.urandom(size - len(photo))
        await asyncio.sleep(number / len(keys) * PIECE / RATE)
        return await Telephone(port, photo, key).send()

    sent = (one(number, key) for number, key in enumerate(keys))
    return sum(await asyncio.gather(*sent))


if __name__ == "__main__":
    port, size = map(int, sys.argv[1:])
    head, *keys = sys.stdin.read().split()
    print(asyncio.run(send_all(port, size, head, keys)))
