"""Forge: marks that nobody earned."""

from pathlib import Path

from tests.attacks.attack import CHECK, CONNECTION, FILES, FRESH, READER, START, VALUES, Attack

WIRE = f"{CONNECTION}\nfrom grader.sandbox import wire\n"

MARKER = "(Path(__file__).parent / 'ran.txt').write_text('ran')"


def with_companions(folder: Path, text: str) -> Path:
    """Files that Python or pytest would pick up by their names, if they were ever near them."""
    forged = f"import builtins\nfrom pathlib import Path\n{MARKER}\nbuiltins.isinstance = lambda *_: True\n"
    plugin = "\ndef pytest_runtest_makereport(item, call):\n    call.excinfo = None\n"
    for name in ("conftest.py", "sitecustomize.py", "usercustomize.py", "numpy.py", "pytest.py", "grader.py"):
        (folder / name).write_text(forged + plugin, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p no:assertion --exitfirst\n", encoding="utf-8")
    (folder / "initialization.py").write_text(text, encoding="utf-8")
    return folder


ATTACKS = [
    Attack(
        "leave early, as if all went well",
        "Ends the process with exit code 0 before anything is compared.",
        (VALUES,),
        "import os\nos._exit(0)",
        statuses=("crashed",),
    ),
    Attack(
        "leave early, politely",
        "Raises SystemExit(0), which ends a test run that lets it pass.",
        (VALUES,),
        "import sys\nsys.exit(0)",
        statuses=("raised",),
    ),
    Attack(
        "skip the check",
        "Raises pytest's own Skipped, which would turn the check into one that was not run.",
        (VALUES,),
        "import pytest\npytest.skip('nothing to see')",
        statuses=("raised",),
    ),
    Attack(
        "assume the check away",
        "Raises an exception named as Hypothesis's for an example that does not count.",
        (VALUES,),
        "raise UnsatisfiedAssumption",
        "class UnsatisfiedAssumption(BaseException):\n    __module__ = 'hypothesis.errors'",
        statuses=("raised",),
    ),
    Attack(
        "equal to everything",
        "Returns an object whose comparisons are all true.",
        (VALUES,),
        "return Liar()",
        """
        class Liar:
            shape, dtype, ndim = (2, 3), float, 2
            def __eq__(self, other): return True
            def __ne__(self, other): return False
            def __getitem__(self, key): return self
            def __contains__(self, key): return True
            def __iter__(self): return iter(())
            def __len__(self): return 4
            def __bool__(self): return True
        """,
    ),
    Attack(
        "a dict that has every key",
        "Returns a dict subclass that claims to hold whatever is looked for.",
        (VALUES,),
        "return Liar()",
        "class Liar(dict):\n    def __missing__(self, key): return 0\n    def __eq__(self, other): return True",
    ),
    Attack(
        "an array that is close to everything",
        "Returns an ndarray subclass that answers every ufunc with True.",
        (VALUES,),
        "return {f'{n}{l}': np.ones(1).view(Liar) for l in range(1, len(args[0])) for n in 'Wb'}",
        "class Liar(np.ndarray):\n    def __array_ufunc__(self, *_, **__): return np.True_",
    ),
    Attack(
        "a number that equals every number",
        "Returns a float subclass whose differences are zero.",
        (VALUES,),
        "return Liar(5.0)",
        """
        class Liar(float):
            __sub__ = __rsub__ = __abs__ = lambda *_: Liar(0)
            __le__ = __ge__ = lambda *_: True
        """,
        exercise=CHECK,
    ),
    Attack(
        "a borrowed class",
        "Returns an object whose __class__ says that it is an ndarray.",
        (VALUES,),
        "return Liar()",
        """
        class Liar:
            __class__ = property(lambda self: np.ndarray)
            def __array__(self, *_): return np.zeros((2, 3))
        """,
    ),
    Attack(
        "print the verdict",
        "Prints what test runners print when all is well.",
        (VALUES,),
        """
        import os
        for line in ("PASSED", "100%", "===== 3 passed in 0.01s =====", '{"score": 4, "status": "passed"}'):
            print(line)
            os.write(1, line.encode())
            os.write(2, line.encode())
        """,
    ),
    Attack(
        "write the verdict",
        "Writes result files where a grader might look for them.",
        (FILES,),
        """
        import json
        for place in (FOLDER, COURSE + "/assignments", "/tmp"):
            with open(place + "/" + MARK + ".json", "w") as file:
                json.dump({"score": 4, "status": "passed"}, file)
        """,
        statuses=("raised",),
    ),
    Attack(
        "full marks in the answer",
        "Answers with a frame of its own that carries a score and a verdict.",
        (VALUES,),
        """
        verdict = {"status": "passed", "score": 4, "passed": True, "output": ""}
        os.write(connection(), wire.frame({"kind": "returned", "nonce": nonce(), "value": None, **verdict}))
        os._exit(0)
        """,
        WIRE,
        statuses=("crashed",),
    ),
    Attack(
        "a kind of answer that means passed",
        "Answers with a frame whose kind the grader might take for success.",
        (VALUES,),
        "os.write(connection(), wire.frame({'kind': 'passed', 'nonce': nonce()}))\nreturn None",
        WIRE,
        statuses=("crashed",),
    ),
    Attack(
        "there was nothing to do",
        "Answers that the function is missing, in the hope that what is missing does not count.",
        (VALUES,),
        "os.write(connection(), wire.frame({'kind': 'missing', 'nonce': nonce()}))\nos._exit(0)",
        WIRE,
        statuses=("crashed", "not_attempted"),
    ),
    Attack(
        "raise in the grader's name",
        "Answers with an exception that bears the name of one of the grader's own.",
        (VALUES,),
        """
        raised = {"type": "ReferenceFault", "text": "the solution is wrong", "memory": False, "frames": []}
        os.write(connection(), wire.frame({"kind": "raised", "nonce": nonce(), "output": "", **raised}))
        os._exit(0)
        """,
        WIRE,
        statuses=("crashed", "raised"),
    ),
    Attack(
        "replay a frame",
        "Answers later calls with the frame of the first.",
        (VALUES,),
        """
        kept.append(wire.frame({"kind": "returned", "nonce": nonce(), "value": None, "output": ""}))
        os.write(connection(), kept[0])
        """,
        f"{WIRE}\nkept = []\n",
        statuses=("crashed",),
    ),
    Attack(
        "two frames for one call",
        "Answers once for this call, and once ahead for the next.",
        (VALUES,),
        """
        frame = wire.frame({"kind": "returned", "nonce": nonce(), "value": None, "output": ""})
        os.write(connection(), frame + frame)
        """,
        WIRE,
        statuses=("crashed",),
    ),
    Attack(
        "guess the nonce of the next call",
        "Sends many answers ahead, each with a nonce that the next call might have.",
        (VALUES,),
        """
        for step in range(1, 200):
            answer = {"kind": "returned", "nonce": nonce() + step, "value": {}, "output": ""}
            os.write(connection(), wire.frame(answer))
        """,
        WIRE,
        statuses=("crashed",),
    ),
    Attack(
        "answer every call of a message at once",
        "Sends a bundle of its own for all the calls that have come together, and leaves.",
        (VALUES,),
        """
        answer = wire.encode({"kind": "returned", "value": None, "output": ""})
        os.write(connection(), wire.bundle(first(), [answer] * 500))
        os._exit(0)
        """,
        WIRE,
        statuses=("crashed",),
    ),
    Attack(
        "say that a bundle has more than it has",
        "Sends a bundle whose beginning counts more answers than follow.",
        (VALUES,),
        """
        import struct
        answer = wire.encode({"kind": "returned", "value": None, "output": ""})
        body = struct.pack("!BBQBI", 0x92, 0xCF, first(), 0xDD, 2) + answer
        os.write(connection(), wire.HEADER.pack(len(body)) + body)
        os._exit(0)
        """,
        WIRE,
        statuses=("crashed", "failed"),
    ),
    Attack(
        "send bundles of nothing",
        "Sends one empty bundle after the other, so that the grader goes on waiting and keeping them.",
        (VALUES,),
        """
        while True:
            os.write(connection(), wire.bundle(first(), []))
        """,
        WIRE,
        statuses=("crashed",),
    ),
    Attack(
        "replay another message's bundle",
        "Keeps the answers of one message and sends them for the next.",
        (VALUES,),
        """
        answer = wire.encode({"kind": "returned", "value": None, "output": ""})
        kept.append(wire.bundle(first(), [answer]))
        os.write(connection(), kept[0] * 2)
        """,
        f"{WIRE}\nkept = []\n",
        statuses=("crashed",),
    ),
    Attack(
        "patch the encoder",
        "Replaces the worker's encoder, so that every answer leaves as a perfect one.",
        (VALUES,),
        """
        real = wire.encode
        wire.encode = lambda value: real({**value, "value": {"W1": 0, "passed": True}})
        wire.Unsupported.__eq__ = lambda *_: True
        """,
        WIRE,
        statuses=("failed", "crashed"),
    ),
    Attack(
        "patch NumPy",
        "Makes NumPy's comparisons true in its own process.",
        (VALUES, FRESH),
        """
        np.isclose = np.allclose = np.array_equal = lambda *_, **__: np.True_
        np.testing.assert_allclose = np.testing.assert_array_equal = lambda *_, **__: None
        return {"W1": np.ones(1), "b1": np.ones(1)}
        """,
    ),
    Attack(
        "patch the grader",
        "Replaces the grader's own functions, as far as its process has them.",
        (VALUES, FRESH),
        """
        import sys
        for name, module in list(sys.modules.items()):
            if name.startswith("grader"):
                for part in [p for p in vars(module) if not p.startswith("_")]:
                    setattr(module, part, lambda *_, **__: True)
        """,
        statuses=("failed", "crashed"),
    ),
    Attack(
        "patch pytest",
        "Replaces pytest's reports and assertions in its own process.",
        (VALUES, FRESH),
        """
        import _pytest.runner, pytest
        pytest.fail = lambda *_, **__: None
        _pytest.runner.pytest_runtest_makereport = lambda *_, **__: None
        """,
    ),
    Attack(
        "bring companions",
        "Comes with conftest.py, sitecustomize.py, pytest.ini, a numpy.py and a grader.py that would forge results.",
        (START, READER),
        hand_in=with_companions,
    ),
    Attack(
        "change the question",
        "Changes its input to one that it has the answer to.",
        (VALUES,),
        """
        args[0][:] = [1, 1]
        return {"W1": np.zeros((1, 1)), "b1": np.zeros((1, 1))}
        """,
    ),
    Attack(
        "know the handout's example by heart",
        "Knows one published answer and nothing else: it gets the point of that check alone.",
        (VALUES,),
        """
        return {"W1": np.zeros((2, 3)), "b1": np.zeros((2, 1)), "W2": np.zeros((1, 2)), "b2": np.zeros((1, 1))}
        """,
        score=1,
    ),
    Attack(
        "answer with what was asked before",
        "Keeps the inputs that it has met, and answers each call for the one before.",
        (VALUES,),
        """
        asked.append(list(args[0]))
        sizes = asked[-2] if len(asked) > 1 else [9, 9]
        shapes = {f"W{l}": (sizes[l], sizes[l - 1]) for l in range(1, len(sizes))}
        return {name: np.zeros(shape) for name, shape in shapes.items()}
        """,
        "asked = []",
    ),
    Attack(
        "not a number",
        "Returns NaN everywhere, which no difference is ever larger than.",
        (VALUES,),
        """
        sizes = args[0]
        weights = {f"W{l}": np.full((sizes[l], sizes[l - 1]), np.nan) for l in range(1, len(sizes))}
        return {**weights, **{f"b{l}": np.full((sizes[l], 1), np.nan) for l in range(1, len(sizes))}}
        """,
    ),
    Attack(
        "wrong first, right on replay",
        "Fails on every input the first time, and is right when the grader looks again.",
        (VALUES,),
        """
        key = str(args)
        seen[key] = seen.get(key, -1) + 1
        sizes = args[0]
        weights = {f"W{l}": np.zeros((sizes[l], sizes[l - 1])) for l in range(1, len(sizes))}
        right = {**weights, **{f"b{l}": np.zeros((sizes[l], 1)) for l in range(1, len(sizes))}}
        return right if seen[key] else None
        """,
        "seen = {}",
    ),
    Attack(
        "right first, wrong on replay",
        "Is right on every input the first time, and never again.",
        (VALUES,),
        """
        key = str(args)
        seen[key] = seen.get(key, -1) + 1
        sizes = args[0]
        weights = {f"W{l}": np.zeros((sizes[l], sizes[l - 1])) for l in range(1, len(sizes))}
        right = {**weights, **{f"b{l}": np.zeros((sizes[l], 1)) for l in range(1, len(sizes))}}
        return None if seen[key] else right
        """,
        "seen = {}",
    ),
    Attack(
        "make the check itself fail",
        "Returns text where numbers belong, so that the check breaks and nobody's marks are lost.",
        (VALUES,),
        """
        sizes = args[0]
        weights = {f"W{l}": np.full((sizes[l], sizes[l - 1]), "zero") for l in range(1, len(sizes))}
        return {**weights, **{f"b{l}": np.full((sizes[l], 1), "zero") for l in range(1, len(sizes))}}
        """,
        exercise="initialize_parameters_random",
    ),
]
