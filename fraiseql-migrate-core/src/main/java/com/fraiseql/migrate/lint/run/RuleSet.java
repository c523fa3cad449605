// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.lint.Finding.RuleName;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.RuleInfo;
import com.fraiseql.migrate.lint.rule.Step.Scope;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.options.LintOptions;
import com.fraiseql.migrate.sql.Command;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The rules that a review asks, and their levels. */
final class RuleSet {

    private final LintOptions options;
    private final @Nullable Integer version;
    private final List<Rule> wanted;
    private final BiPredicate<RuleInfo, Class<? extends Command>> isAbout;
    private final Map<Scope, Map<Class<?>, Rule[]>> asked = new EnumMap<>(Scope.class);

    /** @param connected the major version of the server that is connected; {@code null} if none is */
    RuleSet(LintOptions options, @Nullable Integer connected) {
        this(options, connected, RuleInfo::isAbout);
    }

    /** @param isAbout which rules to ask about which statements; a test asks all about all */
    RuleSet(LintOptions options, @Nullable Integer connected, BiPredicate<RuleInfo, Class<? extends Command>> isAbout) {
        this.options = options;
        this.isAbout = isAbout;
        options.levels().keySet().forEach(RuleSet::require);
        this.version = connected == null ? options.serverVersion() : connected;
        this.wanted = Rules.all().stream().filter(this::asks).toList();
        for (Scope scope : Scope.values()) {
            asked.put(scope, new HashMap<>());
        }
    }

    private static void require(String word) {
        if (Rules.named(word).isEmpty()) {
            throw new MigrateException(
                    FailureCode.BAD_CONFIGURATION,
                    "There is no lint rule " + word.toUpperCase(Locale.ROOT) + ".",
                    "Correct its number or name in the levels of the linter; docs/lint/README.md lists all rules.");
        }
    }

    /** Whether a rule is asked: it is not off, and the server may be one that it is about. */
    boolean asks(Rule rule) {
        return level(rule) != LintLevel.OFF
                && (version == null || rule.info().versions().include(version));
    }

    /** The level that the options give to a rule, or its own. */
    LintLevel level(Rule rule) {
        RuleName name = rule.info().name();
        LintLevel byNumber = options.levels().get(name.id().toLowerCase(Locale.ROOT));
        return byNumber != null
                ? byNumber
                : options.levels().getOrDefault(name.name(), rule.info().level());
    }

    /** The rules to ask about a statement, wherever it stands: those that look at its kind. */
    Rule[] about(Command command, Scope scope) {
        Map<Class<?>, Rule[]> here = Objects.requireNonNull(asked.get(scope));
        Rule[] known = here.get(command.getClass());
        if (known == null) {
            known = about(command.getClass(), scope);
            here.put(command.getClass(), known);
        }
        return known;
    }

    private Rule[] about(Class<? extends Command> kind, Scope scope) {
        return wanted.stream()
                .filter(rule -> rule.info().scopes().contains(scope) && isAbout.test(rule.info(), kind))
                .toArray(Rule[]::new);
    }

    /** The server's major version; {@code null} if it is not known. */
    @Nullable
    Integer version() {
        return version;
    }
}
