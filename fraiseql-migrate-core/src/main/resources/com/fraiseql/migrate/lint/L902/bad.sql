GRANT ALL ON tb_post TO pg_monitor;
