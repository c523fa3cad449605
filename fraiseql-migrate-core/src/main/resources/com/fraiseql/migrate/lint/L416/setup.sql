GRANT SELECT ON v_post TO pg_monitor;
