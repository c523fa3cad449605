CREATE TABLE tb_booking (room int4range, EXCLUDE USING gist (room WITH &&));
