DROP FUNCTION half(integer);
