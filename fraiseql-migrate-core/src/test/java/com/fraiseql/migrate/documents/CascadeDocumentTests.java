// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.CascadeRules;
import com.fraiseql.migrate.projection.cascade.CascadeFormat;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The story of {@code docs/cascade.md} is what happens. */
class CascadeDocumentTests {

    private static final String DOCUMENT = Documents.read("docs/cascade.md");
    private static final List<String> SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
            .matcher(DOCUMENT)
            .results()
            .map(block -> block.group(1))
            .toList();

    private static String rules(String... schema) {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(schema);
            return CascadeRules.shown(
                    new CascadeRules(database.dataSource())
                            .report(CascadeOptions.defaults())
                            .only("tb_user"),
                    CascadeFormat.TEXT);
        }
    }

    @Test
    void theExampleThatCannotWorkIsNamedInTheWordsOfTheDocument() {
        String found = rules(
                "CREATE TABLE tb_user (id UUID PRIMARY KEY); CREATE TABLE tb_post (id UUID PRIMARY KEY)", SQL.get(0));

        assertThat(found.lines().filter(line -> line.contains("which is NOT NULL")))
                .singleElement()
                .satisfies(line -> assertThat(DOCUMENT).contains("```\n" + line.strip() + "\n```"));
    }

    @Test
    void theRulesOfTheStoryAreThoseOfTheDocument() {
        String found = rules(
                "CREATE TABLE tb_user (id UUID PRIMARY KEY, username TEXT NOT NULL, email TEXT NOT NULL);"
                        + "CREATE TABLE tb_post (id UUID PRIMARY KEY, title TEXT,"
                        + " author_id UUID REFERENCES tb_user(id) ON DELETE SET NULL)",
                SQL.get(0).replace("author_id UUID NOT NULL", "author_id UUID"),
                "ALTER TABLE tb_comment ADD content TEXT",
                SQL.get(1));

        String shown = found.substring(0, found.indexOf("  truncate"));
        assertThat(DOCUMENT).contains("$ fraiseql migrate cascade tb_user\n" + shown + "```");
    }
}
