"""Which top-level statements may run: definitions, imports, and constants that cost nothing and touch nothing."""

import ast
import functools
import symtable
from collections.abc import Iterable, Iterator, Set

from grader.submission import limits


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMPY = _words(
    "abs arange array asarray atleast_1d atleast_2d bool_ complex128 concatenate cos deg2rad diag dtype e empty "
    "empty_like exp eye finfo float16 float32 float64 full full_like hstack identity iinfo int16 int32 int64 int8 "
    "linspace log log10 log1p log2 logspace matrix maximum minimum mod newaxis ones ones_like power rad2deg "
    "random.RandomState random.default_rng reshape round sin sqrt square stack tan tanh transpose uint8 vstack zeros "
    "zeros_like"
)
_MODULES = {
    "numpy": _NUMPY,
    "collections": frozenset(["Counter", "OrderedDict", "defaultdict", "deque", "namedtuple"]),
    "fractions": frozenset(["Fraction"]),
    "decimal": frozenset(["Decimal"]),
}
_BUILTINS = _words(
    "abs bool bytes complex dict divmod enumerate float frozenset int len list max min object pow range reversed round "
    "set slice sorted str sum tuple zip"
)
_METHODS = _words("astype copy flatten format items join keys lower ravel reshape split transpose upper values")
_PLAIN = (
    ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.List, ast.Tuple, ast.Set,
    ast.Dict, ast.Subscript, ast.Slice, ast.Starred, ast.JoinedStr, ast.FormattedValue, ast.Attribute, ast.ListComp,
    ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension, ast.operator, ast.unaryop, ast.boolop, ast.cmpop,
    ast.expr_context, ast.keyword,
)  # fmt: skip


class Harmless:
    """What may run, given what the names of a submission stand for.

    Args:
        modules: the dotted name behind each imported name, such as `np` for `numpy` and `sqrt` for `math.sqrt`.
        own: the names of functions and classes that the student defines.
    """

    def __init__(self, modules: dict[str, str], own: set[str]) -> None:
        self.modules = modules
        self.own = own

    def statement(self, statement: ast.stmt) -> bool:
        """Whether a statement only defines, imports or sets constants."""
        match statement:
            case (
                ast.FunctionDef()
                | ast.AsyncFunctionDef()
                | ast.ClassDef()
                | ast.Import()
                | ast.ImportFrom()
                | ast.Pass()
            ):
                return True
            case ast.Assign(value=value):
                return all(_binds(t) for t in statement.targets) and self.expression(value)
            case ast.AnnAssign(value=value) | ast.AugAssign(value=value) if value is not None:
                return _binds(statement.target) and self.expression(value)
            case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody):
                return self._all([*body, *(s for h in handlers for s in h.body), *orelse, *finalbody])
            case ast.If(test=test, body=body, orelse=orelse):
                return not _is_main_guard(test) and self.expression(test) and self._all([*body, *orelse])
        return False

    def _all(self, statements: list[ast.stmt]) -> bool:
        return all(self.statement(s) for s in statements)

    def expression(self, expression: ast.expr) -> bool:
        """Whether an expression holds only literals, names, arithmetic, lambdas and calls that make numbers."""
        waiting: list[ast.AST] = [expression]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.Lambda):
                waiting.extend(_defaults(node.args))
                continue
            if isinstance(node, ast.Call) and not self._makes_numbers(node.func):
                return False
            if not isinstance(node, (ast.Call, *_PLAIN)):
                return False
            waiting.extend(ast.iter_child_nodes(node))
        return True

    def _makes_numbers(self, function: ast.expr) -> bool:
        if isinstance(function, ast.Attribute) and function.attr in _METHODS and not self._module(function):
            return True
        dotted = _dotted(function)
        root, _, rest = dotted.partition(".")
        if not dotted or root in self.own:
            return False
        if root not in self.modules:
            return not rest and root in _BUILTINS
        full = f"{self.modules[root]}.{rest}".rstrip(".")
        module, _, name = full.partition(".")
        return module in ("math", "cmath") or name in _MODULES.get(module, ())

    def _module(self, function: ast.Attribute) -> bool:
        return _dotted(function).partition(".")[0] in self.modules


def imported(statements: list[ast.stmt]) -> dict[str, str]:
    """The dotted name behind each name that is imported, wherever it is."""
    names: dict[str, str] = {}
    for statement in statements:
        for node in walk_statements(statement):
            if isinstance(node, ast.Import):
                names |= {
                    a.asname or a.name.partition(".")[0]: a.name if a.asname else a.name.partition(".")[0]
                    for a in node.names
                }
            elif isinstance(node, ast.ImportFrom):
                names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return names


def walk_statements(statement: ast.stmt) -> Iterator[ast.stmt]:
    """The statement and those in its branches, at the same level of names: not those in functions or classes."""
    yield statement
    if isinstance(statement, ast.If | ast.Try):
        inner = [*statement.body, *statement.orelse]
        if isinstance(statement, ast.Try):
            inner += [*(s for h in statement.handlers for s in h.body), *statement.finalbody]
        for child in inner:
            yield from walk_statements(child)


def bound_names(statement: ast.stmt) -> set[str]:
    """The names that an assignment binds or changes."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    nodes = [n for t in targets if t is not None for n in ast.walk(t)]
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    changed = {
        n.value.id
        for n in nodes
        if isinstance(n, ast.Subscript) and isinstance(n.value, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    return stored | changed


def loaded_names(node: ast.AST) -> set[str]:
    """Every name that is read anywhere within."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def free_names(statement: ast.stmt, text: str = "") -> Set[str]:
    """The names that a statement, and the functions it defines, look for outside of themselves.

    `text` is the statement as it was written, where it stands alone on its lines; writing it anew takes far longer.
    """
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return set()
    remembered = 0 < len(text) <= limits.REMEMBERED_DEFINITION
    try:
        return _remembered_names(text) if remembered else _names_in(text or ast.unparse(statement))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return loaded_names(statement)


def _names_in(text: str) -> frozenset[str]:
    tables = [symtable.symtable(text, "submission", "exec")]
    names = {s.get_name() for s in tables[0].get_symbols() if s.is_referenced()}
    while tables:
        inner = tables.pop().get_children()
        names |= {name for table in inner for name in _global_names(table)}
        tables += inner
    return frozenset(names)


_remembered_names = functools.lru_cache(limits.REMEMBERED_DEFINITIONS)(_names_in)


def _global_names(table: symtable.SymbolTable) -> Iterable[str]:
    if isinstance(table, symtable.Function):
        return table.get_globals()  # without an object for each symbol
    return [symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()]


def _binds(target: ast.expr) -> bool:
    """Whether a target is a name, an entry of one, or several of these; not an attribute, which may be a module's."""
    if isinstance(target, ast.Tuple | ast.List):
        return all(_binds(t) for t in target.elts)
    if isinstance(target, ast.Starred | ast.Subscript):
        return isinstance(target.value, ast.Name)
    return isinstance(target, ast.Name)


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [*arguments.defaults, *(d for d in arguments.kw_defaults if d is not None)]


def _dotted(node: ast.expr) -> str:
    """`np.random.seed` for that expression; empty for anything but names and attributes."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _is_main_guard(test: ast.expr) -> bool:
    return "__name__" in loaded_names(test)
