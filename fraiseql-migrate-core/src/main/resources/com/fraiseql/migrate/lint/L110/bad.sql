ALTER TABLE tb_post ADD CONSTRAINT tb_post_title_excl EXCLUDE USING btree (title WITH =);
