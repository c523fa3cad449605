CREATE INDEX tb_log_kind ON ONLY tb_log (kind);
CREATE INDEX CONCURRENTLY tb_log_2024_kind ON tb_log_2024 (kind);
ALTER INDEX tb_log_kind ATTACH PARTITION tb_log_2024_kind;
