#!/usr/bin/env python3
"""Writes confusables.txt: which characters look like which, from the confusables data (UTS #39) that the ICU library on this machine holds.

A line is a character and what it becomes, in hexadecimal code points. The table is made for text after NFKC and is closed: what it maps to is in lower
case, and not mapped again. A capital is in it only where it looks like something that its small letter does not look like. Needs libicui18n; run: python3 confusables.py > confusables.txt
"""
import ctypes
import glob
import re
import sys
import unicodedata

library = sorted(glob.glob("/usr/lib/*/libicui18n.so.[0-9][0-9]"))[-1]
version = re.search(r"\.so\.(\d+)$", library).group(1)
icu = ctypes.CDLL(library)
status = ctypes.c_int(0)
open_checker = getattr(icu, f"uspoof_open_{version}")
open_checker.restype = ctypes.c_void_p
checker = ctypes.c_void_p(open_checker(ctypes.byref(status)))
get_skeleton = getattr(icu, f"uspoof_getSkeletonUTF8_{version}")
buffer = ctypes.create_string_buffer(1024)


def skeleton(text):
    source = text.encode()
    error = ctypes.c_int(0)
    length = get_skeleton(checker, ctypes.c_uint32(0), source, len(source), buffer, len(buffer), ctypes.byref(error))
    if error.value > 0:
        raise RuntimeError(f"ICU error {error.value} for {text!r}")
    return buffer.raw[:length].decode()


def fold(text):
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def closed(text):
    for _ in range(8):
        further = unicodedata.normalize("NFD", fold(skeleton(fold(text))))
        if further == text:
            return text
        text = further
    raise RuntimeError(f"no end for {text!r}")


lines = []
for code_point in range(0x21, 0x110000):
    character = chr(code_point)
    if 0xD800 <= code_point <= 0xDFFF or unicodedata.category(character) in ("Cn", "Co", "Cs", "Cc"):
        continue
    # What NFKC takes away never reaches the table; what has a decomposition comes in parts.
    if unicodedata.normalize("NFKD", character) != character:
        continue
    target = closed(skeleton(character))
    otherwise = character if character.lower() == character else closed(character)
    if target != otherwise:
        lines.append(f"{code_point:X} {' '.join(f'{ord(part):X}' for part in target)}")

print("\n".join(lines))
print(f"{len(lines)} characters from ICU {version}", file=sys.stderr)
