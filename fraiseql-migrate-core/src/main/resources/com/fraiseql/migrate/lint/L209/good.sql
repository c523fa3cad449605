ALTER TABLE tb_post ADD COLUMN price numeric DEFAULT 0;
ALTER TABLE tb_post ADD CONSTRAINT tb_post_price_check CHECK (price >= 0) NOT VALID;
