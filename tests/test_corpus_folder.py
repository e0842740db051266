"""The corpus folder: which files are read, and what people's CSV files say."""

from pathlib import Path

import pytest

from ingest import Corpus, DocumentKind, OwnerKind, Unreadable, Verdict, read_corpus


def _folder(tmp_path: Path, **files: str | bytes) -> Path:
    for name, held in files.items():
        path = tmp_path / name.replace("__", "/").replace("_csv", ".csv").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held.encode() if isinstance(held, str) else held)
    return tmp_path


def _codes(corpus: Corpus) -> list[str]:
    return [issue.code for issue in corpus.issues]


def test_files_are_found_sorted_and_the_rest_is_named_with_its_reason(tmp_path: Path) -> None:
    _folder(tmp_path, b_txt="b", a__deep__c_txt="c", skip_txt="s", catalogue_csv="path,kind\nskip.txt,ignore\n")
    for name in ("README.md", "changelog.txt", ".hidden.txt", "~$b.docx", "slides.ppt", "data.csv", "plain"):
        (tmp_path / name).write_text(name)
    (tmp_path / "Owners.CSV").write_text("printed,owner")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("x")
    corpus = read_corpus(tmp_path)
    assert [(file.source, file.size) for file in corpus.files] == [("a/deep/c.txt", 1), ("b.txt", 1)]
    assert {item.source: item.reason for item in corpus.left_out} == {
        ".git": "hidden",
        ".hidden.txt": "hidden",
        "Owners.CSV": "only owners.csv in small letters is read",
        "README.md": "a README is about the folder, not part of it",
        "changelog.txt": "a CHANGELOG is about the folder, not part of it",
        "data.csv": ".csv files are not read.",
        "plain": "files without a suffix are not read.",
        "skip.txt": "the catalogue says ignore",
        "slides.ppt": ".ppt files are not read: save it as PPTX.",
        "~$b.docx": "a lock file of Office",
    }
    assert corpus.issues == ()


def test_catalogue_rows_keep_their_line_and_unknown_columns(tmp_path: Path) -> None:
    _folder(
        tmp_path,
        a_txt="a",
        b_txt="b",
        catalogue_csv=(
            "\ufeffPath;Title;Kind;Published;Period;Publish;Ward\n"
            '"a.txt";"A; the\nplan";Business plan;2024-03;2022/2027;no;North\n\nb.txt;;;;;;\n'
        ),
    )
    corpus = read_corpus(tmp_path)
    first, second = corpus.catalogue
    assert (first.line, first.title, first.kind) == (2, "A; the\nplan", DocumentKind.BUSINESS_PLAN)
    assert (first.published, first.period, first.publish) == ("2024-03", "2022/2027", False)
    assert first.other == (("Ward", "North"),)
    assert (second.line, second.kind, second.publish) == (5, None, True)
    assert [(issue.code, issue.severity.value) for issue in corpus.issues] == [("unknown_column", "note")]
    assert corpus.entry("b.txt") is second
    assert corpus.entry("c.txt") is None


def test_what_is_wrong_in_a_catalogue_is_an_issue_at_its_line(tmp_path: Path) -> None:
    _folder(
        tmp_path,
        **{"plan-2024_txt": "a"},
        b_txt="b",
        catalogue_csv=(
            "path,kind,published,period,pubisher\n"
            "plan-2024.txt,stratgy,March 2024,2022-27,x\n"
            "plan-2023.txt,plan,,,\n"
            "b.txt,plan,2024-02-30,,,,extra\n"
            "./b.txt,plan,,,\n"
            ",plan,,,\n"
        ),
    )
    corpus = read_corpus(tmp_path)
    assert [(issue.code, issue.place.path) for issue in corpus.issues] == [
        ("unknown_column", "catalogue.csv, line 1"),
        ("long_row", "catalogue.csv, line 4"),
        ("unknown_kind", "catalogue.csv, line 2"),
        ("bad_date", "catalogue.csv, line 2"),
        ("bad_date", "catalogue.csv, line 2"),
        ("bad_date", "catalogue.csv, line 4"),
        ("repeated_path", "catalogue.csv, line 5"),
        ("missing_path", "catalogue.csv, line 6"),
        ("missing_file", "catalogue.csv, line 3"),
    ]
    messages = " ".join(issue.message for issue in corpus.issues)
    assert "did you mean “publisher”?" in messages
    assert "did you mean plan-2024.txt?" in messages
    assert corpus.catalogue[0].kind is None
    assert corpus.catalogue[0].published == ""


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (b"PK\x03\x04 a workbook", "unreadable_csv"),
        (bytes(range(256)), "unreadable_csv"),
        (b"file,kind\na.txt,plan\n", "missing_column"),
    ],
)
def test_a_catalogue_that_is_none_is_one_issue_and_files_are_still_read(tmp_path: Path, held: bytes, code: str) -> None:
    corpus = read_corpus(_folder(tmp_path, a_txt="a", catalogue_csv=held))
    assert _codes(corpus) == [code]
    assert len(corpus.files) == 1
    assert corpus.catalogue == ()


def test_owners_and_decisions(tmp_path: Path) -> None:
    _folder(
        tmp_path,
        a_txt="a",
        owners_csv="printed\towner\tkind\nPH\tPublic Health\tteam\nX\t\tteam\nY\tYarrow Trust\tcharity\n".encode(
            "cp1252"
        ),
        decisions_csv=(
            "decision,verdict,document,quote,revokes\nd1,same,a.txt,“We will”,\n"
            "d2,perhaps,,,\nd3,,,,\nd4,correct field,,,d1\n"
        ),
    )
    corpus = read_corpus(tmp_path)
    assert [(row.line, row.printed, row.owner, row.kind) for row in corpus.owners] == [
        (2, "PH", "Public Health", OwnerKind.TEAM),
        (4, "Y", "Yarrow Trust", None),
    ]
    assert [(row.line, row.decision, row.verdict, row.revokes) for row in corpus.decisions] == [
        (2, "d1", Verdict.SAME, ""),
        (5, "d4", Verdict.CORRECT_FIELD, "d1"),
    ]
    assert _codes(corpus) == ["incomplete_row", "unknown_kind", "unknown_verdict", "incomplete_row"]


def test_same_bytes_twice_are_read_once(tmp_path: Path) -> None:
    corpus = read_corpus(_folder(tmp_path, b_txt="same", a_txt="same", c_txt="", d_txt=""))
    assert [file.source for file in corpus.files] == ["a.txt", "c.txt", "d.txt"]
    assert [(issue.code, issue.place.path, issue.fact) for issue in corpus.issues] == [
        ("duplicate_content", "b.txt", "a.txt")
    ]


def test_links_in_a_ring_end(tmp_path: Path) -> None:
    _folder(tmp_path, a__x_txt="x")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    corpus = read_corpus(tmp_path)
    assert [(file.source, file.sha256 == "") for file in corpus.files] == [("a/x.txt", False), ("gone.txt", True)]
    assert [item.source for item in corpus.left_out] == ["a/up", "b"]


def test_links_that_lead_out_of_the_folder_are_left_out(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "papers", a_txt="a")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "private.txt").write_text("private", encoding="utf-8")
    (folder / "file.txt").symlink_to(tmp_path / "other" / "private.txt")
    (folder / "folder").symlink_to(tmp_path / "other")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    corpus = read_corpus(folder)
    assert [file.source for file in corpus.files] == ["a.txt"]
    assert [item.source for item in corpus.left_out] == ["file.txt", "folder"]
    assert corpus.left_out[0].reason == "a link that leads out of the folder"
    assert [issue.place.path for issue in corpus.issues] == ["inside.txt"]  # the same content as a.txt


def test_a_corpus_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    _folder(tmp_path / "papers", a_txt="a", b__x_txt="x")
    (tmp_path / "corpus").symlink_to(tmp_path / "papers")
    assert [file.source for file in read_corpus(tmp_path / "corpus").files] == ["a.txt", "b/x.txt"]


def test_ignore_takes_a_whole_folder(tmp_path: Path) -> None:
    _folder(tmp_path, old__x_txt="x", y_txt="y", catalogue_csv="path,kind\nold/,ignore\n")
    corpus = read_corpus(tmp_path)
    assert [file.source for file in corpus.files] == ["y.txt"]
    assert corpus.issues == ()


def test_no_folder_and_no_documents(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as gone:
        read_corpus(tmp_path / "nowhere")
    assert gone.value.code == "no_folder"
    with pytest.raises(Unreadable) as bare:
        read_corpus(_folder(tmp_path, **{"README.md": "x"}))
    assert bare.value.code == "no_documents"
