ALTER TABLE tb_post SET TABLESPACE pg_default;
