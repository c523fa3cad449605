// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.script.Traits.Kind;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.List;

/** The {@link Traits} of the statements that begin with ALTER. */
final class AlterTraits {

    private AlterTraits() {}

    /** From behind the first word. */
    static Traits of(TokenCursor words) {
        Token object = words.take();
        return switch (object.upper()) {
            case "SYSTEM" -> Traits.standalone(Kind.REPEATABLE_MAINTENANCE);
            case "DATABASE" -> {
                words.qualifiedName();
                yield words.accept("SET", "TABLESPACE") && !words.peek().isAny("=", "TO")
                        ? Traits.standalone(Kind.REPEATABLE_MAINTENANCE)
                        : TraitsFinder.kind(Kind.REPEATABLE_MAINTENANCE);
            }
            case "SUBSCRIPTION" -> subscription(words);
            case "TABLE" -> table(words);
            case "INDEX" -> Traits.ORDINARY.withStrongLock(words.mentions("ATTACH", "TABLESPACE", "OWNER"));
            case "TYPE" -> Traits.ORDINARY.withStrongLock(words.mentions("ATTRIBUTE"));
            case "DOMAIN" -> {
                words.qualifiedName();
                yield Traits.ORDINARY.withStrongLock(words.accept("SET", "NOT")
                        || words.peek().is("VALIDATE")
                        || (words.peek().is("ADD") && !words.mentions("VALID")));
            }
            case "VIEW", "MATERIALIZED", "SEQUENCE", "FOREIGN", "POLICY", "TRIGGER", "RULE", "EXTENSION" ->
                Traits.ORDINARY.withStrongLock(true);
            default -> Traits.ORDINARY;
        };
    }

    private static Traits subscription(TokenCursor words) {
        words.qualifiedName();
        if (words.accept("REFRESH")) {
            return Traits.standalone(Kind.REPEATABLE_MAINTENANCE);
        }
        boolean set = words.peek().is("SET");
        if (words.acceptAny("SET", "ADD", "DROP") && words.accept("PUBLICATION")) {
            while (!words.done() && !words.accept("WITH")) {
                words.take();
            }
            return TokenCursor.option(words.list(), "refresh", true)
                    ? Traits.standalone(set ? Kind.REPEATABLE_MAINTENANCE : Kind.OTHER)
                    : Traits.ORDINARY;
        }
        if (set) {
            List<List<Token>> options = words.list();
            if (TokenCursor.has(options, "failover") || TokenCursor.has(options, "two_phase")) {
                return Traits.standalone(Kind.REPEATABLE_MAINTENANCE);
            }
        }
        return Traits.ORDINARY;
    }

    private static Traits table(TokenCursor words) {
        words.accept("IF", "EXISTS");
        words.accept("ONLY");
        words.qualifiedName();
        words.accept("*");
        if (words.accept("DETACH", "PARTITION")) {
            words.qualifiedName();
            return words.peek().is("CONCURRENTLY")
                    ? Traits.standalone(Kind.DETACH_CONCURRENTLY)
                    : Traits.ORDINARY.withStrongLock(true);
        }
        return Traits.ORDINARY.withStrongLock(!words.clauses().stream().allMatch(AlterTraits::isWeak));
    }

    /** The forms of ALTER TABLE that take SHARE UPDATE EXCLUSIVE. */
    private static boolean isWeak(List<Token> clause) {
        TokenCursor words = new TokenCursor(clause);
        if (words.accept("VALIDATE", "CONSTRAINT")
                || words.accept("CLUSTER", "ON")
                || words.accept("SET", "WITHOUT", "CLUSTER")) {
            return true;
        }
        if (words.accept("SET", "(") || words.accept("RESET", "(")) {
            // the one option that changes what the planner may do with the table
            return !words.mentions("user_catalog_table");
        }
        if (words.accept("ALTER")) {
            words.accept("COLUMN");
            words.take();
            return words.accept("SET", "STATISTICS") || words.accept("SET", "(") || words.accept("RESET", "(");
        }
        return false;
    }
}
