// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of object that CREATE, ALTER and DROP know, by their words in PostgreSQL's grammar. */
public enum ObjectKind {
    ACCESS_METHOD,
    AGGREGATE,
    CAST,
    COLLATION,
    CONVERSION,
    DATABASE,
    DEFAULT_PRIVILEGES,
    DOMAIN,
    EVENT_TRIGGER,
    EXTENSION,
    FOREIGN_DATA_WRAPPER,
    FOREIGN_TABLE,
    FUNCTION,
    GROUP,
    INDEX,
    LANGUAGE,
    LARGE_OBJECT,
    MATERIALIZED_VIEW,
    OPERATOR,
    OPERATOR_CLASS,
    OPERATOR_FAMILY,
    OWNED,
    POLICY,
    PROCEDURE,
    PUBLICATION,
    ROLE,
    ROUTINE,
    RULE,
    SCHEMA,
    SEQUENCE,
    SERVER,
    STATISTICS,
    SUBSCRIPTION,
    SYSTEM,
    TABLE,
    TABLESPACE,
    TEXT_SEARCH_CONFIGURATION,
    TEXT_SEARCH_DICTIONARY,
    TEXT_SEARCH_PARSER,
    TEXT_SEARCH_TEMPLATE,
    TRANSFORM,
    TRIGGER,
    TYPE,
    USER,
    USER_MAPPING,
    VIEW;

    /** By the first word; where one is the beginning of another, the longer one comes first. */
    private static final Map<String, List<ObjectKind>> BY_FIRST_WORD = Arrays.stream(values())
            .sorted(Comparator.comparingInt((ObjectKind kind) -> -kind.words.length))
            .collect(Collectors.groupingBy(kind -> kind.words[0]));

    /** An array for {@link TokenCursor#accept}; nothing changes it. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final String[] words = name().split("_", -1);

    /** Goes past the words of a kind if they are next. */
    static @Nullable ObjectKind take(TokenCursor cursor) {
        if (cursor.accept("PROCEDURAL", "LANGUAGE")) {
            return LANGUAGE;
        }
        for (ObjectKind kind : BY_FIRST_WORD.getOrDefault(cursor.peek().upper(), List.of())) {
            if (cursor.accept(kind.words)) {
                return kind;
            }
        }
        return null;
    }

    /** Whether its names are those of relations, which have table locks. */
    boolean isRelation() {
        return this == TABLE
                || this == VIEW
                || this == MATERIALIZED_VIEW
                || this == FOREIGN_TABLE
                || this == SEQUENCE
                || this == INDEX;
    }

    /** Whether it is code that can be called. */
    public boolean isRoutine() {
        return this == FUNCTION || this == PROCEDURE || this == ROUTINE;
    }

    /** Whether it belongs to a table that the statement names after {@code ON}. */
    boolean isOfATable() {
        return this == TRIGGER || this == RULE || this == POLICY;
    }
}
