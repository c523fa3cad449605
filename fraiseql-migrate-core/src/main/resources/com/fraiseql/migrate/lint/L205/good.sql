ALTER TABLE tb_post ADD COLUMN token uuid;
ALTER TABLE tb_post ALTER COLUMN token SET DEFAULT gen_random_uuid();
