CREATE FUNCTION half_of(n integer) RETURNS integer LANGUAGE sql AS 'SELECT half(n)';
