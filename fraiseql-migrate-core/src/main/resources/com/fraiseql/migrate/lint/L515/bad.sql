ALTER TYPE post_status RENAME TO status_of_post;
