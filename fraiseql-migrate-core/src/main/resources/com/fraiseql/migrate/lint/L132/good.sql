COMMENT ON TABLE tb_post IS 'the posts of the blog';
