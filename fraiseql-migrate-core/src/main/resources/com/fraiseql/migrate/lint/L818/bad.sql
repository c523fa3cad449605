ALTER TABLE tb_post ADD CHECK (views >= 1) NOT VALID;
