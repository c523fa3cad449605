ALTER TABLE tb_post ADD COLUMN fk_editor bigint REFERENCES tb_author (id);
