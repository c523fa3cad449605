CREATE INDEX CONCURRENTLY tb_log_kind ON tb_log (kind);
