ALTER TABLE tb_comment ADD COLUMN fk_reply bigint REFERENCES tb_post (id);
