ALTER TABLE tb_comment RENAME TO tb_remark;
