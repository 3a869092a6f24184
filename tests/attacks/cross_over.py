"""Cross over: from one exercise to the next, from one submission to another's, from the worker to its server."""

from tests.attacks.attack import CALLS, FILES, FRESH, LIBC, Attack

RAISED = ("raised",)

ATTACKS = [
    Attack(
        "poison NumPy",
        "Replaces the functions that the other exercises, and other people's, are made of.",
        (FRESH,),
        """
        np.zeros = np.ones = np.sqrt = np.array = np.random.randn = np.random.seed = lambda *_, **__: 42
        np.random.set_state = np.ndarray = None
        """,
    ),
    Attack(
        "poison the course's library",
        "Replaces the library's functions and modules.",
        (FRESH,),
        """
        import sys
        for name in [n for n in sys.modules if n.split(".")[0] in ("lib", "scipy", "sklearn")]:
            vars(sys.modules[name]).clear()
        sys.modules["lib"] = sys.modules["lib.init_utils"] = None
        """,
        statuses=("failed", "raised"),
    ),
    Attack(
        "poison Python",
        "Replaces builtins, and changes the interpreter's own settings.",
        (FRESH,),
        """
        import builtins, gc, sys, warnings
        warnings.simplefilter("error")
        gc.disable()
        sys.setrecursionlimit(60)
        builtins.range = builtins.len = builtins.dict = lambda *_: 3
        """,
        statuses=("failed", "raised", "crashed"),
    ),
    Attack(
        "spoil the random numbers",
        "Leaves generators, error settings and print options in a state of its own.",
        (FRESH,),
        """
        import random
        np.random.seed(99)
        random.seed(99)
        np.seterr(all="raise")
        np.set_printoptions(precision=0, suppress=True)
        """,
    ),
    Attack(
        "write a .pyc beside Python's own library",
        "Leaves code where every later process would import it.",
        (FILES,),
        """
        import os
        for place in (COURSE + "/assignments/lib", os.path.dirname(np.__file__)):
            with open(place + "/" + MARK + ".py", "w") as file:
                file.write("owned = True")
        """,
        statuses=RAISED,
    ),
    Attack(
        "leave a file in /tmp",
        "Leaves what it was asked for the next worker to find, in all the usual places.",
        (FILES,),
        """
        for place in ("/tmp", "/var/tmp", "/dev/shm"):
            with open(place + "/" + MARK, "w") as file:
                file.write(repr(args))
        """,
        statuses=RAISED,
    ),
    Attack(
        "leave a file in the home folder",
        "Writes into HOME, where NumPy, matplotlib and shells look for settings.",
        (FILES,),
        "open(HOME + '/.bashrc', 'a').write('echo owned')",
        statuses=RAISED,
    ),
    Attack(
        "leave a message in System V memory",
        "Makes a segment of shared memory that outlives every process and has no path.",
        (CALLS,),
        """
        if libc("shmget")(KEY, 4096, 0o1600) < 0:
            raise PermissionError
        """,
        LIBC,
        statuses=RAISED,
    ),
    Attack(
        "leave a message queue",
        "Makes a System V queue, which outlives every process and has no path.",
        (CALLS,),
        """
        if libc("msgget")(KEY, 0o1600) < 0:
            raise PermissionError
        """,
        LIBC,
        statuses=RAISED,
    ),
    Attack(
        "poison the caches of test runners",
        "Writes to the databases of pytest and Hypothesis, from which a later run might take examples.",
        (FILES, CALLS),
        """
        import os
        for place in (COURSE, HOME, "/"):
            for name in (".hypothesis", ".pytest_cache"):
                try:
                    os.mkdir(os.path.join(place, name))
                except OSError:
                    pass
        """,
    ),
    Attack(
        "write into the server's memory",
        "Opens the memory of its parent, and of another process of the same user, for writing.",
        (FILES,),
        """
        import os
        memory = os.open(f"/proc/{VICTIM}/mem", os.O_RDWR)
        os.lseek(memory, PLACE, os.SEEK_SET)
        os.write(memory, b"owned")
        """,
        statuses=RAISED,
    ),
    Attack(
        "leave a daemon",
        "Starts a process in a session of its own that goes on when the worker has ended.",
        (CALLS,),
        """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(5)
        os._exit(0)
        """,
        statuses=RAISED,
    ),
    Attack(
        "leave a thread that talks on",
        "Returns, and writes over the connection from a thread while the next call is under way.",
        (FRESH,),
        """
        import threading
        def talk():
            while True:
                os.write(number, b"\\0\\0\\0\\5owned")
        number = next(n for n in range(3, 64) if is_socket(n))
        threading.Thread(target=talk, daemon=True).start()
        """,
        """
        import os, stat
        def is_socket(number):
            try:
                return stat.S_ISSOCK(os.fstat(number).st_mode)
            except OSError:
                return False
        """,
        statuses=("raised", "failed", "crashed"),
    ),
]
