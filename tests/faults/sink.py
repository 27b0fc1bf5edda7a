"""A mail server on the loopback that writes down what it took, before it says yes."""

import socket
import threading
import time
from email import message_from_bytes

from aiosmtpd.controller import Controller


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Sink:
    """`taken` holds (Message-ID, recipient) in the order of arrival; `answer` may be set to a refusal."""

    def __init__(self, delay: float = 0.002):
        self.taken: list[tuple[str, str]] = []
        self.answer = "250 taken"
        self.delay = delay
        self._lock = threading.Lock()
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(), ready_timeout=10)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the library's name
        time.sleep(self.delay)  # a slow server: senders spend most of their time here
        if self.answer.startswith("250"):
            mail = message_from_bytes(envelope.content)
            with self._lock:
                self.taken += [(mail["Message-ID"], recipient) for recipient in envelope.rcpt_tos]
        return self.answer

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_error):
        self.controller.stop()
