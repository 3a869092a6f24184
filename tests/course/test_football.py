"""The football data: the course's own file where it is, ours where it is not, and damaged ones refused."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from lib import football

ROOT = Path(__file__).resolve().parents[2]
REAL_DATA = ROOT.parent / "shared" / "data" / "data.mat"


@pytest.fixture(autouse=True)
def no_windows():
    """Pictures are drawn in memory, and none is left over for the next test."""
    import matplotlib.pyplot as plt

    plt.switch_backend("Agg")
    yield
    plt.close("all")


class TestFootball:
    @pytest.fixture
    def elsewhere(self, tmp_path, monkeypatch):
        """An empty current folder, and a course without a data.mat of its own."""
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(football, "COURSE", tmp_path / "course")
        return tmp_path

    @staticmethod
    def save(path, **changed):
        from scipy.io import savemat

        path.parent.mkdir(parents=True, exist_ok=True)
        data = {key: array for key, array in (football.make_football() | changed).items() if array is not None}
        savemat(path, data)
        return path

    def test_our_own_data_has_the_keys_shapes_and_types_of_the_courses(self):
        data = football.make_football()
        form = {key: (array.shape, array.dtype.name) for key, array in data.items()}
        assert form == {
            "X": ((211, 2), "float64"),
            "y": ((211, 1), "uint8"),
            "Xval": ((200, 2), "float64"),
            "yval": ((200, 1), "uint8"),
        }
        for key in ("X", "Xval"):
            assert (data[key] > [-0.75, -0.75]).all()
            assert (data[key] < [0.40, 0.65]).all()

    @pytest.mark.parametrize(("points", "labels"), [("X", "y"), ("Xval", "yval")])
    def test_a_diagonal_separates_our_own_data_well_but_not_perfectly(self, points, labels):
        data = football.make_football()
        above = data[points][:, 1] > data[points][:, 0] + 0.1
        assert 0.8 < np.mean(above == data[labels][:, 0]) < 0.95

    def test_our_own_data_is_always_the_same_and_leaves_the_random_stream_alone(self):
        np.random.seed(5)
        first = football.make_football()
        np.random.seed(6)
        state = np.random.get_state()[1].copy()
        second = football.make_football()
        assert_array_equal(np.random.get_state()[1], state)
        for key, array in first.items():
            assert_array_equal(array, second[key])

    def test_without_data_mat_ours_comes_transposed_and_says_so(self, elsewhere, capsys):
        loaded = football.load_2D_dataset()
        assert [a.shape for a in loaded] == [(2, 211), (1, 211), (2, 200), (1, 200)]
        assert_array_equal(loaded[0], football.make_football()["X"].T)
        assert "the project made itself" in capsys.readouterr().out

    @pytest.mark.parametrize("place", ["", "course/regularization", "course"])
    def test_data_mat_is_found_where_it_may_lie(self, elsewhere, place, capsys):
        marked = football.make_football()["X"] + 1
        self.save(elsewhere / place / "datasets" / "data.mat", X=marked)
        assert_array_equal(football.load_2D_dataset()[0], marked.T)
        assert capsys.readouterr().out == ""

    def test_the_current_folder_comes_first_and_a_given_path_before_it(self, elsewhere):
        X = football.make_football()["X"]
        for number, place in enumerate(["datasets", "course/regularization/datasets", "course/datasets", "mine"]):
            self.save(elsewhere / place / "data.mat", X=X + number)
        assert_array_equal(football.load_2D_dataset()[0], X.T)
        assert_array_equal(football.load_2D_dataset("mine/data.mat")[0], (X + 3).T)

    @pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html>", bytes(128), bytes(124) + b"\x00\x01IM" + b"\x0e"])
    def test_a_file_that_is_no_data_is_refused_by_name(self, elsewhere, content):
        (elsewhere / "data.mat").write_bytes(content)
        with pytest.raises(ValueError, match=r"data\.mat .*Copy data\.mat from the course again"):
            football.load_2D_dataset("data.mat")

    def test_a_path_without_a_file_is_said(self, elsewhere):
        with pytest.raises(FileNotFoundError, match=r"no file nowhere\.mat"):
            football.load_2D_dataset("nowhere.mat")

    @pytest.mark.parametrize("changed", [{"yval": None}, {"X": np.zeros((211, 3))}, {"y": np.zeros((2, 2, 1))}])
    def test_a_file_with_other_arrays_is_refused_by_name(self, elsewhere, changed):
        path = self.save(elsewhere / "data.mat", **changed)
        with pytest.raises(ValueError, match=rf"data\.mat has no array '{next(iter(changed))}'.*Copy data\.mat"):
            football.load_2D_dataset(path)

    @pytest.mark.skipif(not REAL_DATA.exists(), reason="the course's own data.mat is not ours to ship")
    def test_the_courses_own_file_is_read_as_scipy_reads_it(self):
        from scipy.io import loadmat

        train_X, train_Y, test_X, test_Y = football.load_2D_dataset(REAL_DATA)
        assert [a.shape for a in (train_X, train_Y, test_X, test_Y)] == [(2, 211), (1, 211), (2, 200), (1, 200)]
        assert (train_X.dtype, train_Y.dtype) == (np.float64, np.uint8)
        for loaded, key in zip((train_X, train_Y, test_X, test_Y), football.COLUMNS, strict=True):
            assert_array_equal(loaded, loadmat(REAL_DATA)[key].T)
        ours = football.make_football()
        assert not np.isin(ours["X"], train_X).all(axis=1).any()
