-- file 001_check.sql
ALTER TABLE tb_log_rest ADD CONSTRAINT tb_log_rest_not_2025
    CHECK (at < '2025-01-01' OR at >= '2026-01-01') NOT VALID;
-- file 002_validate.sql
ALTER TABLE tb_log_rest VALIDATE CONSTRAINT tb_log_rest_not_2025;
-- file 003_partition.sql
CREATE TABLE tb_log_2025 PARTITION OF tb_log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
