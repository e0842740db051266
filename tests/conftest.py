"""What tests share: the sample corpus and its database, the measuring data, a browser where there is one."""

import os
import shutil
import time
from pathlib import Path

import pytest

from goldenthread.cache import find_cache
from goldenthread.pipeline import build

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
BROWSER_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium of this machine, None where there is none."""
    named = (found for name in BROWSERS if (found := shutil.which(name)))
    placed = (path for path in BROWSER_PATHS if Path(path).is_file())
    return next(named, None) or next(placed, None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """A browser; without one the test is skipped, but never where CI is set."""
    found = find_chromium()
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("no Chromium was found, and where CI is set browser tests may not be skipped")
    pytest.skip("no Chromium was found")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside the repository; where it is not, the test is skipped."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("the measuring data (../shared) is not on this machine")
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The sample corpus of the repository: read it, never write to it."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def database(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the sample corpus, built once a test run whatever the number of test processes."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # one for all processes of this run
    built = folder / "sample" / "goldenthread.db"
    done, failed = built.with_suffix(".done"), built.with_suffix(".failed")
    try:
        built.parent.mkdir()
    except FileExistsError:
        return _wait_for(built, done, failed)
    try:
        build(corpus, built)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return built


@pytest.fixture(scope="session")
def undecided(corpus: Path, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the sample corpus without what people decided about it; most papers come from the cache."""
    folder = tmp_path_factory.mktemp("undecided")
    shutil.copytree(corpus, folder / "corpus", ignore=shutil.ignore_patterns("decisions.csv"))
    shutil.copy(find_cache(database), find_cache(folder / "goldenthread.db"))
    build(folder / "corpus", folder / "goldenthread.db", workers=1)
    return folder / "goldenthread.db"


def _wait_for(built: Path, done: Path, failed: Path) -> Path:
    deadline = time.monotonic() + 300
    while not done.exists():
        if failed.exists() or time.monotonic() > deadline:
            pytest.fail("the database of the sample corpus was not built; the test process that built it says why")
        time.sleep(0.1)
    return built
