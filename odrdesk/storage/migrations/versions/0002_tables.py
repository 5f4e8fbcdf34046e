"""The schema of version 2: every table made anew, its rows carried over."""
# ruff: noqa: E501 -- statements stand as the database keeps them

from odrdesk.storage.migrations import carried
from odrdesk.storage.migrations.rebuild import rebuild

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE calendar (
        year INTEGER NOT NULL,
        content TEXT NOT NULL,
        imported_at TEXT NOT NULL,
        PRIMARY KEY (year),
        CONSTRAINT calendar_content CHECK (json_valid(content)),
        CONSTRAINT calendar_imported_at CHECK (imported_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE TABLE clerk (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        roles TEXT NOT NULL,
        owner INTEGER NOT NULL,
        version INTEGER NOT NULL,
        active INTEGER DEFAULT 1 NOT NULL,
        password TEXT,
        password_at TEXT,
        failures INTEGER DEFAULT 0 NOT NULL,
        waits_until TEXT,
        recovery TEXT,
        recovery_at TEXT,
        PRIMARY KEY (id),
        CONSTRAINT clerk_password_has_day CHECK ((password IS NULL) = (password_at IS NULL)),
        CONSTRAINT clerk_password_hashed CHECK (password IS NULL OR password GLOB '$argon2id$*'),
        CONSTRAINT clerk_failures_count CHECK (failures >= 0),
        CONSTRAINT clerk_recovery_has_day CHECK ((recovery IS NULL) = (recovery_at IS NULL)),
        CONSTRAINT clerk_recovery_hashed CHECK (recovery IS NULL OR recovery GLOB '$argon2id$*'),
        CONSTRAINT clerk_name_once UNIQUE (name),
        CONSTRAINT clerk_roles CHECK (json_valid(roles)),
        CONSTRAINT clerk_owner CHECK (owner IN (0, 1)),
        CONSTRAINT clerk_active CHECK (active IN (0, 1)),
        CONSTRAINT clerk_password_at CHECK (password_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT clerk_waits_until CHECK (waits_until GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT clerk_recovery_at CHECK (recovery_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE TABLE contact_point (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        stars TEXT NOT NULL,
        address TEXT,
        phone TEXT,
        district TEXT,
        effective_from TEXT,
        effective_to TEXT,
        active INTEGER NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT contact_point_span CHECK (effective_to IS NULL OR effective_from IS NULL OR effective_from <= effective_to),
        CONSTRAINT contact_point_name_once UNIQUE (name),
        CONSTRAINT contact_point_stars CHECK (stars IN ('none', 'three', 'four', 'five')),
        CONSTRAINT contact_point_effective_from CHECK (effective_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT contact_point_effective_to CHECK (effective_to GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT contact_point_active CHECK (active IN (0, 1))
    )
     STRICT
    """,
    """
    CREATE TABLE merchant (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        uscc TEXT,
        version INTEGER NOT NULL,
        address TEXT,
        region TEXT,
        shop_no TEXT,
        contact TEXT,
        phone TEXT,
        notes TEXT,
        merged_into INTEGER,
        kept INTEGER,
        PRIMARY KEY (id),
        CONSTRAINT merchant_merged_has_kept CHECK ((merged_into IS NULL) = (kept IS NULL)),
        CONSTRAINT merchant_merged_into_of_merchant FOREIGN KEY(merged_into) REFERENCES merchant (id),
        CONSTRAINT merchant_kept_of_merchant FOREIGN KEY(kept) REFERENCES merchant (id)
    )
     STRICT
    """,
    """
    CREATE INDEX merchant_by_kept ON merchant (kept) WHERE kept IS NOT NULL
    """,
    """
    CREATE INDEX merchant_by_name ON merchant (name)
    """,
    """
    CREATE UNIQUE INDEX merchant_by_uscc ON merchant (uscc) WHERE uscc IS NOT NULL
    """,
    """
    CREATE TABLE meta (
        "key" TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT meta_value CHECK (json_valid(value))
    )
     STRICT
    """,
    """
    CREATE TABLE proof_key (
        id INTEGER NOT NULL,
        kid TEXT NOT NULL,
        public BLOB NOT NULL,
        practice INTEGER NOT NULL,
        made_at TEXT NOT NULL,
        retired_at TEXT,
        origin TEXT,
        PRIMARY KEY (id),
        CONSTRAINT proof_key_public_length CHECK (length(public) = 32),
        CONSTRAINT proof_key_practice CHECK (practice IN (0, 1)),
        CONSTRAINT proof_key_made_at CHECK (made_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT proof_key_retired_at CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX proof_key_once ON proof_key (public)
    """,
    """
    CREATE TABLE series (
        name TEXT NOT NULL,
        year INTEGER NOT NULL,
        last INTEGER NOT NULL,
        first INTEGER DEFAULT 1 NOT NULL,
        PRIMARY KEY (name, year),
        CONSTRAINT series_last_counts CHECK (last > 0)
    )
     STRICT
    """,
    """
    CREATE TABLE setting (
        "key" TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT setting_value CHECK (json_valid(value))
    )
     STRICT
    """,
    """
    CREATE TABLE tag (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        sound TEXT NOT NULL,
        tone TEXT NOT NULL,
        retired INTEGER NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT tag_folded_once UNIQUE (folded),
        CONSTRAINT tag_tone CHECK (tone IN ('grey', 'blue', 'teal', 'purple', 'green')),
        CONSTRAINT tag_retired CHECK (retired IN (0, 1))
    )
     STRICT
    """,
    """
    CREATE TABLE "view" (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        where_text TEXT NOT NULL,
        sort TEXT NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX view_by_name ON "view" (name)
    """,
    """
    CREATE TABLE watched_mark (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        head TEXT NOT NULL,
        registration_no TEXT NOT NULL,
        classes TEXT NOT NULL,
        holder TEXT NOT NULL,
        effective_from TEXT,
        effective_to TEXT,
        source TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT watched_mark_days CHECK (effective_to IS NULL OR effective_from IS NULL OR effective_to >= effective_from),
        CONSTRAINT watched_mark_effective_from CHECK (effective_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT watched_mark_effective_to CHECK (effective_to GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
    )
     STRICT
    """,
    """
    CREATE INDEX watched_mark_by_head ON watched_mark (head)
    """,
    """
    CREATE UNIQUE INDEX watched_mark_once ON watched_mark (registration_no, classes, folded)
    """,
    """
    CREATE TABLE wording (
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        version INTEGER NOT NULL,
        text TEXT NOT NULL,
        words TEXT NOT NULL,
        PRIMARY KEY (name),
        CONSTRAINT wording_words CHECK (json_valid(words))
    )
     STRICT
    """,
    """
    CREATE TABLE dispute (
        id INTEGER NOT NULL,
        version INTEGER NOT NULL,
        number TEXT NOT NULL,
        state TEXT NOT NULL,
        open INTEGER NOT NULL,
        due TEXT NOT NULL,
        due_rule TEXT,
        due_at TEXT,
        amount INTEGER NOT NULL,
        seller TEXT NOT NULL,
        level INTEGER NOT NULL,
        officer INTEGER,
        channel TEXT NOT NULL,
        channel_no TEXT,
        category TEXT NOT NULL,
        received_at TEXT NOT NULL,
        pushed_at TEXT,
        registered_at TEXT,
        accepted_at TEXT,
        concluded_at TEXT,
        closed_at TEXT,
        merchant INTEGER,
        merchant_name TEXT,
        merchant_uscc TEXT,
        consumer_name TEXT NOT NULL,
        consumer_phone TEXT,
        consumer_no_phone_reason TEXT,
        consumer_id_no TEXT,
        consumer_address TEXT,
        consumer_region TEXT,
        consumer_born_on TEXT,
        consumer_language TEXT,
        guardian_name TEXT,
        guardian_phone TEXT,
        guardian_consent_on TEXT,
        guardian_consent_how TEXT,
        live_room TEXT,
        live_host TEXT,
        live_mcn TEXT,
        live_on TEXT,
        live_timecode TEXT,
        live_base TEXT,
        live_account TEXT,
        order_no TEXT,
        order_goods TEXT,
        order_quantity INTEGER,
        order_paid INTEGER,
        order_bought_on TEXT,
        order_signed_on TEXT,
        order_completed_on TEXT,
        order_currency TEXT,
        order_foreign_amount INTEGER,
        order_rate TEXT,
        order_rate_on TEXT,
        order_rate_source TEXT,
        order_import_kind TEXT,
        order_payment TEXT,
        order_link TEXT,
        claims_words TEXT,
        claimed INTEGER,
        knew_on TEXT,
        contact_point TEXT,
        publish TEXT,
        entrust TEXT,
        facts TEXT NOT NULL,
        supplement_items TEXT NOT NULL,
        supplements_asked INTEGER NOT NULL,
        refusal_ground INTEGER,
        refusal_on TEXT,
        transferred_to TEXT,
        merged_into TEXT,
        merged_from TEXT,
        aside TEXT,
        appraisal_since TEXT,
        fail_ground TEXT,
        external TEXT,
        external_ground INTEGER,
        external_ended_on TEXT,
        external_refusal TEXT,
        handover TEXT,
        adjudication_no TEXT,
        reopen_count INTEGER NOT NULL,
        prepay TEXT,
        PRIMARY KEY (id),
        CONSTRAINT dispute_level_range CHECK (level BETWEEN 1 AND 5),
        CONSTRAINT dispute_version_counts CHECK (version > 0),
        CONSTRAINT dispute_quantity_counts CHECK (order_quantity IS NULL OR order_quantity > 0),
        CONSTRAINT dispute_foreign_counts CHECK (order_foreign_amount IS NULL OR order_foreign_amount > 0),
        CONSTRAINT dispute_foreign_whole CHECK ((order_currency IS NULL) = (order_foreign_amount IS NULL)),
        CONSTRAINT dispute_number_once UNIQUE (number),
        CONSTRAINT dispute_officer_of_clerk FOREIGN KEY(officer) REFERENCES clerk (id),
        CONSTRAINT dispute_merchant_of_merchant FOREIGN KEY(merchant) REFERENCES merchant (id),
        CONSTRAINT dispute_state CHECK (state IN ('draft', 'registered', 'supplementing', 'accepted', 'negotiating', 'proposed', 'settled', 'performing', 'performed', 'closed', 'failed', 'ext_pending', 'ext_mediating', 'ext_done', 'adjudication', 'not_accepted', 'transferred', 'withdrawn', 'merged')),
        CONSTRAINT dispute_open CHECK (open IN (0, 1)),
        CONSTRAINT dispute_due CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_due_at CHECK (due_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT dispute_amount CHECK (amount BETWEEN 0 AND 1000000000000),
        CONSTRAINT dispute_channel CHECK (channel IN ('odr12315', 'green', 'regulator', 'council', 'hotline12345', 'contact_point', 'phone', 'platform', 'live_room', 'wechat', 'letter')),
        CONSTRAINT dispute_category CHECK (category IN ('quality', 'safety', 'measure', 'contract', 'after_sales', 'dignity', 'advertising', 'trademark', 'price', 'counterfeit', 'false_claims', 'food_safety', 'unfair_competition', 'personal_data', 'ip', 'other')),
        CONSTRAINT dispute_received_at CHECK (received_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT dispute_pushed_at CHECK (pushed_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT dispute_registered_at CHECK (registered_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT dispute_accepted_at CHECK (accepted_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT dispute_concluded_at CHECK (concluded_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT dispute_closed_at CHECK (closed_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT dispute_consumer_born_on CHECK (consumer_born_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_consumer_language CHECK (consumer_language IN ('zh', 'zh-en')),
        CONSTRAINT dispute_guardian_consent_on CHECK (guardian_consent_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_live_on CHECK (live_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_order_paid CHECK (order_paid BETWEEN 0 AND 1000000000000),
        CONSTRAINT dispute_order_bought_on CHECK (order_bought_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_order_signed_on CHECK (order_signed_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_order_completed_on CHECK (order_completed_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_order_currency CHECK (order_currency IN ('USD', 'EUR', 'JPY', 'GBP', 'HKD', 'MOP', 'TWD', 'KRW', 'SGD', 'AUD', 'NZD', 'CAD', 'CHF', 'THB', 'MYR', 'IDR', 'PHP', 'VND', 'INR', 'AED', 'SAR', 'QAR', 'KWD', 'BHD', 'OMR', 'JOD', 'ILS', 'TRY', 'RUB', 'KZT', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'ZAR', 'BRL', 'MXN', 'CLP')),
        CONSTRAINT dispute_order_rate_on CHECK (order_rate_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_order_import_kind CHECK (order_import_kind IN ('retail_import', 'direct_mail')),
        CONSTRAINT dispute_claimed CHECK (claimed BETWEEN 0 AND 1000000000000),
        CONSTRAINT dispute_knew_on CHECK (knew_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_publish CHECK (publish IN ('agrees', 'disagrees')),
        CONSTRAINT dispute_entrust CHECK (entrust IN ('agrees', 'disagrees')),
        CONSTRAINT dispute_supplement_items CHECK (json_valid(supplement_items)),
        CONSTRAINT dispute_refusal_on CHECK (refusal_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_merged_from CHECK (merged_from IN ('draft', 'registered', 'supplementing', 'accepted', 'negotiating', 'proposed', 'settled', 'performing', 'performed', 'closed', 'failed', 'ext_pending', 'ext_mediating', 'ext_done', 'adjudication', 'not_accepted', 'transferred', 'withdrawn', 'merged')),
        CONSTRAINT dispute_aside CHECK (json_valid(aside)),
        CONSTRAINT dispute_appraisal_since CHECK (appraisal_since GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_fail_ground CHECK (fail_ground IN ('refused', 'unreachable', 'expired')),
        CONSTRAINT dispute_external CHECK (external IN ('regulator', 'council')),
        CONSTRAINT dispute_external_ended_on CHECK (external_ended_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT dispute_handover CHECK (json_valid(handover)),
        CONSTRAINT dispute_prepay CHECK (prepay IN ('applied', 'merchant_notice', 'under_review', 'pending_approval', 'approved', 'paying', 'pay_failed', 'paid', 'recovering', 'recovered', 'written_off', 'clawback', 'reversed', 'rejected', 'cancelled'))
    )
     STRICT
    """,
    """
    CREATE INDEX dispute_by_amount ON dispute (amount, id)
    """,
    """
    CREATE UNIQUE INDEX dispute_by_channel_no ON dispute (channel, channel_no) WHERE channel_no IS NOT NULL
    """,
    """
    CREATE INDEX dispute_by_due ON dispute (due, id)
    """,
    """
    CREATE INDEX dispute_by_merchant ON dispute (merchant, received_at, open, state, fail_ground, category, order_goods) WHERE merchant IS NOT NULL
    """,
    """
    CREATE INDEX dispute_by_officer ON dispute (officer, due, id)
    """,
    """
    CREATE INDEX dispute_by_order ON dispute (order_no) WHERE order_no IS NOT NULL
    """,
    """
    CREATE INDEX dispute_by_phone ON dispute (consumer_phone) WHERE consumer_phone IS NOT NULL
    """,
    """
    CREATE INDEX dispute_by_received ON dispute (received_at, id)
    """,
    """
    CREATE INDEX dispute_by_region ON dispute (consumer_region) WHERE consumer_region IS NOT NULL
    """,
    """
    CREATE INDEX dispute_by_room ON dispute (live_room, received_at) WHERE live_room IS NOT NULL
    """,
    """
    CREATE INDEX dispute_by_state ON dispute (state, due, id)
    """,
    """
    CREATE INDEX dispute_keys ON dispute (id, due, open, state, channel, category, officer, amount, received_at)
    """,
    """
    CREATE INDEX dispute_open_by_due ON dispute (due, id) WHERE open = 1
    """,
    """
    CREATE TABLE draft (
        id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        clerk INTEGER,
        content TEXT NOT NULL,
        saved_at TEXT NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT draft_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT draft_content CHECK (json_valid(content)),
        CONSTRAINT draft_saved_at CHECK (saved_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE TABLE import_batch (
        id INTEGER NOT NULL,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        at TEXT NOT NULL,
        clerk INTEGER,
        report TEXT NOT NULL,
        undone_at TEXT,
        PRIMARY KEY (id),
        CONSTRAINT import_batch_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT import_batch_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT import_batch_report CHECK (json_valid(report)),
        CONSTRAINT import_batch_undone_at CHECK (undone_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE TABLE merchant_apart (
        one INTEGER NOT NULL,
        other INTEGER NOT NULL,
        PRIMARY KEY (one, other),
        CONSTRAINT merchant_apart_order CHECK (one < other),
        CONSTRAINT merchant_apart_one_of_merchant FOREIGN KEY(one) REFERENCES merchant (id),
        CONSTRAINT merchant_apart_other_of_merchant FOREIGN KEY(other) REFERENCES merchant (id)
    )
     STRICT
    """,
    """
    CREATE TABLE pattern_answer (
        id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        "key" TEXT NOT NULL,
        category TEXT NOT NULL,
        cases TEXT NOT NULL,
        leads INTEGER NOT NULL,
        why TEXT,
        at TEXT NOT NULL,
        clerk INTEGER,
        PRIMARY KEY (id),
        CONSTRAINT pattern_answer_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT pattern_answer_kind CHECK (kind IN ('room', 'host', 'merchant', 'goods')),
        CONSTRAINT pattern_answer_category CHECK (category IN ('quality', 'safety', 'measure', 'contract', 'after_sales', 'dignity', 'advertising', 'trademark', 'price', 'counterfeit', 'false_claims', 'food_safety', 'unfair_competition', 'personal_data', 'ip', 'other')),
        CONSTRAINT pattern_answer_cases CHECK (json_valid(cases)),
        CONSTRAINT pattern_answer_leads CHECK (leads IN (0, 1)),
        CONSTRAINT pattern_answer_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE INDEX pattern_answer_of ON pattern_answer (kind, "key", category)
    """,
    """
    CREATE TABLE report (
        id INTEGER NOT NULL,
        period TEXT NOT NULL,
        version INTEGER NOT NULL,
        as_of TEXT NOT NULL,
        content TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        made_at TEXT NOT NULL,
        made_by INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT report_hash_length CHECK (length(sha256) = 64),
        CONSTRAINT report_version_counts CHECK (version > 0),
        CONSTRAINT report_made_by_of_clerk FOREIGN KEY(made_by) REFERENCES clerk (id),
        CONSTRAINT report_as_of CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT report_content CHECK (json_valid(content)),
        CONSTRAINT report_made_at CHECK (made_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX report_by_period ON report (period, version)
    """,
    """
    CREATE TABLE rule_book (
        id INTEGER NOT NULL,
        title TEXT NOT NULL,
        content TEXT NOT NULL,
        imported_at TEXT NOT NULL,
        clerk INTEGER,
        seq INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT rule_book_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT rule_book_content CHECK (json_valid(content)),
        CONSTRAINT rule_book_imported_at CHECK (imported_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE TABLE tag_former (
        folded TEXT NOT NULL,
        tag INTEGER NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (folded),
        CONSTRAINT tag_former_tag_of_tag FOREIGN KEY(tag) REFERENCES tag (id)
    )
     STRICT
    """,
    """
    CREATE TABLE template (
        id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        based_on TEXT NOT NULL,
        why TEXT,
        drafted_by INTEGER NOT NULL,
        drafted_at TEXT NOT NULL,
        saved_at TEXT NOT NULL,
        submitted_at TEXT,
        version INTEGER,
        released_by INTEGER,
        released_at TEXT,
        alone INTEGER NOT NULL,
        withdrawn_by INTEGER,
        withdrawn_at TEXT,
        PRIMARY KEY (id),
        CONSTRAINT template_hash_length CHECK (length(sha256) = 64 AND length(based_on) = 64),
        CONSTRAINT template_version_counts_from_one CHECK (version IS NULL OR version > 0),
        CONSTRAINT template_released_by_somebody CHECK ((version IS NULL) = (released_at IS NULL) AND (version IS NULL) = (released_by IS NULL)),
        CONSTRAINT template_drafter_does_not_release CHECK (alone = 1 OR released_by IS NULL OR released_by IS NOT drafted_by),
        CONSTRAINT template_submitted_before_release CHECK (released_at IS NULL OR submitted_at IS NOT NULL),
        CONSTRAINT template_released_or_withdrawn CHECK (released_at IS NULL OR withdrawn_at IS NULL),
        CONSTRAINT template_withdrawn_by_somebody CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
        CONSTRAINT template_drafted_by_of_clerk FOREIGN KEY(drafted_by) REFERENCES clerk (id),
        CONSTRAINT template_released_by_of_clerk FOREIGN KEY(released_by) REFERENCES clerk (id),
        CONSTRAINT template_withdrawn_by_of_clerk FOREIGN KEY(withdrawn_by) REFERENCES clerk (id),
        CONSTRAINT template_drafted_at CHECK (drafted_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT template_saved_at CHECK (saved_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT template_submitted_at CHECK (submitted_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT template_released_at CHECK (released_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT template_alone CHECK (alone IN (0, 1)),
        CONSTRAINT template_withdrawn_at CHECK (withdrawn_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX template_one_draft ON template (kind) WHERE released_at IS NULL AND withdrawn_at IS NULL
    """,
    """
    CREATE UNIQUE INDEX template_version_once ON template (kind, version)
    """,
    """
    CREATE TABLE awaiting (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        step TEXT NOT NULL,
        asked_by INTEGER NOT NULL,
        at TEXT NOT NULL,
        facts TEXT NOT NULL,
        roles TEXT,
        PRIMARY KEY (dispute, position),
        CONSTRAINT awaiting_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT awaiting_asked_by_of_clerk FOREIGN KEY(asked_by) REFERENCES clerk (id),
        CONSTRAINT awaiting_step CHECK (step IN ('register', 'merge_into', 'ask_supplement', 'supplemented', 'lapse', 'refuse', 'transfer', 'accept', 'assign', 'contact', 'escalate', 'appraisal_start', 'appraisal_report', 'propose', 'reject_offer', 'settle', 'perform', 'breach', 'call_back', 'close', 'withdraw', 'fail', 'to_regulator', 'to_council', 'ext_accepted', 'ext_refused', 'ext_agreed', 'ext_terminated', 'adjudicate', 'reopen', 'lead', 'lead_sent', 'lead_answered', 'correct', 'unmerge', 'extend', 'ip_notice', 'ip_supplement', 'ip_supplemented', 'ip_measures', 'ip_declaration', 'ip_forwarded', 'ip_rightsholder_acted', 'ip_lift', 'ip_publish', 'start_clock', 'stop_clock', 'prepay_request', 'prepay_notify', 'prepay_merchant_paid', 'prepay_contested', 'prepay_silent', 'prepay_withdraw', 'prepay_recommend', 'prepay_reject', 'prepay_return', 'prepay_approve', 'prepay_pay', 'prepay_paid', 'prepay_pay_failed', 'recovery_notice', 'recover', 'write_off', 'appeal', 'appeal_dismissed', 'appeal_upheld', 'clawback', 'prepay_reverse')),
        CONSTRAINT awaiting_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT awaiting_facts CHECK (json_valid(facts)),
        CONSTRAINT awaiting_roles CHECK (json_valid(roles))
    )
     STRICT
    """,
    """
    CREATE TABLE call_back (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        at TEXT NOT NULL,
        result TEXT NOT NULL,
        reached INTEGER DEFAULT 1 NOT NULL,
        PRIMARY KEY (dispute, position),
        CONSTRAINT call_back_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT call_back_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT call_back_reached CHECK (reached IN (0, 1))
    )
     STRICT
    """,
    """
    CREATE TABLE claim (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        claim TEXT NOT NULL,
        PRIMARY KEY (dispute, position),
        CONSTRAINT claim_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT claim_claim CHECK (claim IN ('repair', 'remake', 'replace', 'return_goods', 'no_reason_return', 'make_up', 'refund', 'damages', 'punitive', 'apology', 'rescind', 'resend', 'invoice', 'price_protection', 'erase_data', 'other'))
    )
     STRICT
    """,
    """
    CREATE TABLE clock (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        rule TEXT NOT NULL,
        rule_version TEXT NOT NULL,
        start TEXT NOT NULL,
        raw TEXT NOT NULL,
        due TEXT NOT NULL,
        provisional INTEGER NOT NULL,
        stopped_on TEXT,
        pauses TEXT NOT NULL,
        extended_from TEXT,
        whose TEXT,
        start_at TEXT,
        due_at TEXT,
        stopped_at TEXT,
        agreed_due TEXT,
        recount TEXT,
        PRIMARY KEY (dispute, position),
        CONSTRAINT clock_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT clock_start CHECK (start GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT clock_raw CHECK (raw GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT clock_due CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT clock_provisional CHECK (provisional IN (0, 1)),
        CONSTRAINT clock_stopped_on CHECK (stopped_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT clock_pauses CHECK (json_valid(pauses)),
        CONSTRAINT clock_extended_from CHECK (extended_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT clock_whose CHECK (whose IN ('desk', 'merchant', 'consumer', 'outside')),
        CONSTRAINT clock_start_at CHECK (start_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT clock_due_at CHECK (due_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT clock_stopped_at CHECK (stopped_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT clock_agreed_due CHECK (agreed_due GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT clock_recount CHECK (json_valid(recount))
    )
     STRICT
    """,
    """
    CREATE INDEX clock_running ON clock (due) WHERE stopped_on IS NULL
    """,
    """
    CREATE TABLE contact (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        at TEXT NOT NULL,
        mode TEXT NOT NULL,
        with_whom TEXT NOT NULL,
        content TEXT NOT NULL,
        result TEXT NOT NULL,
        asks_higher INTEGER DEFAULT 0 NOT NULL,
        PRIMARY KEY (dispute, position),
        CONSTRAINT contact_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT contact_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT contact_with_whom CHECK (with_whom IN ('consumer', 'merchant', 'both')),
        CONSTRAINT contact_asks_higher CHECK (asks_higher IN (0, 1))
    )
     STRICT
    """,
    """
    CREATE TABLE dispute_tag (
        dispute INTEGER NOT NULL,
        tag INTEGER NOT NULL,
        PRIMARY KEY (dispute, tag),
        CONSTRAINT dispute_tag_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT dispute_tag_tag_of_tag FOREIGN KEY(tag) REFERENCES tag (id)
    )
     STRICT
    """,
    """
    CREATE INDEX dispute_tag_by_tag ON dispute_tag (tag)
    """,
    """
    CREATE TABLE escalation (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        "before" INTEGER NOT NULL,
        "after" INTEGER NOT NULL,
        why TEXT NOT NULL,
        at TEXT NOT NULL,
        "by" INTEGER NOT NULL,
        PRIMARY KEY (dispute, position),
        CONSTRAINT escalation_rises CHECK ("before" >= 1 AND "after" <= 5 AND "before" < "after"),
        CONSTRAINT escalation_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT escalation_by_of_clerk FOREIGN KEY("by") REFERENCES clerk (id),
        CONSTRAINT escalation_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE TABLE evidence (
        id INTEGER NOT NULL,
        dispute INTEGER NOT NULL,
        slot TEXT NOT NULL,
        name TEXT NOT NULL,
        note TEXT,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        taken_at TEXT NOT NULL,
        taken_by INTEGER,
        modified_at TEXT,
        source TEXT,
        origin TEXT,
        proves TEXT,
        collected_at TEXT,
        live_from TEXT,
        live_to TEXT,
        live_words TEXT,
        withdrawn_at TEXT,
        withdrawn_by INTEGER,
        withdrawn_why TEXT,
        replaced_by INTEGER,
        PRIMARY KEY (id),
        CONSTRAINT evidence_hash_length CHECK (length(sha256) = 64),
        CONSTRAINT evidence_size_counts CHECK (size >= 0),
        CONSTRAINT evidence_withdrawn_has_reason CHECK ((withdrawn_at IS NULL) = (withdrawn_why IS NULL)),
        CONSTRAINT evidence_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT evidence_taken_by_of_clerk FOREIGN KEY(taken_by) REFERENCES clerk (id),
        CONSTRAINT evidence_withdrawn_by_of_clerk FOREIGN KEY(withdrawn_by) REFERENCES clerk (id),
        CONSTRAINT evidence_replaced_by_of_evidence FOREIGN KEY(replaced_by) REFERENCES evidence (id),
        CONSTRAINT evidence_taken_at CHECK (taken_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT evidence_modified_at CHECK (modified_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT evidence_source CHECK (source IN ('consumer', 'merchant', 'platform', 'live_room', 'mcn', 'regulator', 'council', 'laboratory', 'carrier', 'payment_firm', 'desk', 'other')),
        CONSTRAINT evidence_collected_at CHECK (collected_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT evidence_withdrawn_at CHECK (withdrawn_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE INDEX evidence_of_dispute ON evidence (dispute, id)
    """,
    """
    CREATE TABLE imported (
        batch INTEGER NOT NULL,
        dispute INTEGER NOT NULL,
        PRIMARY KEY (batch, dispute),
        CONSTRAINT imported_batch_of_import_batch FOREIGN KEY(batch) REFERENCES import_batch (id),
        CONSTRAINT imported_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id)
    )
     STRICT
    """,
    """
    CREATE INDEX imported_dispute ON imported (dispute)
    """,
    """
    CREATE TABLE ip_branch (
        dispute INTEGER NOT NULL,
        state TEXT NOT NULL,
        round INTEGER NOT NULL,
        kind TEXT,
        rights_holder TEXT NOT NULL,
        rights_holder_contact TEXT NOT NULL,
        registration_no TEXT NOT NULL,
        target TEXT NOT NULL,
        evidence TEXT NOT NULL,
        notice_on TEXT NOT NULL,
        missing TEXT NOT NULL,
        asked_on TEXT,
        supplemented_on TEXT,
        measures TEXT NOT NULL,
        measures_on TEXT,
        forwarded_on TEXT,
        declared_on TEXT,
        declaration TEXT NOT NULL,
        reached_on TEXT,
        reached_by TEXT NOT NULL,
        acts TEXT NOT NULL,
        lifted_on TEXT,
        notice_fault TEXT,
        published TEXT NOT NULL,
        PRIMARY KEY (dispute),
        CONSTRAINT ip_branch_round_counts CHECK (round > 0),
        CONSTRAINT ip_branch_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT ip_branch_state CHECK (state IN ('ip_notice', 'ip_supplement', 'measures_taken', 'declared', 'waiting15', 'rights_holder_acted', 'lifted', 'published')),
        CONSTRAINT ip_branch_kind CHECK (kind IN ('trademark', 'patent', 'copyright')),
        CONSTRAINT ip_branch_notice_on CHECK (notice_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT ip_branch_missing CHECK (json_valid(missing)),
        CONSTRAINT ip_branch_asked_on CHECK (asked_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT ip_branch_supplemented_on CHECK (supplemented_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT ip_branch_measures CHECK (json_valid(measures)),
        CONSTRAINT ip_branch_measures_on CHECK (measures_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT ip_branch_forwarded_on CHECK (forwarded_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT ip_branch_declared_on CHECK (declared_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT ip_branch_reached_on CHECK (reached_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT ip_branch_acts CHECK (json_valid(acts)),
        CONSTRAINT ip_branch_lifted_on CHECK (lifted_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT ip_branch_notice_fault CHECK (notice_fault IN ('mistaken', 'malicious')),
        CONSTRAINT ip_branch_published CHECK (json_valid(published))
    )
     STRICT
    """,
    """
    CREATE TABLE lead (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        number INTEGER NOT NULL,
        what TEXT NOT NULL,
        at TEXT NOT NULL,
        who INTEGER NOT NULL,
        department TEXT,
        region TEXT,
        law TEXT,
        evidence TEXT NOT NULL,
        why TEXT,
        sent_on TEXT,
        sent_how TEXT,
        answered_on TEXT,
        result TEXT,
        paper_no TEXT,
        PRIMARY KEY (dispute, position),
        CONSTRAINT lead_number_counts CHECK (number > 0),
        CONSTRAINT lead_sent_before_answered CHECK (answered_on IS NULL OR sent_on IS NOT NULL),
        CONSTRAINT lead_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT lead_who_of_clerk FOREIGN KEY(who) REFERENCES clerk (id),
        CONSTRAINT lead_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT lead_evidence CHECK (json_valid(evidence)),
        CONSTRAINT lead_sent_on CHECK (sent_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT lead_answered_on CHECK (answered_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
    )
     STRICT
    """,
    """
    CREATE TABLE offer (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        round INTEGER NOT NULL,
        made_at TEXT NOT NULL,
        accepted INTEGER,
        answered_at TEXT,
        "by" TEXT DEFAULT 'merchant' NOT NULL,
        valid_until TEXT,
        why TEXT DEFAULT '' NOT NULL,
        expired INTEGER DEFAULT 0 NOT NULL,
        PRIMARY KEY (dispute, position),
        CONSTRAINT offer_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT offer_made_at CHECK (made_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT offer_accepted CHECK (accepted IN (0, 1)),
        CONSTRAINT offer_answered_at CHECK (answered_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT offer_by CHECK (by IN ('merchant', 'platform', 'consumer')),
        CONSTRAINT offer_valid_until CHECK (valid_until GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT offer_expired CHECK (expired IN (0, 1))
    )
     STRICT
    """,
    """
    CREATE TABLE paper (
        id INTEGER NOT NULL,
        dispute INTEGER NOT NULL,
        kind TEXT NOT NULL,
        number TEXT NOT NULL,
        year INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        copy_for TEXT NOT NULL,
        issued_at TEXT NOT NULL,
        pages INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        facts TEXT NOT NULL,
        void_at TEXT,
        void_why TEXT,
        series TEXT,
        core TEXT,
        stage TEXT DEFAULT 'done' NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT paper_hash_length CHECK (length(sha256) = 64),
        CONSTRAINT paper_void_has_reason CHECK ((void_at IS NULL) = (void_why IS NULL)),
        CONSTRAINT paper_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT paper_kind CHECK (kind IN ('registration_form', 'acceptance_notice', 'supplement_notice', 'refusal_notice', 'contact_record', 'settlement_agreement', 'settlement_notice', 'performance_receipt', 'failure_notice', 'closing_notice', 'transfer_letter', 'lead_sheet', 'case_report', 'ip_notice_letter', 'ip_declaration_letter', 'ip_lift_notice', 'prepayment_application', 'liability_notice', 'prepayment_notice', 'prepayment_refusal_notice', 'payment_confirmation', 'subrogation_confirmation', 'recovery_notice', 'topup_notice', 'return_notice')),
        CONSTRAINT paper_issued_at CHECK (issued_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT paper_facts CHECK (json_valid(facts)),
        CONSTRAINT paper_void_at CHECK (void_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT paper_stage CHECK (stage IN ('waiting_print', 'waiting_receipt', 'done', 'void'))
    )
     STRICT
    """,
    """
    CREATE INDEX paper_by_hash ON paper (sha256)
    """,
    """
    CREATE UNIQUE INDEX paper_by_number ON paper (number, copy_for) WHERE series IS NOT NULL
    """,
    """
    CREATE UNIQUE INDEX paper_by_place ON paper (series, year, seq, copy_for) WHERE series IS NOT NULL
    """,
    """
    CREATE INDEX paper_by_stage ON paper (stage, issued_at, id)
    """,
    """
    CREATE INDEX paper_of_dispute ON paper (dispute, id)
    """,
    """
    CREATE TABLE performance (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        performed_on TEXT NOT NULL,
        amount INTEGER NOT NULL,
        proof TEXT NOT NULL,
        under INTEGER NOT NULL,
        item INTEGER,
        PRIMARY KEY (dispute, position),
        CONSTRAINT performance_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT performance_performed_on CHECK (performed_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT performance_amount CHECK (amount BETWEEN 0 AND 1000000000000)
    )
     STRICT
    """,
    """
    CREATE TABLE prepayment (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        state TEXT NOT NULL,
        merchant INTEGER NOT NULL,
        claim INTEGER NOT NULL,
        requested_at TEXT NOT NULL,
        requested_by INTEGER NOT NULL,
        scheme TEXT NOT NULL,
        claim_key TEXT NOT NULL,
        items TEXT NOT NULL,
        confirmed TEXT NOT NULL,
        ground TEXT,
        notified_on TEXT,
        contested TEXT NOT NULL,
        silent_on TEXT,
        recommended INTEGER,
        recommended_by INTEGER,
        recommended_at TEXT,
        basis TEXT NOT NULL,
        needed TEXT NOT NULL,
        approvals TEXT NOT NULL,
        approver INTEGER,
        second_approver INTEGER,
        approved INTEGER,
        approved_at TEXT,
        decided_why TEXT NOT NULL,
        payee TEXT NOT NULL,
        account TEXT NOT NULL,
        paid_by INTEGER,
        paid INTEGER NOT NULL,
        paid_on TEXT,
        bank_ref TEXT NOT NULL,
        pay_failed_why TEXT NOT NULL,
        merchant_paid INTEGER NOT NULL,
        noticed_on TEXT,
        recoveries TEXT NOT NULL,
        recovered INTEGER NOT NULL,
        written_off INTEGER NOT NULL,
        clawed_back INTEGER NOT NULL,
        returned_fund INTEGER NOT NULL,
        returned_merchant INTEGER NOT NULL,
        appeal TEXT NOT NULL,
        appealed_on TEXT,
        appeal_answer TEXT NOT NULL,
        alone INTEGER NOT NULL,
        ended_at TEXT,
        "before" TEXT,
        windows TEXT NOT NULL,
        PRIMARY KEY (dispute, position),
        CONSTRAINT prepayment_maker_is_not_checker CHECK (alone = 1 OR approver IS NULL OR (approver IS NOT requested_by AND approver IS NOT recommended_by)),
        CONSTRAINT prepayment_second_is_another CHECK (alone = 1 OR second_approver IS NULL OR (second_approver IS NOT approver AND second_approver IS NOT requested_by AND second_approver IS NOT recommended_by)),
        CONSTRAINT prepayment_checker_is_not_payer CHECK (alone = 1 OR paid_by IS NULL OR (paid_by IS NOT approver AND paid_by IS NOT second_approver)),
        CONSTRAINT prepayment_approved_by_somebody CHECK ((approved IS NULL) = (approver IS NULL)),
        CONSTRAINT prepayment_paid_as_approved CHECK (paid = 0 OR (paid = approved AND paid_by IS NOT NULL)),
        CONSTRAINT prepayment_not_more_back_than_paid CHECK (recovered + written_off <= paid),
        CONSTRAINT prepayment_not_more_settled_than_paid CHECK (recovered + written_off + clawed_back - returned_fund - returned_merchant <= paid),
        CONSTRAINT prepayment_not_more_returned_than_came CHECK (returned_fund <= written_off AND returned_merchant <= recovered),
        CONSTRAINT prepayment_not_more_returned_than_paid CHECK (clawed_back <= paid),
        CONSTRAINT prepayment_within_claim CHECK (claim > 0 AND (recommended IS NULL OR recommended <= claim)),
        CONSTRAINT prepayment_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT prepayment_merchant_of_merchant FOREIGN KEY(merchant) REFERENCES merchant (id),
        CONSTRAINT prepayment_requested_by_of_clerk FOREIGN KEY(requested_by) REFERENCES clerk (id),
        CONSTRAINT prepayment_recommended_by_of_clerk FOREIGN KEY(recommended_by) REFERENCES clerk (id),
        CONSTRAINT prepayment_approver_of_clerk FOREIGN KEY(approver) REFERENCES clerk (id),
        CONSTRAINT prepayment_second_approver_of_clerk FOREIGN KEY(second_approver) REFERENCES clerk (id),
        CONSTRAINT prepayment_paid_by_of_clerk FOREIGN KEY(paid_by) REFERENCES clerk (id),
        CONSTRAINT prepayment_state CHECK (state IN ('applied', 'merchant_notice', 'under_review', 'pending_approval', 'approved', 'paying', 'pay_failed', 'paid', 'recovering', 'recovered', 'written_off', 'clawback', 'reversed', 'rejected', 'cancelled')),
        CONSTRAINT prepayment_claim CHECK (claim BETWEEN 0 AND 1000000000000),
        CONSTRAINT prepayment_requested_at CHECK (requested_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT prepayment_items CHECK (json_valid(items)),
        CONSTRAINT prepayment_confirmed CHECK (json_valid(confirmed)),
        CONSTRAINT prepayment_ground CHECK (ground IN ('refused', 'unreachable', 'silent', 'not_performed', 'found')),
        CONSTRAINT prepayment_notified_on CHECK (notified_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT prepayment_silent_on CHECK (silent_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT prepayment_recommended CHECK (recommended BETWEEN 0 AND 1000000000000),
        CONSTRAINT prepayment_recommended_at CHECK (recommended_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT prepayment_needed CHECK (json_valid(needed)),
        CONSTRAINT prepayment_approvals CHECK (json_valid(approvals)),
        CONSTRAINT prepayment_approved CHECK (approved BETWEEN 0 AND 1000000000000),
        CONSTRAINT prepayment_approved_at CHECK (approved_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT prepayment_paid CHECK (paid BETWEEN 0 AND 1000000000000),
        CONSTRAINT prepayment_paid_on CHECK (paid_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT prepayment_merchant_paid CHECK (merchant_paid BETWEEN 0 AND 1000000000000),
        CONSTRAINT prepayment_noticed_on CHECK (noticed_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT prepayment_recoveries CHECK (json_valid(recoveries)),
        CONSTRAINT prepayment_recovered CHECK (recovered BETWEEN 0 AND 1000000000000),
        CONSTRAINT prepayment_written_off CHECK (written_off BETWEEN 0 AND 1000000000000),
        CONSTRAINT prepayment_clawed_back CHECK (clawed_back BETWEEN 0 AND 1000000000000),
        CONSTRAINT prepayment_returned_fund CHECK (returned_fund BETWEEN 0 AND 1000000000000),
        CONSTRAINT prepayment_returned_merchant CHECK (returned_merchant BETWEEN 0 AND 1000000000000),
        CONSTRAINT prepayment_appealed_on CHECK (appealed_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT prepayment_alone CHECK (alone IN (0, 1)),
        CONSTRAINT prepayment_ended_at CHECK (ended_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT prepayment_before CHECK (before IN ('draft', 'registered', 'supplementing', 'accepted', 'negotiating', 'proposed', 'settled', 'performing', 'performed', 'closed', 'failed', 'ext_pending', 'ext_mediating', 'ext_done', 'adjudication', 'not_accepted', 'transferred', 'withdrawn', 'merged')),
        CONSTRAINT prepayment_windows CHECK (json_valid(windows))
    )
     STRICT
    """,
    """
    CREATE INDEX prepayment_by_merchant ON prepayment (merchant, state)
    """,
    """
    CREATE INDEX prepayment_by_state ON prepayment (state, dispute)
    """,
    """
    CREATE UNIQUE INDEX prepayment_once ON prepayment (claim_key) WHERE state IN ('applied', 'approved', 'merchant_notice', 'paid', 'pay_failed', 'paying', 'pending_approval', 'recovering', 'under_review')
    """,
    """
    CREATE TABLE record (
        seq INTEGER NOT NULL,
        act TEXT NOT NULL,
        at TEXT NOT NULL,
        written_at TEXT NOT NULL,
        clerk INTEGER,
        dispute INTEGER,
        commitment BLOB NOT NULL,
        prev BLOB NOT NULL,
        mac BLOB NOT NULL,
        PRIMARY KEY (seq),
        CONSTRAINT record_lengths CHECK (length(prev) = 32 AND length(mac) = 32 AND length(commitment) = 32),
        CONSTRAINT record_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT record_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT record_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT record_written_at CHECK (written_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE INDEX record_of_dispute ON record (dispute, seq)
    """,
    """
    CREATE TABLE reopening (
        dispute INTEGER NOT NULL,
        position INTEGER NOT NULL,
        at TEXT NOT NULL,
        closed_at TEXT,
        why TEXT NOT NULL,
        ground TEXT,
        pushed_at TEXT,
        PRIMARY KEY (dispute, position),
        CONSTRAINT reopening_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT reopening_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT reopening_closed_at CHECK (closed_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT reopening_ground CHECK (ground IN ('not_performed', 'new_evidence', 'complained_again', 'authority')),
        CONSTRAINT reopening_pushed_at CHECK (pushed_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE TABLE search_text (
        dispute INTEGER NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (dispute),
        CONSTRAINT search_text_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id)
    )
     STRICT
    """,
    """
    CREATE TABLE settlement (
        dispute INTEGER NOT NULL,
        agreed_at TEXT NOT NULL,
        number INTEGER NOT NULL,
        consumer_confirmed_by TEXT,
        merchant_confirmed_by TEXT,
        paper_no TEXT,
        method TEXT,
        account TEXT,
        returns TEXT,
        breach TEXT,
        waives INTEGER DEFAULT 0 NOT NULL,
        PRIMARY KEY (dispute),
        CONSTRAINT settlement_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT settlement_agreed_at CHECK (agreed_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT settlement_waives CHECK (waives IN (0, 1))
    )
     STRICT
    """,
    """
    CREATE TABLE term (
        dispute INTEGER NOT NULL,
        offer INTEGER NOT NULL,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        amount INTEGER NOT NULL,
        payer TEXT NOT NULL,
        due TEXT,
        PRIMARY KEY (dispute, offer, position),
        CONSTRAINT term_offer_place CHECK (offer >= -1),
        CONSTRAINT term_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT term_kind CHECK (kind IN ('refund', 'extra', 'damages', 'freight', 'return_goods', 'replace', 'repair', 'resend', 'other')),
        CONSTRAINT term_amount CHECK (amount BETWEEN 0 AND 1000000000000),
        CONSTRAINT term_payer CHECK (payer IN ('merchant', 'platform', 'consumer')),
        CONSTRAINT term_due CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
    )
     STRICT
    """,
    """
    CREATE TABLE worksheet (
        id INTEGER NOT NULL,
        dispute INTEGER NOT NULL,
        code TEXT NOT NULL,
        version TEXT NOT NULL,
        law_on TEXT NOT NULL,
        made_at TEXT NOT NULL,
        made_by INTEGER NOT NULL,
        given TEXT NOT NULL,
        answer TEXT NOT NULL,
        confirmed TEXT NOT NULL,
        chosen TEXT,
        refund INTEGER NOT NULL,
        extra INTEGER,
        limit_fen INTEGER,
        PRIMARY KEY (id),
        CONSTRAINT worksheet_limit_is_no_answer CHECK (limit_fen IS NULL OR extra IS NULL),
        CONSTRAINT worksheet_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT worksheet_made_by_of_clerk FOREIGN KEY(made_by) REFERENCES clerk (id),
        CONSTRAINT worksheet_law_on CHECK (law_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT worksheet_made_at CHECK (made_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT worksheet_given CHECK (json_valid(given)),
        CONSTRAINT worksheet_answer CHECK (json_valid(answer)),
        CONSTRAINT worksheet_confirmed CHECK (json_valid(confirmed)),
        CONSTRAINT worksheet_refund CHECK (refund BETWEEN 0 AND 1000000000000),
        CONSTRAINT worksheet_extra CHECK (extra BETWEEN 0 AND 1000000000000),
        CONSTRAINT worksheet_limit_fen CHECK (limit_fen BETWEEN 0 AND 1000000000000)
    )
     STRICT
    """,
    """
    CREATE INDEX worksheet_of_dispute ON worksheet (dispute, id)
    """,
    """
    CREATE TABLE action (
        "key" TEXT NOT NULL,
        act TEXT NOT NULL,
        content TEXT NOT NULL,
        seq INTEGER NOT NULL,
        done_at TEXT NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT action_seq_of_record FOREIGN KEY(seq) REFERENCES record (seq),
        CONSTRAINT action_done_at CHECK (done_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE TABLE bank_match (
        id INTEGER NOT NULL,
        account TEXT NOT NULL,
        "by" TEXT NOT NULL,
        undoes INTEGER,
        at TEXT NOT NULL,
        clerk INTEGER,
        why TEXT NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT bank_match_undoes_of_bank_match FOREIGN KEY(undoes) REFERENCES bank_match (id),
        CONSTRAINT bank_match_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT bank_match_seq_of_record FOREIGN KEY(seq) REFERENCES record (seq),
        CONSTRAINT bank_match_account CHECK (account IN ('1001', '1002', '1003', '1201', '2001', '2002', '2101', '3001')),
        CONSTRAINT bank_match_by CHECK (by IN ('ref', 'day', 'person')),
        CONSTRAINT bank_match_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX bank_match_undone_once ON bank_match (undoes) WHERE undoes IS NOT NULL
    """,
    """
    CREATE TABLE bank_statement (
        id INTEGER NOT NULL,
        account TEXT NOT NULL,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        own_account TEXT NOT NULL,
        since TEXT,
        until TEXT,
        opening INTEGER,
        closing INTEGER,
        report TEXT NOT NULL,
        at TEXT NOT NULL,
        clerk INTEGER,
        seq INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT bank_statement_hash_length CHECK (length(sha256) = 64),
        CONSTRAINT bank_statement_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT bank_statement_seq_of_record FOREIGN KEY(seq) REFERENCES record (seq),
        CONSTRAINT bank_statement_account CHECK (account IN ('1001', '1002', '1003', '1201', '2001', '2002', '2101', '3001')),
        CONSTRAINT bank_statement_since CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT bank_statement_until CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT bank_statement_opening CHECK (opening BETWEEN -1000000000000 AND 1000000000000),
        CONSTRAINT bank_statement_closing CHECK (closing BETWEEN -1000000000000 AND 1000000000000),
        CONSTRAINT bank_statement_report CHECK (json_valid(report)),
        CONSTRAINT bank_statement_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE INDEX bank_statement_of_account ON bank_statement (account, id)
    """,
    """
    CREATE TABLE merchant_event (
        merchant INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (merchant, seq),
        CONSTRAINT merchant_event_merchant_of_merchant FOREIGN KEY(merchant) REFERENCES merchant (id),
        CONSTRAINT merchant_event_seq_of_record FOREIGN KEY(seq) REFERENCES record (seq)
    )
     STRICT
    """,
    """
    CREATE TABLE paper_delivery (
        id INTEGER NOT NULL,
        paper INTEGER NOT NULL,
        way TEXT NOT NULL,
        delivered_at TEXT NOT NULL,
        to_whom TEXT NOT NULL,
        receipt TEXT NOT NULL,
        evidence INTEGER,
        clerk INTEGER NOT NULL,
        noted_at TEXT NOT NULL,
        why TEXT,
        corrects INTEGER,
        PRIMARY KEY (id),
        CONSTRAINT paper_delivery_paper_of_paper FOREIGN KEY(paper) REFERENCES paper (id),
        CONSTRAINT paper_delivery_evidence_of_evidence FOREIGN KEY(evidence) REFERENCES evidence (id),
        CONSTRAINT paper_delivery_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT paper_delivery_corrects_of_paper_delivery FOREIGN KEY(corrects) REFERENCES paper_delivery (id),
        CONSTRAINT paper_delivery_way CHECK (way IN ('hand', 'post', 'email', 'sms', 'platform', 'wechat', 'fax', 'phone', '12315odr', 'public_notice', 'other')),
        CONSTRAINT paper_delivery_delivered_at CHECK (delivered_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT paper_delivery_noted_at CHECK (noted_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX paper_delivery_corrected ON paper_delivery (corrects) WHERE corrects IS NOT NULL
    """,
    """
    CREATE INDEX paper_delivery_of_paper ON paper_delivery (paper, id)
    """,
    """
    CREATE TABLE paper_file (
        paper INTEGER NOT NULL,
        pdf BLOB NOT NULL,
        PRIMARY KEY (paper),
        CONSTRAINT paper_file_paper_of_paper FOREIGN KEY(paper) REFERENCES paper (id)
    )
     STRICT
    """,
    """
    CREATE TABLE paper_print (
        id INTEGER NOT NULL,
        paper INTEGER NOT NULL,
        turn INTEGER NOT NULL,
        printed_at TEXT NOT NULL,
        clerk INTEGER NOT NULL,
        printer TEXT NOT NULL,
        copies INTEGER NOT NULL,
        pages INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT paper_print_turn_counts CHECK (turn >= 0),
        CONSTRAINT paper_print_something_printed CHECK (copies > 0 AND pages > 0),
        CONSTRAINT paper_print_hash_length CHECK (length(sha256) = 64),
        CONSTRAINT paper_print_paper_of_paper FOREIGN KEY(paper) REFERENCES paper (id),
        CONSTRAINT paper_print_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT paper_print_printed_at CHECK (printed_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE INDEX paper_print_of_paper ON paper_print (paper, id)
    """,
    """
    CREATE TABLE paper_signed (
        id INTEGER NOT NULL,
        paper INTEGER NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        signed_by TEXT NOT NULL,
        signed_at TEXT NOT NULL,
        clerk INTEGER NOT NULL,
        noted_at TEXT NOT NULL,
        why TEXT,
        corrects INTEGER,
        PRIMARY KEY (id),
        CONSTRAINT paper_signed_hash_length CHECK (length(sha256) = 64),
        CONSTRAINT paper_signed_size_counts CHECK (size > 0),
        CONSTRAINT paper_signed_paper_of_paper FOREIGN KEY(paper) REFERENCES paper (id),
        CONSTRAINT paper_signed_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT paper_signed_corrects_of_paper_signed FOREIGN KEY(corrects) REFERENCES paper_signed (id),
        CONSTRAINT paper_signed_signed_at CHECK (signed_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT paper_signed_noted_at CHECK (noted_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX paper_signed_corrected ON paper_signed (corrects) WHERE corrects IS NOT NULL
    """,
    """
    CREATE INDEX paper_signed_of_paper ON paper_signed (paper, id)
    """,
    """
    CREATE TABLE payload (
        seq INTEGER NOT NULL,
        salt BLOB,
        body TEXT,
        PRIMARY KEY (seq),
        CONSTRAINT payload_whole_or_gone CHECK ((salt IS NULL) = (body IS NULL)),
        CONSTRAINT payload_body_json CHECK (body IS NULL OR json_valid(body)),
        CONSTRAINT payload_seq_of_record FOREIGN KEY(seq) REFERENCES record (seq)
    )
     STRICT
    """,
    """
    CREATE TABLE proof (
        paper INTEGER NOT NULL,
        qr TEXT NOT NULL,
        digest BLOB NOT NULL,
        kid TEXT NOT NULL,
        anchor TEXT NOT NULL,
        data BLOB,
        anchors TEXT,
        PRIMARY KEY (paper),
        CONSTRAINT proof_digest_length CHECK (length(digest) = 16),
        CONSTRAINT proof_paper_of_paper FOREIGN KEY(paper) REFERENCES paper (id),
        CONSTRAINT proof_anchors CHECK (json_valid(anchors))
    )
     STRICT
    """,
    """
    CREATE INDEX proof_by_digest ON proof (digest)
    """,
    """
    CREATE TABLE scheme (
        id INTEGER NOT NULL,
        version TEXT NOT NULL,
        effective_from TEXT NOT NULL,
        content TEXT NOT NULL,
        taken_at TEXT NOT NULL,
        clerk INTEGER,
        seq INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT scheme_version_once UNIQUE (version),
        CONSTRAINT scheme_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT scheme_seq_of_record FOREIGN KEY(seq) REFERENCES record (seq),
        CONSTRAINT scheme_effective_from CHECK (effective_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT scheme_content CHECK (json_valid(content)),
        CONSTRAINT scheme_taken_at CHECK (taken_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE TABLE voucher (
        id INTEGER NOT NULL,
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        journal TEXT NOT NULL,
        at TEXT NOT NULL,
        written_at TEXT NOT NULL,
        clerk INTEGER,
        action TEXT NOT NULL,
        part INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        dispute INTEGER,
        round INTEGER,
        merchant INTEGER,
        bank_ref TEXT NOT NULL,
        why TEXT NOT NULL,
        reverses INTEGER,
        PRIMARY KEY (id),
        CONSTRAINT voucher_reversal_is_linked CHECK ((journal = 'JR') = (reverses IS NOT NULL)),
        CONSTRAINT voucher_numbers_count CHECK (number > 0 AND part >= 0),
        CONSTRAINT voucher_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT voucher_seq_of_record FOREIGN KEY(seq) REFERENCES record (seq),
        CONSTRAINT voucher_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT voucher_merchant_of_merchant FOREIGN KEY(merchant) REFERENCES merchant (id),
        CONSTRAINT voucher_reverses_of_voucher FOREIGN KEY(reverses) REFERENCES voucher (id),
        CONSTRAINT voucher_journal CHECK (journal IN ('J0', 'J1', 'J2', 'J3', 'J4', 'J5', 'J5b', 'J6', 'J6b', 'J7', 'J8', 'J9', 'J10', 'JR')),
        CONSTRAINT voucher_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'),
        CONSTRAINT voucher_written_at CHECK (written_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE UNIQUE INDEX voucher_by_action ON voucher (action, part)
    """,
    """
    CREATE UNIQUE INDEX voucher_by_number ON voucher (year, number)
    """,
    """
    CREATE INDEX voucher_of_dispute ON voucher (dispute, id) WHERE dispute IS NOT NULL
    """,
    """
    CREATE INDEX voucher_of_merchant ON voucher (merchant, id) WHERE merchant IS NOT NULL
    """,
    """
    CREATE UNIQUE INDEX voucher_reversed_once ON voucher (reverses) WHERE reverses IS NOT NULL
    """,
    """
    CREATE TABLE bank_line (
        id INTEGER NOT NULL,
        statement INTEGER NOT NULL,
        account TEXT NOT NULL,
        "row" INTEGER NOT NULL,
        day TEXT NOT NULL,
        fen INTEGER NOT NULL,
        balance INTEGER,
        name TEXT NOT NULL,
        other_account TEXT NOT NULL,
        summary TEXT NOT NULL,
        ref TEXT NOT NULL,
        print TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT bank_line_moves_money CHECK (fen <> 0),
        CONSTRAINT bank_line_statement_of_bank_statement FOREIGN KEY(statement) REFERENCES bank_statement (id),
        CONSTRAINT bank_line_account CHECK (account IN ('1001', '1002', '1003', '1201', '2001', '2002', '2101', '3001')),
        CONSTRAINT bank_line_day CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        CONSTRAINT bank_line_fen CHECK (fen BETWEEN -1000000000000 AND 1000000000000),
        CONSTRAINT bank_line_balance CHECK (balance BETWEEN -1000000000000 AND 1000000000000)
    )
     STRICT
    """,
    """
    CREATE INDEX bank_line_by_day ON bank_line (account, day, id)
    """,
    """
    CREATE INDEX bank_line_by_print ON bank_line (account, print)
    """,
    """
    CREATE TABLE bank_matched_voucher (
        "match" INTEGER NOT NULL,
        voucher INTEGER NOT NULL,
        PRIMARY KEY ("match", voucher),
        CONSTRAINT bank_matched_voucher_match_of_bank_match FOREIGN KEY("match") REFERENCES bank_match (id),
        CONSTRAINT bank_matched_voucher_voucher_of_voucher FOREIGN KEY(voucher) REFERENCES voucher (id)
    )
     STRICT
    """,
    """
    CREATE INDEX bank_matched_voucher_of ON bank_matched_voucher (voucher)
    """,
    """
    CREATE TABLE bank_withdrawal (
        statement INTEGER NOT NULL,
        at TEXT NOT NULL,
        clerk INTEGER,
        why TEXT NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (statement),
        CONSTRAINT bank_withdrawal_has_reason CHECK (why <> ''),
        CONSTRAINT bank_withdrawal_statement_of_bank_statement FOREIGN KEY(statement) REFERENCES bank_statement (id),
        CONSTRAINT bank_withdrawal_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT bank_withdrawal_seq_of_record FOREIGN KEY(seq) REFERENCES record (seq),
        CONSTRAINT bank_withdrawal_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE TABLE posting (
        voucher INTEGER NOT NULL,
        position INTEGER NOT NULL,
        account TEXT NOT NULL,
        merchant INTEGER,
        dispute INTEGER,
        fen INTEGER NOT NULL,
        PRIMARY KEY (voucher, position),
        CONSTRAINT posting_moves_money CHECK (fen <> 0),
        CONSTRAINT posting_merchant_fits CHECK ((merchant IS NOT NULL) = (account IN ('1201', '2001', '2002'))),
        CONSTRAINT posting_dispute_fits CHECK ((dispute IS NOT NULL) = (account IN ('1201', '2101'))),
        CONSTRAINT posting_voucher_of_voucher FOREIGN KEY(voucher) REFERENCES voucher (id) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT posting_merchant_of_merchant FOREIGN KEY(merchant) REFERENCES merchant (id),
        CONSTRAINT posting_dispute_of_dispute FOREIGN KEY(dispute) REFERENCES dispute (id),
        CONSTRAINT posting_account CHECK (account IN ('1001', '1002', '1003', '1201', '2001', '2002', '2101', '3001'))
    )
     STRICT
    """,
    """
    CREATE INDEX posting_by_sub ON posting (account, merchant, dispute, fen)
    """,
    """
    CREATE TABLE bank_matched_line (
        "match" INTEGER NOT NULL,
        line INTEGER NOT NULL,
        PRIMARY KEY ("match", line),
        CONSTRAINT bank_matched_line_match_of_bank_match FOREIGN KEY("match") REFERENCES bank_match (id),
        CONSTRAINT bank_matched_line_line_of_bank_line FOREIGN KEY(line) REFERENCES bank_line (id)
    )
     STRICT
    """,
    """
    CREATE INDEX bank_matched_line_of ON bank_matched_line (line)
    """,
    """
    CREATE TABLE bank_reason (
        id INTEGER NOT NULL,
        account TEXT NOT NULL,
        line INTEGER,
        voucher INTEGER,
        reason TEXT,
        words TEXT NOT NULL,
        at TEXT NOT NULL,
        clerk INTEGER,
        seq INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT bank_reason_of_one_side CHECK ((line IS NULL) <> (voucher IS NULL)),
        CONSTRAINT bank_reason_other_says_what CHECK (reason IS NOT 'other' OR words <> ''),
        CONSTRAINT bank_reason_line_of_bank_line FOREIGN KEY(line) REFERENCES bank_line (id),
        CONSTRAINT bank_reason_voucher_of_voucher FOREIGN KEY(voucher) REFERENCES voucher (id),
        CONSTRAINT bank_reason_clerk_of_clerk FOREIGN KEY(clerk) REFERENCES clerk (id),
        CONSTRAINT bank_reason_seq_of_record FOREIGN KEY(seq) REFERENCES record (seq),
        CONSTRAINT bank_reason_account CHECK (account IN ('1001', '1002', '1003', '1201', '2001', '2002', '2101', '3001')),
        CONSTRAINT bank_reason_reason CHECK (reason IN ('fee', 'interest', 'in_transit', 'returned', 'not_ours', 'other')),
        CONSTRAINT bank_reason_at CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
    )
     STRICT
    """,
    """
    CREATE INDEX bank_reason_of_account ON bank_reason (account, id)
    """,
)


def upgrade() -> None:
    rebuild(STATEMENTS)
    carried.papers()
    carried.regions()
