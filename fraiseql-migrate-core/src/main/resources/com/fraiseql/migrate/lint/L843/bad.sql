TRUNCATE tb_comment;
