CREATE TABLE tb_log (message text);
CREATE PUBLICATION changes FOR TABLE tb_log;
UPDATE tb_log SET message = 'x';
