ALTER TABLE tb_post RENAME COLUMN title TO headline;
