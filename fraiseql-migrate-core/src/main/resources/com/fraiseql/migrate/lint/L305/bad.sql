SET idle_in_transaction_session_timeout = 0;
ALTER TABLE tb_post ADD COLUMN archived boolean;
