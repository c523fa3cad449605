// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every failure of this software. An error is data: a code, what happened, what to do about it, and where.
 *
 * <p>{@link #what()} and {@link #action()} are one sentence each, for a person at night; {@link #detail()} holds what
 * has more lines, such as the excerpt of the SQL with a caret. None of them, and no message of a cause, ever holds a
 * password: all are masked here, wherever they come from.
 */
public class MigrateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 16_000;

    private final FailureCode code;
    private final String what;
    private final String action;
    private final transient @Nullable SourceLocation location;
    private final @Nullable String detail;
    private @Nullable String fullDetail;

    public MigrateException(FailureCode code, String what, String action) {
        this(builder(code, what, action));
    }

    /** For subclasses; others call {@link Builder#build()}. */
    protected MigrateException(Builder builder) {
        super(masked(builder.what), MaskedCause.of(builder.cause));
        this.code = builder.code;
        this.what = masked(builder.what);
        this.action = masked(builder.action);
        this.location = builder.location;
        this.detail = builder.detail == null ? null : maskLines(builder.detail);
    }

    /** A failure that has more to say than a code and two sentences. */
    public static Builder builder(FailureCode code, String what, String action) {
        return new Builder(code, what, action);
    }

    /** A failure like this one, to be given a place, a detail or another cause. */
    public Builder toBuilder() {
        return builder(code, what, action).location(location).detail(detail).cause(getCause());
    }

    /** What a failure is made of. */
    public static final class Builder {

        private final FailureCode code;
        private final String what;
        private final String action;
        private @Nullable SourceLocation location;
        private @Nullable String detail;
        private @Nullable Throwable cause;

        private Builder(FailureCode code, String what, String action) {
            this.code = code;
            this.what = what;
            this.action = action;
        }

        /** Where in a file it is. */
        public Builder location(@Nullable SourceLocation place) {
            this.location = place;
            return this;
        }

        /** The lines that help to understand it. */
        public Builder detail(@Nullable String lines) {
            this.detail = lines;
            return this;
        }

        /** Why it happened. */
        public Builder cause(@Nullable Throwable reason) {
            this.cause = reason;
            return this;
        }

        public MigrateException build() {
            return new MigrateException(this);
        }
    }

    private static String masked(String sentence) {
        return Secrets.mask(Shortened.to(LONGEST, sentence));
    }

    /** Its parts come from different texts, and a literal that one of them does not end must not swallow the next. */
    private static String maskLines(String detail) {
        return detail.lines().map(Secrets::mask).collect(Collectors.joining("\n"));
    }

    public FailureCode code() {
        return code;
    }

    /** What happened, in one sentence. */
    public String what() {
        return what;
    }

    /** What to do about it, in one sentence. */
    public String action() {
        return action;
    }

    public Optional<SourceLocation> location() {
        return Optional.ofNullable(location);
    }

    /** The lines that help to understand it, such as an excerpt of the SQL with a caret. */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /** {@link #detail()} without the lists cut short: for machines, and for a log at debug level. */
    public Optional<String> fullDetail() {
        return fullDetail == null ? detail() : Optional.of(fullDetail);
    }

    /** This exception, with what {@link #fullDetail()} is to say where that is not what {@link #detail()} says. */
    public MigrateException withFullDetail(@Nullable String full) {
        fullDetail = full == null ? null : maskLines(full);
        return this;
    }

    /** The whole error as a person should see it, over several lines, without a stack trace. */
    public String render() {
        StringBuilder text = new StringBuilder(what);
        if (location != null && !what.contains(location.toString())) {
            text.append("\n  at ").append(location);
        }
        if (detail != null) {
            text.append('\n').append(detail);
        }
        return text.append("\nAction: ").append(action).toString();
    }
}
