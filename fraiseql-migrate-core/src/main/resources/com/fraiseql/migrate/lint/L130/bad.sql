CREATE POLICY tb_post_public ON tb_post FOR SELECT USING (status = 'published');
