ALTER TABLE tb_post DROP COLUMN fk_editor;
