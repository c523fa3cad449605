CREATE POLICY tb_comment_all ON tb_comment USING (true);
