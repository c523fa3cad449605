-- Migration 002: Demo authors
--
-- So that the first look at the application is not at empty lists.

INSERT INTO tb_user (email, username, full_name) VALUES
    ('ada@example.com', 'ada', 'Ada Lovelace'),
    ('grace@example.com', 'grace', 'Grace Hopper');

INSERT INTO tb_post (title, content, author_id, published)
SELECT 'Notes on the Analytical Engine', 'It might act upon other things besides number.', id, TRUE
FROM tb_user WHERE username = 'ada';

-- Rollback:
-- DELETE FROM tb_post WHERE author_id IN (SELECT id FROM tb_user WHERE username IN ('ada', 'grace'));
-- DELETE FROM tb_user WHERE username IN ('ada', 'grace');
