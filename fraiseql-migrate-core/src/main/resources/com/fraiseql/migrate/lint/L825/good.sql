ALTER TABLE tb_post SET (autovacuum_vacuum_scale_factor = 0.01);
