// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A claim that the server contradicts fails the build. */
class FalseProofTests {

    @RegisterExtension
    static final ProofServer server = new ProofServer();

    private static final String HARMLESS = "ALTER TABLE tb_post ADD COLUMN archived boolean;";

    static Stream<Proof> claimsAboutTheTransaction() {
        return Stream.of(
                new Proof.TakesLock("tb_post", LockLevel.SHARE),
                new Proof.TakesLock("tb_comment", LockLevel.SHARE),
                new Proof.Blocks("UPDATE tb_comment SET content = 'x' WHERE id = 1"),
                new Proof.Scans("tb_post"),
                new Proof.Rewrites("tb_post"),
                new Proof.RebuildsIndex("tb_post_slug"));
    }

    static Stream<Proof> claimsAboutTheResult() {
        return Stream.of(
                new Proof.Fails("25001"),
                new Proof.Breaks("SELECT title FROM tb_post WHERE id = 1", "42703"),
                new Proof.BreaksPrepared("SELECT title FROM tb_post WHERE id = 1", "0A000"),
                new Proof.FailsWhile("SELECT 1 FROM tb_comment LIMIT 1", "55P03", "SELECT 1", "1"),
                new Proof.LosesRows("tb_post"),
                new Proof.AsksFor("tb_post", LockLevel.SHARE),
                new Proof.Observes("SELECT count(*) FROM tb_post", "0"),
                new Proof.Changes("SELECT count(*) FROM tb_post", "500", "0"));
    }

    @ParameterizedTest
    @MethodSource("claimsAboutTheTransaction")
    void aFalseClaimAboutTheTransactionFails(Proof claim) throws SQLException {
        Examples examples = new Examples(null, HARMLESS, HARMLESS);
        try (TestDatabase database = server.database(examples)) {
            assertThatThrownBy(() -> TransactionProofs.check(database, HARMLESS, List.of(claim)))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @MethodSource("claimsAboutTheResult")
    void aFalseClaimAboutTheResultFails(Proof claim) {
        assertThatThrownBy(() -> CommittedProofs.check(server, new Examples(null, HARMLESS, HARMLESS), claim))
                .isInstanceOf(AssertionError.class);
    }
}
