UPDATE tv_comment SET data = '{}' WHERE id = 1;
