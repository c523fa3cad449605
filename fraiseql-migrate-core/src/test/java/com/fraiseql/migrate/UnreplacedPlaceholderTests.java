// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.MigrateException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A placeholder that stays in the file is named, and not only the dollar sign that the server stumbles over. */
class UnreplacedPlaceholderTests extends EngineTest {

    @Test
    void withoutAnyPlaceholderConfigured() {
        files.add("001_a.sql", "CREATE TABLE ${tableName} (id int);");
        MigrateException failure = upFails();
        assertThat(failure.render())
                .contains("${tableName} is not replaced: there is no fraiseql.migrate.placeholders.tableName.");
        assertThat(failure.action())
                .contains("--placeholder tableName=VALUE (fraiseql.migrate.placeholders.tableName)");
    }

    @Test
    void aNameThatDiffersInCapitalsIsNamed() {
        options = options.withPlaceholders(Map.of("tablename", "tb_a", "other", "x"));
        files.add("001_a.sql", "CREATE TABLE ${tableName} (id int);");
        assertThat(upFails().render())
                .contains("there is fraiseql.migrate.placeholders.tablename, and capitals count")
                .doesNotContain("placeholders.other");
    }

    @Test
    void inAQuotedName() {
        files.add("001_a.sql", "ALTER TABLE \"${tableName}\" ADD x int;");
        assertThat(upFails().render()).contains("there is no fraiseql.migrate.placeholders.tableName.");
    }

    @Test
    void anotherFailureOfAStatementThatHasSuchATextIsNotAboutIt() {
        files.add("001_a.sql", "CREATE TABLE a AS SELECT '${name}' AS t FROM nowhere;");
        assertThat(upFails().render()).doesNotContain("placeholders");
    }
}
