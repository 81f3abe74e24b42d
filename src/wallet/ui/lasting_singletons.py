"""WORKAROUND for PySide6 6.12 on Python 3.11: keep ``None``, ``True`` and ``False`` from being used up.

The wheels of 6.12 are built as if ``None`` and the booleans were immortal, which they are from Python 3.12 on (PEP
683): every ``None`` that Qt returns loses one reference that was never taken (measured: one per ``findChild`` that
finds nothing, two per painted row; a signal's ``emit`` does it to ``True``). On 3.11 the program would die after some
minutes of use with "deallocating None". Giving the three a count that cannot be used up is what 3.12 does itself.
Delete this module when Python 3.11 is no longer supported.
"""

import ctypes
import sys

_ENOUGH = 1 << 40


def keep() -> None:
    """Make the singletons last; does nothing where they are immortal, or where counts are kept in another way."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython" or hasattr(sys, "gettotalrefcount"):
        return
    for singleton in (None, True, False):
        if sys.getrefcount(singleton) < _ENOUGH:
            # The count is the first field of every object (PyObject.ob_refcnt) in CPython before 3.12.
            ctypes.c_ssize_t.from_address(id(singleton)).value += _ENOUGH
