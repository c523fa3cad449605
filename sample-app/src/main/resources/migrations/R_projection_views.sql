-- What the query side is: tv_x equals v_x after every commit. So there is no now() here, and every array has an order
-- in which no two elements are equal.
-- Repeatable: runs again whenever this file changes.

CREATE OR REPLACE VIEW v_user AS
SELECT
    u.id,
    jsonb_build_object(
        'id', u.id,
        'email', u.email,
        'username', u.username,
        'fullName', u.full_name,
        'bio', p.bio,
        'createdAt', u.created_at,
        'postCount', (SELECT count(*) FROM tb_post WHERE author_id = u.id)
    ) AS data,
    u.created_at AS updated_at
FROM tb_user u
LEFT JOIN tb_user_profile p ON p.user_id = u.id;

CREATE OR REPLACE VIEW v_comment AS
SELECT
    c.id,
    jsonb_build_object(
        'id', c.id,
        'postId', c.post_id,
        'content', c.content,
        'createdAt', c.created_at,
        'author', jsonb_build_object('id', u.id, 'username', u.username, 'fullName', u.full_name)
    ) AS data,
    c.updated_at
FROM tb_comment c
JOIN tb_user u ON u.id = c.author_id;

CREATE OR REPLACE VIEW v_post AS
SELECT
    p.id,
    jsonb_build_object(
        'id', p.id,
        'title', p.title,
        'content', p.content,
        'status', p.status,
        'category', k.name,
        'createdAt', p.created_at,
        'author', jsonb_build_object('id', u.id, 'username', u.username, 'fullName', u.full_name),
        'comments', COALESCE(
            (SELECT jsonb_agg(v.data ORDER BY c.created_at, c.id)
             FROM tb_comment c JOIN v_comment v ON v.id = c.id
             WHERE c.post_id = p.id),
            '[]'::jsonb)
    ) AS data,
    p.created_at AS updated_at
FROM tb_post p
JOIN tb_user u ON u.id = p.author_id
LEFT JOIN tb_category k ON k.id = p.category_id;
