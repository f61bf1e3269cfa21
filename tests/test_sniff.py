"""Markup or text, or neither: told by looking."""

import pytest

from newsclean.read import not_text
from newsclean.read.sniff import sniff


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sailed again.",
        "if x < y and y > z: print(x)",
        "Write to <ann@example.org> or <https://example.org/a>.",
        "I <3 ferries",
        "Use the <p> element for paragraphs and the <br> element for breaks. " + "More on that below. " * 40,
        "# Title\n\nText with <br> in it.\n\n" + "More text. " * 200,
        '{"html": "<p>one</p><p>two</p><p>three</p>"}',
        '[{"a": "<b>x</b>"}]',
        "",
    ],
)
def test_text(text):
    assert sniff(text) == "text"


@pytest.mark.parametrize(
    "text",
    [
        "<p>Rain fell.</p>",
        "<!DOCTYPE html><title>x</title>",
        "\ufeff<html><body>x",
        "<?xml version='1.0'?><html><body>x",
        "<!-- cached --><!-- twice --><html>",
        "  \n<div class='a'>text</div>",
        "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<html><head></head><body><p>x</p></body></html>",
    ],
)
def test_markup(text):
    assert sniff(text) == "html"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 x", b"\x89PNG\r\n", b"PK\x03\x04", b"\x1f\x8b\x08", bytes(100), bytes(range(32)) * 9]
)
def test_binary(data):
    assert not_text(data)


@pytest.mark.parametrize(
    "data", [b"", b"text\x00with a zero in it", "ferry".encode("utf-16"), "a long ferry".encode("utf-32-le")]
)
def test_not_binary(data):
    assert not not_text(data)
