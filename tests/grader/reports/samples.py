"""Grades made by hand, one for each kind of submission that a report must show well."""

from grader.model import (
    AssignmentResult,
    CheckResult,
    CodeBlock,
    Difference,
    ExerciseResult,
    Frame,
    Grade,
    Status,
    Table,
    Times,
    worst,
)

ISOLATION = {"processes": "on", "seccomp": "on", "landlock": "on", "memory": "on"}

ZEROS_CODE = '''def initialize_parameters_zeros(layers_dims):
    """
    Arguments:
    layers_dims -- the size of each layer, input first

    Returns:
    parameters -- a dictionary with W1, b1, ..., WL, bL, all zeros
    """
    parameters = {}
    L = len(layers_dims)

    for l in range(1, L):
        ### START CODE HERE ### (≈ 2 lines of code)
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
        ### END CODE HERE ###
    return parameters
'''

RANDOM_CODE = '''def initialize_parameters_random(layers_dims):
    """Large random weights, and biases of zero."""
    np.random.seed(3)  # the same "random" numbers for everybody
    parameters = {}
    L = len(layers_dims)

    for l in range(1, L):
        ### START CODE HERE ### (≈ 2 lines of code)
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros(layers_dims[l])
        ### END CODE HERE ###
    return parameters
'''

STUB_CODE = '''def {name}(layers_dims):
    """Weights of a variance that suits the ReLU, and biases of zero."""
    ### START CODE HERE ### (≈ 2 lines of code)
    parameters = None
    ### END CODE HERE ###
    return parameters
'''

HOSTILE = (
    "<script>alert(1)</script> ]]> --> \x1b[31mred\x1b[0m \x1b]0;title\x07 \x00\x07\x9b \u202egpj.exe\u2066 "
    "\udc80 </style></pre><img src=x onerror=alert(1)> {{ 7 * 7 }} [bold red]markup[/] :smile: & \" ' ` 数组 é 🎉\r\n"
)


def check(name: str, title: str, status: Status, points: int = 2, **more: object) -> CheckResult:
    score = points if status is Status.PASSED else 0
    return CheckResult(name=name, title=title, status=status, score=score, points=points, **more)


def exercise(name: str, title: str, message: str, checks: list[CheckResult], **more: object) -> ExerciseResult:
    return ExerciseResult(
        name=name,
        title=title,
        status=worst([c.status for c in checks]),
        score=sum(c.score for c in checks),
        points=sum(c.points for c in checks),
        message=message,
        checks=checks,
        **more,
    )


def assignment(slug: str, title: str, exercises: list[ExerciseResult], **more: object) -> AssignmentResult:
    return AssignmentResult(
        slug=slug,
        title=title,
        file=str(more.pop("file", f"{slug}/{slug}.py")),
        score=sum(e.score for e in exercises),
        points=sum(e.points for e in exercises),
        exercises=exercises,
        **more,
    )


def grade(assignments: list[AssignmentResult], **more: object) -> Grade:
    fields: dict[str, object] = {"submission": "assignments", "isolation": ISOLATION, "hidden": True, **more}
    return Grade(
        score=sum(a.score for a in assignments),
        points=sum(a.points for a in assignments),
        assignments=assignments,
        **fields,
    )


COURSE = [
    (
        "initialization",
        "Initialisation",
        ["initialize_parameters_zeros", "initialize_parameters_random", "initialize_parameters_he"],
    ),
    (
        "regularization",
        "Regularisation",
        [
            "compute_cost_with_regularization",
            "backward_propagation_with_regularization",
            "forward_propagation_with_dropout",
            "backward_propagation_with_dropout",
        ],
    ),
    (
        "gradient_checking",
        "Gradient checking",
        ["forward_propagation", "backward_propagation", "gradient_check", "gradient_check_n", "backward_propagation_n"],
    ),
    (
        "optimization",
        "Optimisation methods",
        [
            "update_parameters_with_gd",
            "random_mini_batches",
            "initialize_velocity",
            "update_parameters_with_momentum",
            "initialize_adam",
            "update_parameters_with_adam",
        ],
    ),
]


def whole_course(status: Status, message: str, **more: object) -> Grade:
    """Grade every exercise of the course with one and the same status."""
    return grade(
        [
            assignment(
                slug,
                title,
                [
                    exercise(
                        name,
                        f"What {name} is for",
                        message,
                        [
                            check("test_worked_example", "The handout's example.", status),
                            check("test_shapes", "Every array has the shape of its layer.", status, 3),
                            check("test_other_seeds", "It holds for other layers too.", status, 4, hidden=True),
                        ],
                        code=[CodeBlock(file=f"{slug}.py", line=31 + 40 * i, text=STUB_CODE.format(name=name))],
                    )
                    for i, name in enumerate(names)
                ],
            )
            for slug, title, names in COURSE
        ],
        **more,
    )


def full_marks() -> Grade:
    return whole_course(Status.PASSED, "", times=Times(started="2024-05-17T23:48:00+02:00", seconds=9.4))


def untouched() -> Grade:
    return whole_course(Status.NOT_ATTEMPTED, "Nothing is filled in here yet.", hidden=False)


def nothing_found() -> Grade:
    return grade([], submission="holiday-photos.zip", notes=["'beach.jpg' is no Python file and was left out."])


WRONG_SHAPE = check(
    "test_shapes",
    "W of layer l is (n_l, n_{l-1}); b is (n_l, 1).",
    Status.FAILED,
    3,
    hint="A bias has one column: b1 is (n, 1), not (n,). Give np.zeros a tuple of two sizes.",
    message="b1 has shape (2,), but should be (2, 1)  [initialize_parameters_random([3, 2])]",
    snippet="from initialization import *\n\n"
    "parameters = initialize_parameters_random([3, 2])\n"
    "print(parameters['b1'].shape)  # (2,), should be (2, 1)\n",
    difference=Difference(where="['b1']", got="shape (2,)", expected="shape (2, 1)"),
    output="Shapes so far:\n(2, 3)\n(2,)\n",
)

WRONG_VALUES = check(
    "test_worked_example",
    "The handout's example: layer sizes [3, 2, 1].",
    Status.FAILED,
    2,
    hint="The random weights are large here on purpose: multiply np.random.randn(...) by 10.",
    message="W1[0, 0] is 1.788628, but should be 17.886285  [initialize_parameters_random([3, 2, 1])]",
    snippet="from initialization import *\n\n"
    "parameters = initialize_parameters_random([3, 2, 1])\n"
    "print(parameters['W1'])\n",
    difference=Difference(
        where="['W1'][0, 0]",
        got="1.788628",
        expected="17.886285",
        table=Table(
            got=[["1.788628", "0.436510", "0.096497"], ["-1.863493", "-0.277388", "0.000000"]],
            expected=[["17.886285", "4.365099", "0.964975"], ["-18.634927", "-2.773882", "0.000000"]],
            wrong=[[True, True, True], [True, True, False]],
        ),
    ),
)

RAISED = check(
    "test_keeps_the_right_share",
    "On average keep_prob of the units stay.",
    Status.RAISED,
    3,
    hint="D1 must have the shape of A1, so draw it with A1.shape[0] and A1.shape[1].",
    message="ValueError: operands could not be broadcast together with shapes (2,5) (3,5)",
    snippet="from regularization import *\nfrom lib.testCases import *\n\n"
    "X, parameters = forward_propagation_with_dropout_test_case()\n"
    "forward_propagation_with_dropout(X, parameters, keep_prob=0.7)\n",
    frames=[
        Frame(
            file="regularization.py", line=131, function="forward_propagation_with_dropout", text="A1 = drop(A1, D1)"
        ),
        Frame(file="regularization.py", line=98, function="drop", text="return A * D / keep_prob"),
    ],
    output="D1 (3, 5)\n",
)

TIMEOUT = check(
    "test_long_run",
    "All examples come back within five seconds.",
    Status.TIMEOUT,
    4,
    message="random_mini_batches was stopped after 5 seconds. Is there a loop that never ends?",
    frames=[
        Frame(file="optimization.py", line=88, function="random_mini_batches", text="while k < m / mini_batch_size:")
    ],
)

MEMORY = check(
    "test_memory",
    "It needs no more memory than the parameters.",
    Status.OUT_OF_MEMORY,
    2,
    message="initialize_velocity asked for more than 1024 MB of memory.",
)

CRASHED = check(
    "test_momentum",
    "The handout's example, one step.",
    Status.CRASHED,
    4,
    message="update_parameters_with_momentum ended its process (os._exit or sys.exit).",
)

HIDDEN_FAILED = check(
    "test_other_seeds",
    "It holds for deep networks, with five layers and more.",
    Status.FAILED,
    4,
    hidden=True,
    hint="L is the number of layers with the input; the loop runs from 1 to L - 1.",
    message="SECRET-MESSAGE",
    snippet="SECRET-SNIPPET",
    difference=Difference(
        where="SECRET-WHERE",
        got="SECRET-GOT",
        expected="SECRET-EXPECTED",
        table=Table(got=[["SECRET-CELL"]], expected=[["SECRET-CELL"]], wrong=[[True]]),
    ),
    frames=[Frame(file="SECRET-FILE", line=1, function="SECRET-FUNCTION", text="SECRET-LINE")],
    output="SECRET-OUTPUT",
)


def _not_started(name: str, slug: str, line: int) -> ExerciseResult:
    return exercise(
        name,
        "To be written",
        "Nothing is filled in here yet.",
        [check("test_worked_example", "The handout's example.", Status.NOT_ATTEMPTED, 5)],
        code=[CodeBlock(file=f"{slug}.py", line=line, text=STUB_CODE.format(name=name))],
    )


def mixed() -> Grade:
    """Make a real evening's work: something of everything."""
    worked = "The handout's example: layer sizes [3, 2, 1]."
    shapes = "W of layer l is (n_l, n_{l-1}); b is (n_l, 1)."
    initialization = assignment(
        "initialization",
        "Initialisation",
        [
            exercise(
                "initialize_parameters_zeros",
                "All parameters zero",
                "",
                [check("test_worked_example", worked, Status.PASSED), check("test_shapes", shapes, Status.PASSED, 2)],
                code=[CodeBlock(file="initialization.py", line=42, text=ZEROS_CODE)],
            ),
            exercise(
                "initialize_parameters_random",
                "Large random weights",
                "b1 has shape (2,), but should be (2, 1)",
                [
                    WRONG_SHAPE,
                    WRONG_VALUES,
                    check("test_seed", "Everybody draws the same numbers.", Status.PASSED, 1),
                    HIDDEN_FAILED,
                ],
                code=[CodeBlock(file="initialization.py", line=71, text=RANDOM_CODE)],
                notes=["You changed the docstring of initialize_parameters_random. That is fine, and is not graded."],
            ),
            _not_started("initialize_parameters_he", "initialization", 104),
        ],
        notes=["'initialization (1).py' was left out: 'initialization.py' has more of the exercises."],
    )
    regularization = assignment(
        "regularization",
        "Regularisation",
        [
            exercise(
                "compute_cost_with_regularization",
                "The cost with its L2 term",
                "The grader's own check failed; you lose nothing by it.",
                [
                    check(
                        "test_cost",
                        "The handout's example.",
                        Status.UNGRADABLE,
                        4,
                        message="golden.json has no entry 'compute_cost_with_regularization/1'.",
                    )
                ],
            ),
            exercise(
                "backward_propagation_with_regularization",
                "Gradients with the L2 term",
                "Line 74 is not Python: '(' was never closed.",
                [
                    check(
                        "test_gradient",
                        "The gradient is that of the cost.",
                        Status.RAISED,
                        5,
                        message="SyntaxError: '(' was never closed",
                    )
                ],
            ),
            exercise(
                "forward_propagation_with_dropout",
                "Forward with dropout",
                "ValueError: operands could not be broadcast together with shapes (2,5) (3,5)",
                [RAISED, check("test_shape", "The answer has a column per example.", Status.PASSED)],
                code=[
                    CodeBlock(
                        file="regularization.py",
                        line=127,
                        text="def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):\n"
                        "    np.random.seed(1)\n    A1 = relu(np.dot(W1, X) + b1)\n"
                        "    D1 = np.random.rand(3, 5) < keep_prob\n    A1 = drop(A1, D1)\n    return A1\n",
                    )
                ],
            ),
        ],
    )
    waiting = assignment(
        "gradient_checking",
        "Gradient checking",
        [
            _not_started("forward_propagation", "gradient_checking", 33),
            _not_started("gradient_check", "gradient_checking", 71),
        ],
    )
    optimization = assignment(
        "optimization",
        "Optimisation methods",
        [
            exercise("random_mini_batches", "Shuffled slices of the data", TIMEOUT.message, [TIMEOUT]),
            exercise("initialize_velocity", "A still start", MEMORY.message, [MEMORY]),
            exercise("update_parameters_with_momentum", "A heavy ball", CRASHED.message, [CRASHED]),
        ],
        file="Optimization methods.ipynb",
    )
    return grade(
        [initialization, regularization, waiting, optimization],
        submission="lin-mei.zip",
        isolation={"processes": "on", "seccomp": "off: this kernel does not have it", "landlock": "on"},
        notes=["'figures/cost.png' is no Python file and was left out."],
        times=Times(started="2024-05-17T23:48:00+02:00", seconds=12.3),
    )


def public_only() -> Grade:
    return grade(
        [assignment("initialization", "Initialisation", [mixed().assignments[0].exercises[0]])],
        submission="initialization.py",
        hidden=False,
    )


def hostile() -> Grade:
    """Make a grade in which every text, a student's or not, tries to be more than text."""
    long_line = "x = '" + "A" * 10_000 + "'"
    failed = CheckResult(
        name=HOSTILE,
        title=HOSTILE,
        status=Status.FAILED,
        score=0,
        points=5,
        hint=HOSTILE,
        message=HOSTILE + long_line,
        snippet=HOSTILE + long_line,
        difference=Difference(
            where=HOSTILE,
            got=HOSTILE,
            expected=HOSTILE,
            table=Table(got=[[HOSTILE], ["1", "2"]], expected=[[HOSTILE, "2"]], wrong=[[True], [], [True]]),
        ),
        frames=[Frame(file=HOSTILE, line=3, function=HOSTILE, text=HOSTILE)],
        output=HOSTILE + long_line + "\n" + "line\n" * 3000,
    )
    one = ExerciseResult(
        name='f"><script>alert(2)</script>',
        title=HOSTILE,
        status=Status.FAILED,
        score=0,
        points=5,
        message=HOSTILE,
        checks=[failed],
        code=[CodeBlock(file=HOSTILE, line=1, text=f'"""{HOSTILE}"""\n{long_line}\n# {HOSTILE}')],
        notes=[HOSTILE],
    )
    return grade(
        [assignment('"><script>', HOSTILE, [one], file=HOSTILE, notes=[HOSTILE])],
        submission=HOSTILE,
        isolation={"seccomp": "off: " + HOSTILE},
        hidden=False,
        notes=[HOSTILE],
    )


SAMPLES = {
    "full_marks": full_marks,
    "untouched": untouched,
    "nothing_found": nothing_found,
    "mixed": mixed,
    "public_only": public_only,
    "hostile": hostile,
}
