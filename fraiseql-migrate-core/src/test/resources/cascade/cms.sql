-- Pages with versions and translations: generated columns, natural keys that are passed on.
CREATE TABLE tb_locale (code text PRIMARY KEY, name text);
CREATE TABLE tb_site (id int PRIMARY KEY, host text, fallback text REFERENCES tb_locale ON DELETE SET NULL ON UPDATE CASCADE);
CREATE TABLE tb_page (id int PRIMARY KEY, site_id int NOT NULL REFERENCES tb_site ON DELETE CASCADE, slug text, path text GENERATED ALWAYS AS ('/' || slug) STORED);
CREATE TABLE tb_translation (page_id int REFERENCES tb_page ON DELETE CASCADE ON UPDATE CASCADE, locale text REFERENCES tb_locale ON DELETE CASCADE ON UPDATE CASCADE,
  title text, body text, words int GENERATED ALWAYS AS (length(body)) STORED, PRIMARY KEY (page_id, locale));
CREATE TABLE tb_version (page_id int, locale text, no int, title text, PRIMARY KEY (page_id, locale, no),
  FOREIGN KEY (page_id, locale) REFERENCES tb_translation ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE tb_asset (id int PRIMARY KEY, page_id int REFERENCES tb_page ON DELETE SET NULL ON UPDATE SET NULL, url text);
CREATE VIEW v_page AS SELECT p.id, p.path, s.host, (SELECT jsonb_object_agg(t.locale, t.words ORDER BY t.locale) FROM tb_translation t WHERE t.page_id = p.id) AS words,
  (SELECT count(*) FROM tb_asset a WHERE a.page_id = p.id) AS assets FROM tb_page p JOIN tb_site s ON s.id = p.site_id;
CREATE VIEW v_translation AS SELECT t.page_id, t.locale, t.title, l.name, (SELECT max(v.no) FROM tb_version v WHERE v.page_id = t.page_id AND v.locale = t.locale) AS version
  FROM tb_translation t JOIN tb_locale l ON l.code = t.locale;
CREATE VIEW v_site AS SELECT s.id, s.host, l.name AS locale, (SELECT string_agg(p.path, ' ' ORDER BY p.id) FROM tb_page p WHERE p.site_id = s.id) AS sitemap
  FROM tb_site s LEFT JOIN tb_locale l ON l.code = s.fallback;
CREATE VIEW v_locale AS SELECT l.code, l.name, sum(t.words) AS words FROM tb_locale l LEFT JOIN tb_translation t ON t.locale = l.code GROUP BY l.code, l.name;
CREATE VIEW v_search AS SELECT p.id, p.slug AS text FROM tb_page p UNION ALL SELECT t.page_id, t.title FROM tb_translation t;
