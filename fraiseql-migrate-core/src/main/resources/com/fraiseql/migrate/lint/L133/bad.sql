DROP TABLE tb_like;
