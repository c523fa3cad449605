ALTER TABLE tb_comment DISABLE TRIGGER USER;
UPDATE tb_comment SET content = 'x' WHERE id = 1;
