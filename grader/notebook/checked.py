"""What `check` gives back: it shows itself, and has its figures to go on with."""

from grader.model import ExerciseResult, Frozen, Grade, Status


class Checked(Frozen, frozen=True):
    """The result of a check: a card in a notebook, lines of text elsewhere."""

    grade: Grade

    @property
    def score(self) -> int:
        """The points that the work gets."""
        return self.grade.score

    @property
    def points(self) -> int:
        """The points that there are."""
        return self.grade.points

    @property
    def exercises(self) -> list[ExerciseResult]:
        """The result of each exercise that was asked for, in the order of the handout."""
        return [exercise for assignment in self.grade.assignments for exercise in assignment.exercises]

    @property
    def passed(self) -> bool:
        """Whether every check of all of it passed."""
        return all(exercise.status is Status.PASSED for exercise in self.exercises)

    def __repr__(self) -> str:
        from grader.reports.cell_terminal import cell_text  # noqa: PLC0415 - a notebook needs the one or the other

        return cell_text(self.grade)

    def _repr_html_(self) -> str:
        from grader.reports.cell_html import render_cell  # noqa: PLC0415

        return render_cell(self.grade)
