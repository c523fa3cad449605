DO $$
BEGIN
    EXECUTE 'ALTER TABLE tb_post ADD COLUMN archived boolean';
    EXECUTE format('ALTER TABLE %I ADD COLUMN archived boolean', 'tb_comment');
END
$$;
