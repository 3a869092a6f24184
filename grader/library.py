"""The course's own library, `lib`, in this process: found before any other course's, and as its files are now."""

import importlib
import sys
from pathlib import Path

NAME = "lib"


def offer(library: Path, *, anew: bool = False) -> None:
    """Let `import lib` find the package in a folder, whatever course this process was busy with before.

    Args:
        library: the folder that holds the package.
        anew: also where it was the last one, since its files may have changed.
    """
    path = str(library)
    if not anew and sys.path[:1] == [path]:
        return
    sys.path[:] = [path, *(other for other in sys.path if other != path)]
    for name, module in list(sys.modules.items()):
        if _is_of_a_library(module):
            del sys.modules[name]
    importlib.invalidate_caches()


def _is_of_a_library(module: object) -> bool:
    """By a module's own name, since an older one, such as `init_utils`, may stand for a module of the library."""
    name = str(getattr(module, "__dict__", {}).get("__name__", ""))
    return name == NAME or name.startswith(f"{NAME}.")
