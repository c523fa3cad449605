// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.lint.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the files tell of read tables, their views and their base tables. */
class ReadTableTests {

    private static final String BLOG = """
            CREATE TABLE tb_post (id bigint PRIMARY KEY, fk_author bigint, title text);
            CREATE TABLE tb_author (id bigint PRIMARY KEY, name text);
            CREATE VIEW v_author AS SELECT id, name FROM tb_author;
            CREATE VIEW v_post AS SELECT p.id, a.name FROM tb_post p JOIN v_author a ON a.id = p.fk_author;
            CREATE TABLE tv_post (id bigint PRIMARY KEY, name text);
            CREATE INDEX tb_post_author ON tb_post (fk_author);
            """;

    @Test
    void aViewThatReadsAViewReadsItsBaseTable() {
        assertThat(afterwards("ALTER TABLE tb_author DISABLE TRIGGER ALL;")).containsExactly("L844");
        assertThat(afterwards("ALTER TABLE tb_other DISABLE TRIGGER ALL;")).isEmpty();
    }

    @Test
    void aReadTableOfTheSameFilesMayBeFilled() {
        assertThat(alone(BLOG + "INSERT INTO tv_post SELECT * FROM v_post;")).isEmpty();
        assertThat(afterwards("INSERT INTO tv_post SELECT * FROM v_post;")).containsExactly("L846");
    }

    @Test
    void aLaterStatementOfTheFileMayGiveTheKeyOrTheIndex() {
        assertThat(alone("CREATE TABLE tv_post (id bigint);")).containsExactly("L848");
        assertThat(alone("CREATE TABLE tv_post (id bigint); ALTER TABLE tv_post ADD PRIMARY KEY (id);"))
                .isEmpty();
        assertThat(alone(BLOG.replace("CREATE INDEX", "-- CREATE INDEX"))).containsExactly("L845");
    }

    private static List<String> alone(String pending) {
        return ids(Reviews.after(null, null, List.of(pending)));
    }

    private static List<String> afterwards(String pending) {
        return ids(Reviews.after(BLOG, null, List.of(pending)));
    }

    private static List<String> ids(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.rule().id())
                .filter(id -> id.startsWith("L84") || id.startsWith("L85"))
                .toList();
    }
}
