ALTER TABLE tb_comment RENAME TO tb_remark;
CREATE VIEW tb_comment AS SELECT * FROM tb_remark;
