ALTER TABLE tb_comment ENABLE ROW LEVEL SECURITY;
CREATE POLICY tb_comment_read ON tb_comment FOR SELECT USING (fk_author > 0);
