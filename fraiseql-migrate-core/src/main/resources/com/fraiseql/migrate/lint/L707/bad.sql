CREATE TABLE tb_event_rest PARTITION OF tb_event DEFAULT;
INSERT INTO tb_event VALUES (-1, '2030-01-01', 'seen');
