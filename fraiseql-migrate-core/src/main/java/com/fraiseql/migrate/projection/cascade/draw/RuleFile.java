// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.cascade.CascadeDifference;
import com.fraiseql.migrate.projection.cascade.CascadeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;

/** A document that was written before, and how it differs from the rules of a database. */
public final class RuleFile {

    private RuleFile() {}

    /**
     * Compares them. The wording of reasons does not count, nor does the order, nor the layout of the file.
     *
     * @param name the name of the file, for messages
     * @param text what is in it
     * @throws MigrateException UNREADABLE_FILE if it is no rule file, or of a version that is not known
     */
    public static CascadeDifference compare(String name, String text, CascadeReport report) {
        Set<String> file = facts(name, text);
        Set<String> database = new TreeSet<>(RuleFacts.of(RuleDocument.of(report)));
        List<String> missing = new ArrayList<>(file);
        missing.removeAll(database);
        List<String> added = new ArrayList<>(database);
        added.removeAll(file);
        return new CascadeDifference(missing, added);
    }

    private static Set<String> facts(String name, String text) {
        Object document;
        try {
            document = JsonParser.parse(text);
        } catch (JsonParser.Unreadable e) {
            throw unreadable(name + ":" + position(text, e.offset()) + ": This is no JSON: " + e.getMessage() + ".");
        }
        if (!(document instanceof Map<?, ?> map) || !(map.get("format") instanceof Number format)) {
            throw unreadable(name + " has no rules: an object with a format is expected.");
        }
        if (format.doubleValue() != RuleDocument.FORMAT) {
            throw unreadable(name + " has the format " + (long) format.doubleValue() + ", and this version knows "
                    + RuleDocument.FORMAT + " only.");
        }
        try {
            return new TreeSet<>(RuleFacts.of(map));
        } catch (ClassCastException | NoSuchElementException e) {
            throw unreadable(name + " lacks something that rules have.");
        }
    }

    private static MigrateException unreadable(String message) {
        return new MigrateException(
                FailureCode.UNREADABLE_FILE, message, "Write the file again: fraiseql migrate cascade --format json.");
    }

    private static String position(String text, int offset) {
        String before = text.substring(0, Math.min(offset, text.length()));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return line + ":" + (before.length() - before.lastIndexOf('\n'));
    }
}
