ALTER TABLE tb_comment SET SCHEMA app;
