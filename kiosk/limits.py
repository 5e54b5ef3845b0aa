"""Every bound has one name and one home; the unit comes last.

What the county may change is catalogue data, not here: these are the walls of the house.
"""

# People and forms
name_chars_max = 60
nickname_chars_max = 20
household_chars_max = 20
phone_chars_max = 20
address_chars_max = 120
note_chars_max = 300
search_chars_max = 60
scan_chars_max = 512
waybill_chars_max = 40
code_chars_max = 16
pin_digits_min = 4
pin_digits_max = 8
pin_tries_max = 5
pin_lock_s = 60

# The parcel counter
undo_window_s = 600  # after that an intake is corrected, not undone
marks_max = 8
basket_parcels_max = 30
fee_count_max = 99

# Lists on a screen
rows_max = 500
search_rows_max = 60

# The journal and the wire
event_bytes_max = 64 * 1024
envelope_bytes_max = 32 * 1024
envelope_records_max = 2_000
exchange_bytes_max = 4 * 1024 * 1024
decisions_page_max = 500
attachment_bytes_max = 8 * 1024 * 1024

# Money
amount_fen_max = 10_000_000  # 100,000 yuan: no counter takes more in one go
face_count_max = 9_999  # of one note or coin in a drawer
bank_slip_chars_max = 40

# Payments
account_chars_max = 40
card_chars_max = 40
bills_at_once_max = 24  # two years of months
statement_lines_max = 2_000  # of one part; more is no part of a statement, and is set aside as a whole
statement_text_chars_max = 120
statement_rows_max = 12  # readings and tiers of one bill
same_again_s = 60  # the very same payment within it is asked about

# Petitions
petition_summary_chars_max = 80
petition_text_chars_max = 20_000
petition_record_bytes_max = 62_000  # of an event, so that one of 20,000 characters still fits
petition_answers_max = 20
petition_links_max = 10
petition_attachments_max = 20
petition_drafts_max = 50
voice_s_max = 30 * 60  # of one recording; as Opus 3 MB
query_tries_max = 5  # wrong tails or codes for one number
query_lock_s = 60  # doubled each further time

# Slips
slip_blocks_max = 400
slip_text_chars_max = 2_000
spool_tries_max = 3

# The store
backup_files_keep = 7
backup_every_h = 20  # hours; a PC that is switched on in the morning makes one each day
clock_jump_days_max = 45  # a business date further ahead than this is asked about, not believed

reports_keep = 50  # of bugs; each is some kilobytes

# The counter
keep_days_max = 60  # 暂存: nobody's parcel is a tenant
batch_lines_max = 600  # a van; twice as many numbers of 40 characters still fit in one event
stocktake_lines_max = 2_000  # of one stock-take: a larger point counts shelf by shelf
destroyed_letters_max = 500

# What the screen warns about
unsent_stale_h = 24  # unsent for longer, and it is 久未同步
silent_stale_h = 72  # everything sent, but nothing heard from the county for longer
disk_free_mb_min = 300  # below, the counter asks for room
