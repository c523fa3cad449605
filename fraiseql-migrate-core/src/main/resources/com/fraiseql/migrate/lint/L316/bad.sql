BEGIN;
SAVEPOINT before_column;
ALTER TABLE tb_post ADD COLUMN archived boolean;
ROLLBACK TO before_column;
COMMIT;
