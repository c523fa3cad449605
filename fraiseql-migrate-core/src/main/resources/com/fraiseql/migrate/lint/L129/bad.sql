ALTER TABLE tb_comment DISABLE TRIGGER tb_comment_touch;
