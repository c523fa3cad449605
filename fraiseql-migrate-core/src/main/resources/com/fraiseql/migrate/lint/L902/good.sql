GRANT SELECT ON tb_post TO pg_monitor;
