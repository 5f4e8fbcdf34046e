"""What the database itself keeps from being done to issued papers and their logs."""

LOGS = ("paper_print", "paper_delivery", "paper_signed")


def _kept(log: str) -> dict[str, str]:
    return {
        f"{log}_no_{act}": f"""
        CREATE TRIGGER {log}_no_{act} BEFORE {act.upper()} ON {log}
        BEGIN SELECT RAISE(ABORT, 'the log of a paper only grows'); END"""
        for act in ("update", "delete")
    }


TRIGGERS = {
    "paper_file_no_update": """
        CREATE TRIGGER paper_file_no_update BEFORE UPDATE ON paper_file
        BEGIN SELECT RAISE(ABORT, 'an issued paper is never changed'); END""",
    "paper_file_no_delete": """
        CREATE TRIGGER paper_file_no_delete BEFORE DELETE ON paper_file
        BEGIN SELECT RAISE(ABORT, 'an issued paper is never deleted'); END""",
    "paper_no_delete": """
        CREATE TRIGGER paper_no_delete BEFORE DELETE ON paper
        BEGIN SELECT RAISE(ABORT, 'an issued paper is never deleted'); END""",
    # Only the way of a paper goes on: its stage, and that it is void, once.
    "paper_as_issued": """
        CREATE TRIGGER paper_as_issued BEFORE UPDATE ON paper
        WHEN NEW.dispute IS NOT OLD.dispute OR NEW.kind IS NOT OLD.kind OR NEW.number IS NOT OLD.number
          OR NEW.year IS NOT OLD.year OR NEW.seq IS NOT OLD.seq OR NEW.copy_for IS NOT OLD.copy_for
          OR NEW.issued_at IS NOT OLD.issued_at OR NEW.pages IS NOT OLD.pages OR NEW.sha256 IS NOT OLD.sha256
          OR NEW.facts IS NOT OLD.facts OR NEW.series IS NOT OLD.series OR NEW.core IS NOT OLD.core
          OR (OLD.void_at IS NOT NULL
              AND (NEW.void_at IS NOT OLD.void_at OR NEW.void_why IS NOT OLD.void_why OR NEW.stage IS NOT OLD.stage))
        BEGIN SELECT RAISE(ABORT, 'an issued paper is never changed'); END""",
    **{name: text for log in LOGS for name, text in _kept(log).items()},
}
"""Every trigger of the papers, by name."""
