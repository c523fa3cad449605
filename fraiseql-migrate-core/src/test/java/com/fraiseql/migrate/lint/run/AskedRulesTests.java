// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.catalog.Catalog;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.options.LintOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A rule is asked about the statements that it names, and the others must hold nothing for it. */
class AskedRulesTests {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern LOOKS_FOR = Pattern.compile("step\\.command\\(\\)\\s+instanceof\\s+Command\\.(\\w+)");

    private final RuleSet some = new RuleSet(LintOptions.defaults(), null);
    private final RuleSet all = new RuleSet(LintOptions.defaults(), null, (rule, command) -> true);

    @Test
    void askingEveryRuleAboutEveryStatementOfTheExamplesFindsNoMore() {
        for (Rule rule : Rules.all()) {
            Examples examples = Examples.of(rule.info().name());
            for (String example : List.of(examples.bad(), examples.good())) {
                List<String> files = new ArrayList<>(before(examples));
                files.addAll(Examples.files(example));
                for (boolean together : new boolean[] {true, false}) {
                    assertThat(findings(some, files, together))
                            .as(rule.info().name().toString())
                            .isEqualTo(findings(all, files, together));
                }
            }
        }
    }

    @Test
    void norDoesItWhereEachExampleFollowsAllOthers() {
        List<String> files = new ArrayList<>();
        for (Rule rule : Rules.all()) {
            Examples examples = Examples.of(rule.info().name());
            files.addAll(before(examples));
            files.addAll(Examples.files(examples.good()));
            files.addAll(Examples.files(examples.bad()));
        }

        assertThat(findings(some, files, true)).hasSizeGreaterThan(200).isEqualTo(findings(all, files, true));
    }

    @Test
    void aRuleNamesTheStatementsThatItsCodeLooksFor() throws IOException {
        for (Rule rule : Rules.all()) {
            Set<String> named =
                    rule.info().commands().stream().map(Class::getSimpleName).collect(Collectors.toSet());
            if (!named.isEmpty()) {
                String code = Files.readString(
                        SOURCES.resolve(rule.getClass().getName().replace('.', '/') + ".java"));
                List<String> looksFor = LOOKS_FOR
                        .matcher(code)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
                assertThat(named).as(rule.info().name().toString()).containsAll(looksFor);
            }
        }
    }

    private static List<String> before(Examples examples) {
        return examples.setup() == null ? List.of(Examples.tables()) : List.of(Examples.tables(), examples.setup());
    }

    /** @param together whether the files are pending together, or each after what has been applied */
    private static List<Finding> findings(RuleSet rules, List<String> files, boolean together) {
        Catalog known = new Catalog();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            FileReview review = new FileReview(
                    rules,
                    known,
                    new LintFile(Reviews.text(i + ".sql", files.get(i)), Map.of(), together ? 1 : i, true));
            review.run();
            findings.addAll(review.findings());
        }
        return findings;
    }
}
