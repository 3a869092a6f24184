"""Malform: values, frames and texts that are not what they seem."""

from tests.attacks.attack import CAPS, CONNECTION, DEADLINE, ESCAPING, VALUES, Attack

RAISED, CRASHED = ("raised",), ("crashed",)
WIRE = f"{CONNECTION}\nimport time\nfrom grader.sandbox import wire\n"

ACTIVE = (
    "\\x1b]0;owned\\x07\\x1b[2J::error::owned\\n::set-env name=PATH::owned\\n]]><script>owned()</script>"
    '<img src=x onerror="owned()">&lt;\\u202e\\ud800\\x00\\r\\x9b31m'
)
"""What acts in a terminal, a CI, a page, an XML file or a JSON one; written as the hostile source has it."""


ATTACKS = [
    Attack(
        "an array of objects",
        "Returns an array of Python objects.",
        (CAPS,),
        "return np.array([object(), []], dtype=object)",
    ),
    Attack(
        "an array of records",
        "Returns a structured array.",
        (CAPS,),
        "return np.zeros(3, dtype=[('a', 'O'), ('b', 'f8', (2, 2))])",
    ),
    Attack(
        "an array of eight terabytes",
        "Returns a view of one number as a million by a million.",
        (CAPS,),
        "return {'W1': np.broadcast_to(1.0, (10**6, 10**6))}",
    ),
    Attack(
        "an integer of 200,000 digits",
        "Returns a number that takes seconds to print.",
        (CAPS,),
        "return 10**200000",
    ),
    Attack(
        "integers that overflow",
        "Returns integers as large as travel, where array entries belong.",
        (CAPS,),
        "return {f'{n}{l}': 2**8000 for l in range(1, len(args[0])) for n in 'Wb'}",
    ),
    Attack(
        "a deep list",
        "Returns a list within a list, 100,000 times.",
        (CAPS,),
        "deep = []\nfor _ in range(10**5):\n    deep = [deep]\nreturn deep",
    ),
    Attack(
        "a list that holds itself",
        "Returns a list and a dict that contain themselves.",
        (CAPS,),
        "round = []\nround.append({'W1': round})\nreturn round",
    ),
    Attack("a generator", "Returns a generator that never ends.", (CAPS,), "return (n for n in iter(int, 1))"),
    Attack(
        "a lying length",
        "Returns a list subclass that says it has 2**62 entries.",
        (CAPS,),
        "return Liar()",
        "class Liar(list):\n    def __len__(self): return 2**62\n    def __iter__(self): return iter(int, 1)",
    ),
    Attack(
        "odd keys",
        "Returns a dict whose keys are NaN, bytes, tuples and halves of characters.",
        (CAPS,),
        "return {float('nan'): 1, b'W1': 2, ('W', 1): 3, None: 4, True: 5, '\\ud800': 6, '': 7, 'W1\\x00': 8}",
    ),
    Attack(
        "masked, sparse, dated",
        "Returns kinds of arrays that are not quite arrays.",
        (CAPS,),
        """
        import scipy.sparse
        dates = np.array(["2020-01-01"], dtype="datetime64[D]")
        return {"W1": np.ma.masked_all(3), "b1": scipy.sparse.eye(3), "W2": dates, "b2": np.void(b"x")}
        """,
    ),
    Attack(
        "an array of text",
        "Returns arrays of text and of bytes in the right shapes.",
        (VALUES,),
        "return {f'{n}{l}': np.full((args[0][l], 1), '1e9999') for l in range(1, len(args[0])) for n in 'Wb'}",
    ),
    Attack(
        "a frame of four gigabytes",
        "Announces more bytes than a frame may have.",
        (CAPS,),
        "os.write(connection(), b'\\xff\\xff\\xff\\xff')\ntime.sleep(60)",
        WIRE,
        statuses=CRASHED,
    ),
    Attack(
        "a frame that never comes",
        "Announces 10 MB and sends a byte.",
        (DEADLINE,),
        "os.write(connection(), (10**7).to_bytes(4, 'big') + b'x')\ntime.sleep(60)",
        WIRE,
        statuses=("timeout",),
    ),
    Attack(
        "half a frame",
        "Announces 10 MB, sends a byte and ends.",
        (CAPS,),
        "os.write(connection(), (10**7).to_bytes(4, 'big') + b'x')\nos._exit(0)",
        WIRE,
        statuses=CRASHED,
    ),
    Attack(
        "a list that says it has four billion entries",
        "Sends a header of msgpack that lies about its size.",
        (CAPS,),
        "os.write(connection(), (6).to_bytes(4, 'big') + b'\\xdd\\xff\\xff\\xff\\xff\\xc0')\ntime.sleep(60)",
        WIRE,
        statuses=CRASHED,
    ),
    Attack(
        "eight megabytes of empty maps",
        "Sends maps that take a byte each, and much more in memory.",
        (CAPS,),
        """
        body = b"\\xdd" + (2**23).to_bytes(4, "big") + b"\\x80" * 2**23
        frame = len(body).to_bytes(4, "big") + body
        while frame:
            frame = frame[os.write(connection(), frame):]
        time.sleep(60)
        """,
        WIRE,
        statuses=CRASHED,
    ),
    Attack(
        "a map of lists for keys",
        "Sends a map whose keys cannot be keys.",
        (CAPS,),
        "os.write(connection(), (4).to_bytes(4, 'big') + b'\\x81\\x90\\xc0\\xc0')\ntime.sleep(60)",
        WIRE,
        statuses=CRASHED,
    ),
    Attack(
        "an array larger than its bytes",
        "Sends an array of a few bytes whose shape says terabytes.",
        (CAPS,),
        """
        import msgpack, struct
        parts = struct.pack("!BB3s2Q", 3, 2, b"<f8", 2**40, 2**20) + b"12345678"
        body = msgpack.packb({"nonce": nonce(), "kind": "returned", "value": msgpack.ExtType(2, parts), "output": ""})
        os.write(connection(), len(body).to_bytes(4, "big") + body)
        time.sleep(60)
        """,
        WIRE,
        statuses=CRASHED,
    ),
    Attack(
        "an array of a type that is none",
        "Sends an array whose dtype would be objects, that is, addresses in the grader's memory.",
        (CAPS,),
        """
        import msgpack, struct
        parts = struct.pack("!BB2sQ", 2, 1, b"|O", 1) + b"AAAAAAAA"
        body = msgpack.packb({"nonce": nonce(), "kind": "returned", "value": msgpack.ExtType(2, parts), "output": ""})
        os.write(connection(), len(body).to_bytes(4, "big") + body)
        time.sleep(60)
        """,
        WIRE,
        statuses=CRASHED,
    ),
    Attack(
        "a pickle",
        "Sends a pickle that would run a command if anybody unpickled it.",
        (CAPS,),
        """
        import pickle
        class Command:
            def __reduce__(self):
                return os.system, (f"touch {FOLDER}/{MARK}",)
        body = pickle.dumps(Command())
        os.write(connection(), len(body).to_bytes(4, "big") + body)
        time.sleep(60)
        """,
        WIRE,
        statuses=CRASHED,
    ),
    Attack(
        "texts that act, printed",
        "Prints terminal escapes, CI commands, tags and halves of characters.",
        (ESCAPING,),
        f"print('{ACTIVE}')",
    ),
    Attack(
        "texts that act, raised",
        "Raises an exception whose text acts in a terminal, a CI or a page.",
        (ESCAPING,),
        f"raise ValueError('{ACTIVE}')",
        statuses=RAISED,
    ),
    Attack(
        "texts that act, for names",
        "Raises an exception whose class, and whose functions' names, act in a terminal or a page.",
        (ESCAPING,),
        """
        def fall():
            raise type("<script>owned()</script>", (Exception,), {})
        fall.__code__ = fall.__code__.replace(co_name="<script>owned()</script>")
        fall()
        """,
        statuses=RAISED,
    ),
    Attack(
        "texts that act, returned",
        "Returns keys and values that act in a terminal, a CI or a page.",
        (ESCAPING,),
        f"return {{'{ACTIVE}': '{ACTIVE}'}}",
    ),
    Attack(
        "texts that act, in the source",
        "Holds them in its own source, which the report shows.",
        (ESCAPING,),
        """
        # \x1b]0;owned\x07 <script>owned()</script>
        '''
        ::error::owned
        ]]><script>owned()</script>
        '''
        """,
    ),
    Attack(
        "a described type with a name that acts",
        "Returns an object whose type's name is a tag.",
        (ESCAPING,),
        "return type('<script>owned()</script>\\x1b]0;owned\\x07', (), {})()",
    ),
]
