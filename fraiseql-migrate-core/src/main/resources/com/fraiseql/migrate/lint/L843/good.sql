DELETE FROM tb_comment WHERE created_at < '2020-01-01';
