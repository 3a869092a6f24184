"""What the notes import exists, gives the notes' values, and behaves."""

import importlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from lib import gc_utils, init_utils, network, opt_utils, plots, reg_utils, testCases

IMPORTED = {
    "init_utils": "sigmoid relu compute_loss forward_propagation backward_propagation update_parameters predict "
    "load_dataset plot_decision_boundary predict_dec",
    "reg_utils": "sigmoid relu plot_decision_boundary initialize_parameters load_2D_dataset predict_dec compute_cost "
    "predict forward_propagation backward_propagation update_parameters",
    "gc_utils": "sigmoid relu dictionary_to_vector vector_to_dictionary gradients_to_vector",
    "opt_utils": "load_params_and_grads initialize_parameters forward_propagation backward_propagation compute_cost "
    "predict predict_dec plot_decision_boundary load_dataset sigmoid relu",
    "testCases": "compute_cost_with_regularization_test_case forward_propagation_with_dropout_test_case "
    "backward_propagation_with_regularization_test_case backward_propagation_with_dropout_test_case "
    "gradient_check_n_test_case update_parameters_with_gd_test_case random_mini_batches_test_case "
    "initialize_velocity_test_case update_parameters_with_momentum_test_case initialize_adam_test_case "
    "update_parameters_with_adam_test_case",
}


@pytest.fixture(autouse=True)
def no_windows():
    """Pictures are drawn in memory, and none is left over for the next test."""
    import matplotlib.pyplot as plt

    plt.switch_backend("Agg")
    yield
    plt.close("all")


def drawn(seed, *shapes):
    """Arrays of the given shapes, drawn in order: the recipe of every test case, written down once more."""
    random = np.random.RandomState(seed)
    return [random.randn(*shape) for shape in shapes]


def spoil(case):
    """Write zeros into every array of a test case, whatever it is wrapped in."""
    if isinstance(case, np.ndarray):
        case[...] = 0
    elif isinstance(case, tuple | dict):
        for item in case.values() if isinstance(case, dict) else case:
            spoil(item)


class TestNames:
    @pytest.mark.parametrize("module", IMPORTED)
    def test_every_name_that_the_notes_import_exists(self, module):
        library = importlib.import_module(f"lib.{module}")
        for name in IMPORTED[module].split():
            assert callable(getattr(library, name))
            assert name in library.__all__

    def test_a_star_import_brings_every_test_case(self):
        names = {}
        exec("from lib.testCases import *", names)
        assert set(IMPORTED["testCases"].split()) <= set(names)

    def test_importing_the_library_loads_neither_matplotlib_nor_scikit_learn(self):
        modules = ", ".join(f"lib.{module}" for module in IMPORTED)
        code = f"import sys, {modules}; print([m for m in ('matplotlib', 'sklearn', 'scipy') if m in sys.modules])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"


class TestCases:
    SHAPES = ((2, 3), (2, 1), (3, 2), (3, 1), (1, 3), (1, 1))

    def test_cost_with_regularization(self):
        """The L2 case, at lambd = 0.1, costs what the notes print."""
        A3, Y, parameters = testCases.compute_cost_with_regularization_test_case()
        for array, expected in zip(parameters.values(), drawn(1, *self.SHAPES), strict=True):
            assert_array_equal(array, expected)
        squares = sum(np.sum(parameters[key] ** 2) for key in ("W1", "W2", "W3"))
        assert Y.dtype.kind == "i"
        assert_allclose(reg_utils.compute_cost(A3, Y) + 0.1 / 10 * squares, 1.7864859451590758, rtol=1e-13)

    def test_forward_with_dropout(self):
        """The dropout case, at keep_prob = 0.7, gives the notes' output."""
        X, p = testCases.forward_propagation_with_dropout_test_case()
        X_expected, *weights = drawn(1, (3, 5), *self.SHAPES)
        assert_array_equal(X, X_expected)
        for array, expected in zip(p.values(), weights, strict=True):
            assert_array_equal(array, expected)
        random = np.random.RandomState(1)
        A1 = np.maximum(0, p["W1"] @ X + p["b1"]) * (random.rand(2, 5) < 0.7) / 0.7
        A2 = np.maximum(0, p["W2"] @ A1 + p["b2"]) * (random.rand(3, 5) < 0.7) / 0.7
        A3 = 1 / (1 + np.exp(-(p["W3"] @ A2 + p["b3"])))
        expected = [
            [0.36974720617815354, 0.003051758134649767, 0.045650993373441896, 0.4968338925883705, 0.36974720617815354]
        ]
        assert_allclose(A3, expected, rtol=1e-12)

    def test_backward_with_regularization(self):
        """The L2 case, at lambd = 0.7, has the notes' gradients."""
        X, Y, cache = testCases.backward_propagation_with_regularization_test_case()
        assert len(cache) == 12
        gradients = reg_utils.backward_propagation(X, Y, cache)
        dW1, dW2, dW3 = (gradients[f"dW{layer}"] + 0.7 / 5 * cache[4 * layer - 2] for layer in (1, 2, 3))
        assert_allclose(dW3, [[-1.7769134720430086, -0.1183287896, -0.0939744582]], rtol=1e-12)
        assert_allclose(dW2[0], [0.7927648623431991, 0.8513391838151906], rtol=1e-12)
        assert_allclose(dW2[1:], [[-0.0957219004, -0.0172046322], [-0.1310077202, -0.0375043312]], rtol=1e-12)
        assert_allclose(dW1[0], [-0.256046458322723, 0.12298826917130953, -0.28297128714635694], rtol=1e-12)
        assert_allclose(dW1[1], [-0.1770630258314345, 0.34536094339608336, -0.4410571023730775], rtol=1e-12)

    def test_backward_with_dropout(self):
        """The dropout case, at keep_prob = 0.8, has the notes' gradients of the activations."""
        _, Y, cache = testCases.backward_propagation_with_dropout_test_case()
        _, D1, A1, _, _, _, D2, A2, W2, _, _, A3, W3, _ = cache
        assert D1.dtype == D2.dtype == bool
        assert not A1[~D1].any()
        dA2 = W3.T @ (A3 - Y) * D2 / 0.8
        dA1 = W2.T @ (dA2 * (A2 > 0)) * D1 / 0.8
        assert_allclose(dA2[0], [0.5818085614469525, 0, -0.0029967859136762497, 0, -0.27715731355304746], rtol=1e-12)
        assert_allclose(dA2[1], [0, 0.5315985425360755, 0, 0.5315985425360755, -0.3408967273907769], rtol=1e-12)
        assert_allclose(dA2[2], [0, 0, -0.0029273295446598747, 0, 0], rtol=1e-12)
        assert_allclose(dA1[0], [0.3654443863632948, 0, -0.001882334949767555, 0, -0.17408747668751454], rtol=1e-12)
        assert_allclose(dA1[1], [0.6551571304255346, 0, -0.0033745905265142946, 0, 0], rtol=1e-12)

    def test_gradient_check(self):
        """The 47 parameters and the flat integer labels of the fraud detector."""
        X, Y, parameters = testCases.gradient_check_n_test_case()
        X_expected, *weights = drawn(1, (4, 3), (5, 4), (5, 1), (3, 5), (3, 1), (1, 3), (1, 1))
        assert_array_equal(X, X_expected)
        assert (Y.tolist(), Y.dtype.kind) == ([1, 1, 0], "i")
        for array, expected in zip(parameters.values(), weights, strict=True):
            assert_array_equal(array, expected)

    def test_gradient_descent(self):
        """A step of gradient descent from the case gives the notes' first row."""
        parameters, grads, learning_rate = testCases.update_parameters_with_gd_test_case()
        row = (parameters["W1"] - learning_rate * grads["dW1"])[0]
        assert_allclose(row, [1.6353515554353708, -0.6232036507484715, -0.5371876594693836], rtol=1e-14)

    def test_momentum(self):
        """The momentum case is the gradient-descent case with a velocity at rest."""
        parameters, grads, v = testCases.update_parameters_with_momentum_test_case()
        assert {key: array.shape for key, array in v.items()} == {key: array.shape for key, array in grads.items()}
        assert not any(array.any() for array in v.values())
        row = (parameters["W1"] - 0.01 * 0.1 * grads["dW1"])[0]
        assert_allclose(row, [1.6254459828404546, -0.612901137359915, -0.5290733429840485], rtol=1e-14)

    def test_adam(self):
        """A step of Adam from the case, at t = 2, gives the known values, for either place of epsilon."""
        parameters, grads, v, s = testCases.update_parameters_with_adam_test_case()
        assert not any(array.any() for array in (*v.values(), *s.values()))
        v_hat = 0.1 * grads["dW2"] / (1 - 0.9**2)
        s_hat = 0.001 * grads["dW2"] ** 2 / (1 - 0.999**2)
        beside = parameters["W2"] - 0.01 * v_hat / (np.sqrt(s_hat) + 1e-8)
        under = parameters["W2"] - 0.01 * v_hat / np.sqrt(s_hat + 1e-8)
        assert_allclose([beside[2, 1], under[2, 1]], [-1.09244991, -1.09245036], atol=5e-9)

    def test_optimizer_cases_are_one_draw(self):
        """All the optimiser cases start from the eight arrays of `load_params_and_grads`."""
        W1, b1, W2, b2, dW1, db1, dW2, db2 = opt_utils.load_params_and_grads()
        expected = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
        parameters, grads, _ = testCases.update_parameters_with_gd_test_case()
        others = [testCases.initialize_velocity_test_case(), testCases.initialize_adam_test_case()]
        for given_parameters in [parameters, *others]:
            assert list(given_parameters) == list(expected)
            for key, array in expected.items():
                assert_array_equal(given_parameters[key], array)
        for key, array in {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}.items():
            assert_array_equal(grads[key], array)

    def test_mini_batches(self):
        """The first three entries of the first mini-batch are the notes' sanity check."""
        X, Y, size = testCases.random_mini_batches_test_case()
        assert (X.shape, Y.shape, Y.dtype, size) == ((12288, 148), (1, 148), bool, 64)
        first = X[0, np.random.RandomState(0).permutation(148)[:3]]
        assert_allclose(first, [0.9008559492644118, -0.7612069008951028, 0.23441569781709215], rtol=1e-14)

    def test_calling_twice_gives_fresh_arrays(self):
        """A function that writes into its case does not spoil the next caller's."""
        for name in sorted(set(testCases.__all__) - {"random_mini_batches_test_case"}):  # that one is large
            make = getattr(testCases, name)
            before = repr(make())
            spoil(make())
            assert repr(make()) == before


class TestNetwork:
    @staticmethod
    def case(seed=0, m=6):
        random = np.random.RandomState(seed)
        X, Y = random.randn(4, m), random.randint(0, 2, (1, m))
        shapes = {"W1": (5, 4), "b1": (5, 1), "W2": (3, 5), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}
        return X, Y, {key: random.randn(*shape) for key, shape in shapes.items()}

    @pytest.mark.parametrize("backward", [init_utils.backward_propagation, reg_utils.backward_propagation])
    def test_gradients_agree_with_central_differences(self, backward):
        X, Y, parameters = self.case()
        gradients = backward(X, Y, network.forward_propagation(X, parameters)[1])
        for key, array in parameters.items():
            slope = np.zeros(array.shape)
            for index in np.ndindex(array.shape):
                costs = []
                for step in (1e-6, -1e-6):
                    moved = parameters | {key: array.copy()}
                    moved[key][index] += step
                    costs.append(network.cross_entropy(network.forward_propagation(X, moved)[0], Y))
                slope[index] = (costs[0] - costs[1]) / 2e-6
            assert_allclose(gradients[f"d{key}"], slope, atol=1e-8)

    def test_the_two_backward_passes_differ_only_in_where_the_mean_is_taken(self):
        X, Y, parameters = self.case()
        _, cache = network.forward_propagation(X, parameters)
        small, capital = network.backward_from_mean(X, Y, cache), network.backward_from_sum(X, Y, cache)
        for layer in "123":
            assert_allclose(small[f"dW{layer}"], capital[f"dW{layer}"], rtol=1e-12)
            assert_allclose(small[f"db{layer}"], capital[f"db{layer}"], rtol=1e-12)
            assert_allclose(small[f"dz{layer}"] * X.shape[1], capital[f"dZ{layer}"], rtol=1e-12)
        assert small.keys() == {key.replace("Z", "z").replace("A", "a") for key in capital}

    def test_the_loss_may_be_infinite_but_never_nan(self):
        a3, Y = np.array([[0.0, 1.0, 0.5]]), np.array([[0, 1, 1]])
        assert_allclose(init_utils.compute_loss(a3, Y), np.log(2) / 3)
        assert_allclose(reg_utils.compute_cost(a3, Y), np.log(2) / 3)
        assert init_utils.compute_loss(1 - a3, Y) == np.inf
        assert np.isnan(opt_utils.compute_cost(a3, Y))

    def test_the_activations_take_numbers_and_arrays_of_any_size(self):
        assert init_utils.sigmoid(0) == 0.5
        assert_allclose(init_utils.sigmoid(np.array([[-1e4, 0, 1e4]])), [[0, 0.5, 1]])
        assert init_utils.relu(-3) == 0
        assert_array_equal(init_utils.relu(np.array([[-1.0, 0.0], [2.0, -0.5]])), [[0, 0], [2, 0]])

    def test_a_step_updates_the_dictionary_it_was_given(self):
        _, _, parameters = self.case()
        before = dict(parameters)
        after = network.update_parameters(parameters, {f"d{key}": np.ones(a.shape) for key, a in before.items()}, 0.5)
        assert after is parameters
        for key, array in before.items():
            assert_array_equal(after[key], array - 0.5)

    def test_predict_prints_the_share_it_got_right(self, capsys):
        X, _, parameters = self.case()
        says = network.predict_dec(parameters, X)
        labels = says.astype(int)
        labels[0, 0] = 1 - labels[0, 0]
        predictions = network.predict(X, labels, parameters)
        assert (predictions.shape, predictions.dtype.kind) == ((1, 6), "i")
        assert_array_equal(predictions, says)
        assert capsys.readouterr().out == f"Accuracy: {5 / 6}\n"

    @pytest.mark.parametrize(("utils", "gain"), [(reg_utils, 1), (opt_utils, 2)])
    def test_the_given_initialisations_scale_by_fan_in(self, utils, gain):
        parameters = utils.initialize_parameters([4, 3, 2])
        W1, W2 = drawn(3, (3, 4), (2, 3))
        assert_allclose(parameters["W1"], W1 * np.sqrt(gain / 4), rtol=1e-15)
        assert_allclose(parameters["W2"], W2 * np.sqrt(gain / 3), rtol=1e-15)
        assert_array_equal(parameters["b1"], np.zeros((3, 1)))
        assert_array_equal(parameters["b2"], np.zeros((2, 1)))


class TestVectors:
    @given(st.data())
    def test_dictionary_to_vector_and_back(self, data):
        """A dictionary survives the way to a vector and back, and the vector is in the notes' order."""
        parameters = {key: data.draw(arrays(float, shape)) for key, shape in gc_utils.SHAPES.items()}
        theta, keys = gc_utils.dictionary_to_vector(parameters)
        assert (theta.shape, len(keys)) == ((47, 1), 47)
        assert keys == 20 * ["W1"] + 5 * ["b1"] + 15 * ["W2"] + 3 * ["b2"] + 3 * ["W3"] + ["b3"]
        back = gc_utils.vector_to_dictionary(theta)
        assert list(back) == list(parameters)
        for key, array in parameters.items():
            assert_array_equal(back[key], array)

    @given(arrays(float, (47, 1)))
    def test_vector_to_dictionary_and_back(self, theta):
        parameters = gc_utils.vector_to_dictionary(theta)
        assert_array_equal(gc_utils.dictionary_to_vector(parameters)[0], theta)
        gradients = {f"d{key}": array for key, array in parameters.items()}
        assert_array_equal(gc_utils.gradients_to_vector(gradients), theta)

    def test_a_vector_of_another_length_is_refused(self):
        with pytest.raises(ValueError, match=r"46 entries.*47 parameters"):
            gc_utils.vector_to_dictionary(np.zeros((46, 1)))


class TestToys:
    def test_the_circles_are_two_rings_and_always_the_same(self):
        train_X, train_Y, test_X, test_Y = init_utils.load_dataset()
        assert [a.shape for a in (train_X, train_Y, test_X, test_Y)] == [(2, 300), (1, 300), (2, 100), (1, 100)]
        radius = np.linalg.norm(train_X, axis=0)
        assert radius[train_Y[0] == 1].mean() < 0.9 < radius[train_Y[0] == 0].mean()
        for array, again in zip((train_X, train_Y, test_X, test_Y), init_utils.load_dataset(), strict=True):
            assert_array_equal(array, again)

    def test_the_moons_are_always_the_same(self):
        X, Y = opt_utils.load_dataset()
        assert (X.shape, Y.shape, set(Y[0].tolist())) == ((2, 300), (1, 300), {0, 1})
        again_X, again_Y = opt_utils.load_dataset()
        assert_array_equal(X, again_X)
        assert_array_equal(Y, again_Y)


class TestPictures:
    def test_a_picture_is_saved_and_its_path_printed(self, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        plots.scatter(np.zeros((2, 3)), [[0, 1, 0]])
        plots.show("points")
        path = capsys.readouterr().out.removeprefix("Picture saved: ").strip()
        assert Path(path).parent == Path("figures")
        assert Path(path).name.startswith("points-")
        assert Path(path).read_bytes().startswith(b"\x89PNG")

    def test_every_picture_gets_a_number_of_its_own(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        for _ in range(3):
            plots.show("points")
        assert len(list(Path("figures").glob("points-*.png"))) == 3

    def test_a_folder_that_cannot_be_made_stops_nothing(self, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        Path("figures").write_text("in the way")
        plots.show("points")
        assert "could not be saved" in capsys.readouterr().out

    @pytest.mark.parametrize("shape", [(1, 4), (4,), (4, 1)])
    def test_a_decision_boundary_takes_labels_of_any_shape(self, tmp_path, monkeypatch, shape):
        monkeypatch.chdir(tmp_path)
        X = np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 1.0]])
        asked = []

        def model(points):
            asked.append(points.shape)
            return points[:, :1] > 0.5

        plots.plot_decision_boundary(model, X, np.array([0, 1, 0, 1]).reshape(shape))
        assert asked == [(300 * 300, 2)]
        assert len(list(Path("figures").glob("*.png"))) == 1
