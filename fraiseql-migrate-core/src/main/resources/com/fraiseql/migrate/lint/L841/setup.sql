CREATE TABLE tb_log (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE tb_log_2024 PARTITION OF tb_log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE tb_log_2025 (id bigint NOT NULL, at date NOT NULL);
INSERT INTO tb_log_2024 SELECT i, '2024-05-01' FROM generate_series(1, 100) i;
INSERT INTO tb_log_2025 SELECT i, '2025-05-01' FROM generate_series(101, 200) i;
CREATE VIEW v_log AS SELECT id, jsonb_build_object('at', at) AS data FROM tb_log;
CREATE TABLE tv_log (id bigint PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_log SELECT id, data FROM v_log;
CREATE FUNCTION sync_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tv_log SELECT v.id, v.data FROM v_log v JOIN changed c ON c.id = v.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER sync_insert AFTER INSERT ON tb_log REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sync_log();
