DELETE FROM tb_comment WHERE true;
