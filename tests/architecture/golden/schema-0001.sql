CREATE TABLE allowance_used (
    number VARCHAR NOT NULL,
    payment BIGINT NOT NULL,
    CONSTRAINT pk_allowance_used PRIMARY KEY (number)
);

CREATE TABLE attachment (
    digest VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    mime VARCHAR NOT NULL,
    lane INTEGER NOT NULL,
    ref BIGINT NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (digest)
);

CREATE INDEX ix_attachment_ref ON attachment (lane, ref);

CREATE TABLE attachment_sent (
    digest VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    at_ms BIGINT NOT NULL,
    CONSTRAINT pk_attachment_sent PRIMARY KEY (digest)
);

CREATE TABLE batch (
    id INTEGER NOT NULL,
    direction VARCHAR NOT NULL,
    partner VARCHAR NOT NULL,
    manifest VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    courier VARCHAR NOT NULL,
    signature VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    opened_ms BIGINT NOT NULL,
    opened_day INTEGER NOT NULL,
    closed_ms BIGINT,
    position INTEGER,
    CONSTRAINT pk_batch PRIMARY KEY (id)
);

CREATE INDEX ix_batch_open ON batch (id) WHERE verdict = '';

CREATE TABLE batch_line (
    batch INTEGER NOT NULL,
    waybill VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    ref INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    photo VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    at_ms BIGINT NOT NULL,
    CONSTRAINT pk_batch_line PRIMARY KEY (batch, waybill)
);

CREATE INDEX ix_batch_line_ref ON batch_line (ref, kind);

CREATE TABLE bill (
    biller VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    statement INTEGER NOT NULL,
    account VARCHAR NOT NULL,
    holder VARCHAR NOT NULL,
    fen BIGINT NOT NULL,
    period VARCHAR NOT NULL,
    due_day INTEGER NOT NULL,
    cutoff_day INTEGER NOT NULL,
    late_fen BIGINT NOT NULL,
    readings VARCHAR NOT NULL,
    tiers VARCHAR NOT NULL,
    balance_fen BIGINT NOT NULL,
    resident VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    meter VARCHAR NOT NULL,
    is_owed INTEGER NOT NULL,
    CONSTRAINT pk_bill PRIMARY KEY (biller, id)
);

CREATE INDEX ix_bill_account ON bill (account);

CREATE INDEX ix_bill_resident ON bill (resident) WHERE is_owed = 1;

CREATE TABLE biller_account (
    biller VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    statement INTEGER NOT NULL,
    holder VARCHAR NOT NULL,
    resident VARCHAR NOT NULL,
    usual_fen BIGINT NOT NULL,
    card VARCHAR NOT NULL,
    CONSTRAINT pk_biller_account PRIMARY KEY (biller, account)
);

CREATE INDEX ix_biller_account_account ON biller_account (account);

CREATE INDEX ix_biller_account_card ON biller_account (card);

CREATE INDEX ix_biller_account_resident ON biller_account (resident);

CREATE TABLE blacklist (
    biller VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    until_day INTEGER NOT NULL,
    CONSTRAINT pk_blacklist PRIMARY KEY (biller, account)
);

CREATE TABLE cap (
    biller VARCHAR NOT NULL,
    payment_fen BIGINT NOT NULL,
    count INTEGER NOT NULL,
    total_fen BIGINT NOT NULL,
    age_h INTEGER NOT NULL,
    CONSTRAINT pk_cap PRIMARY KEY (biller)
);

CREATE TABLE cash_move (
    id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    day INTEGER NOT NULL,
    "by" VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    fen BIGINT NOT NULL,
    witness VARCHAR NOT NULL,
    photo VARCHAR NOT NULL,
    slip VARCHAR NOT NULL,
    arrived_ms BIGINT NOT NULL,
    CONSTRAINT pk_cash_move PRIMARY KEY (id)
);

CREATE INDEX ix_cash_move_day ON cash_move (day);

CREATE TABLE clerk (
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    retired BOOLEAN NOT NULL,
    CONSTRAINT pk_clerk PRIMARY KEY (code)
);

CREATE TABLE commission_settled (
    month VARCHAR NOT NULL,
    fen BIGINT NOT NULL,
    paid INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    at_ms BIGINT NOT NULL,
    CONSTRAINT pk_commission_settled PRIMARY KEY (month)
);

CREATE TABLE complaint (
    id INTEGER NOT NULL,
    number VARCHAR NOT NULL,
    waybill VARCHAR NOT NULL,
    parcel INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    made_ms BIGINT NOT NULL,
    made_day INTEGER NOT NULL,
    term_days INTEGER,
    answered_ms BIGINT,
    answered_day INTEGER,
    answer VARCHAR NOT NULL,
    due INTEGER,
    late INTEGER NOT NULL,
    "by" VARCHAR NOT NULL,
    CONSTRAINT pk_complaint PRIMARY KEY (id)
);

CREATE INDEX ix_complaint_answered ON complaint (answered_day);

CREATE INDEX ix_complaint_open ON complaint (made_day) WHERE answered_ms IS NULL;

CREATE INDEX ix_complaint_waybill ON complaint (waybill);

CREATE TABLE complaint_step (
    complaint INTEGER NOT NULL,
    position INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    "by" VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    CONSTRAINT pk_complaint_step PRIMARY KEY (complaint, position)
);

CREATE TABLE county_list (
    name VARCHAR NOT NULL,
    statement INTEGER NOT NULL,
    number BIGINT NOT NULL,
    as_of_ms BIGINT NOT NULL,
    left_out INTEGER NOT NULL,
    CONSTRAINT pk_county_list PRIMARY KEY (name)
);

CREATE TABLE credential (
    clerk VARCHAR NOT NULL,
    pin_hash VARCHAR NOT NULL,
    must_change BOOLEAN NOT NULL,
    wrong INTEGER NOT NULL,
    locked_until_ms BIGINT NOT NULL,
    CONSTRAINT pk_credential PRIMARY KEY (clerk)
);

CREATE TABLE day_end (
    day INTEGER NOT NULL,
    position INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    "by" VARCHAR NOT NULL,
    z_first INTEGER NOT NULL,
    z_last INTEGER NOT NULL,
    register_fen BIGINT NOT NULL,
    left_fen BIGINT NOT NULL,
    tallied_by VARCHAR NOT NULL,
    witness VARCHAR NOT NULL,
    CONSTRAINT pk_day_end PRIMARY KEY (day)
);

CREATE TABLE destruction (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    witness VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    photo VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    at_ms BIGINT NOT NULL,
    day INTEGER NOT NULL,
    CONSTRAINT pk_destruction PRIMARY KEY (id)
);

CREATE INDEX ix_destruction_labels ON destruction (kind, to_day);

CREATE TABLE dispute (
    id BIGINT NOT NULL,
    payment BIGINT NOT NULL,
    code VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    opened_ms BIGINT NOT NULL,
    "by" VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    answered_ms BIGINT NOT NULL,
    CONSTRAINT pk_dispute PRIMARY KEY (id)
);

CREATE INDEX ix_dispute_payment ON dispute (payment);

CREATE TABLE duty (
    id INTEGER NOT NULL,
    duty VARCHAR NOT NULL,
    day INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    "by" VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    photo VARCHAR NOT NULL,
    CONSTRAINT pk_duty PRIMARY KEY (id)
);

CREATE INDEX ix_duty_last ON duty (duty, id);

CREATE TABLE float_move (
    position INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    day INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    float_fen BIGINT NOT NULL,
    credit_fen BIGINT NOT NULL,
    cash BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    CONSTRAINT pk_float_move PRIMARY KEY (position)
);

CREATE INDEX ix_float_move_day ON float_move (day);

CREATE TABLE float_state (
    id INTEGER NOT NULL,
    float_fen BIGINT NOT NULL,
    credit_fen BIGINT NOT NULL,
    used_fen BIGINT NOT NULL,
    covers BIGINT NOT NULL,
    low_fen BIGINT NOT NULL,
    stated_ms BIGINT NOT NULL,
    CONSTRAINT pk_float_state PRIMARY KEY (id)
);

CREATE TABLE forgotten (
    subject VARCHAR NOT NULL,
    day INTEGER NOT NULL,
    CONSTRAINT pk_forgotten PRIMARY KEY (subject)
)
 WITHOUT ROWID;

CREATE TABLE granted (
    biller VARCHAR NOT NULL,
    CONSTRAINT pk_granted PRIMARY KEY (biller)
);

CREATE TABLE hold (
    waybill VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    placed_ms BIGINT NOT NULL,
    lifted_ms BIGINT,
    CONSTRAINT pk_hold PRIMARY KEY (waybill)
);

CREATE TABLE journal (
    position INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    seq BIGINT NOT NULL,
    kind INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    day INTEGER NOT NULL,
    record BLOB NOT NULL,
    hash BLOB NOT NULL,
    purged INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (position),
    CONSTRAINT uq_journal_origin_epoch_lane_seq UNIQUE (origin, epoch, lane, seq)
);

CREATE INDEX ix_journal_purged ON journal (purged) WHERE purged > 0;

CREATE TABLE kv (
    "key" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_kv PRIMARY KEY ("key")
);

CREATE TABLE lane (
    epoch INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    last_seq BIGINT NOT NULL,
    head BLOB NOT NULL,
    acked_seq BIGINT NOT NULL,
    offered_seq BIGINT NOT NULL,
    CONSTRAINT pk_lane PRIMARY KEY (epoch, lane)
);

CREATE TABLE manifest (
    number VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    day INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    position INTEGER,
    closed_ms BIGINT,
    CONSTRAINT pk_manifest PRIMARY KEY (number)
);

CREATE INDEX ix_manifest_open ON manifest (state, day);

CREATE TABLE manifest_item (
    manifest VARCHAR NOT NULL,
    waybill VARCHAR NOT NULL,
    place INTEGER NOT NULL,
    carrier VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    resident VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    marks VARCHAR NOT NULL,
    cod_fen INTEGER NOT NULL,
    freight_fen INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    parcel INTEGER,
    CONSTRAINT pk_manifest_item PRIMARY KEY (manifest, waybill)
);

CREATE INDEX ix_manifest_item_state ON manifest_item (manifest, state);

CREATE INDEX ix_manifest_item_waybill ON manifest_item (waybill);

CREATE TABLE message (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    urgent BOOLEAN NOT NULL,
    at_ms BIGINT NOT NULL,
    read_ms BIGINT,
    read_by VARCHAR NOT NULL,
    CONSTRAINT pk_message PRIMARY KEY (id)
);

CREATE INDEX ix_message_unread ON message (id) WHERE read_ms IS NULL;

CREATE TABLE neighbour (
    station VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    public_key VARCHAR NOT NULL,
    CONSTRAINT pk_neighbour PRIMARY KEY (station)
);

CREATE TABLE notice (
    id INTEGER NOT NULL,
    parcel INTEGER NOT NULL,
    channel VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    at_ms BIGINT NOT NULL,
    CONSTRAINT pk_notice PRIMARY KEY (id)
);

CREATE INDEX ix_notice_parcel ON notice (parcel);

CREATE TABLE on_behalf (
    session BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    resident VARCHAR NOT NULL,
    identity VARCHAR NOT NULL,
    id_tail VARCHAR NOT NULL,
    proof VARCHAR NOT NULL,
    witness VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    began_ms BIGINT NOT NULL,
    ended_ms BIGINT NOT NULL,
    why VARCHAR NOT NULL,
    CONSTRAINT pk_on_behalf PRIMARY KEY (session)
);

CREATE INDEX ix_on_behalf_open ON on_behalf (session) WHERE ended_ms = 0;

CREATE TABLE opening (
    position INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    fen BIGINT NOT NULL,
    note VARCHAR NOT NULL,
    agreed INTEGER,
    CONSTRAINT pk_opening PRIMARY KEY (position)
);

CREATE INDEX ix_opening_unanswered ON opening (position) WHERE agreed IS NULL;

CREATE TABLE paid_bill (
    payment BIGINT NOT NULL,
    bill VARCHAR NOT NULL,
    fen BIGINT NOT NULL,
    CONSTRAINT pk_paid_bill PRIMARY KEY (payment, bill)
);

CREATE INDEX ix_paid_bill_bill ON paid_bill (bill);

CREATE TABLE parcel (
    id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    here INTEGER NOT NULL,
    state_ms BIGINT NOT NULL,
    state_day INTEGER NOT NULL,
    waybill VARCHAR NOT NULL,
    raw VARCHAR NOT NULL,
    symbology VARCHAR NOT NULL,
    shape VARCHAR NOT NULL,
    carrier VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    resident VARCHAR NOT NULL,
    household VARCHAR NOT NULL,
    group_no INTEGER NOT NULL,
    shelf VARCHAR NOT NULL,
    layer INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    code_key VARCHAR NOT NULL,
    marks VARCHAR NOT NULL,
    channel VARCHAR NOT NULL,
    manifest VARCHAR NOT NULL,
    announced INTEGER NOT NULL,
    cod_fen INTEGER NOT NULL,
    freight_fen INTEGER NOT NULL,
    weight_g INTEGER NOT NULL,
    letter INTEGER NOT NULL,
    note VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    taken_in_ms BIGINT NOT NULL,
    taken_in_day INTEGER NOT NULL,
    storage_due INTEGER NOT NULL,
    called_ms BIGINT,
    called_outcome VARCHAR NOT NULL,
    reminded_day INTEGER,
    wrong_tries INTEGER NOT NULL,
    CONSTRAINT pk_parcel PRIMARY KEY (id)
);

CREATE INDEX ix_parcel_day ON parcel (taken_in_day, carrier);

CREATE INDEX ix_parcel_manifest ON parcel (manifest, announced);

CREATE INDEX ix_parcel_resident ON parcel (resident, id);

CREATE INDEX ix_parcel_shape ON parcel (shape, id, carrier);

CREATE INDEX ix_parcel_state_day ON parcel (state_day, state);

CREATE INDEX ix_parcel_state_here ON parcel (state, taken_in_day) WHERE here = 1;

CREATE INDEX ix_parcel_waybill ON parcel (waybill);

CREATE UNIQUE INDEX uq_parcel_code_here ON parcel (code_key) WHERE here = 1;

CREATE UNIQUE INDEX uq_parcel_waybill_here ON parcel (waybill) WHERE here = 1;

CREATE TABLE parcel_case (
    id INTEGER NOT NULL,
    parcel INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    photo VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    opened_ms BIGINT NOT NULL,
    opened_day INTEGER NOT NULL,
    closed_ms BIGINT,
    closed_day INTEGER,
    outcome VARCHAR NOT NULL,
    batch INTEGER,
    destroy_from INTEGER NOT NULL,
    CONSTRAINT pk_parcel_case PRIMARY KEY (id)
);

CREATE INDEX ix_parcel_case_closed ON parcel_case (closed_day);

CREATE INDEX ix_parcel_case_letters ON parcel_case (destroy_from) WHERE destroy_from > 0;

CREATE INDEX ix_parcel_case_opened ON parcel_case (opened_day);

CREATE INDEX ix_parcel_case_parcel ON parcel_case (parcel);

CREATE TABLE parcel_day (
    day INTEGER NOT NULL,
    carrier VARCHAR NOT NULL,
    taken_in INTEGER DEFAULT '0' NOT NULL,
    undone INTEGER DEFAULT '0' NOT NULL,
    picked_up INTEGER DEFAULT '0' NOT NULL,
    put_back INTEGER DEFAULT '0' NOT NULL,
    exceptions INTEGER DEFAULT '0' NOT NULL,
    handed_over INTEGER DEFAULT '0' NOT NULL,
    returned INTEGER DEFAULT '0' NOT NULL,
    undeliverable INTEGER DEFAULT '0' NOT NULL,
    destroyed INTEGER DEFAULT '0' NOT NULL,
    cod_fen INTEGER DEFAULT '0' NOT NULL,
    freight_fen INTEGER DEFAULT '0' NOT NULL,
    fee_fen INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_parcel_day PRIMARY KEY (day, carrier)
)
 WITHOUT ROWID;

CREATE TABLE parcel_kept (
    parcel INTEGER NOT NULL,
    until INTEGER NOT NULL,
    note VARCHAR NOT NULL,
    at_ms BIGINT NOT NULL,
    CONSTRAINT pk_parcel_kept PRIMARY KEY (parcel)
);

CREATE TABLE parcel_key (
    "key" VARCHAR NOT NULL,
    parcel INTEGER NOT NULL,
    CONSTRAINT pk_parcel_key PRIMARY KEY ("key", parcel)
)
 WITHOUT ROWID;

CREATE INDEX ix_parcel_key_parcel ON parcel_key (parcel);

CREATE TABLE payment (
    id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    day INTEGER NOT NULL,
    "by" VARCHAR NOT NULL,
    shift INTEGER NOT NULL,
    biller VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    holder VARCHAR NOT NULL,
    resident VARCHAR NOT NULL,
    payer VARCHAR NOT NULL,
    amount_fen BIGINT NOT NULL,
    fee_fen BIGINT NOT NULL,
    received_fen BIGINT NOT NULL,
    change_fen BIGINT NOT NULL,
    enquiry BIGINT NOT NULL,
    unverified INTEGER NOT NULL,
    allowance VARCHAR NOT NULL,
    card VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    is_open INTEGER NOT NULL,
    state_ms BIGINT NOT NULL,
    posted INTEGER NOT NULL,
    posted_ms BIGINT NOT NULL,
    biller_ref VARCHAR NOT NULL,
    credit_fen BIGINT NOT NULL,
    commission_fen BIGINT NOT NULL,
    county_commission_fen BIGINT NOT NULL,
    balance_fen BIGINT NOT NULL,
    code VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    refund VARCHAR NOT NULL,
    refund_fen BIGINT NOT NULL,
    refund_name VARCHAR NOT NULL,
    returned INTEGER NOT NULL,
    written INTEGER NOT NULL,
    asked_ms BIGINT NOT NULL,
    wished INTEGER NOT NULL,
    slip_given INTEGER NOT NULL,
    CONSTRAINT pk_payment PRIMARY KEY (id),
    CONSTRAINT ck_payment_asked_or_said_so CHECK (enquiry > 0 OR unverified = 1),
    CONSTRAINT ck_payment_positive CHECK (amount_fen > 0 AND fee_fen >= 0),
    CONSTRAINT ck_payment_change CHECK (received_fen = amount_fen + fee_fen + change_fen)
);

CREATE INDEX ix_payment_account ON payment (account, day);

CREATE INDEX ix_payment_day ON payment (day, biller, state, amount_fen);

CREATE INDEX ix_payment_odd ON payment (state, day) WHERE state != 'ok';

CREATE INDEX ix_payment_open ON payment (biller, at_ms, amount_fen) WHERE is_open = 1;

CREATE INDEX ix_payment_refund ON payment (id) WHERE refund = 'due';

CREATE INDEX ix_payment_resident ON payment (resident, day);

CREATE INDEX ix_payment_second_slip ON payment (resident) WHERE posted = 1 AND slip_given = 0;

CREATE INDEX ix_payment_shift ON payment (shift);

CREATE TABLE payment_move (
    position INTEGER NOT NULL,
    payment BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    biller VARCHAR NOT NULL,
    fen BIGINT NOT NULL,
    day INTEGER NOT NULL,
    CONSTRAINT pk_payment_move PRIMARY KEY (position)
);

CREATE INDEX ix_payment_move_day ON payment_move (day, kind, biller, fen);

CREATE INDEX ix_payment_move_payment ON payment_move (payment);

CREATE TABLE payment_tally (
    biller VARCHAR NOT NULL,
    month INTEGER NOT NULL,
    count INTEGER NOT NULL,
    fen BIGINT NOT NULL,
    CONSTRAINT pk_payment_tally PRIMARY KEY (biller, month)
);

CREATE TABLE petition (
    id BIGINT NOT NULL,
    number VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    ref BIGINT NOT NULL,
    filed_ms BIGINT NOT NULL,
    day INTEGER NOT NULL,
    "by" VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    secrecy VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    channel VARCHAR NOT NULL,
    urgent INTEGER NOT NULL,
    confirmed VARCHAR NOT NULL,
    on_behalf BIGINT NOT NULL,
    office VARCHAR NOT NULL,
    village VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    state_ms BIGINT NOT NULL,
    is_open INTEGER NOT NULL,
    step INTEGER NOT NULL,
    answer_step INTEGER NOT NULL,
    answer_ms BIGINT NOT NULL,
    tell_step INTEGER NOT NULL,
    told_step INTEGER NOT NULL,
    next_day INTEGER NOT NULL,
    rated_step INTEGER NOT NULL,
    solved VARCHAR NOT NULL,
    review_office VARCHAR NOT NULL,
    review_day INTEGER NOT NULL,
    summary VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    request VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    resident VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    household VARCHAR NOT NULL,
    contact VARCHAR NOT NULL,
    group_no INTEGER NOT NULL,
    grid VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    answers BLOB NOT NULL,
    representatives BLOB NOT NULL,
    salt BLOB NOT NULL,
    "check" BLOB NOT NULL,
    forgotten INTEGER NOT NULL,
    CONSTRAINT pk_petition PRIMARY KEY (id)
);

CREATE INDEX ix_petition_alike ON petition (village, category) WHERE is_open = 1;

CREATE INDEX ix_petition_due ON petition (is_open DESC, next_day, id);

CREATE INDEX ix_petition_name ON petition (name) WHERE is_open = 1;

CREATE INDEX ix_petition_number ON petition (number);

CREATE INDEX ix_petition_resident ON petition (resident);

CREATE INDEX ix_petition_state ON petition (state, next_day, id);

CREATE INDEX ix_petition_tell ON petition (id) WHERE tell_step > told_step;

CREATE INDEX ix_petition_village ON petition (village, is_open DESC, next_day, id);

CREATE TABLE petition_attachment (
    petition BIGINT NOT NULL,
    digest VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    mime VARCHAR NOT NULL,
    bytes INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    duration_ms INTEGER NOT NULL,
    CONSTRAINT pk_petition_attachment PRIMARY KEY (petition, digest)
);

CREATE TABLE petition_draft (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "by" VARCHAR NOT NULL,
    begun_ms BIGINT NOT NULL,
    changed_ms BIGINT NOT NULL,
    content BLOB NOT NULL,
    attachments BLOB NOT NULL,
    code VARCHAR NOT NULL,
    salt BLOB NOT NULL,
    "check" BLOB NOT NULL,
    reply_key BLOB NOT NULL
);

CREATE TABLE petition_due (
    petition BIGINT NOT NULL,
    clock VARCHAR NOT NULL,
    day INTEGER NOT NULL,
    provisional INTEGER NOT NULL,
    owner VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    days INTEGER NOT NULL,
    unit VARCHAR NOT NULL,
    told_day INTEGER NOT NULL,
    was_day INTEGER NOT NULL,
    cause VARCHAR NOT NULL,
    cause_position INTEGER NOT NULL,
    CONSTRAINT pk_petition_due PRIMARY KEY (petition, clock)
);

CREATE TABLE petition_joined (
    petition BIGINT NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    resident VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    at_ms BIGINT NOT NULL,
    CONSTRAINT pk_petition_joined PRIMARY KEY (petition, position)
);

CREATE INDEX ix_petition_joined_resident ON petition_joined (resident);

CREATE TABLE petition_link (
    petition BIGINT NOT NULL,
    earlier BIGINT NOT NULL,
    CONSTRAINT pk_petition_link PRIMARY KEY (petition, earlier)
);

CREATE TABLE petition_met (
    number VARCHAR NOT NULL,
    station VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    salt BLOB NOT NULL,
    "check" BLOB NOT NULL,
    at_ms BIGINT NOT NULL,
    CONSTRAINT pk_petition_met PRIMARY KEY (number)
);

CREATE TABLE petition_rung (
    petition BIGINT NOT NULL,
    position INTEGER NOT NULL,
    step INTEGER NOT NULL,
    side VARCHAR NOT NULL,
    happening VARCHAR NOT NULL,
    office VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    sealed BLOB NOT NULL,
    day INTEGER NOT NULL,
    review_office VARCHAR NOT NULL,
    review_day INTEGER NOT NULL,
    dues BLOB NOT NULL,
    ended BLOB NOT NULL,
    at_ms BIGINT NOT NULL,
    "by" VARCHAR NOT NULL,
    CONSTRAINT pk_petition_rung PRIMARY KEY (petition, position)
);

CREATE TABLE petition_segment (
    draft INTEGER NOT NULL,
    number INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    bytes INTEGER NOT NULL,
    CONSTRAINT pk_petition_segment PRIMARY KEY (draft, number)
);

CREATE TABLE petition_shred (
    id INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_petition_shred PRIMARY KEY (id)
);

CREATE TABLE petition_tries (
    number VARCHAR NOT NULL,
    wrong INTEGER NOT NULL,
    until_ms BIGINT NOT NULL,
    CONSTRAINT pk_petition_tries PRIMARY KEY (number)
);

CREATE TABLE pickup (
    parcel INTEGER NOT NULL,
    position INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    day INTEGER NOT NULL,
    "by" VARCHAR NOT NULL,
    found_by VARCHAR NOT NULL,
    taker VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    phone_tail VARCHAR NOT NULL,
    proof VARCHAR NOT NULL,
    inspected INTEGER NOT NULL,
    photo VARCHAR NOT NULL,
    face_photo VARCHAR NOT NULL,
    receipt INTEGER NOT NULL,
    paid INTEGER,
    paid_fen INTEGER NOT NULL,
    packing_fen INTEGER NOT NULL,
    insurance_fen INTEGER NOT NULL,
    CONSTRAINT pk_pickup PRIMARY KEY (parcel)
);

CREATE INDEX ix_pickup_day ON pickup (day);

CREATE INDEX ix_pickup_receipt ON pickup (receipt);

CREATE TABLE place (
    shelf VARCHAR NOT NULL,
    layer INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    number INTEGER NOT NULL,
    day INTEGER NOT NULL,
    CONSTRAINT pk_place PRIMARY KEY (shelf, layer)
)
 WITHOUT ROWID;

CREATE TABLE reminder (
    id INTEGER NOT NULL,
    parcel INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    day INTEGER NOT NULL,
    "by" VARCHAR NOT NULL,
    channel VARCHAR NOT NULL,
    stage INTEGER NOT NULL,
    outcome VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_reminder PRIMARY KEY (id, parcel)
);

CREATE INDEX ix_reminder_parcel ON reminder (parcel, id);

CREATE TABLE reply_time (
    category VARCHAR NOT NULL,
    median_days INTEGER NOT NULL,
    late_days INTEGER NOT NULL,
    CONSTRAINT pk_reply_time PRIMARY KEY (category)
);

CREATE TABLE resident (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    household VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    village VARCHAR NOT NULL,
    group_no INTEGER NOT NULL,
    nickname VARCHAR NOT NULL,
    gender VARCHAR NOT NULL,
    born INTEGER NOT NULL,
    channel VARCHAR NOT NULL,
    home_service BOOLEAN NOT NULL,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_resident PRIMARY KEY (id)
);

CREATE INDEX ix_resident_household ON resident (household);

CREATE TABLE resident_key (
    "key" VARCHAR NOT NULL,
    resident VARCHAR NOT NULL,
    CONSTRAINT pk_resident_key PRIMARY KEY ("key", resident)
);

CREATE INDEX ix_resident_key_resident ON resident_key (resident);

CREATE TABLE sending (
    id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    accepted_position INTEGER,
    state VARCHAR NOT NULL,
    here INTEGER NOT NULL,
    state_ms BIGINT NOT NULL,
    state_day INTEGER NOT NULL,
    waybill VARCHAR NOT NULL,
    sender_name VARCHAR NOT NULL,
    sender_phone VARCHAR NOT NULL,
    recipient_name VARCHAR NOT NULL,
    recipient_phone VARCHAR NOT NULL,
    recipient_address VARCHAR NOT NULL,
    carrier VARCHAR NOT NULL,
    tariff VARCHAR NOT NULL,
    contents VARCHAR NOT NULL,
    prepaid INTEGER NOT NULL,
    weight_g INTEGER NOT NULL,
    declared_fen INTEGER NOT NULL,
    note VARCHAR NOT NULL,
    freight_fen INTEGER NOT NULL,
    packing_fen INTEGER NOT NULL,
    insurance_fen INTEGER NOT NULL,
    paid INTEGER,
    paid_fen INTEGER NOT NULL,
    id_tail VARCHAR NOT NULL,
    id_salt BLOB NOT NULL,
    id_digest BLOB NOT NULL,
    photo VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    kept_until INTEGER,
    "by" VARCHAR NOT NULL,
    drafted_ms BIGINT NOT NULL,
    drafted_day INTEGER NOT NULL,
    accepted_ms BIGINT,
    accepted_day INTEGER,
    CONSTRAINT pk_sending PRIMARY KEY (id)
);

CREATE INDEX ix_sending_accepted_day ON sending (accepted_day, carrier);

CREATE INDEX ix_sending_here ON sending (here) WHERE here = 1;

CREATE INDEX ix_sending_state_day ON sending (state, state_day);

CREATE INDEX ix_sending_waybill ON sending (waybill);

CREATE TABLE sending_day (
    day INTEGER NOT NULL,
    carrier VARCHAR NOT NULL,
    accepted INTEGER DEFAULT '0' NOT NULL,
    refused INTEGER DEFAULT '0' NOT NULL,
    handed_over INTEGER DEFAULT '0' NOT NULL,
    postage_fen INTEGER DEFAULT '0' NOT NULL,
    packing_fen INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_sending_day PRIMARY KEY (day, carrier)
)
 WITHOUT ROWID;

CREATE TABLE shift (
    number INTEGER NOT NULL,
    clerk VARCHAR NOT NULL,
    opened INTEGER NOT NULL,
    opened_ms BIGINT NOT NULL,
    day INTEGER NOT NULL,
    opening_fen BIGINT NOT NULL,
    is_open INTEGER NOT NULL,
    z INTEGER,
    closed INTEGER,
    closed_ms BIGINT,
    closed_day INTEGER,
    closed_by VARCHAR NOT NULL,
    counted_fen BIGINT,
    expected_fen BIGINT,
    low_told INTEGER NOT NULL,
    drawer_opened INTEGER NOT NULL,
    CONSTRAINT pk_shift PRIMARY KEY (number),
    CONSTRAINT uq_shift_z UNIQUE (z)
);

CREATE UNIQUE INDEX ix_shift_is_open ON shift (is_open) WHERE is_open = 1;

CREATE TABLE slip (
    id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    printer VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    tries INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    document BLOB NOT NULL,
    at_ms BIGINT NOT NULL,
    printed_ms BIGINT,
    copy_of INTEGER,
    copies INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT pk_slip PRIMARY KEY (id)
);

CREATE INDEX ix_slip_failed ON slip (id) WHERE state = 'failed';

CREATE INDEX ix_slip_position ON slip (position);

CREATE INDEX ix_slip_waiting ON slip (printer, id) WHERE state IN ('queued', 'printing');

CREATE TABLE stocktake (
    id INTEGER NOT NULL,
    shelves VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    opened_ms BIGINT NOT NULL,
    opened_day INTEGER NOT NULL,
    closed_ms BIGINT,
    position INTEGER,
    found INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    extra INTEGER NOT NULL,
    retained INTEGER NOT NULL,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_stocktake PRIMARY KEY (id)
);

CREATE INDEX ix_stocktake_open ON stocktake (id) WHERE closed_ms IS NULL;

CREATE TABLE stocktake_line (
    stocktake INTEGER NOT NULL,
    waybill VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    ref INTEGER NOT NULL,
    shelf VARCHAR NOT NULL,
    retained INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    CONSTRAINT pk_stocktake_line PRIMARY KEY (stocktake, waybill)
);

CREATE TABLE verdict (
    waybill VARCHAR NOT NULL,
    carrier VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    CONSTRAINT pk_verdict PRIMARY KEY (waybill)
);

CREATE TABLE z_check (
    z INTEGER NOT NULL,
    expected_fen BIGINT NOT NULL,
    differs INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    CONSTRAINT pk_z_check PRIMARY KEY (z)
);

CREATE TABLE aside (
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    at_ms BIGINT NOT NULL,
    answered INTEGER NOT NULL,
    CONSTRAINT pk_aside PRIMARY KEY (position),
    CONSTRAINT fk_aside_position FOREIGN KEY(position) REFERENCES journal (position)
);

CREATE INDEX ix_aside_open ON aside (answered);

CREATE TABLE posting (
    position INTEGER NOT NULL,
    line INTEGER NOT NULL,
    debit VARCHAR NOT NULL,
    credit VARCHAR NOT NULL,
    fen BIGINT NOT NULL,
    day INTEGER NOT NULL,
    shift INTEGER NOT NULL,
    "by" VARCHAR NOT NULL,
    CONSTRAINT pk_posting PRIMARY KEY (position, line),
    CONSTRAINT ck_posting_positive CHECK (fen > 0),
    CONSTRAINT ck_posting_two_accounts CHECK (debit <> credit),
    CONSTRAINT fk_posting_position FOREIGN KEY(position) REFERENCES journal (position)
);

CREATE INDEX ix_posting_credit ON posting (credit, day, shift, fen);

CREATE INDEX ix_posting_debit ON posting (debit, day, shift, fen);
