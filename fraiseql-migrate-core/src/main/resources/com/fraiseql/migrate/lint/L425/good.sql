DROP TRIGGER tb_comment_touch ON tb_comment;
