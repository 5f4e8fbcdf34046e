"""`paper font`: shows the face of papers, chooses one, refuses what cannot be used."""

from odrdesk.places import resource


def test_it_shows_and_chooses_the_face_of_papers(run, opened) -> None:
    assert run("paper", "font", "--json").json == {"theme": "fang", "font": None, "lacks": None, "here": True}
    assert run("paper", "font", "--theme", "song", "--json").json["theme"] == "song"
    assert "宋体" in run("paper", "font").out
    told = run("paper", "font", "--file", str(resource("fonts", "Kai.ttf")), "--json").json
    assert (told["theme"], told["font"], told["here"]) == ("own", "ODR Kai", True)
    assert "ODR Kai" in run("paper", "font").out


def test_what_cannot_be_used_is_refused_and_said(run, opened, tmp_path) -> None:
    (tmp_path / "font.ttf").write_bytes(b"no font")
    refused = run("paper", "font", "--file", str(tmp_path / "font.ttf"))
    assert refused.status == 1
    assert "无法读取这个字体文件" in refused.err
    assert run("paper", "font", "--file", str(tmp_path / "gone.ttf")).status == 1
    assert run("paper", "font", "--theme", "comic").status == 1
    assert run("paper", "font", "--theme", "song", "--file", "x.ttf").status == 2
    assert run("paper", "font", "--json").json["theme"] == "fang"
