// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.cascade.EntityChanged;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An application that caches users, posts and comments. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class CachedBlog {

    static final String SCHEMA = """
            CREATE TABLE tb_user (id bigint PRIMARY KEY, name text NOT NULL);
            CREATE TABLE tb_post (id bigint PRIMARY KEY, title text,
              author_id bigint REFERENCES tb_user ON DELETE SET NULL);
            CREATE TABLE tb_comment (id bigint PRIMARY KEY, content text,
              post_id bigint NOT NULL REFERENCES tb_post ON DELETE CASCADE);
            CREATE TABLE tb_tag (id bigint PRIMARY KEY, name text);
            CREATE TABLE tb_post_tag (post_id bigint REFERENCES tb_post ON DELETE CASCADE, tag_id bigint
              REFERENCES tb_tag, PRIMARY KEY (post_id, tag_id));
            CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('title', p.title, 'author', u.name, 'tags',
              (SELECT jsonb_agg(t.name ORDER BY t.id) FROM tb_post_tag pt JOIN tb_tag t ON t.id = pt.tag_id
               WHERE pt.post_id = p.id)) AS data FROM tb_post p LEFT JOIN tb_user u ON u.id = p.author_id;
            INSERT INTO tb_user VALUES (1, 'ada'), (2, 'bob'), (3, 'cleo');
            INSERT INTO tb_post VALUES (1, 'one', 1), (2, 'two', 1), (3, 'three', 2), (4, 'four', 3);
            INSERT INTO tb_comment VALUES (1, 'first', 1), (2, 'second', 3);
            INSERT INTO tb_tag VALUES (1, 'sql'), (2, 'java');
            INSERT INTO tb_post_tag VALUES (3, 1), (4, 2);
            """;

    static final String[] CACHES = {
        "fraiseql.migrate.cascade.caches.user=users",
        "fraiseql.migrate.cascade.caches.post=posts",
        "fraiseql.migrate.cascade.caches.comment=comments"
    };

    @Bean
    ConcurrentMapCacheManager cacheManager() {
        return new ConcurrentMapCacheManager();
    }

    @Bean
    Reads reads(JdbcTemplate jdbc) {
        return new Reads(jdbc);
    }

    @Bean
    Heard heard() {
        return new Heard();
    }

    @Bean
    TransactionTemplate transactions(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    /** What is cached. */
    static class Reads {

        private final JdbcTemplate jdbc;

        Reads(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Cacheable("posts")
        public String post(long id) {
            return one("SELECT data::text FROM v_post WHERE id = ?", id);
        }

        @Cacheable("users")
        public String user(long id) {
            return one("SELECT name FROM tb_user WHERE id = ?", id);
        }

        @Cacheable("comments")
        public String comment(long id) {
            return one("SELECT content FROM tb_comment WHERE id = ?", id);
        }

        private String one(String sql, long id) {
            return String.join("", jdbc.queryForList(sql, String.class, id));
        }
    }

    /** The events that an application gets. */
    static class Heard {

        final List<EntityChanged> events = new CopyOnWriteArrayList<>();

        @EventListener
        void on(EntityChanged event) {
            events.add(event);
        }
    }

    /** Fills the caches. */
    static void warm(Reads reads) {
        for (long id = 1; id <= 4; id++) {
            reads.post(id);
        }
        for (long id = 1; id <= 3; id++) {
            reads.user(id);
        }
        reads.comment(1);
        reads.comment(2);
    }

    /** What is cached, for instance {@code posts 1}. */
    static Set<String> cached(CacheManager manager) {
        Set<String> found = new TreeSet<>();
        for (String name : List.of("posts", "users", "comments")) {
            Cache cache = manager.getCache(name);
            for (long id = 1; id <= 4; id++) {
                if (cache != null && cache.get(id) != null) {
                    found.add(name + " " + id);
                }
            }
        }
        return found;
    }
}
