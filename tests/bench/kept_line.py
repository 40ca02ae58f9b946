"""One connection to a web server on loopback, kept, without a client's own slowness."""

import socket
import time
from typing import BinaryIO

PATIENCE = 60


class KeptLine:
    """Asks for one address after the other."""

    def __init__(self, port: int) -> None:
        """Connect, as soon as somebody listens there."""
        self.port = port
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.connect()
            except ConnectionRefusedError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                break

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answers: BinaryIO = self.socket.makefile("rb")

    def ask(self, address: str, etag: str = "") -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in small letters) and body."""
        known = f"If-None-Match: {etag}\r\n" if etag else ""
        head = f"GET {address} HTTP/1.1\r\nHost: localhost\r\n{known}\r\n"
        status = self.send(head)
        if not status:
            # A server closes what was quiet for some seconds.
            self.close()
            self.connect()
            status = self.send(head)
        headers = {}
        while line := self.answers.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        body = self.answers.read(int(headers.get("content-length", 0)))
        return int(status.split()[1]), headers, body

    def send(self, head: str) -> bytes:
        """The first line of the answer."""
        self.socket.sendall(head.encode())
        return self.answers.readline()

    def close(self) -> None:
        self.answers.close()
        self.socket.close()
