UPDATE tb_post SET title = 'it''s WHERE id = 1;
