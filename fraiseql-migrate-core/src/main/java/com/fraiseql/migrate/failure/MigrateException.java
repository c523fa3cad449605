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
        this(code, what, action, null, null, null);
    }

    public MigrateException(
            FailureCode code,
            String what,
            String action,
            @Nullable SourceLocation location,
            @Nullable String detail,
            @Nullable Throwable cause) {
        super(masked(what), MaskedCause.of(cause));
        this.code = code;
        this.what = masked(what);
        this.action = masked(action);
        this.location = location;
        this.detail = detail == null ? null : maskLines(detail);
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
