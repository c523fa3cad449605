REVOKE SELECT ON tb_post FROM pg_monitor;
