import numpy as np
import pytest

from bridge.analysis.mel import Clip
from bridge.analysis.tags import Tagger, named
from bridge.errors import ModelError
from tests.analysis.networks import LENGTH, counter, model, which_half


def clip(low, high):
    frames = np.repeat(np.array([[low] * 4 + [high] * 4], np.float32), LENGTH, axis=0)
    return Clip(0.0, 1.0, frames, np.zeros(10, np.float32))


def test_a_network_says_a_chance_for_each_label():
    tagger = which_half()
    chances, state = tagger.say(clip(-1.0, -5.0), tagger.blank)
    assert chances == pytest.approx([1.0, 0.0], abs=1e-3)
    assert state == {}


def test_what_a_network_remembers_is_given_back_to_it():
    tagger = counter()
    _, state = tagger.say(clip(0, 0), tagger.blank)
    chances, _ = tagger.say(clip(0, 0), state)
    again, _ = tagger.say(clip(0, 0), tagger.blank)
    assert (chances[0], again[0]) == pytest.approx((0.2, 0.1))


def test_the_likeliest_label_is_named_if_it_is_likely():
    assert named(("a", "b"), np.array([0.2, 0.6]), 0.5) == ("b", pytest.approx(0.6))
    assert named(("a", "b"), np.array([0.2, 0.4]), 0.5) == ("unknown", pytest.approx(0.4))


@pytest.mark.parametrize(
    "data", [b"", b"no model", model([], [], said={}), model([], [], said={"leaderbridge.tags": "{}"})]
)
def test_a_file_that_is_no_such_model_is_refused_in_a_line(data, tmp_path):
    with pytest.raises(ModelError, match=r"some\.onnx.*install leaderbridge again"):
        Tagger(tmp_path / "some.onnx", data)
