SELECT setval('tb_tag_id_seq', (SELECT max(id) FROM tb_tag));
