import logging

from investguangdong.core import logs, request_id


def line(message: str, *args) -> str:
    formatter = logs.OneRecordFormatter("{levelname} [{number}] {message}", style="{")
    return formatter.format(logging.LogRecord("x", logging.WARNING, "x.py", 1, message, args, None))


def test_line_carries_the_number_of_its_request():
    token = request_id.current.set("abc123")
    assert line("slow") == "WARNING [abc123] slow"
    request_id.current.reset(token)
    assert line("slow") == "WARNING [-] slow"


def test_what_people_type_cannot_forge_a_line():
    typed = "x\r\n2026-11-28 ERROR forged\x1b[31m"
    assert line("tried %s", typed) == r"WARNING [-] tried x\x0d\n2026-11-28 ERROR forged\x1b[31m"
