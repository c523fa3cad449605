-- file 001_check.sql
ALTER TABLE tb_event_2025 ADD CONSTRAINT tb_event_2025_range
    CHECK (happened_at >= '2025-01-01' AND happened_at < '2026-01-01') NOT VALID;
-- file 002_validate.sql
ALTER TABLE tb_event_2025 VALIDATE CONSTRAINT tb_event_2025_range;
-- file 003_attach.sql
ALTER TABLE tb_event ATTACH PARTITION tb_event_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE tb_event_2025 DROP CONSTRAINT tb_event_2025_range;
