CLUSTER tb_post USING tb_post_slug;
