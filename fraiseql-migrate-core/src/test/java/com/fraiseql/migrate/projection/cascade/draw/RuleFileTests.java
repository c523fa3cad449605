// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.CascadeRules;
import com.fraiseql.migrate.projection.cascade.CascadeDifference;
import com.fraiseql.migrate.projection.cascade.CascadeFormat;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.testsupport.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule file in a repository, and a database that has gone on. */
class RuleFileTests {

    private TestDatabase db;
    private CascadeRules rules;
    private String file;

    @BeforeEach
    void create() {
        db = TestDatabase.create();
        db.execute("""
                CREATE TABLE tb_user (id int PRIMARY KEY, name text);
                CREATE TABLE tb_post (id int PRIMARY KEY, author_id int REFERENCES tb_user ON DELETE SET NULL);
                CREATE VIEW v_post AS SELECT p.id, u.name FROM tb_post p LEFT JOIN tb_user u ON u.id = p.author_id;
                CREATE VIEW v_clock AS SELECT id, now() AS at FROM tb_post;""");
        rules = new CascadeRules(db.dataSource());
        file = CascadeRules.shown(rules.report(CascadeOptions.defaults()), CascadeFormat.JSON);
    }

    @AfterEach
    void drop() {
        db.close();
    }

    private CascadeDifference compare(String text) {
        return rules.compare("cascade.json", text, CascadeOptions.defaults());
    }

    @Test
    void whatHasJustBeenWrittenDiffersInNothing() {
        assertThat(compare(file).isEmpty()).isTrue();
    }

    @Test
    void neitherLayoutNorWordingCounts() {
        String other = file.replaceAll("\\s*\n\\s*", "")
                .replace("It gives something else later although", "Something else is given because");

        assertThat(other).isNotEqualTo(file);
        assertThat(compare(other).isEmpty()).isTrue();
    }

    @Test
    void anotherActionAndAnotherColumnAreNamed() {
        db.execute("""
                ALTER TABLE tb_post DROP CONSTRAINT tb_post_author_id_fkey,
                  ADD FOREIGN KEY (author_id) REFERENCES tb_user ON DELETE CASCADE;
                ALTER TABLE tb_user ADD email text;
                CREATE OR REPLACE VIEW v_post AS SELECT p.id, u.name, u.email FROM tb_post p
                  LEFT JOIN tb_user u ON u.id = p.author_id;""");

        CascadeDifference difference = compare(file);

        assertThat(difference.missing())
                .containsExactly("public.tb_user, delete: SET_NULL public.tb_post (author_id) by"
                        + " tb_post_author_id_fkey from public.tb_user");
        assertThat(difference.added())
                .contains(
                        "public.tb_user, delete: DELETE public.tb_post by tb_post_author_id_fkey from public.tb_user",
                        "public.tb_user, update of email: entity post from public.tb_user in public.v_post u:"
                                + " u.id = p.author_id, p.id = id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"format": 1, | cascade.json:1:14: This is no JSON: expected '"'.
            [1, 2]        | cascade.json has no rules: an object with a format is expected.
            {"format": 2} | cascade.json has the format 2, and this version knows 1 only.
            {"format": 1} | cascade.json lacks something that rules have.
            """)
    void whatIsNoRuleFileIsRefused(String text, String message) {
        assertThatThrownBy(() -> compare(text)).isInstanceOfSatisfying(MigrateException.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.UNREADABLE_FILE);
            assertThat(failure.getMessage()).contains(message);
        });
    }
}
