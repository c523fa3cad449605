CREATE FUNCTION count_posts() RETURNS bigint LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS 'SELECT count(*) FROM tb_post';
