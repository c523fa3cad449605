CREATE FUNCTION upper_in_c(text) RETURNS text LANGUAGE internal IMMUTABLE STRICT AS 'upper';
