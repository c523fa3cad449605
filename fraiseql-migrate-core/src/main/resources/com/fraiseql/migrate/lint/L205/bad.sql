ALTER TABLE tb_post ADD COLUMN token uuid DEFAULT gen_random_uuid();
