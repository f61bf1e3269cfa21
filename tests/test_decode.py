"""Bytes to text: what is declared is believed where it makes sense, and one bad byte costs one character."""

import codecs

import pytest

from newsclean.read.decode import decode, read_bytes, wide_encoding
from tests.battery.encodings import STORIES

FRENCH = STORIES["french"][1][0]
RUSSIAN = STORIES["russian"][1][0]


@pytest.mark.parametrize(
    ("language", "encoding"), [(language, encoding) for language, (some, _) in STORIES.items() for encoding in some]
)
@pytest.mark.parametrize("sentences", [1, 4])
def test_undeclared_bytes_are_told_by_their_letters(language, encoding, sentences):
    text = "\n".join(STORIES[language][1][:sentences])
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("said", ["utf-8", "iso-8859-1", "windows-1252", "shift_jis", "no-such-charset"])
def test_a_declaration_that_lies_is_not_believed(said):
    raw = f'<meta charset="{said}"><p>{RUSSIAN}</p>'.encode("koi8-r")
    text, warnings = read_bytes(raw)
    assert RUSSIAN in text
    assert warnings == (f"said to be {said}, read as koi8-u",)


def test_utf8_beats_every_declaration():
    raw = f'<meta charset="windows-1252"><p>{FRENCH}</p>'.encode()
    assert FRENCH in decode(raw)
    assert FRENCH in decode(raw, "latin-1")


@pytest.mark.parametrize(
    ("said", "text"), [("iso-8859-2", "łódź"), ("windows-1250", "łódź"), ("koi8-r", "да"), ("euc-jp", "港")]
)
def test_of_a_word_or_two_the_declaration_decides(said, text):
    assert decode(text.encode(said), said) == text
    assert decode(f"<meta charset={said}>{text}".encode(said)).endswith(text)


def test_an_unknown_name_for_the_header_is_an_error():
    with pytest.raises(LookupError):
        decode(b"x", "no-such-charset")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_marks_and_zero_bytes_tell_unicode(encoding):
    mark = {
        "utf-8": codecs.BOM_UTF8,
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }[encoding]
    for text in (FRENCH, f"<p>{RUSSIAN}</p>", f"<html><body><p>{STORIES['chinese'][1][0]}</p></body></html>"):
        assert decode(mark + text.encode(encoding)) == text
        assert decode(text.encode(encoding)) == text


def test_numbers_are_no_unicode():
    assert wide_encoding(b"".join(n.to_bytes(4, "little") for n in range(70_000, 75_000))) == ""
    assert wide_encoding(bytes(500)) == ""


def test_one_bad_byte_costs_one_character():
    raw = f"<p>{FRENCH}</p>".encode()
    for at in range(3, len(raw) - 5, 7):
        text = decode(raw[:at] + b"\xff" + raw[at + 1 :])
        assert sum(a != b for a, b in zip(text, f"<p>{FRENCH}</p>", strict=False)) < len(raw)
        assert text.count("\ufffd") in (1, 2)


def test_an_element_in_another_encoding_is_read_in_it():
    raw = f"<p>{FRENCH}</p>\n".encode() * 3 + b"<p>" + RUSSIAN.encode("cp1251") + b"</p>"
    text, warnings = read_bytes(raw)
    assert FRENCH in text
    assert RUSSIAN in text
    assert warnings == ("two encodings in one page: UTF-8 and cp1251",)


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
@pytest.mark.parametrize("language", STORIES)
def test_what_was_encoded_twice_is_undone_once(wrong, language):
    text = "\n".join(STORIES[language][1])
    # The five places that windows-1252 leaves empty are C1 controls to those who make this mistake.
    once = "".join(bytes([b]).decode(wrong, "replace").replace("\ufffd", chr(b)) for b in text.encode())
    assert read_bytes(once.encode()) == (text, ("text was encoded in UTF-8 twice; once undone",))


@pytest.mark.parametrize(
    "text",
    ["SÃ£o Paulo: Ã© caro, diz «não» o prefeito", "Ã", "The sign Â§ and Ã© in an English text about naïve cafés"],
)
def test_single_signs_of_it_stay_as_they_are(text):
    assert decode(text.encode()) == text


def test_pages_of_which_only_lines_were_encoded_twice_are_undone_in_those():
    page = f"<p>{FRENCH}</p><p>{FRENCH.encode().decode('latin-1')}</p>"
    assert decode(page.encode()) == f"<p>{FRENCH}</p><p>{FRENCH}</p>"


def test_three_times_is_undone_twice():
    assert decode(FRENCH.encode().decode("cp1252").encode().decode("latin-1").encode()) == FRENCH
