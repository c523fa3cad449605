// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.Finding.RuleName;
import com.fraiseql.migrate.lint.FoundTable;
import com.fraiseql.migrate.lint.LintReport;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.testsupport.Vocabulary;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What other tools read. */
class LintFormatTests {

    private static final Finding FINDING = new Finding(
            new RuleName("L101", "index-not-concurrent"),
            LintLevel.ERROR,
            new SourceLocation("db/ä b,1.sql", 3, 7),
            "",
            "Writers wait: 100%.",
            "Build it\nconcurrently.",
            new FoundTable(null, "tb_post", 12_345_678, 9L << 30));

    private static final Finding OF_A_FILE = new Finding(
            new RuleName("L326", "cannot-be-read"),
            LintLevel.WARNING,
            SourceLocation.file("/abs/x.sql"),
            "",
            "what",
            "do",
            null);

    private static JsonNode sarif(LintReport report) {
        return new ObjectMapper().readTree(Json.write(Sarif.of(report, "1")));
    }

    private static Set<String> names(JsonNode node) {
        return new TreeSet<>(node.propertyNames());
    }

    @Test
    void anAnnotationIsEscapedAsWorkflowsReadIt() {
        assertThat(Annotations.line(FINDING))
                .isEqualTo("::error file=db/ä b%2C1.sql,line=3,col=7,title=L101 index-not-concurrent::"
                        + "Writers wait: 100%25. (tb_post, 12 M rows, 9 GB)%0ABuild it%0Aconcurrently.");
        assertThat(Annotations.line(OF_A_FILE))
                .isEqualTo("::warning file=/abs/x.sql,title=L326 cannot-be-read::what%0Ado");
    }

    /** The required properties, types and values of the schema, as far as this output uses it. */
    @Test
    void sarifHasTheShapeOfItsSchema() {
        JsonNode log = sarif(new LintReport(2, List.of(FINDING, OF_A_FILE), List.of("x was not reviewed.")));
        assertThat(names(log)).containsExactly("$schema", "runs", "version");
        assertThat(log.get("version").asString()).isEqualTo("2.1.0");
        JsonNode run = log.get("runs").get(0);
        assertThat(names(run)).containsExactly("columnKind", "invocations", "results", "tool");
        assertThat(run.get("columnKind").asString()).isEqualTo("unicodeCodePoints");
        assertThat(names(run.get("tool"))).containsExactly("driver");
        JsonNode driver = run.get("tool").get("driver");
        assertThat(names(driver)).containsExactly("name", "rules", "version");
        JsonNode invocation = run.get("invocations").get(0);
        assertThat(invocation.get("executionSuccessful").isBoolean()).isTrue();
        assertThat(names(invocation.get("toolExecutionNotifications").get(0))).containsExactly("level", "message");
    }

    @Test
    void aRuleOfSarifIsAReportingDescriptor() {
        Set<String> ids = new TreeSet<>();
        for (JsonNode rule : sarif(new LintReport(0, List.of(), List.of())).at("/runs/0/tool/driver/rules")) {
            assertThat(names(rule))
                    .containsExactly(
                            "defaultConfiguration", "fullDescription", "help", "id", "name", "shortDescription");
            assertThat(rule.at("/defaultConfiguration/level").asString()).isIn("error", "warning", "note", "none");
            assertThat(names(rule.get("help"))).containsExactly("markdown", "text");
            for (String message : List.of("shortDescription", "fullDescription", "help")) {
                assertThat(rule.get(message).get("text").asString()).isNotBlank();
            }
            assertThat(ids.add(rule.get("id").asString())).as("ids are unique").isTrue();
        }
        assertThat(ids).contains("L101");
    }

    @Test
    void aResultOfSarifPointsToItsRuleAndPlace() {
        JsonNode log = sarif(new LintReport(2, List.of(FINDING, OF_A_FILE), List.of()));
        JsonNode results = log.at("/runs/0/results");
        JsonNode first = results.get(0);
        assertThat(names(first)).containsExactly("level", "locations", "message", "ruleId", "ruleIndex");
        assertThat(log.at("/runs/0/tool/driver/rules")
                        .get(first.get("ruleIndex").asInt())
                        .get("id")
                        .asString())
                .isEqualTo("L101");
        JsonNode place = first.at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asString()).isEqualTo("db/%C3%A4%20b,1.sql");
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(3);
        assertThat(place.at("/region/startColumn").asInt()).isEqualTo(7);
        JsonNode whole = results.get(1).at("/locations/0/physicalLocation");
        assertThat(names(whole)).containsExactly("artifactLocation");
        assertThat(whole.at("/artifactLocation/uri").asString()).isEqualTo("file:///abs/x.sql");
    }

    @Test
    void aFindingHasTheNamesOfTheVocabulary() {
        assertThat(LintJson.asMap(FINDING).keySet()).isEqualTo(Vocabulary.FINDING);
    }

    @Test
    void theSizeOfATableIsReadable() {
        assertThat(new FoundTable("blog", "tb_post", 1, 8192)).hasToString("blog.tb_post, 1 row, 8 kB");
        assertThat(new FoundTable(null, "t", 123_456, 50L << 20)).hasToString("t, 123 k rows, 50 MB");
        assertThat(new FoundTable(null, "t", 12_000_000_000L, 3L << 40)).hasToString("t, 12 G rows, 3 TB");
        assertThat(new FoundTable(null, "t", 1_250_000, 1_500_000)).hasToString("t, 1.2 M rows, 1.4 MB");
        assertThat(new FoundTable(null, "t", FoundTable.UNKNOWN, 0)).hasToString("t");
    }
}
