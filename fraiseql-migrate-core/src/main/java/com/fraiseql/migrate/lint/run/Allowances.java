// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.Finding.RuleName;
import com.fraiseql.migrate.script.Directive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file allows with {@code -- fraiseql:allow}: above its first statement for the whole file, elsewhere for the
 * statement below.
 */
final class Allowances {

    private final List<Directive> ofFile = new ArrayList<>();
    private List<Directive> ofStatement = List.of();
    private final Map<Directive, Boolean> used = new LinkedHashMap<>();

    /** Goes on to a statement. */
    void next(boolean first, List<Directive> directives) {
        if (directives.isEmpty()) {
            ofStatement = directives;
            return;
        }
        List<Directive> allow = directives.stream()
                .filter(directive -> directive.name().equals(Directive.ALLOW))
                .toList();
        allow.forEach(directive -> used.putIfAbsent(directive, false));
        if (first) {
            ofFile.addAll(allow);
        }
        ofStatement = allow;
    }

    /** Whether a finding of the rule in the current statement is allowed, which uses the allowance. */
    boolean allow(RuleName rule) {
        return use(ofStatement, rule) || use(ofFile, rule);
    }

    private boolean use(List<Directive> directives, RuleName rule) {
        boolean any = false;
        for (Directive directive : directives) {
            if (directive.fault() == null
                    && rule.isMeantBy(directive.allowance().rule())) {
                used.put(directive, true);
                any = true;
            }
        }
        return any;
    }

    /** The directives that no finding has needed. */
    List<Directive> unused() {
        return used.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }
}
