CREATE TABLE tb_tag (id bigint PRIMARY KEY, views integer);
ALTER TABLE tb_tag ADD CONSTRAINT tb_tag_views_positive CHECK (views >= 0);
