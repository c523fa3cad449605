DROP TABLE tb_draft;
