ALTER TABLE tb_post SET (autovacuum_enabled = false);
