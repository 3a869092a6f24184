"""A course's assignment.toml files, read and checked: Course, Assignment, Exercise, Limits."""

import tomllib
from pathlib import Path

import msgspec

from grader import language
from grader.errors import CourseError
from grader.policy import Policy, dates_as_times, policy_complaints

SETTINGS_NAME = "assignment.toml"
GIVEN_NAME = "given.txt"
CATALOGUES = "locale"
"""The folder of an assignment's texts in other languages."""
MAX_SECONDS = 3600
"""The longest that calls may take."""
MAX_MEGABYTES = 1024 * 1024


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of all that an assignment.toml may say: a key it does not know is an error."""


class Points(Strict, frozen=True, kw_only=True):
    """An exercise's points, for the checks that a student has and for those only an instructor has."""

    public: int
    hidden: int = 0


class Limits(Strict, frozen=True, kw_only=True):
    """What one call of a student's function, and all calls of one exercise together, may take."""

    seconds_per_call: float = 5.0
    seconds_per_exercise: float = 60.0
    memory_megabytes: int = 1024


class Exercise(Strict, frozen=True, kw_only=True):
    """One function to write."""

    name: str
    title: str
    points: Points


class Settings(Strict, frozen=True, kw_only=True):
    """What stands in an assignment.toml, as it stands there."""

    title: str
    order: int
    also_named: list[str] = []
    hands_out: list[str] = []
    seed: int
    limits: Limits = Limits()
    policy: Policy = Policy()
    exercise: list[Exercise]


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """An assignment: its settings and where its files are. `solution` is None where the course comes without one."""

    slug: str
    settings: Settings
    folder: Path
    solution: Path | None

    @property
    def title(self) -> str:
        """The assignment's name for people."""
        return language.course(self.settings.title)

    @property
    def exercises(self) -> list[Exercise]:
        """The exercises in the order of the handout."""
        return self.settings.exercise

    @property
    def stub(self) -> Path:
        """The file that the student fills in."""
        return self.folder / f"{self.slug}.py"

    @property
    def given(self) -> Path:
        """The stub as it was given out: what an answer is held beside while the stub itself is filled in."""
        return self.folder / GIVEN_NAME

    @property
    def golden(self) -> Path:
        """The recorded values of the handout's examples."""
        return self.folder / "golden.json"

    def catalogues(self, code: str) -> list[Path]:
        """What the checks say in that language: the public ones, and the hidden ones if they are here."""
        return [self.catalogue(code), *([self.hidden_catalogue(code)] if self.solution else [])]

    def catalogue(self, code: str) -> Path:
        """What the public checks say, in that language."""
        return self.folder / CATALOGUES / f"{code}.po"

    def hidden_catalogue(self, code: str) -> Path:
        """What the hidden checks and the misconceptions say; not there where the course comes without solutions."""
        return self._hidden / f"{code}.po"

    def stub_catalogue(self, code: str) -> Path:
        """What the stub says."""
        return self._hidden / f"stub.{code}.po"

    @property
    def _hidden(self) -> Path:
        return self.folder.parents[1] / "solutions" / self.slug / CATALOGUES

    @property
    def check_files(self) -> list[Path]:
        """The public checks, then the hidden ones if they are here."""
        hidden = [self.solution.parent / "checks.py"] if self.solution else []
        return [path for path in [self.folder / "checks.py", *hidden] if path.exists()]


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """All assignments below one root, in their order. `library` is the folder that holds the package `lib`."""

    root: Path
    assignments: list[Assignment]

    @property
    def library(self) -> Path:
        """The folder from which student code imports `lib`."""
        return self.root / "assignments"

    def select(self, slug: str | None) -> list[Assignment]:
        """The named assignment, or all of them.

        Raises:
            CourseError: there is none of that name.
        """
        chosen = [a for a in self.assignments if slug in (None, a.slug)]
        if not chosen:
            known = language.say(", ").join(a.slug for a in self.assignments)
            raise CourseError(
                language.say("There is no assignment '{slug}' here. There are: {known}.", slug=slug, known=known)
            )
        return chosen


def find_course(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `assignments/*/assignment.toml`.

    Raises:
        CourseError: there is none.
    """
    for folder in [start.resolve(), *start.resolve().parents]:
        if next(folder.glob(f"assignments/*/{SETTINGS_NAME}"), None):
            return folder
    raise CourseError(
        language.say(
            "No course found: neither {folder} nor a folder above it has assignments/<name>/{settings}. "
            "Run the command inside the course's folder, or name that folder with --course.",
            folder=start.resolve(),
            settings=SETTINGS_NAME,
        )
    )


def load_course(root: Path) -> Course:
    """Read every assignment below `root`.

    Raises:
        CourseError: an assignment.toml is not right; the sentence names the file and the key.
    """
    files = sorted(root.glob(f"assignments/*/{SETTINGS_NAME}"))
    if not files:
        raise CourseError(
            language.say("There is no assignments/<name>/{settings} in {root}.", settings=SETTINGS_NAME, root=root)
        )
    assignments = [load_assignment(path, root / "solutions") for path in files]
    language.study(file for assignment in assignments for file in assignment.catalogues(language.current()))
    return Course(root=root, assignments=sorted(assignments, key=lambda a: (a.settings.order, a.slug)))


def load_assignment(path: Path, solutions: Path) -> Assignment:
    """Read one assignment.toml; its folder's name is the assignment's slug.

    Raises:
        CourseError: the file is not right; the sentence names it and the key.
    """
    slug = path.parent.name
    solution = solutions / slug / f"{slug}.py"
    return Assignment(
        slug=slug,
        settings=read_settings(path),
        folder=path.parent,
        solution=solution if solution.exists() else None,
    )


def read_settings(path: Path) -> Settings:
    """Read and check what an assignment.toml says.

    Raises:
        CourseError: it is not TOML, a key is unknown, missing or of the wrong type, or a value makes no sense.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        raw["policy"] = dates_as_times(raw.get("policy", {}))
        settings = msgspec.convert(raw, type=Settings)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(language.say("{path} is not TOML: {error}.", path=path, error=error)) from error
    except msgspec.ValidationError as error:
        raise CourseError(language.say("{path}: {error}.", path=path, error=_readable(str(error)))) from error
    for complaint in _complaints(settings):
        raise CourseError(language.say("{path}: {complaint}", path=path, complaint=complaint))
    return settings


def _readable(text: str) -> str:
    """Msgspec's sentence with the key as it stands in the TOML: `exercise[0].points.public`, not `$.exercise[0]...`."""
    return text.replace("`$.", "`").replace(" - at `$`", "")


def _complaints(settings: Settings) -> list[str]:
    names = [e.name for e in settings.exercise]
    complaints = [
        language.say("'exercise.name' is '{name}', which is no function's name.", name=n)
        for n in names
        if not n.isidentifier()
    ]
    complaints += [
        language.say("the exercise '{name}' is listed twice.", name=n) for n in sorted(set(names)) if names.count(n) > 1
    ]
    complaints += [
        language.say("the exercise '{name}' has points below zero.", name=e.name)
        for e in settings.exercise
        if min(e.points.public, e.points.hidden) < 0
    ]
    if not names:
        complaints.append(language.say("there is no [[exercise]]."))
    complaints += [
        language.say("'hands_out' is to name files and folders beside the stub, and '{name}' is none there.", name=name)
        for name in settings.hands_out
        if not _is_beside(name)
    ]
    for name in ("seconds_per_call", "seconds_per_exercise"):
        if not 0 < getattr(settings.limits, name) <= MAX_SECONDS:
            complaints.append(_out_of_bounds(name, MAX_SECONDS))
    if not 0 < settings.limits.memory_megabytes <= MAX_MEGABYTES:
        complaints.append(_out_of_bounds("memory_megabytes", MAX_MEGABYTES))
    return complaints + policy_complaints(settings.policy)


def _is_beside(name: str) -> bool:
    """Whether a path stays within the folder that it starts from, on every system."""
    parts = name.split("/")
    return not {"", ".", ".."} & set(parts) and not set(name) & set("\\:\0")


def _out_of_bounds(limit: str, most: int) -> str:
    return language.say("'limits.{limit}' must be above zero, and {most} at most.", limit=limit, most=most)
