"""What exported files promise: a sharp picture, real lines, tables to calculate with, settings to repeat it."""

from __future__ import annotations

import csv
import json
import math
import os
import shutil
import subprocess
import time
import xml.etree.ElementTree as ET
from collections import deque
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from app.export import SCALE, SIZE, write_exhibit, write_in_steps
from app.language import language
from app.tabs.trainer.exhibit import exhibit_of
from app.theme import LIGHT, theme
from core import __version__
from core.config.words import LabError
from core.data.datasets import NPZFiles
from core.rules.optimizers import SGD
from core.scenes import Scene, save_scene
from core.training.results import Result
from core.training.study import RunConfiguration, Settings
from tests.app.helpers import pixels_of, results_of, run_of, share_of, tiny_scene

SCENE = tiny_scene(run_of(), run_of(hidden=(30,) * 4, optimizer=SGD(lr=1000.0)), evaluate_every=2)


@pytest.fixture(scope="module")
def trained() -> list[Result]:
    """A run that learns and one that diverges."""
    learning, wild = results_of(SCENE)
    assert wild.diverged is not None
    return by_place([learning, wild])


@pytest.fixture(scope="module")
def files(trained, tmp_path_factory) -> dict[str, Path]:
    written = write_results(tmp_path_factory.mktemp("out") / "new folder", SCENE, trained, log=False)
    return {path.name.removeprefix("tiny."): path for path in written}


def write_results(folder: Path, scene: Scene, results: list[Result], log: bool) -> list[Path]:
    scene = replace(scene, study=scene.study.with_view(scale="log" if log else "linear"))
    return write_exhibit(folder, exhibit_of(scene, results))


def by_place(results: list[Result]) -> list[Result]:
    return [replace(result, name=(f"run {result.place}",)) for result in results]


def rows_of(path: Path) -> list[list[str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_four_files_are_written_under_the_name_of_the_scene(files):
    assert [path.name for path in files.values()] == ["tiny.png", "tiny.svg", "tiny.csv", "tiny.results.json"]


def test_the_png_is_twice_as_fine_as_the_picture_and_shows_the_curves(files):
    image = QImage(str(files["png"]))
    assert image.size() == SIZE * SCALE
    picture = pixels_of(image)
    assert share_of(picture, LIGHT.card) > 0.5
    assert share_of(picture, LIGHT.series[0]) > 0


def test_the_svg_is_xml_with_a_line_for_each_curve(files):
    root = ET.parse(files["svg"]).getroot()
    assert root.tag.endswith("svg")
    assert root.get("viewBox").split()[2:] == [str(SIZE.width()), str(SIZE.height())]
    lines = [line for line in root.iter() if line.tag.endswith("polyline")]
    assert len(lines) >= 4
    left, top = 0.0, 0.0
    for line in lines:
        points = [tuple(map(float, pair.split(","))) for pair in line.get("points").split()]
        assert all(left <= x <= SIZE.width() and top <= y <= SIZE.height() for x, y in points)


def test_pens_in_the_svg_are_thin(files):
    widths = [
        float(element.get("stroke-width"))
        for element in ET.parse(files["svg"]).getroot().iter()
        if element.get("stroke-width")
    ]
    assert widths
    assert max(widths) <= 4


def test_the_csv_has_a_row_for_each_step_and_columns_for_each_run(files, trained):
    head, *rows = rows_of(files["csv"])
    assert head[:2] == ["step", "epoch"]
    assert [title for title in head if title.startswith("run 0: ")] == [
        f"run 0: {what}" for what in ("loss", "train_accuracy", "test_accuracy", "l2_norm")
    ]
    assert all(len(row) == len(head) for row in rows)
    assert [int(row[0]) for row in rows] == list(range(7))
    losses = [float(row[head.index("run 0: loss")]) for row in rows[1:]]
    np.testing.assert_allclose(losses, trained[0].loss(smoothed=False), rtol=1e-5)
    accuracy = {int(row[0]): float(cell) for row in rows if (cell := row[head.index("run 0: test_accuracy")])}
    assert list(accuracy) == trained[0].snapshot.evaluated.tolist()
    np.testing.assert_allclose(list(accuracy.values()), trained[0].accuracy("test"), rtol=1e-5)
    assert [float(row[1]) for row in rows] == pytest.approx([step / 3 for step in range(7)], rel=1e-5)


def test_what_is_not_a_number_is_an_empty_cell(files, trained):
    head, *rows = rows_of(files["csv"])
    cells = [row[head.index("run 1: loss")] for row in rows[1:]]
    diverged = trained[1].diverged
    assert all(cells[: diverged - 1])
    assert set(cells[diverged - 1 :]) == {""}


def test_counted_in_epochs_a_row_is_the_mean_of_an_epoch(tmp_path):
    results = by_place(results_of(tiny_scene(length=2, unit="epochs")))
    scene = tiny_scene(length=2, unit="epochs")
    head, *rows = rows_of(write_results(tmp_path, scene, results, log=False)[2])
    cells = {float(row[1]): row[head.index("run 0: loss")] for row in rows}
    assert [epoch for epoch, cell in cells.items() if cell] == [1, 2]
    means = results[0].loss(smoothed=False).reshape(2, 3).mean(axis=1)
    np.testing.assert_allclose([float(cells[1]), float(cells[2])], means, rtol=1e-5)


def test_the_json_tells_scene_seed_versions_and_runs(files, trained):
    record = json.loads(
        files["results.json"].read_text("utf-8"), parse_constant=lambda name: pytest.fail(f"{name} in JSON")
    )
    assert (record["scene"], record["seed"]) == ("tiny", 0)
    assert record["versions"]["dnnlab"] == __version__
    assert record["versions"]["numpy"] == np.__version__
    assert [set(run) for run in record["runs"]] == [{"name", "configuration", "final"}] * 2
    assert Settings.from_plain(record["settings"]) == SCENE.study.settings
    runs = [RunConfiguration.from_plain(run["configuration"]) for run in record["runs"]]
    assert tuple(runs) == SCENE.study.runs
    final = record["runs"][0]["final"]
    assert final["loss"] == pytest.approx(trained[0].final()["loss"])
    assert {"train_accuracy", "test_accuracy", "batch_loss", "l2_norm"} <= set(final)
    assert "diverged_at" not in final
    assert record["runs"][1]["final"]["diverged_at"] == trained[1].diverged
    assert all(math.isfinite(value) for run in record["runs"] for value in run["final"].values())


def test_what_a_scene_was_exported_from_can_be_trained_again(files):
    record = json.loads(files["results.json"].read_text("utf-8"))
    configuration = {"settings": record["settings"], "runs": [run["configuration"] for run in record["runs"]]}
    plain = {"scene": record["scene"], "title": record["title"], "tab": "trainer", "study": configuration}
    assert Scene.from_plain(plain).study == SCENE.study


def test_names_in_files_are_english_in_every_language(trained, tmp_path):
    named = [replace(trained[0], name=("plain",)), replace(trained[1], name=("batch normalization",))]
    language.switch("ko")
    files = write_results(tmp_path, SCENE, named, log=True)
    head = rows_of(files[2])[0]
    assert "plain: loss" in head
    assert "batch normalization: loss" in head
    assert [run["name"] for run in json.loads(files[3].read_text("utf-8"))["runs"]] == ["plain", "batch normalization"]


def test_the_picture_of_a_dark_window_is_dark(trained, tmp_path):
    theme.apply(dark=True)
    png = write_results(tmp_path, SCENE, trained, log=False)[0]
    assert share_of(pixels_of(QImage(str(png))), theme.colors.card) > 0.5


def test_a_folder_that_cannot_be_written_is_named(trained, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(LabError) as caught:
        write_results(blocked, SCENE, trained, log=False)
    assert str(blocked) in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_without_permission_is_named(trained, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(LabError) as caught:
        write_results(tmp_path, SCENE, trained, log=False)
    assert str(tmp_path) in str(caught.value)


ENDINGS = ("png", "svg", "csv", "results.json")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_cannot_be_written_is_named_and_the_others_stay_as_they_were(trained, tmp_path, ending):
    old = {f"tiny.{other}": b"old" for other in ENDINGS if other != ending}
    for name, content in old.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / f"tiny.{ending}").mkdir()
    with pytest.raises(LabError) as caught:
        write_results(tmp_path, SCENE, trained, log=False)
    assert str(tmp_path / f"tiny.{ending}") in str(caught.value)
    assert contents(tmp_path) == old


@pytest.mark.parametrize("ending", ENDINGS)
def test_on_a_full_disk_the_reason_is_told_and_older_files_stay_whole(trained, files, tmp_path, ending):
    resource = pytest.importorskip("resource")
    old = {f"tiny.{other}": b"old" for other in ENDINGS}
    for name, content in old.items():
        (tmp_path / name).write_bytes(content)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (files[ending].stat().st_size - 1, limits[1]))
    try:
        with pytest.raises(LabError, match=r"^cannot write .*tiny\.[\w.]+: File too large$"):
            write_results(tmp_path, SCENE, trained, log=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert contents(tmp_path) == old


@pytest.fixture
def small_disk(tmp_path, files):
    """A file system on which the larger of the files has no room, where one may be made."""
    place, size = tmp_path / "disk", files["csv"].stat().st_size + files["results.json"].stat().st_size + 50_000
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)], capture_output=True)
    if made.returncode:
        pytest.skip("no file system may be made here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="file systems are made in another way here")
def test_on_a_real_disk_that_is_full_nothing_half_written_is_left(trained, small_disk):
    (small_disk / "tiny.svg").write_bytes(b"old")
    with pytest.raises(LabError, match=r"^cannot write .*tiny\.(png|svg): No space left on device$"):
        write_results(small_disk, SCENE, trained, log=False)
    assert contents(small_disk) == {"tiny.svg": b"old"}


def test_older_files_are_replaced_and_nothing_else_is_left(trained, files, tmp_path):
    for ending in ENDINGS:
        (tmp_path / f"tiny.{ending}").write_bytes(b"old")
    write_results(tmp_path, SCENE, trained, log=False)
    assert sorted(contents(tmp_path)) == sorted(f"tiny.{ending}" for ending in ENDINGS)
    assert contents(tmp_path)["tiny.csv"] == files["csv"].read_bytes()
    ET.parse(tmp_path / "tiny.svg")


def test_a_saved_scene_is_never_replaced_by_the_record_of_another(trained, tmp_path):
    save_scene(SCENE, tmp_path / "tiny.json")
    saved = (tmp_path / "tiny.json").read_bytes()
    written = write_results(tmp_path, SCENE, trained, log=False)
    assert tmp_path / "tiny.json" not in written and (tmp_path / "tiny.json").read_bytes() == saved
    (tmp_path / "tiny.json").replace(tmp_path / "tiny.results.json")
    before = contents(tmp_path)
    with pytest.raises(LabError, match=r"tiny\.results\.json: a scene has been saved there"):
        write_results(tmp_path, SCENE, trained, log=False)
    assert contents(tmp_path) == before


def test_an_export_that_is_given_up_half_way_leaves_nothing(trained, tmp_path):
    parts = write_in_steps(tmp_path, exhibit_of(SCENE, trained))
    next(parts)
    assert len(list(tmp_path.iterdir())) == 2
    parts.close()
    assert list(tmp_path.iterdir()) == []


def test_a_long_table_is_written_some_rows_at_a_time_and_is_whole_at_the_end(trained, tmp_path):
    rows = [["step", "loss"], *([str(step), str(step / 7)] for step in range(20_000))]
    exhibit = replace(exhibit_of(SCENE, trained), table=lambda: iter(rows))
    parts, durations = write_in_steps(tmp_path, exhibit), []
    for _ in range(40):  # of which each is over in a moment
        begun = time.thread_time()
        next(parts)
        durations.append(time.thread_time() - begun)
    assert sorted(durations)[20] < 0.05 and not [file for file in tmp_path.iterdir() if file.suffix == ".png"]
    deque(parts, maxlen=0)
    with (tmp_path / "tiny.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == rows
    parts = write_in_steps(tmp_path / "given-up", exhibit)
    next(parts)
    parts.close()
    assert list((tmp_path / "given-up").iterdir()) == []


def test_the_table_says_that_it_is_utf_8_so_that_excel_reads_greek_letters(trained, tmp_path):
    named = [replace(trained[0], name=("SGD η 0.1",)), replace(trained[1], name=("초기값",))]
    content = write_results(tmp_path, SCENE, named, log=False)[2].read_bytes()
    assert content.startswith(b"\xef\xbb\xbfstep,epoch,")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert "SGD η 0.1: loss,".encode() in content and "초기값: loss,".encode() in content


def test_settings_that_name_a_file_in_bytes_that_are_no_text_are_written(trained, tmp_path):
    data = NPZFiles(train="digits-\udcff.npz")
    scene = replace(SCENE, study=SCENE.study.with_settings(data=data))
    record = json.loads(write_results(tmp_path, scene, trained, log=False)[3].read_text("utf-8"))
    assert record["scene"] == "tiny"
