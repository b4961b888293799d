"""Restrictions of a process until its end, without privileges: no network, a bound on memory, no core dumps.

On Linux a filter of system calls (https://docs.kernel.org/userspace-api/seccomp_filter.html) ends the process when it tries to open
or use a socket. Other systems have nothing comparable without privileges.
"""

from __future__ import annotations

import os
import sys

# <linux/prctl.h>, <linux/seccomp.h>
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 22, 38
_MODE_FILTER = 2
_KILL_PROCESS, _ALLOW = 0x80000000, 0x7FFF0000
# <linux/bpf_common.h>: load a word of the data, compare it with a constant, return
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
# Offsets in struct seccomp_data.
_NUMBER, _ARCHITECTURE = 0, 4
#: system calls with these numbers or higher are those of the x32 interface, which include sockets
_X32 = 0x40000000

# Calls that open or use a socket, also through another process or io_uring; <asm/unistd.h> of each architecture.
_NAMES = (
    "socket", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg",
    "io_uring_setup", "pidfd_getfd", "ptrace", "process_vm_writev",
)  # fmt: skip
#: machine -> its AUDIT_ARCH (<linux/audit.h>), and the numbers of the calls above
_MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 43, 288, 44, 46, 307, 425, 438, 101, 311)),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 202, 242, 206, 211, 269, 425, 438, 117, 271)),
}


def give_up_network() -> bool:
    """Makes the kernel end this process, by SIGSYS, when it tries to use a socket. Returns False if the system cannot do that.

    It must be called before other threads start: it holds for the calling thread, and those that it starts.
    """
    machine = _MACHINES.get(os.uname().machine) if sys.platform == "linux" and sys.maxsize > 1 << 32 else None
    return machine is not None and _installed(_program(*machine))


def _program(architecture: int, numbers: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """The filter, as instructions (code, steps to skip if true, if false, operand): all other architectures and calls end the process."""
    end = (_RETURN, 0, 0, _KILL_PROCESS)
    program = [(_LOAD, 0, 0, _ARCHITECTURE), (_IF_EQUAL, 1, 0, architecture), end]
    program += [(_LOAD, 0, 0, _NUMBER), (_IF_AT_LEAST, 0, 1, _X32), end]
    for number in numbers:
        program += [(_IF_EQUAL, 0, 1, number), end]
    return [*program, (_RETURN, 0, 0, _ALLOW)]


def _installed(program: list[tuple[int, int, int, int]]) -> bool:
    import ctypes

    class Instruction(ctypes.Structure):
        _fields_ = [("code", ctypes.c_ushort), ("true", ctypes.c_ubyte), ("false", ctypes.c_ubyte), ("operand", ctypes.c_uint32)]

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(Instruction))]

    instructions = (Instruction * len(program))(*(Instruction(*one) for one in program))
    given = Program(len(program), instructions)
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    calls = ((_PR_SET_NO_NEW_PRIVS, 1), (_PR_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(given)))
    return all(prctl(*call, *[0] * (5 - len(call))) == 0 for call in calls)


def bound_memory(size: int) -> None:
    """Limits the address space of this process, if the system can, and disables core dumps, as its memory holds the CV."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
