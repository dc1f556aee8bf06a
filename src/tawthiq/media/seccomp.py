"""A filter in the kernel: which system calls a locked child may still make (seccomp(2), Linux only).

What is denied answers EPERM, so that a library that tries gets an error and not a death. Denied are: new
files, new connections, new programs, new processes, signals to others, and the ways round these. Reading,
writing and mapping what is open already, memory, and threads stay. Numbers: the kernel's
arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
"""

import ctypes
import errno
import platform
import sys
from typing import NamedTuple

_DENIED = {
    # files
    "open": (2, 0), "openat": (257, 56), "openat2": (437, 437), "creat": (85, 0),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "truncate": (76, 45),
    "rename": (82, 0), "renameat": (264, 38), "renameat2": (316, 276), "mkdir": (83, 0),
    "mkdirat": (258, 34), "rmdir": (84, 0), "link": (86, 0), "linkat": (265, 37), "unlink": (87, 0),
    "unlinkat": (263, 35), "symlink": (88, 0), "symlinkat": (266, 36), "mknod": (133, 0),
    "mknodat": (259, 33), "chmod": (90, 0), "fchmod": (91, 52), "fchmodat": (268, 53),
    "fchmodat2": (452, 452), "chown": (92, 0), "fchown": (93, 55), "lchown": (94, 0),
    "fchownat": (260, 54), "utime": (132, 0), "utimes": (235, 0), "futimesat": (261, 0),
    "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "setxattrat": (463, 463), "removexattr": (197, 14), "lremovexattr": (198, 15),
    "fremovexattr": (199, 16), "removexattrat": (466, 466), "chdir": (80, 49), "fchdir": (81, 50),
    "chroot": (161, 51), "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "inotify_init": (253, 0), "inotify_init1": (294, 26), "fanotify_init": (300, 262),
    "ioctl": (16, 29),
    # connections
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "accept": (43, 202),
    "accept4": (288, 242), "bind": (49, 200), "listen": (50, 201), "sendto": (44, 206),
    "sendmsg": (46, 211), "sendmmsg": (307, 269), "recvfrom": (45, 207), "recvmsg": (47, 212),
    "recvmmsg": (299, 243), "setsockopt": (54, 208), "mq_open": (240, 180), "msgget": (68, 186),
    "semget": (64, 190), "shmget": (29, 194),
    # programs and other processes
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, 0), "vfork": (58, 0),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424), "kcmp": (312, 272),
    "kill": (62, 129), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "setpriority": (141, 140), "ioprio_set": (251, 30),
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118),
    "sched_setattr": (314, 274), "setsid": (112, 157), "setpgid": (109, 154),
    "personality": (135, 92),
    # the machine
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "open_tree": (428, 428),
    "open_tree_attr": (467, 467), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "unshare": (272, 97), "setns": (308, 268),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "add_key": (248, 217),
    "request_key": (249, 218), "keyctl": (250, 219), "quotactl": (179, 60),
    "quotactl_fd": (443, 443), "acct": (163, 89), "swapon": (167, 224), "swapoff": (168, 225),
    "reboot": (169, 142), "sethostname": (170, 161), "setdomainname": (171, 162),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "clock_adjtime": (305, 266), "syslog": (103, 116), "vhangup": (153, 58), "iopl": (172, 0),
    "ioperm": (173, 0), "modify_ldt": (154, 0), "migrate_pages": (256, 238),
    "move_pages": (279, 239),
}  # fmt: skip
"""Numbers on x86-64 and on ARM64, 0 where the call does not exist."""


class _Machine(NamedTuple):
    column: int  # of _DENIED
    audit_arch: int  # linux/audit.h
    seccomp: int
    clone: int
    prlimit: int


_MACHINES = {
    "x86_64": _Machine(0, 0xC000003E, 317, 56, 302),
    "aarch64": _Machine(1, 0xC00000B7, 277, 220, 261),
}
_CLONE3 = 435
_CLONE_THREAD = 0x10000
_X32 = 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000  # linux/seccomp.h
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data, little-endian
_SET_MODE_FILTER, _TSYNC = 1, 1


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("jt", ctypes.c_uint8),
        ("jf", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction)))


def forbid_calls() -> bool:
    """Put the filter on every thread of this process, for good; False where it cannot be."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    instructions = [_Instruction(*i) for i in _filter(machine)]
    array = (_Instruction * len(instructions))(*instructions)
    program = _Program(len(instructions), array)
    call = ctypes.CDLL(None, use_errno=True).syscall
    done = call(machine.seccomp, _SET_MODE_FILTER, _TSYNC, ctypes.byref(program))
    return bool(done == 0)


def _filter(machine: _Machine) -> list[tuple[int, int, int, int]]:
    refuse = (_RETURN, 0, 0, _ERROR | errno.EPERM)
    lines = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, machine.audit_arch),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),  # a second numbering on x86, and nothing elsewhere
        refuse,
        # glibc falls back to clone, whose flags a filter can read, where clone3 does not exist
        (_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),
    ]
    for numbers in _DENIED.values():
        if number := numbers[machine.column]:
            lines += [(_EQUAL, 0, 1, number), refuse]
    return [
        *lines,
        (_EQUAL, 0, 3, machine.prlimit),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, 0),  # its own limits, not those of another process
        refuse,
        (_LOAD, 0, 0, _NUMBER),
        (_EQUAL, 0, 3, machine.clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_ANY_BIT, 1, 0, _CLONE_THREAD),  # a thread, not a process
        refuse,
        (_RETURN, 0, 0, _ALLOW),
    ]
