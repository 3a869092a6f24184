"""Tamper: with the grader, with other processes, with files and terminals that are not the submission's."""

from tests.attacks.attack import CALLS, CHECK, CONNECTION, FILES, LIBC, MEMORY, PRIVILEGES, START, Attack

RAISED = ("raised",)

OLD_GATE = """
import ctypes
import mmap

# push rbx; mov eax, setpriority of 32-bit Linux; xor ebx, ebx; mov ecx, edi; mov edx, 19; int 0x80; pop rbx; ret
CODE = "53 b8 61 00 00 00 31 db 89 f9 ba 13 00 00 00 cd 80 5b c3"
"""

ATTACKS = [
    Attack(
        "kill a process",
        "Sends SIGKILL to a process of the same user.",
        (CALLS, FILES),
        "import os, signal\nos.kill(VICTIM, signal.SIGKILL)",
        statuses=RAISED,
    ),
    Attack(
        "kill a group of processes",
        "Sends SIGKILL to the group of a process of the same user.",
        (CALLS, FILES),
        "libc('kill')(-VICTIM, 9)",
        LIBC,
    ),
    Attack(
        "kill by other calls",
        "Sends SIGKILL by way of a process descriptor, a queue of signals and a thread's number.",
        (CALLS, FILES),
        """
        libc("syscall")(424, libc("syscall")(434, VICTIM, 0), 9, None, 0)
        libc("sigqueue")(VICTIM, 9, ctypes.c_void_p(0))
        libc("tgkill")(VICTIM, VICTIM, 9)
        """,
        LIBC,
    ),
    Attack(
        "kill the server",
        "Sends SIGKILL to its parent, which forks every worker.",
        (CALLS, FILES, PRIVILEGES),
        "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
        statuses=RAISED,
    ),
    Attack(
        "lower another process's limits",
        "Takes the open files of a process of the same user away with prlimit, which Landlock knows nothing of.",
        (CALLS,),
        "import resource\nresource.prlimit(VICTIM, resource.RLIMIT_NOFILE, (7, 7))",
        statuses=RAISED,
    ),
    Attack(
        "lower the grader's limits",
        "Sets how long the grader may compute.",
        (CALLS, PRIVILEGES),
        """
        import resource
        _, most = resource.prlimit(GRADER, resource.RLIMIT_CPU)
        resource.prlimit(GRADER, resource.RLIMIT_CPU, (10**8, most))
        """,
        statuses=RAISED,
    ),
    Attack(
        "raise its own limits",
        "Lifts its memory limit and takes twice as much as it may.",
        (MEMORY,),
        """
        import os, resource, time
        try:
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        except (OSError, ValueError):
            pass
        kept = np.ones(300 * 2**17)
        time.sleep(0.1)
        os._exit(0)
        """,
        statuses=("out_of_memory",),
    ),
    Attack(
        "bind another process to one processor",
        "Sets the affinity of a process of the same user.",
        (CALLS,),
        "import os\nos.sched_setaffinity(VICTIM, [max(os.sched_getaffinity(0))])",
        statuses=RAISED,
    ),
    Attack(
        "take another process's priority",
        "Gives a process of the same user the lowest priority.",
        (CALLS,),
        "import os\nos.setpriority(os.PRIO_PROCESS, VICTIM, 19)",
        statuses=RAISED,
    ),
    Attack(
        "change another process's scheduling",
        "Has a process of the same user run only when nothing else does.",
        (CALLS,),
        "import os\nos.sched_setscheduler(VICTIM, os.SCHED_IDLE, os.sched_param(0))",
        statuses=RAISED,
    ),
    Attack(
        "go in by the old gate",
        "Makes a 32-bit system call, whose number means something else to a filter of 64-bit ones.",
        (CALLS,),
        """
        code = bytes.fromhex(CODE)
        page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(code)
        ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))(VICTIM)
        """,
        OLD_GATE,
        statuses=("crashed", "failed"),
        machine="x86_64",
        elsewhere="some kernels have no 32-bit system calls",
    ),
    Attack(
        "have the kernel send the signal",
        "Makes a process of the same user the owner of its socket, with SIGKILL for the signal that data has come.",
        (CALLS, FILES),
        """
        arm()
        forward_propagation(2, 3)  # what comes then is the grader's answer
        """,
        f"{CONNECTION}\nimport fcntl\n\n"
        "def arm():\n"
        "    number = connection()\n"
        "    fcntl.fcntl(number, 10, 9)\n"
        "    fcntl.fcntl(number, 8, VICTIM)\n"
        "    fcntl.fcntl(number, fcntl.F_SETFL, fcntl.fcntl(number, fcntl.F_GETFL) | 0o20000)\n",
        statuses=RAISED,
        exercise=CHECK,
    ),
    Attack(
        "change how shared descriptors behave",
        "Sets O_NONBLOCK on standard input and output, which processes share with their parents.",
        (START, CALLS),
        """
        import fcntl
        for number in (0, 1, 2):
            fcntl.fcntl(number, fcntl.F_SETFL, 0o4000)
        """,
        statuses=RAISED,
    ),
    Attack(
        "write to a terminal",
        "Opens somebody's terminal and writes a sequence that sets its title.",
        (FILES,),
        "open(TERMINAL, 'w').write('\\x1b]0;owned\\x07')",
        statuses=RAISED,
    ),
    Attack(
        "type into a terminal",
        "Puts characters into the input of somebody's terminal with TIOCSTI.",
        (CALLS, FILES),
        """
        import fcntl, os
        number = os.open(TERMINAL, os.O_RDWR)
        for character in b"echo owned\\n":
            fcntl.ioctl(number, 0x5412, bytes([character]))
        """,
        statuses=RAISED,
        elsewhere="newer kernels refuse TIOCSTI to everybody",
    ),
    Attack(
        "pass the grader a descriptor",
        "Sends an open file over the connection along with an answer.",
        (CALLS, START),
        """
        import socket
        own = socket.socket(fileno=os.dup(connection()))
        socket.send_fds(own, [b"x"], [0])
        """,
        CONNECTION,
        statuses=RAISED,
    ),
    Attack(
        "speak to the server as the grader does",
        "Looks for the socket that the server takes its orders from, and orders it to end.",
        (START,),
        """
        import os, stat, struct
        sockets = []
        for number in range(3, 256):
            try:
                sockets += [number] if stat.S_ISSOCK(os.fstat(number).st_mode) else []
            except OSError:
                pass
        for number in sockets[:-1] if len(sockets) > 1 else []:
            os.write(number, struct.pack("!ci", b"R", 1))
        raise RuntimeError(f"{len(sockets)} sockets")
        """,
        statuses=RAISED,
    ),
    Attack(
        "change a file's mode",
        "Makes a file of the same user's readable to nobody; Landlock does not know of modes.",
        (CALLS,),
        "import os\nos.chmod(FOLDER + '/canary.txt', 0)",
        statuses=RAISED,
    ),
    Attack(
        "change a file's times",
        "Makes a file of the same user's look old.",
        (CALLS,),
        "import os\nos.utime(FOLDER + '/canary.txt', (1, 1))",
        statuses=RAISED,
    ),
    Attack(
        "mark a file",
        "Hangs an attribute on a file of the same user's.",
        (CALLS,),
        "import os\nos.setxattr(FOLDER + '/canary.txt', 'user.owned', b'1')",
        statuses=RAISED,
        elsewhere="some file systems have no attributes",
    ),
    Attack(
        "remove and rename files",
        "Takes the files of the same user's away, or puts others in their place.",
        (CALLS, FILES),
        """
        import os
        deeds = [
            lambda: os.unlink(FOLDER + "/canary.txt"),
            lambda: os.rename(FOLDER + "/canary.txt", FOLDER + "/other.txt"),
            lambda: os.symlink("/etc/passwd", FOLDER + "/link"),
            lambda: os.link(FOLDER + "/canary.txt", FOLDER + "/second"),
            lambda: os.mkdir(FOLDER + "/new"),
            lambda: os.truncate(FOLDER + "/canary.txt", 0),
            lambda: os.mkfifo(FOLDER + "/pipe"),
        ]
        for deed in deeds:
            try:
                deed()
            except OSError:
                pass
        """,
    ),
    Attack(
        "write compiled code into the library",
        "Leaves a .pyc in the course's library for the next process that imports it.",
        (FILES,),
        "open(COURSE + '/assignments/lib/__pycache__/' + MARK + '.pyc', 'wb').write(b'owned')",
        statuses=RAISED,
    ),
    Attack(
        "talk to the machine's services",
        "Looks for docker.sock and an ssh agent, in the environment and where they stand.",
        (CALLS,),
        """
        import os, socket
        places = [os.environ.get("SSH_AUTH_SOCK"), os.environ.get("DOCKER_HOST", "")[7:], FOLDER + "/docker.sock"]
        for place in filter(None, places):
            socket.socket(socket.AF_UNIX).connect(place)
        """,
        statuses=RAISED,
    ),
    Attack(
        "speak to the CI",
        "Adds a line to the file from which a CI takes the next step's environment.",
        (FILES,),
        """
        import os
        with open(os.environ.get("GITHUB_ENV") or FOLDER + "/github_env", "a") as file:
            file.write("LD_PRELOAD=/tmp/owned.so\\n")
        """,
        statuses=RAISED,
    ),
    Attack(
        "become root again",
        "Asks for root's user, and opens what only the grader's own user may.",
        (CALLS, PRIVILEGES, FILES),
        """
        import os
        for deed in (lambda: os.setresuid(0, 0, 0), lambda: os.seteuid(0)):
            try:
                deed()
            except OSError:
                pass
        with open(VAULT + "/" + MARK, "w") as file:
            file.write("owned")
        """,
        statuses=RAISED,
        elsewhere="what only the grader may open is the worker's own to open where both are one ordinary user",
    ),
    Attack(
        "start a program",
        "Replaces itself by a shell that writes a file.",
        (CALLS, FILES),
        "import os\nos.execv('/bin/sh', ['sh', '-c', f'echo owned > {FOLDER}/{MARK}'])",
        statuses=RAISED,
    ),
]
