DROP INDEX tb_post_slug;
