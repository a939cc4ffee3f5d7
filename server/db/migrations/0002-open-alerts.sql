-- A check-in closes the calls for help before it, and a repeated alert is found again: both look at a terminal's open ones.
create index alert_open on alert (region_code, terminal_id) where acknowledged_at is null;
