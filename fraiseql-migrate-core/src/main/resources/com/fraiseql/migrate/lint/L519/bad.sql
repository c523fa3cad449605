ALTER FUNCTION half(integer) RENAME TO half_of;
