"""PNG files as screenshots are, made small: few colours, each pixel a byte, as nothing but text and lines is seen."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_COLOURS = 256


def compact(picture: bytes) -> bytes:
    """Return a picture of 8-bit RGB or RGBA, which is not interlaced, with a palette of at most 256 colours.

    The commonest colours stay as they are, and each of the others becomes the nearest of those; what is see-through
    becomes opaque. Raises `ValueError` for another kind of picture.
    """
    width, height, pixels = _pixels(picture)
    counts = Counter(pixels)
    kept = [colour for colour, _ in counts.most_common(MOST_COLOURS)]
    place = {colour: number for number, colour in enumerate(kept)}
    for colour in counts:
        if colour not in place:
            place[colour] = place[min(kept, key=lambda other: _apart(colour, other))]
    indices = bytes(place[pixel] for pixel in pixels)
    lines = b"".join(b"\0" + indices[start : start + width] for start in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = zlib.compress(lines, 9)
    return assembled([(b"IHDR", head), (b"PLTE", b"".join(kept)), (b"IDAT", body), (b"IEND", b"")])


def assembled(bodies: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return a PNG of parts, each with its name."""
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in bodies
    )


def parts(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG, each with its name."""
    at = len(SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += length + 12


def size(picture: bytes) -> tuple[int, int]:
    """Return a PNG's width and height in pixels."""
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def _apart(one: bytes, other: bytes) -> int:
    return sum((left - right) ** 2 for left, right in zip(one, other, strict=True))


def _pixels(picture: bytes) -> tuple[int, int, list[bytes]]:
    """Return the width, the height, and the colour of each pixel as three bytes, line by line."""
    held = list(parts(picture))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", held[0][1])
    channels = {2: 3, 6: 4}.get(kind)
    if depth != 8 or channels is None or interlaced:
        raise ValueError("no 8-bit picture in true colours")
    packed = zlib.decompress(b"".join(body for name, body in held if name == b"IDAT"))
    stride = width * channels
    above, pixels = bytes(stride), []
    for start in range(0, height * (stride + 1), stride + 1):
        above = _line(packed[start], packed[start + 1 : start + 1 + stride], above, channels)
        pixels += [above[at : at + 3] for at in range(0, stride, channels)]
    return width, height, pixels


def _line(kind: int, filtered: bytes, above: bytes, back: int) -> bytes:
    """Return a line as it was before its filter (PNG specification, section 9.2); ``back`` is a pixel's bytes."""
    line = bytearray(filtered)
    if kind == 0:
        return bytes(line)
    for at in range(len(line)):
        left = line[at - back] if at >= back else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = above[at]
        elif kind == 3:
            guess = (left + above[at]) // 2
        else:
            guess = _paeth(left, above[at], above[at - back] if at >= back else 0)
        line[at] = (line[at] + guess) & 255
    return bytes(line)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda near: abs(guess - near))
