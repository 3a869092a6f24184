"""The solutions, run as scripts, print the figures of the notes and save their pictures."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL_DATA = ROOT.parent / "shared" / "data" / "data.mat"
RANDOM_COSTS = [
    0.6247924745506072, 0.5980258056061102, 0.5637539062842213, 0.5501256393526495, 0.5443826306793814,
    0.5373895855049121, 0.47157999220550006, 0.39770475516243037, 0.3934560146692851, 0.3920227137490125,
    0.38913700035966736, 0.3861358766546214, 0.38497629552893475, 0.38276694641706693,
]  # fmt: skip
HE_COSTS = [
    0.8830537463419761, 0.6879825919728063, 0.6751286264523371, 0.6526117768893805, 0.6082958970572938,
    0.5304944491717495, 0.4138645817071794, 0.3117803464844441, 0.23696215330322562, 0.1859728720920684,
    0.15015556280371808, 0.12325079292273551, 0.09917746546525937, 0.08457055954024283, 0.07357895962677366,
]  # fmt: skip
NUMBER = re.compile(r"-?\d+\.?\d*(?:e-?\d+)?")
PLANTED = re.compile(r"^( *)\S.*# STUB: (.*)$", re.MULTILINE)


def near(values, tolerance):
    return pytest.approx(values, rel=0, abs=tolerance)


def solution(slug):
    return ROOT / "solutions" / slug / f"{slug}.py"


def run(script, folder):
    """What a script prints when it is run from `folder`, without colours."""
    environment = os.environ | {"MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, script],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,  # the assertion below shows what the script had to say
    )
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    return re.sub(r"\033\[\d+m", "", done.stdout)


def trainings(printed):
    """For each training the costs and then the accuracies that were printed, in order."""
    costs, accuracies = [], []
    for line in printed.splitlines():
        if match := re.match(r"Cost after (?:iteration|epoch) (\d+): (\S+)", line):
            if match[1] == "0":
                costs.append([])
                accuracies.append([])
            costs[-1].append(float(match[2]))
        elif line.startswith("Accuracy: "):
            accuracies[-1].append(float(line.removeprefix("Accuracy: ")))
    return list(zip(costs, accuracies, strict=True))


def promises(slug):
    """The outputs that a script's text shows under "What you should see", a list of lines each."""
    text = re.sub(r"^# ?", "", solution(slug).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [shown.splitlines() for shown in re.findall(r"\*\*What you should see[^`]*?```\n(.*?)```", text, re.DOTALL)]


def numbers(lines):
    return [float(number) for line in lines for number in NUMBER.findall(line)]


def words(lines):
    return [NUMBER.sub("#", " ".join(line.split())) for line in lines]


def keeps(printed, promised):
    """Whether the promised lines were printed in one piece, numbers compared to the digits that are shown."""
    lines = printed.splitlines()
    windows = (lines[start : start + len(promised)] for start in range(len(lines)))
    return any(words(w) == words(promised) and numbers(w) == near(numbers(promised), 1e-8) for w in windows)


def pictures(folder, slug):
    return sorted(path.name for path in (folder / "figures").glob(f"{slug}-*.png"))


def test_initialization_prints_the_notes_figures(tmp_path):
    """Zeros stay at ln 2, large random weights start at inf, He's reach 0.0736; the texts promise what is printed."""
    printed = run(solution("initialization"), tmp_path)
    zeros, random, he = trainings(printed)
    assert zeros == (near([0.6931471805599453] * 15, 1e-12), [0.5, 0.5])
    assert random[0][0] == float("inf")
    assert random[0][1:] == near(RANDOM_COSTS, 5e-3)  # this training magnifies the rounding of the processor
    assert random[1] == near([0.83, 0.86], 1e-9)
    assert he == (near(HE_COSTS, 1e-9), near([0.9933333333333333, 0.96], 1e-9))
    assert "predictions_train = [[0 0 0" in printed
    assert len(pictures(tmp_path, "initialization")) == 7
    assert promises("initialization")
    for promised in promises("initialization"):
        assert keeps(printed, promised)


@pytest.mark.skipif(not REAL_DATA.exists(), reason="the notes' figures need the course's data.mat, not ours to ship")
def test_regularization_prints_the_notes_figures(tmp_path):
    """With data.mat in the current folder, the three trainings print the notes' costs and accuracies."""
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "data.mat").write_bytes(REAL_DATA.read_bytes())
    printed = run(solution("regularization"), tmp_path)
    plain, l2, dropout = trainings(printed)
    assert plain[0] == near([0.6557412523481002, 0.1632998752572417, 0.13851642423284755], 1e-9)
    assert plain[1] == near([0.948, 0.915], 1e-3)
    assert l2[0] == near([0.6974484493131264, 0.2684918873282239, 0.2680916337127301], 1e-9)
    assert l2[1] == near([0.9383886255924171, 0.93], 1e-9)
    assert dropout[0] == near([0.6543912405149825, 0.0610169865749056, 0.060582435798513114], 1e-9)
    assert dropout[1] == near([0.9289099526066351, 0.95], 1e-9)


def test_regularization_tells_its_story_without_the_courses_data(tmp_path):
    """With the project's own football data both cures cost a little in training and gain on the test set."""
    if any((ROOT / "assignments").glob("**/data.mat")):
        pytest.skip("there is a data.mat in assignments, which the script would take")
    printed = run(solution("regularization"), tmp_path)
    plain, l2, dropout = (accuracies for _, accuracies in trainings(printed))
    for cured in (l2, dropout):
        assert cured[0] < plain[0]
        assert cured[1] > plain[1] + 0.02
    assert len(pictures(tmp_path, "regularization")) == 7
    assert promises("regularization")
    for promised in promises("regularization"):
        assert keeps(printed, promised)


def test_gradient_checking_prints_the_notes_figures(tmp_path):
    """The repaired network passes its check; with the planted bugs back in, the difference is that of the notes."""
    repaired = run(solution("gradient_checking"), tmp_path)
    assert "The gradient is correct!\ndifference = 2.919335883291695e-10\n" in repaired
    right = re.search(r"works perfectly fine! difference = (\S+)", repaired)
    assert float(right[1]) == pytest.approx(1.1890913024229996e-07, rel=0.02)

    text = solution("gradient_checking").read_text(encoding="utf-8")
    (tmp_path / "planted.py").write_text(PLANTED.sub(r"\1\2", text), encoding="utf-8")
    assert len(PLANTED.findall(text)) == 2
    planted = run(tmp_path / "planted.py", tmp_path)
    wrong = re.search(r"There is a mistake in the backward propagation! difference = (\S+)", planted)
    assert float(wrong[1]) == near(0.2850931567761624, 1e-8)
    assert len(promises("gradient_checking")) == 3
    for promised in promises("gradient_checking"):
        assert keeps(repaired + planted, promised)


def test_optimization_prints_the_known_figures(tmp_path):
    """On the moons Adam gets to 0.94, gradient descent and momentum to 0.797; the texts promise what is printed."""
    printed = run(solution("optimization"), tmp_path)
    gd, momentum, adam = trainings(printed)
    ends = [(costs[0], costs[-1]) for costs, _ in (gd, momentum, adam)]
    assert ends[0] == near((0.690736, 0.464518), 1e-6)
    assert ends[1] == near((0.690741, 0.464740), 1e-6)
    assert ends[2][0] == near(0.690552, 1e-6)
    assert ends[2][1] == near(0.1976, 5e-4)
    assert [accuracies for _, accuracies in (gd, momentum)] == 2 * [near([0.7966666666666666], 1e-9)]
    assert adam[1] == near([0.94], 1e-9)
    assert len(pictures(tmp_path, "optimization")) == 7
    assert promises("optimization")
    for promised in promises("optimization"):
        assert keeps(printed, promised)
