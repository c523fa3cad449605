// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rule;

import com.fraiseql.migrate.lint.Finding.RuleName;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a rule says of itself; its page and {@code --explain} are made of this.
 *
 * @param name its number and name
 * @param level its level unless an option gives another
 * @param text what its page says
 * @param versions the servers that it is about
 * @param scopes where it looks
 * @param commands the statements that it looks at; none if it looks at all of them
 * @param proofs what the server does with the bad example; none only for what no server can show
 */
public record RuleInfo(
        RuleName name,
        LintLevel level,
        Text text,
        Versions versions,
        Set<Step.Scope> scopes,
        Set<Class<? extends Command>> commands,
        List<Proof> proofs) {

    public RuleInfo {
        scopes = Set.copyOf(scopes);
        commands = Set.copyOf(commands);
        proofs = List.copyOf(proofs);
    }

    /** Whether it looks at statements of a kind, and may find something in them. */
    public boolean isAbout(Class<? extends Command> command) {
        return commands.isEmpty() || commands.contains(command);
    }

    /**
     * The page.
     *
     * @param title one sentence: what happens
     * @param why a paragraph: why that hurts
     * @param rewrite the safe way, as SQL to copy
     * @param source where PostgreSQL says so
     */
    public record Text(String title, String why, String rewrite, String source) {}

    /** The major versions of the server that a rule is about, both included. */
    public record Versions(int from, int to) {

        static final Versions ALL = new Versions(0, Integer.MAX_VALUE);

        public boolean include(int major) {
            return major >= from && major <= to;
        }
    }

    /** Begins a rule. */
    public static Builder of(String id, String name, LintLevel level) {
        return new Builder(new RuleName(id, name), level);
    }

    /** Collects what a rule says. */
    public static final class Builder {

        private final RuleName name;
        private final LintLevel level;
        private final List<Proof> proofs = new ArrayList<>();
        private final Set<Step.Scope> scopes = EnumSet.of(Step.Scope.FILE, Step.Scope.BLOCK);
        private Set<Class<? extends Command>> commands = Set.of();
        private Versions versions = Versions.ALL;
        private String title = "";
        private String why = "";
        private String rewrite = "";
        private String source = "";

        private Builder(RuleName name, LintLevel level) {
            this.name = name;
            this.level = level;
        }

        /** One sentence: what happens. */
        public Builder title(String sentence) {
            this.title = sentence;
            return this;
        }

        /** A paragraph: why that hurts. */
        public Builder why(String paragraph) {
            this.why = paragraph.strip();
            return this;
        }

        /** The safe way, as SQL to copy. */
        public Builder rewrite(String sql) {
            this.rewrite = sql.strip();
            return this;
        }

        /** The chapter of PostgreSQL's manual, or another source. */
        public Builder source(String where) {
            this.source = where;
            return this;
        }

        /** The first major version of the server that the rule is about. */
        public Builder since(int major) {
            this.versions = new Versions(major, versions.to());
            return this;
        }

        /** The last major version of the server that the rule is about. */
        public Builder until(int major) {
            this.versions = new Versions(versions.from(), major);
            return this;
        }

        /** The statements that the rule looks at; without this it is asked about every one. */
        @SafeVarargs
        public final Builder about(Class<? extends Command>... kinds) {
            Set<Class<? extends Command>> all = new HashSet<>();
            for (Class<? extends Command> kind : kinds) {
                all.add(kind);
            }
            return about(all);
        }

        /** The same, of kinds that several rules share. */
        public Builder about(Set<Class<? extends Command>> kinds) {
            this.commands = kinds;
            return this;
        }

        /** It also looks at what takes a migration back. */
        public Builder alsoInRollback() {
            scopes.add(Step.Scope.ROLLBACK);
            return this;
        }

        /** What the server does with the bad example. */
        public Builder proof(Proof proof) {
            proofs.add(proof);
            return this;
        }

        public RuleInfo build() {
            return new RuleInfo(name, level, new Text(title, why, rewrite, source), versions, scopes, commands, proofs);
        }
    }
}
