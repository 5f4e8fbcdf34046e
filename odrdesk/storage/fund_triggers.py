"""The triggers that hold the ledger's rules in the database itself; `schema` makes them with all others."""

TRIGGERS = {
    "voucher_once": """
        CREATE TRIGGER voucher_once BEFORE INSERT ON voucher
        WHEN EXISTS (SELECT 1 FROM voucher WHERE id = NEW.id OR (action = NEW.action AND part = NEW.part)
          OR (year = NEW.year AND number = NEW.number) OR reverses = NEW.reverses)
        BEGIN SELECT RAISE(ABORT, 'a voucher is written once'); END""",
    "voucher_balances": """
        CREATE TRIGGER voucher_balances BEFORE INSERT ON voucher
        WHEN (SELECT sum(fen) FROM posting WHERE voucher = NEW.id) IS NOT 0
          OR (SELECT count(*) FROM posting WHERE voucher = NEW.id) < 2
        BEGIN SELECT RAISE(ABORT, 'a voucher sums to zero'); END""",
    "voucher_within_balance": """
        CREATE TRIGGER voucher_within_balance BEFORE INSERT ON voucher
        WHEN EXISTS (SELECT 1 FROM posting p WHERE p.voucher = NEW.id AND (
          CASE WHEN p.account < '2' THEN 1 ELSE -1 END) * (
          SELECT sum(q.fen) FROM posting q
          WHERE q.account = p.account AND q.merchant IS p.merchant AND q.dispute IS p.dispute) < 0)
        BEGIN SELECT RAISE(ABORT, 'no account stands below zero'); END""",
    "voucher_within_fund": """
        CREATE TRIGGER voucher_within_fund BEFORE INSERT ON voucher
        WHEN (SELECT coalesce(sum(fen), 0) FROM posting WHERE account IN ('1001', '2101')) < 0
        BEGIN SELECT RAISE(ABORT, 'the fund owes no more than it has'); END""",
    "voucher_four_eyes": """
        CREATE TRIGGER voucher_four_eyes BEFORE INSERT ON voucher
        WHEN NEW.journal = 'J4'
          AND NOT EXISTS (SELECT 1 FROM prepayment p WHERE p.dispute = NEW.dispute AND p.position = NEW.round - 1
            AND p.approver IS NOT NULL AND p.paid_by IS NOT NULL AND NEW.clerk IS NOT NULL
            AND (p.alone = 1 OR (NEW.clerk IS NOT p.approver AND NEW.clerk IS NOT p.second_approver)))
        BEGIN SELECT RAISE(ABORT, 'who approves does not pay'); END""",
    "voucher_mirrors": """
        CREATE TRIGGER voucher_mirrors BEFORE INSERT ON voucher
        WHEN NEW.reverses IS NOT NULL AND (
          (SELECT count(*) FROM posting WHERE voucher = NEW.id)
            IS NOT (SELECT count(*) FROM posting WHERE voucher = NEW.reverses)
          OR EXISTS (
          SELECT position, account, merchant, dispute, -fen FROM posting WHERE voucher = NEW.reverses
          EXCEPT SELECT position, account, merchant, dispute, fen FROM posting WHERE voucher = NEW.id))
        BEGIN SELECT RAISE(ABORT, 'a reversal mirrors its voucher'); END""",
    "voucher_reverses_no_reversal": """
        CREATE TRIGGER voucher_reverses_no_reversal BEFORE INSERT ON voucher
        WHEN NEW.reverses IS NOT NULL AND (SELECT journal FROM voucher WHERE id = NEW.reverses) IS 'JR'
        BEGIN SELECT RAISE(ABORT, 'a reversal is not reversed'); END""",
    "voucher_as_decided": """
        CREATE TRIGGER voucher_as_decided BEFORE INSERT ON voucher
        WHEN NEW.journal IN ('J3', 'J4')
          AND NOT EXISTS (SELECT 1 FROM prepayment p WHERE p.dispute = NEW.dispute AND p.position = NEW.round - 1
            AND p.approved IS (SELECT sum(abs(fen)) FROM posting WHERE voucher = NEW.id AND account = '2101'
              AND dispute = NEW.dispute))
        BEGIN SELECT RAISE(ABORT, 'what is owed and paid is what was decided'); END""",
    "voucher_no_update": """
        CREATE TRIGGER voucher_no_update BEFORE UPDATE ON voucher
        BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END""",
    "voucher_no_delete": """
        CREATE TRIGGER voucher_no_delete BEFORE DELETE ON voucher
        BEGIN SELECT RAISE(ABORT, 'the ledger is never deleted'); END""",
    "posting_before_voucher": """
        CREATE TRIGGER posting_before_voucher BEFORE INSERT ON posting
        WHEN EXISTS (SELECT 1 FROM voucher WHERE id = NEW.voucher)
          OR EXISTS (SELECT 1 FROM posting WHERE voucher = NEW.voucher AND position = NEW.position)
        BEGIN SELECT RAISE(ABORT, 'a voucher is sealed'); END""",
    "posting_no_update": """
        CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting
        BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END""",
    "posting_no_delete": """
        CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting
        BEGIN SELECT RAISE(ABORT, 'the ledger is never deleted'); END""",
    "scheme_once": """
        CREATE TRIGGER scheme_once BEFORE INSERT ON scheme
        WHEN EXISTS (SELECT 1 FROM scheme WHERE id = NEW.id OR version = NEW.version)
        BEGIN SELECT RAISE(ABORT, 'a scheme is written once'); END""",
    "scheme_no_update": """
        CREATE TRIGGER scheme_no_update BEFORE UPDATE ON scheme
        BEGIN SELECT RAISE(ABORT, 'a scheme is never changed'); END""",
    "scheme_no_delete": """
        CREATE TRIGGER scheme_no_delete BEFORE DELETE ON scheme
        BEGIN SELECT RAISE(ABORT, 'a scheme is never deleted'); END""",
    "action_once": """
        CREATE TRIGGER action_once BEFORE INSERT ON action
        WHEN EXISTS (SELECT 1 FROM action WHERE key = NEW.key)
        BEGIN SELECT RAISE(ABORT, 'an action is done once'); END""",
    "action_no_update": """
        CREATE TRIGGER action_no_update BEFORE UPDATE ON action
        BEGIN SELECT RAISE(ABORT, 'an action is never changed'); END""",
    "action_no_delete": """
        CREATE TRIGGER action_no_delete BEFORE DELETE ON action
        BEGIN SELECT RAISE(ABORT, 'an action is never deleted'); END""",
}
