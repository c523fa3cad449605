// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule finds its bad example and not its good one, and the server does with the bad one what the rule says.
 * {@code -Dlint.rule=L101,L111} asks for some rules only.
 */
class RuleProofTests {

    @RegisterExtension
    static final ProofServer server = new ProofServer();

    static Stream<Arguments> rules() {
        String wanted = System.getProperty("lint.rule", "");
        Set<String> ids = Set.of(wanted.split(","));
        return Rules.all().stream()
                .filter(rule ->
                        wanted.isEmpty() || ids.contains(rule.info().name().id()))
                .map(rule -> Arguments.of(rule.info().name().toString(), rule));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theBadExampleIsFoundAndTheGoodOneIsNot(String name, Rule rule) {
        Examples examples = Examples.of(rule.info().name());
        int from = rule.info().versions().from();
        Integer version = from == 0 ? null : from;

        assertThat(findings(rule, examples, examples.bad(), version))
                .as("findings of %s in bad.sql", name)
                .isNotEmpty();
        assertThat(findings(rule, examples, examples.good(), version))
                .as("findings of %s in good.sql", name)
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theServerDoesWhatTheRuleSays(String name, Rule rule) throws SQLException {
        Examples examples = Examples.of(rule.info().name());
        List<Proof> proofs = rule.info().proofs();
        assertThat(proofs).as("proofs of %s", name).isNotEmpty();

        try (TestDatabase database = server.database(examples)) {
            int major = ProofServer.major(database);
            if (!rule.info().versions().include(major)) {
                assertThat(findings(rule, examples, examples.bad(), major)).isEmpty();
                return;
            }
            TransactionProofs.check(database, examples.bad(), proofs);
            ProofServer.run(database, examples.good());
        }
        for (Proof proof : proofs) {
            CommittedProofs.check(server, examples, proof);
        }
    }

    @Test
    void everyRuleHasItsOwnNumberAndName() {
        List<Rule> all = Rules.all();

        assertThat(all)
                .extracting(rule -> rule.info().name().id())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("L\\d{3}"));
        assertThat(all)
                .extracting(rule -> rule.info().name().name())
                .doesNotHaveDuplicates()
                .allMatch(word -> word.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    private static List<Finding> findings(Rule rule, Examples examples, String example, @Nullable Integer version) {
        return Reviews.after(examples.setup(), version, Examples.files(example)).stream()
                .filter(finding -> finding.rule().equals(rule.info().name()))
                .toList();
    }
}
