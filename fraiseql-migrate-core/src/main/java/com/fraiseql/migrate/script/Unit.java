// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.report.UnitReport;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What runs and is recorded as one: a run of statements in one transaction, or one standalone statement.
 *
 * @param index its number in the script, from 0
 * @param kind how it runs
 * @param extent what it is of its script and file
 * @param fingerprinted what tells whether it has been edited
 * @param title the first line of its first statement that is not BEGIN or COMMIT
 * @param committed whether the file itself ends its transaction, with COMMIT
 * @param begin the text of the file's own BEGIN, placeholders replaced; {@code null} unless the kind is EXPLICIT
 */
public record Unit(
        int index,
        Kind kind,
        Extent extent,
        LateFingerprint fingerprinted,
        String title,
        boolean committed,
        @Nullable String begin) {

    /** How a unit runs. */
    public enum Kind {
        /** In a transaction that the engine begins and commits; COMMIT and BEGIN in it are dropped. */
        TRANSACTION,
        /** The file's own BEGIN … COMMIT, which are its first and last statement. */
        EXPLICIT,
        /** One statement, outside of any transaction. */
        STANDALONE
    }

    /**
     * What a unit is of its script and file.
     *
     * @param firstStatement the index of its first statement
     * @param statementCount how many statements it has, BEGIN and COMMIT included; the units of a script follow each
     *     other without a gap
     * @param line the line of its first character in the file
     * @param lastLine the line of the last character of its last statement, or of that statement's data
     */
    public record Extent(int firstStatement, int statementCount, int line, int lastLine) {}

    public int firstStatement() {
        return extent.firstStatement();
    }

    public int statementCount() {
        return extent.statementCount();
    }

    public int line() {
        return extent.line();
    }

    public int lastLine() {
        return extent.lastLine();
    }

    public UnitFingerprint fingerprint() {
        return fingerprinted.get();
    }

    public String hash() {
        return fingerprint().hash();
    }

    public String lineMarks() {
        return fingerprint().lineMarks();
    }

    /** What a caller is told of it. */
    public UnitReport report() {
        return new UnitReport(
                index + 1, UnitReport.Kind.valueOf(kind.name()), statementCount(), line(), lastLine(), hash(), title);
    }

    /**
     * Where this unit differs first from an earlier version of it.
     *
     * @param storedLineMarks {@link #lineMarks} of the earlier version
     * @return the line in the current file, or the first of the few lines that it is among; the unit's last line where
     *     only the end is missing; empty if the marks are equal or cannot be read
     */
    public OptionalInt firstDifference(String storedLineMarks) {
        OptionalInt block = LineMarks.firstDifference(lineMarks(), storedLineMarks);
        if (block.isEmpty()) {
            return block;
        }
        List<Integer> lines = fingerprint().markedLines();
        return OptionalInt.of(block.getAsInt() < lines.size() ? lines.get(block.getAsInt()) : lastLine());
    }
}
