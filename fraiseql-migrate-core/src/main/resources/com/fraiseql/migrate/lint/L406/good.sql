ALTER TABLE tb_post DROP CONSTRAINT tb_post_fk_editor_fkey;
ALTER TABLE tb_post DROP COLUMN fk_editor;
