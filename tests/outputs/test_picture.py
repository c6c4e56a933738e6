import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.image import imread

from bridge.errors import BridgeError
from bridge.outputs import picture
from bridge.outputs.recorder import Recorder
from tests.outputs.runs import step, write_run


def test_a_picture_is_drawn_from_the_folder_alone_and_can_be_drawn_again(tmp_path):
    write_run(tmp_path)
    first = picture.draw(tmp_path).read_bytes()
    assert picture.draw(tmp_path).read_bytes() == first
    image = imread(tmp_path / "report.png")
    assert image.shape[1] > 1200
    for colour in (picture.BRIDGE, picture.BUSES[0], picture.BUSES[1]):
        assert np.any(np.all(np.abs(image[..., :3] - to_rgb(colour)) < 0.01, axis=-1))


def test_the_truth_is_in_the_picture_only_where_it_is_known(tmp_path):
    write_run(tmp_path)
    drawn = picture.figure(picture.read(tmp_path))
    assert "true tempo" in [line.get_label() for line in drawn.axes[0].lines]
    (tmp_path / "truth.csv").unlink()
    drawn = picture.figure(picture.read(tmp_path))
    assert [line.get_label() for line in drawn.axes[0].lines] == ["bridge"]


@pytest.mark.parametrize("count", [2, 7, 16])
def test_every_bus_has_its_panel_even_when_nothing_was_heard(tmp_path, count):
    buses = tuple(f"bus_{n}" for n in range(count))
    with Recorder(tmp_path, buses) as recorder:
        recorder.write(step(0.5))
    drawn = picture.figure(picture.read(tmp_path))
    assert [axes.get_title(loc="left") for axes in drawn.axes[3:]] == list(buses)
    assert picture.draw(tmp_path).exists()


def test_sixteen_buses_all_look_different():
    buses = [f"bus_{n}" for n in range(16)]
    assert len({picture._look(buses, bus) for bus in [*buses, "none"]}) == 17


def test_stretches_of_one_leader_are_joined():
    times = np.array([0.1, 0.2, 0.3, 0.4])
    stretches = picture.runs(times, ["a", "a", "b", "a"])
    assert [name for *_, name in stretches] == ["a", "b", "a"]
    assert [start for start, *_ in stretches] == pytest.approx([0.0, 0.2, 0.3])
    assert [length for _, length, _ in stretches] == pytest.approx([0.2, 0.1, 0.1])


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(BridgeError, match="is this the folder of a run"):
        picture.draw(tmp_path)
