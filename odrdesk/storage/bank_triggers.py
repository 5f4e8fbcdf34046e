"""The triggers that keep statements and matches as they were written; `schema` makes them with all others."""

_KEPT = {
    "bank_statement": "a statement",
    "bank_line": "a bank line",
    "bank_withdrawal": "a withdrawal",
    "bank_match": "a match",
    "bank_matched_line": "a match",
    "bank_matched_voucher": "a match",
    "bank_reason": "a reason",
}

TRIGGERS = {
    **{
        f"{table}_no_{act}": f"""
        CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}
        BEGIN SELECT RAISE(ABORT, '{what} is never {act}d'); END"""
        for table, what in _KEPT.items()
        for act in ("update", "delete")
    },
    "bank_line_once": """
        CREATE TRIGGER bank_line_once BEFORE INSERT ON bank_line
        WHEN EXISTS (SELECT 1 FROM bank_line l WHERE l.account = NEW.account AND l.print = NEW.print
          AND l.statement NOT IN (SELECT statement FROM bank_withdrawal))
        BEGIN SELECT RAISE(ABORT, 'a payment is taken in once'); END""",
    "bank_withdrawal_unmatched": """
        CREATE TRIGGER bank_withdrawal_unmatched BEFORE INSERT ON bank_withdrawal
        WHEN EXISTS (SELECT 1 FROM bank_line b JOIN bank_matched_line l ON l.line = b.id
          JOIN bank_match m ON m.id = l.match WHERE b.statement = NEW.statement
            AND NOT EXISTS (SELECT 1 FROM bank_match u WHERE u.undoes = m.id))
        BEGIN SELECT RAISE(ABORT, 'a withdrawn statement has no match'); END""",
    "bank_matched_line_once": """
        CREATE TRIGGER bank_matched_line_once BEFORE INSERT ON bank_matched_line
        WHEN EXISTS (SELECT 1 FROM bank_matched_line l JOIN bank_match m ON m.id = l.match
          WHERE l.line = NEW.line AND NOT EXISTS (SELECT 1 FROM bank_match u WHERE u.undoes = m.id))
        BEGIN SELECT RAISE(ABORT, 'a line is matched once'); END""",
    "bank_matched_voucher_once": """
        CREATE TRIGGER bank_matched_voucher_once BEFORE INSERT ON bank_matched_voucher
        WHEN EXISTS (SELECT 1 FROM bank_matched_voucher v JOIN bank_match m ON m.id = v.match
          WHERE v.voucher = NEW.voucher AND NOT EXISTS (SELECT 1 FROM bank_match u WHERE u.undoes = m.id)
            AND m.account = (SELECT account FROM bank_match WHERE id = NEW.match))
        BEGIN SELECT RAISE(ABORT, 'a voucher is matched once'); END""",
}
