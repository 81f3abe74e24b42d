"""The window. Draws and asks; every use case is a service call on a task thread."""

import sys

if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    # WORKAROUND: in PySide6 6.12.0 every Signal.emit() hands back True without taking a reference to it. From Python
    # 3.12 on True is immortal; before, its count runs down with each signal until the interpreter aborts with
    # "bool_dealloc: deallocating True or False". A count that no program can use up makes it as immortal here.
    import ctypes

    ctypes.c_ssize_t.from_address(id(True)).value += 1 << 40
