ALTER TABLE tb_log ADD COLUMN kind text;
