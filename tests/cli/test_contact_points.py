"""`point`: the desk's contact points."""


def test_a_point_is_added_changed_and_listed(run, practice) -> None:
    words = ("--stars", "四星", "--district", "浦东新区", "--phone", "021-58880315", "--from", "2026-01-01")
    made = run("point", "add", "陆家嘴联络点", *words, "--json")
    assert made.json["stars"] == "四星"
    changed = run("point", "set", "陆家嘴联络点", "--stars", "five", "--to", "2026-03-31", "--why", "复评", "--json")
    assert (changed.json["stars_code"], changed.json["district"]) == ("five", "浦东新区")
    (row,) = run("point", "list", "--now", "2026-04-01", "--json").json["points"]
    assert (row["name"], row["serves"]) == ("陆家嘴联络点", False)
    (row,) = run("point", "list", "--now", "2026-03-31", "--json").json["points"]
    assert row["serves"] is True
    assert "陆家嘴联络点\t五星\t浦东新区" in run("point", "list").out


def test_what_a_point_cannot_be(run, practice) -> None:
    assert run("point", "add", "甲点").status == 0
    for words, code in (
        (("add", "甲点"), "point.taken"),
        (("add", " "), "field.required"),
        (("add", "乙点", "--stars", "六星"), "word.unknown"),
        (("add", "乙点", "--phone", "12"), "phone.form"),
        (("add", "乙点", "--from", "2026-02-01", "--to", "2026-01-31"), "point.span"),
        (("set", "丙点", "--stars", "five"), "point.unknown"),
    ):
        refused = run("point", *words, "--json")
        assert (refused.status, refused.json["refusal"]["code"]) == (1, code)


def test_a_case_names_its_point_and_base(run, practice, case_file) -> None:
    live = {"room": "浦江好物", "base": "浦江直播基地", "mcn": "云帆文化"}
    number = run("case", "open", case_file({"contact_point": "陆家嘴联络点", "live": live}), "--json").json["number"]
    shown = run("case", "show", number, "--json").json
    assert (shown["contact_point"], shown["live"]["base"], shown["live"]["mcn"]) == (
        "陆家嘴联络点",
        "浦江直播基地",
        "云帆文化",
    )
    told = ("--set", "field=contact_point", "--set", "value=张江联络点", "--set", "why=转点")
    assert run("case", "step", number, "correct", *told, "--json").status == 0
    assert run("case", "show", number, "--json").json["contact_point"] == "张江联络点"
