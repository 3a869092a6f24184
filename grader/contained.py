"""Which functions keep to themselves: they leave nothing behind in their process, and find nothing that others left.

All that such a function may name is listed here, and whatever is not listed is taken to reach further. So a function
that this says of may run in a process in which another one has run before, and cannot tell. What NumPy gives out
without having written to it (`np.empty`, `where=`) is left out, since the numbers of others may stand there; and
`np.random` is in, since a worker seeds it before every call.
"""

import ast
import builtins
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from grader.sandbox import loading


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BUILTINS = _words("""
    abs all any bool complex dict divmod enumerate filter float frozenset int isinstance len list map max min pow
    print range reversed round set slice sorted str sum tuple zip ArithmeticError AssertionError Exception
    IndexError KeyError NotImplementedError OverflowError RuntimeError TypeError ValueError ZeroDivisionError
""")
NUMPY = _words("""
    abs absolute add all allclose amax amin any append arange arccos arcsin arctan arctan2 argmax argmin argsort
    array array_equal array_split asarray atleast_1d atleast_2d average bool_ broadcast_to cbrt ceil clip
    column_stack concatenate copy cos cosh count_nonzero cov cross cumprod cumsum delete diag diff divide dot
    dstack e einsum equal errstate exp expand_dims expm1 eye fabs flip float32 float64 floor floor_divide fmax fmin full
    full_like greater greater_equal hstack hypot identity inf inner insert int32 int64 int_ isclose isfinite isinf
    isnan less less_equal linspace log log10 log1p log2 logaddexp logical_and logical_not logical_or logical_xor
    logspace matmul max maximum mean median meshgrid min minimum mod moveaxis multiply nan nan_to_num nanmax
    nanmean nanmin nansum ndim negative newaxis nonzero not_equal ones ones_like outer percentile pi power prod
    ptp quantile ravel reciprocal repeat reshape rint roll round searchsorted shape sign sin sinh size sort split
    sqrt square squeeze stack std subtract sum swapaxes take tan tanh tensordot tile trace transpose tri tril triu
    true_divide unique var vstack where zeros zeros_like
""")
LINALG = _words("""
    cholesky cond det eig eigh eigvals eigvalsh inv lstsq matrix_rank norm pinv qr solve svd
""")
RANDOM = _words("""
    binomial choice normal permutation rand randint randn random random_sample seed shuffle standard_normal
    uniform
""")
MATH = _words("""
    ceil comb cos cosh e erf exp fabs factorial floor fsum gamma gcd hypot inf isclose isfinite isinf isnan log
    log10 log1p log2 nan pi pow prod sin sinh sqrt tan tanh trunc
""")
ATTRIBUTES = _words("""
    T all any append argmax argmin argsort astype clip conj copy count cumsum diagonal dot dtype endswith extend
    fill flatten get imag index insert isdigit item items join keys lower max mean min ndim nonzero pop prod ravel
    real remove repeat replace reshape reverse round setdefault shape size sort split squeeze startswith std strip
    sum swapaxes take tolist transpose update upper values var
""")
"""What may be asked of arrays, numbers, texts, lists and dicts."""
SPECIAL = _words("expit log_expit log_softmax logit logsumexp softmax xlogy")
MODULES = {"numpy": NUMPY, "numpy.linalg": LINALG, "numpy.random": RANDOM, "math": MATH, "scipy.special": SPECIAL}
"""What may be used of modules; of the course's own library, functions that keep to themselves."""

NODES = (
    *(ast.arguments, ast.arg, ast.keyword, ast.comprehension, ast.ExceptHandler, ast.expr_context, ast.operator),
    *(ast.unaryop, ast.cmpop, ast.boolop),
    *(ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.While, ast.If, ast.Expr, ast.Pass, ast.Break),
    *(ast.Continue, ast.Assert, ast.Raise, ast.Try, ast.With, ast.withitem, ast.FunctionDef),
    *(ast.BoolOp, ast.NamedExpr, ast.BinOp, ast.UnaryOp, ast.Lambda, ast.IfExp, ast.Dict, ast.Set, ast.ListComp),
    *(ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Compare, ast.Call, ast.FormattedValue, ast.JoinedStr),
    *(ast.Constant, ast.Attribute, ast.Subscript, ast.Starred, ast.Name, ast.List, ast.Tuple, ast.Slice),
)
"""What such a function may be made of."""
PLAIN = (ast.Constant, ast.UnaryOp, ast.unaryop, ast.Tuple, ast.expr_context)
"""What a default may be made of: it is worked out when the file is loaded."""
ANNOTATION = (*PLAIN, ast.Name, ast.Attribute, ast.Subscript, ast.BinOp, ast.BitOr, ast.List)


class Imported(NamedTuple):
    """What an import gives a name to: a module, or something of it."""

    module: str
    name: str | None = None


Binding = ast.FunctionDef | Imported
OtherFile = Callable[[str], "Contained | None"]


class Contained:
    """One file's functions, looked at; `holds` tells of some whether they, and all that they use, keep to themselves.

    Args:
        statements: the file's statements, as they are carried out when it is loaded.
        library: the file of the course's library that an import names, if it is one.
    """

    def __init__(self, statements: Sequence[ast.stmt], library: OtherFile) -> None:
        self._statements = statements
        self._library = library
        self._found: dict[str, list[Use] | None] = {}

    def holds(self, names: Iterable[str]) -> bool:
        """Whether all these functions keep to themselves, and loading the file changes nothing either."""
        return self._loads_quietly and all(map(self.is_contained, names))

    @cached_property
    def _bindings(self) -> dict[str, list[Binding]]:
        bindings: dict[str, list[Binding]] = {}
        for statement in self._statements:
            for name, binding in _bound(statement):
                bindings.setdefault(name, []).append(binding)
        return bindings

    @cached_property
    def _loads_quietly(self) -> bool:
        return all(map(_is_quiet, self._statements))

    def is_contained(self, name: str) -> bool:
        """Whether a name of the file is only of functions that keep to themselves, however the file is loaded."""
        reached: set[Use] = set()
        waiting: list[Use] = [(self, name)]
        while waiting:
            use = file, used = waiting.pop()
            if use in reached:
                continue
            reached.add(use)
            needed = file._needed(used)
            if needed is None:
                return False
            waiting += needed
        return True

    def _needed(self, name: str) -> "list[Use] | None":
        """What a name of the file uses itself, of this file and of others; None if it does not keep to itself."""
        if name not in self._found:
            parts = [self._needed_by(binding) for binding in self._bindings.get(name, [None])]
            known = [part for part in parts if part is not None]
            self._found[name] = [use for part in known for use in part] if len(known) == len(parts) else None
        return self._found[name]

    def _needed_by(self, binding: Binding | None) -> "list[Use] | None":
        if binding is None:
            return None
        if isinstance(binding, Imported):
            return self._needed_by_import(binding)
        needed = _Look(binding, self._bindings).needed()
        if needed is None or not all(name in self._bindings or name in BUILTINS for name in needed):
            return None
        return [(self, name) for name in needed if name in self._bindings]

    def _needed_by_import(self, imported: Imported) -> "list[Use] | None":
        if imported.name is None:
            return None  # a module as a value: what is used of one is not asked here
        if imported.module in MODULES:
            return [] if imported.name in MODULES[imported.module] else None
        other = self._library(imported.module)
        return None if other is None else [(other, imported.name)]  # it is loaded before anything of a student's


Use = tuple[Contained, str]
"""A name, and the file that it is used in."""


class Library:
    """The files of a course's library, each looked at when something of it is imported."""

    def __init__(self, folder: Path) -> None:
        self._files = {path.stem: path for path in sorted((folder / loading.LIBRARY).glob("*.py"))}
        self._known: dict[str, Contained] = {}

    def file(self, module: str) -> Contained | None:
        """What an import of that name is found to be; None if it is none of the library's."""
        name = loading.known_as(module, self._files)
        if name is None:
            return None
        if name not in self._known:
            body = ast.parse(self._files[name].read_text(encoding="utf-8")).body
            self._known[name] = Contained(body, self.file)
        return self._known[name]


def _bound(statement: ast.stmt) -> Iterator[tuple[str, Binding]]:
    """The names that a statement gives, and what they are of."""
    if isinstance(statement, ast.FunctionDef):
        yield statement.name, statement
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            yield alias.asname or alias.name.split(".")[0], Imported(alias.name if alias.asname else _root(alias.name))
    elif isinstance(statement, ast.ImportFrom):
        for alias in statement.names:
            yield alias.asname or alias.name, Imported(statement.module or "", alias.name)


def _root(module: str) -> str:
    return module.split(".", 1)[0]


def _is_quiet(statement: ast.stmt) -> bool:
    """Whether a statement of a file does no more than give names: it imports, defines a function, or is a text."""
    if isinstance(statement, ast.FunctionDef):
        return not statement.decorator_list and _has_plain_head(statement.args, statement.returns)
    if isinstance(statement, ast.ImportFrom):
        return statement.level == 0 and all(alias.name != "*" for alias in statement.names)
    is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_text or isinstance(statement, ast.Import)


def _has_plain_head(arguments: ast.arguments, returns: ast.expr | None) -> bool:
    defaults = [*arguments.defaults, *filter(None, arguments.kw_defaults)]
    notes = [argument.annotation for argument in ast.walk(arguments) if isinstance(argument, ast.arg)]
    return _is_made_of(PLAIN, defaults) and _is_made_of(ANNOTATION, filter(None, [*notes, returns]))


def _is_made_of(kinds: tuple[type[ast.AST], ...], trees: Iterable[ast.AST]) -> bool:
    return all(isinstance(node, kinds) for tree in trees for node in ast.walk(tree))


class _Look:
    """One function, looked at by itself."""

    def __init__(self, function: ast.FunctionDef, bindings: dict[str, list[Binding]]) -> None:
        self._bindings = bindings
        self._nodes = [node for part in _parts(function) for node in ast.walk(part)]
        self._used: set[int] = set()  # names of modules of which a part is used

    def needed(self) -> set[str] | None:
        """The names that it takes from outside, other than modules; None if it reaches further."""
        own = self._own()
        if any(name in self._bindings or hasattr(builtins, name) for name in own):
            return None  # then one name would be two things
        if not all(isinstance(node, NODES) and self._is_allowed(node) for node in self._nodes):
            return None
        return {n.id for n in self._nodes if isinstance(n, ast.Name) and id(n) not in self._used} - own

    def _own(self) -> set[str]:
        """The names that it gives itself."""
        own = {node.arg for node in self._nodes if isinstance(node, ast.arg)}
        own |= {node.id for node in self._nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
        own |= {node.name for node in self._nodes if isinstance(node, ast.ExceptHandler) and node.name}
        return own | {node.name for node in self._nodes if isinstance(node, ast.FunctionDef)}

    def _is_allowed(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute):
            return isinstance(node.ctx, ast.Load) and self._may_be_asked(node)
        if isinstance(node, ast.keyword):
            return node.arg not in (None, "where")
        if isinstance(node, ast.FunctionDef):
            return not node.decorator_list
        return not (isinstance(node, ast.Name) and node.id.startswith("__"))

    def _may_be_asked(self, node: ast.Attribute) -> bool:
        """Whether an attribute is one of a value that may be asked for, or a part of a module that may be used."""
        module = self._module(node.value)
        if module is None:
            return node.attr in ATTRIBUTES
        if node.attr not in MODULES.get(module, ()) and f"{module}.{node.attr}" not in MODULES:
            return False
        self._used |= {id(part) for part in ast.walk(node.value)}
        return True

    def _module(self, value: ast.expr) -> str | None:
        """The module that an expression is."""
        if isinstance(value, ast.Attribute):
            module = self._module(value.value)
            return f"{module}.{value.attr}" if module else None
        if not isinstance(value, ast.Name):
            return None
        bindings = self._bindings.get(value.id, ())
        modules = {b.module if isinstance(b, Imported) and b.name is None else None for b in bindings}
        return modules.pop() if len(modules) == 1 else None


def _parts(function: ast.FunctionDef) -> list[ast.AST]:
    return [function.args, *function.body]
