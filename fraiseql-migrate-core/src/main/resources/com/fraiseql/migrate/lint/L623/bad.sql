UPDATE pg_attribute SET atttypmod = 5 + 4 WHERE attrelid = 'tb_post'::regclass AND attname = 'slug';
