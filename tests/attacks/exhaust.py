"""Exhaust: time, memory, threads, descriptors, disk, the grader's patience."""

from tests.attacks.attack import CALLS, CAPS, CHECK, CONNECTION, DEADLINE, FILES, FRESH, MEMORY, START, Attack

TIMEOUT, RAISED, CRASHED, NO_MEMORY = ("timeout",), ("raised",), ("crashed",), ("out_of_memory",)
WIRE = f"{CONNECTION}\nimport time\nfrom grader.sandbox import wire\n"

ATTACKS = [
    Attack("loop for ever", "Never returns.", (DEADLINE,), "while True:\n    pass", statuses=TIMEOUT),
    Attack(
        "deaf to signals",
        "Blocks and ignores every signal that can be, catches every exception, and sleeps.",
        (DEADLINE,),
        """
        import signal, time
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        for number in range(1, 32):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        while True:
            try:
                time.sleep(60)
            except BaseException:
                pass
        """,
        statuses=TIMEOUT,
    ),
    Attack(
        "a loop inside C",
        "Holds the interpreter's lock in one operation that takes hours.",
        (DEADLINE,),
        "return sum(range(10**12))",
        statuses=TIMEOUT,
    ),
    Attack(
        "a slow drip",
        "Sends its answer byte by byte, each well within any deadline for a single byte.",
        (DEADLINE,),
        """
        os.write(connection(), (5000).to_bytes(4, "big"))
        while True:
            os.write(connection(), b"\\xc0")
            time.sleep(0.05)
        """,
        WIRE,
        statuses=TIMEOUT,
    ),
    Attack(
        "answer once and never read again",
        "Answers a call, and lets the next ones wait in the socket.",
        (DEADLINE,),
        """
        os.write(connection(), wire.frame({"kind": "returned", "nonce": nonce(), "value": None, "output": ""}))
        time.sleep(60)
        """,
        WIRE,
        statuses=(*TIMEOUT, *CRASHED),
    ),
    Attack(
        "ask without end",
        "Calls a function that the grader lends it, for ever.",
        (DEADLINE,),
        "while True:\n    forward_propagation(2, 3)",
        statuses=TIMEOUT,
        exercise=CHECK,
    ),
    Attack(
        "make the grader hold much",
        "Calls a function that the grader lends it with arguments whose product takes gigabytes.",
        (CAPS,),
        "return forward_propagation(np.ones((1, 11000)), np.ones((11000, 1)))",
        statuses=("raised", "timeout", "crashed", "failed"),
        exercise=CHECK,
    ),
    Attack(
        "make the grader repeat a text",
        "Calls a function that the grader lends it with a text and a number of times to repeat it.",
        (CAPS,),
        "return forward_propagation(10**9, b'x')",
        statuses=("raised", "timeout", "crashed", "failed"),
        exercise=CHECK,
    ),
    Attack(
        "hang on hidden inputs only",
        "Is right on what the handout shows, and sleeps on what it does not.",
        (DEADLINE,),
        """
        import time
        sizes = args[0]
        if len(sizes) > 5:
            time.sleep(60)
        weights = {f"W{l}": np.zeros((sizes[l], sizes[l - 1])) for l in range(1, len(sizes))}
        return {**weights, **{f"b{l}": np.zeros((sizes[l], 1)) for l in range(1, len(sizes))}}
        """,
        statuses=TIMEOUT,
        score=2,
    ),
    Attack(
        "slow, every time",
        "Takes a good part of the deadline for each call and is wrong, so that a smaller example is looked for slowly.",
        (DEADLINE,),
        "import time\ntime.sleep(0.4)",
        statuses=("failed", "timeout"),
    ),
    Attack(
        "hang while it is loaded",
        "Loops in the body of a class, which runs when the file is loaded: no exercise gets to run.",
        (DEADLINE,),
        above="class Trap:\n    while True:\n        pass\n",
        statuses=TIMEOUT,
        others_whole=False,
    ),
    Attack(
        "hang in the text of an exception",
        "Raises an exception whose text is never finished.",
        (DEADLINE,),
        "raise Endless",
        "class Endless(Exception):\n    def __str__(self):\n        while True:\n            pass\n",
        statuses=TIMEOUT,
    ),
    Attack(
        "take much memory at once",
        "Asks for an array of twice the memory there is, and fills it.",
        (MEMORY,),
        "import os, time\nheld = np.ones(300 * 2**17)\ntime.sleep(0.1)\nos._exit(0)",
        statuses=NO_MEMORY,
    ),
    Attack(
        "take memory in small pieces",
        "Collects small pieces until there is nothing left.",
        (MEMORY,),
        """
        import os, time
        pieces = [np.ones(2**17) for _ in range(300)]
        time.sleep(0.1)
        os._exit(0)
        """,
        statuses=NO_MEMORY,
    ),
    Attack(
        "take memory outside of Python",
        "Maps pages with mmap, where no Python object counts them.",
        (MEMORY,),
        """
        import ctypes, mmap, os, time
        pages = mmap.mmap(-1, 300 * 2**20)
        ctypes.memset(ctypes.addressof(ctypes.c_char.from_buffer(pages)), 1, len(pages))
        time.sleep(0.1)
        os._exit(0)
        """,
        statuses=("out_of_memory", "raised"),
    ),
    Attack(
        "start thousands of threads",
        "Starts threads with the smallest stacks until it may not.",
        (CALLS,),
        """
        import os, threading, time
        threading.stack_size(32768)
        for _ in range(2000):
            threading.Thread(target=time.sleep, args=(3,), daemon=True).start()
        time.sleep(0.1)
        os._exit(0)
        """,
        statuses=("raised", "out_of_memory", "timeout", "crashed"),
        elsewhere="memory may end before there are that many",
    ),
    Attack(
        "open files without end",
        "Opens the same file until it may not.",
        (MEMORY,),
        """
        import os, time
        held = [os.open("/dev/null", os.O_RDONLY) for _ in range(900)]
        time.sleep(0.1)
        os._exit(0)
        """,
        statuses=RAISED,
    ),
    Attack(
        "fill the disk",
        "Writes a large file.",
        (FILES,),
        "open(FOLDER + '/large', 'wb').write(bytes(10**7))",
        statuses=RAISED,
    ),
    Attack(
        "fill a disk that has no name",
        "Makes a file in memory, which no limit on memory counts, and fills it.",
        (CALLS, MEMORY),
        """
        import mmap, os, time
        number = os.memfd_create("owned")
        for _ in range(300):
            os.write(number, bytes(2**20))
        pages = mmap.mmap(number, 0)[::4096]
        time.sleep(0.1)
        os._exit(0)
        """,
        statuses=RAISED,
    ),
    Attack(
        "fork without end",
        "Forks, and so do its children; here, a few of them.",
        (CALLS,),
        """
        import os, time
        for _ in range(3):
            if os.fork() == 0:
                time.sleep(5)
                os._exit(0)
        time.sleep(0.1)
        os._exit(0)
        """,
        statuses=RAISED,
    ),
    Attack(
        "hold the connection open",
        "Forks a child that keeps the connection, and ends, so that the grader hears no end.",
        (CALLS,),
        "import os, time\nif os.fork() == 0:\n    time.sleep(5)\nos._exit(0)",
        statuses=RAISED,
    ),
    Attack(
        "print without end",
        "Prints much more than anybody reads.",
        (CAPS,),
        """
        import sys
        for _ in range(50):
            print("x" * 10**6)
            print("y" * 10**6, file=sys.stderr)
        """,
    ),
    Attack(
        "write to the descriptors without end",
        "Writes past Python to standard output and standard error.",
        (START,),
        "import os\nfor _ in range(200):\n    os.write(1, bytes(10**5))\n    os.write(2, bytes(10**5))",
    ),
    Attack(
        "a long exception",
        "Raises an exception with a text of 50 MB.",
        (CAPS,),
        "raise ValueError('x' * 50 * 10**6)",
        statuses=RAISED,
    ),
    Attack(
        "a deep exception",
        "Raises through a thousand frames, each with a long line.",
        (CAPS,),
        f"def fall(n):\n    return fall(n - 1) if n else 1 / 0  # {'deep ' * 500}\nfall(900)",
        statuses=RAISED,
    ),
    Attack(
        "read where nothing is",
        "Reads address zero.",
        (FRESH,),
        "import ctypes\nctypes.string_at(0)",
        statuses=CRASHED,
    ),
    Attack(
        "recurse in C",
        "Lifts Python's limit and overflows the stack.",
        (FRESH,),
        """
        import sys
        sys.setrecursionlimit(2**31 - 1)
        def fall():
            return list(map(lambda _: fall(), [0]))
        fall()
        """,
        statuses=("crashed", "out_of_memory"),
    ),
    Attack(
        "abort",
        "Ends by SIGABRT, as a failed assertion in C does.",
        (FRESH,),
        "import os\nos.abort()",
        statuses=CRASHED,
    ),
    Attack(
        "answer with as much as fits",
        "Returns arrays of 100 MB.",
        (CAPS,),
        "return {'W1': np.zeros(100 * 2**17)}",
        statuses=("failed", "out_of_memory", "timeout"),
    ),
    Attack(
        "send as much as fits",
        "Sends an array of 120 MB piece by piece, without ever holding it.",
        (CAPS,),
        """
        size = 120 * 2**20
        parts = b"\\x03\\x01<f8" + (size // 8).to_bytes(8, "big")
        rest = msgpack.packb({"nonce": nonce(), "kind": "returned", "output": ""})
        value = msgpack.packb("value") + b"\\xc9" + (len(parts) + size).to_bytes(4, "big") + b"\\x02" + parts
        head = b"\\x84" + rest[1:] + value
        os.write(connection(), (len(head) + size).to_bytes(4, "big") + head)
        while size:
            size -= os.write(connection(), bytes(min(size, 2**16)))
        os._exit(0)
        """,
        f"{WIRE}\nimport msgpack\n",
        statuses=("crashed", "timeout", "failed"),
    ),
    Attack(
        "answer with a million small things",
        "Returns lists of more entries than the grader takes.",
        (CAPS,),
        "return [[] for _ in range(2 * 10**6)]",
        statuses=("failed", "out_of_memory", "timeout"),
    ),
    Attack(
        "an end that is no end",
        "Leaves clean-up functions behind that never end.",
        (DEADLINE, FRESH),
        """
        import atexit, threading, time
        atexit.register(time.sleep, 60)
        threading._register_atexit(time.sleep, 60) if hasattr(threading, "_register_atexit") else None
        raise SystemExit
        """,
        statuses=RAISED,
    ),
]
