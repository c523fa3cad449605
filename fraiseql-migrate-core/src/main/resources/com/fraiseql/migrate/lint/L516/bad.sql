ALTER VIEW v_post RENAME TO v_article;
