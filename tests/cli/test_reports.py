"""`report`: the JSON that scripts rely on, in both languages for people."""

KEYS = [
    "registered",
    "accepted",
    "not_accepted",
    "merged",
    "concluded",
    "settled",
    "failed",
    "withdrawn",
    "settlement_rate",
    "on_time_rate",
    "mean_working_days",
    "open_at_end",
    "open_overdue",
    "by_category",
    "refund_extra_fen",
    "recovered_loss_fen",
    "punitive_fen",
    "prepaid_count",
    "prepaid_fen",
    "prepaid_recovered_fen",
    "recovery_rate",
    "to_regulator_rate",
]
NOW = ("--now", "2026-11-02T09:00")


def test_a_report_is_told_as_the_contract_says(run, opened) -> None:
    told = run("report", "2026-09", *NOW, "--json").json
    assert (told["period"], told["from"], told["to"]) == ("2026-09", "2026-09-01", "2026-09-30")
    figures = told["figures"]
    assert list(figures) == KEYS
    assert figures["registered"] == {"value": 1, "cases": [opened]}
    assert figures["settlement_rate"] == {"value": None, "cases": []}
    assert figures["recovered_loss_fen"] == {"value": 0, "cases": []}
    assert (told["frozen"], told["differences"]) == (None, [])


def test_a_report_is_frozen_and_read(run, opened, monkeypatch) -> None:
    frozen = run("report", "2026-Q3", "--freeze", *NOW, "--json").json["frozen"]
    assert (frozen["version"], len(frozen["sha256"])) == (1, 64)
    page = run("report", "2026-Q3", *NOW).out
    assert "登记\t1\t0" in page
    assert "已定稿：第 1 版" in page
    monkeypatch.setenv("ODRDESK_LANG", "en")
    assert "Registered\t1\t0" in run("report", "2026-Q3", *NOW).out


def test_an_unknown_period_is_refused_with_the_way_to_write_it(run, practice) -> None:
    ran = run("report", "2026-13", *NOW, "--json")
    assert (ran.status, ran.json["refusal"]["code"]) == (1, "report.period")
    assert "2026-Q4" in ran.json["refusal"]["message"]


def test_a_report_and_a_register_are_written_and_named(run, opened, tmp_path) -> None:
    told = run("report", "2026-09", "--out", "r.pdf", *NOW, "--json").json
    assert (told["file"], told["pages"]) == (str(tmp_path / "r.pdf"), 3)
    register = run("register", "--from", "2026-09-01", "--to", "2026-09-30", "--out", "r.csv", *NOW, "--json").json
    assert (register["rows"], register["totals"]["disputed_fen"], register["pages"]) == (1, 62900, None)
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    again = run("register", "--from", "2026-09-01", "--to", "2026-09-30", "--out", "r.csv", *NOW, "--json")
    assert (again.status, again.json["refusal"]["code"]) == (1, "output.exists")
    odd = run("report", "2026-09", "--out", "r.doc", *NOW, "--json")
    assert (odd.status, odd.json["refusal"]["code"]) == (1, "report.form")
    page = run("register", "--from", "2026-09-01", "--to", "2026-09-30", "--out", "r.csv", "--replace", *NOW).out
    assert "登记 1 件" in page
