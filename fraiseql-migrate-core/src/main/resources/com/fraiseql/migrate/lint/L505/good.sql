ALTER TABLE tb_comment SET SCHEMA app;
CREATE VIEW tb_comment AS SELECT * FROM app.tb_comment;
