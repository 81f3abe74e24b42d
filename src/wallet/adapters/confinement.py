"""Locks a worker process in: no network, no new programs, no files written, no core dumps.

Each lock is tried and none is relied on alone; the limits that the parent keeps hold without any of them. On Linux
the network is closed twice: an empty network namespace where the kernel gives one, and a filter that refuses the
system calls themselves (seccomp, in the form of ``linux/seccomp.h`` and ``linux/filter.h``).
"""

import ctypes
import errno
import os
import platform
import struct
import sys

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_X32_BIT = 0x40000000

# Audit architecture, then: socket, socketpair, connect, bind, listen, accept, accept4, sendto, sendmsg, sendmmsg,
# execve, execveat, fork, vfork, ptrace, process_vm_readv, process_vm_writev, io_uring_setup, mount, bpf.
_CALLS: dict[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (
        0xC000003E,
        (41, 53, 42, 49, 50, 43, 288, 44, 46, 307, 59, 322, 57, 58, 101, 310, 311, 425, 165, 321),
    ),
    "aarch64": (0xC00000B7, (198, 199, 203, 200, 201, 202, 242, 206, 211, 269, 221, 281, 117, 270, 271, 425, 40, 280)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _filter(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Return the instructions: another architecture or a call on the list is refused, everything else allowed."""
    steps: list[tuple[int, int, int, int]] = [(_LOAD, 0, 0, _ARCHITECTURE_AT), (_EQUAL, 1, 0, architecture)]
    steps += [(_RETURN, 0, 0, _REFUSE), (_LOAD, 0, 0, _NUMBER_AT)]
    remaining = len(calls) + 1
    steps.append((_AT_LEAST, remaining, 0, _X32_BIT))
    for position, call in enumerate(calls):
        steps.append((_EQUAL, remaining - 1 - position, 0, call))
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)


def _refuse_system_calls(libc: ctypes.CDLL) -> None:
    known = _CALLS.get(platform.machine())
    if known is None or sys.byteorder != "little":
        return
    code = _filter(*known)
    program = _Program(len(code) // 8, code)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def close_the_doors() -> None:
    """Confine this process for good."""
    if sys.platform == "win32":
        return
    import resource

    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    _refuse_system_calls(libc)
