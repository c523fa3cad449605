CREATE TABLE tb_log (id bigint NOT NULL, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE tb_log_2024 PARTITION OF tb_log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE tb_log_rest PARTITION OF tb_log DEFAULT;
INSERT INTO tb_log SELECT i, date '2023-01-01' + i % 600, 'seen' FROM generate_series(1, 900) i;
