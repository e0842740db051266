"""Serving: the command for each Datasette, and one clear sentence for each thing that can be wrong."""

from __future__ import annotations

import json
import socket
import sqlite3
import sys
import urllib.request
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from browser import make_database, serving
from plans import make_plan

from db import load
from publish import serve as serving_module
from publish.serve import (
    CannotServe,
    check_database,
    check_port,
    datasette_command,
    find_metadata,
    read_metadata,
    serve,
)


def test_0_65_takes_the_metadata_once() -> None:
    command = datasette_command(Path("a.db"), Path("m.json"), "127.0.0.1", 8001, datasette="0.65.5")
    assert command[:8] == [sys.executable, "-m", "datasette", "serve", "a.db", "--host", "127.0.0.1", "--port"]
    assert command[8:11] == ["8001", "-m", "m.json"]
    assert "-c" not in command


@pytest.mark.parametrize("version", ["1.0a19", "1.0a41", "1.0", "2.1"])
def test_1_0_takes_it_as_configuration_too(version: str) -> None:
    command = datasette_command(Path("a.db"), Path("m.json"), datasette=version)
    assert command[command.index("-c") + 1] == "m.json"


def test_open_sql_is_off_and_the_database_may_change() -> None:
    command = datasette_command(Path("a.db"), Path("m.json"))
    assert command[command.index("default_allow_sql") + 1] == "off"
    assert command[command.index("suggest_facets") + 1] == "off"
    assert "-i" not in command
    assert "--immutable" not in command


def test_templates_plugins_and_style_are_where_the_command_says() -> None:
    command = datasette_command(Path("a.db"), Path("m.json"))
    assert (Path(command[command.index("--template-dir") + 1]) / "base.html").is_file()
    assert list(Path(command[command.index("--plugins-dir") + 1]).glob("*.py"))
    mount = command[command.index("--static") + 1]
    assert (Path(mount.removeprefix("assets:")) / "site.css").is_file()


def test_metadata_is_found_in_the_package_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "publish"
    package.mkdir()
    monkeypatch.setattr(serving_module, "site_folder", lambda: package)
    (tmp_path / "datasette-metadata.json").write_text("{}")
    assert find_metadata() == tmp_path / "datasette-metadata.json"
    (package / "datasette-metadata.json").write_text("{}")
    assert find_metadata() == package / "datasette-metadata.json"


def test_a_database_of_another_name_is_described_under_it() -> None:
    assert list(read_metadata("papers")["databases"]) == ["papers"]
    assert read_metadata("papers")["databases"]["papers"] == read_metadata()["databases"]["goldenthread"]


def test_what_is_no_database_of_ours_is_one_sentence(tmp_path: Path) -> None:
    text, other, empty = tmp_path / "notes.db", tmp_path / "other.db", tmp_path / "empty.db"
    text.write_text("Dear Clerk, please find enclosed the notes of the meeting, as promised. " * 20)
    empty.touch()
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("create table cats (name)")
    for path, words in (
        (tmp_path / "none.db", "There is no database at"),
        (tmp_path, "is a folder"),
        (text, "is not an SQLite database"),
        (other, "was not made by `goldenthread build`"),
        (empty, "was not made by `goldenthread build`"),
    ):
        with pytest.raises(CannotServe, match=words) as caught:
            check_database(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_database_with_documents_kept_off_the_site_is_not_served(tmp_path: Path) -> None:
    plan, database = make_plan(), tmp_path / "all.db"
    hidden = replace(plan.readings[1], profile=replace(plan.readings[1].profile, publish=False))
    load(replace(plan, readings=(plan.readings[0], hidden, plan.readings[2])), database, everything=True)
    with pytest.raises(CannotServe, match="kept off the site"):
        check_database(database)


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    database = make_database(make_plan(), tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"^Port {port} on 127.0.0.1 is in use"):
            serve(database, port=port)


def test_an_address_that_is_none_is_one_sentence() -> None:
    with pytest.raises(CannotServe, match="is not an address of this machine"):
        check_port("no such host", 8001)
    with pytest.raises(CannotServe, match="is not a port"):
        check_port("127.0.0.1", 70_000)


def test_a_missing_folder_of_documents_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match="There is no folder of documents"):
        serve(make_database(make_plan(), tmp_path), port=0, corpus=tmp_path / "none")


def test_the_command_serves_a_database_of_any_name(tmp_path: Path) -> None:
    database = make_database(make_plan(), tmp_path, "papers of 2024")
    read = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
    with serving(database) as address:
        with read(f"{address}/") as page:
            assert b"Golden Thread" in page.read()
        with read(f"{address}/papers~20of~202024/overdue.json?on=2026-01-01&_shape=array") as answer:
            assert [row["owners"] for row in json.load(answer)] == ['["Public Health"]']
        with read(f"{address}/assets/site.css") as style:
            assert style.headers["content-type"].startswith("text/css")
