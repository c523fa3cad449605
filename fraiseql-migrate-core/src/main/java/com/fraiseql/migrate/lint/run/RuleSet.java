// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.Finding.RuleName;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.options.LintOptions;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules that a review asks, and their levels. */
final class RuleSet {

    private final LintOptions options;
    private final @Nullable Integer version;
    private final List<Rule> wanted;

    /** @param connected the major version of the server that is connected; {@code null} if none is */
    RuleSet(LintOptions options, @Nullable Integer connected) {
        this.options = options;
        this.version = connected == null ? options.serverVersion() : connected;
        this.wanted = Rules.all().stream().filter(this::isWanted).toList();
    }

    private boolean isWanted(Rule rule) {
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

    List<Rule> wanted() {
        return wanted;
    }

    /** The server's major version; {@code null} if it is not known. */
    @Nullable
    Integer version() {
        return version;
    }
}
