// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a script, without its text; read in one pass, in small memory.
 *
 * <p>Every statement belongs to exactly one unit. A standalone statement is a unit, and so is the file's own
 * {@code BEGIN … COMMIT}; what stands between them, and between cuts, is a transaction. Under
 * {@code -- fraiseql:no-transaction} in the head every other statement is a unit of its own; above a statement that
 * statement is. A COMMIT without a BEGIN ends the unit that it is in.
 *
 * @param checksum the migration's checksum, as {@link Checksums#of} gives it
 * @param units in their order; none if there is no statement
 * @param statements how many statements there are, without the rollback section's
 * @param rollback the rollback section; {@code null} if there is none, or neither SQL nor "nothing to undo" in it
 * @param headDirectives the directives for the whole file
 * @param statementDirectives the directives for single statements, in their order
 */
public record Script(
        String checksum,
        List<Unit> units,
        int statements,
        @Nullable RollbackSection rollback,
        List<Directive> headDirectives,
        List<Directive> statementDirectives) {

    public Script {
        units = List.copyOf(units);
        headDirectives = List.copyOf(headDirectives);
        statementDirectives = List.copyOf(statementDirectives);
    }

    public static Script read(ScriptText text) {
        return read(text, Cuts.none());
    }

    /** Reads a script whose units also end where the server has demanded it. */
    public static Script read(ScriptText text, Cuts cuts) {
        return read(text, cuts, Map.of());
    }

    /**
     * Reads a script as it is after placeholder replacement. Checksum and hashes are those of the file as it is.
     *
     * @throws ScriptException for what cannot run
     */
    public static Script read(ScriptText text, Cuts cuts, Map<String, String> placeholders) {
        if (placeholders.isEmpty()) {
            return readOnce(text, cuts, placeholders);
        }
        try {
            return readOnce(text, cuts, placeholders);
        } catch (ScriptException e) {
            throw readsWithout(text) ? PlaceholderFault.find(text, placeholders).orElse(e) : e;
        }
    }

    private static boolean readsWithout(ScriptText text) {
        try {
            readOnce(text, Cuts.none(), Map.of());
            return true;
        } catch (ScriptException e) {
            return false;
        }
    }

    static Script readOnce(ScriptText text, Cuts cuts, Map<String, String> placeholders) {
        try (ChecksumDigest digest = new ChecksumDigest()) {
            return readOnce(text, cuts, placeholders, digest, digest::finish);
        }
    }

    /**
     * Reads it.
     *
     * @param taker is given every byte
     * @param checksum gives the checksum once all bytes have been taken, for the line of the rollback marker
     */
    static Script readOnce(
            ScriptText text,
            Cuts cuts,
            Map<String, String> placeholders,
            ByteTaker taker,
            IntFunction<String> checksum) {
        try (StatementReader reader = StatementReader.open(text, placeholders, taker)) {
            return whole(reader, new Units(reader, cuts, null), checksum);
        }
    }

    /**
     * Reads a script that has much data, and leaves the fingerprints of the units with data for later.
     *
     * @param taker is given every byte
     * @param later makes these fingerprints
     * @param checksum gives the checksum once all bytes have been taken, for the line of the rollback marker
     */
    static Script outline(ScriptText text, ByteTaker taker, DataReading later, IntFunction<String> checksum) {
        try (StatementReader reader = StatementReader.open(text, Map.of(), taker)) {
            return whole(reader, new Units(reader, Cuts.none(), later), checksum);
        }
    }

    private static Script whole(StatementReader reader, Units units, IntFunction<String> checksum) {
        int statements = 0;
        List<Directive> directives = new ArrayList<>();
        for (Statement statement = reader.next(); statement != null; statement = reader.next()) {
            units.add(statement);
            directives.addAll(statement.directives());
            statements++;
        }
        return new Script(
                checksum.apply(reader.markerLine()),
                units.finish(),
                statements,
                reader.rollback(),
                reader.headDirectives(),
                directives);
    }

    /** Whether every statement is on its own, without any transaction. */
    public boolean withoutTransaction() {
        return headDirectives.stream().anyMatch(directive -> directive.name().equals(Directive.NO_TRANSACTION));
    }

    /**
     * Whether it is not the file that ends the transaction between this unit and the next one, but the engine, since it
     * has to.
     */
    public boolean carriesOn(int unit) {
        return unit + 1 < units.size()
                && !withoutTransaction()
                && !units.get(unit).committed()
                && units.get(unit + 1).kind() != Unit.Kind.EXPLICIT;
    }

    /** Cuts statements into units as they come. */
    private static final class Units {

        private final StatementReader reader;
        private final UnitBoundaries boundaries;
        private final List<Unit> units = new ArrayList<>();
        private final @Nullable DataReading later;
        private @Nullable UnitBuilder open;

        Units(StatementReader reader, Cuts cuts, @Nullable DataReading later) {
            this.reader = reader;
            this.later = later;
            this.boundaries = new UnitBoundaries(cuts);
        }

        void add(Statement statement) {
            UnitBoundaries.Place place = boundaries.next(statement, reader.headDirectives());
            UnitBuilder unit = open;
            if (place.first() || unit == null) {
                close();
                unit = new UnitBuilder(units.size(), place.kind(), statement, later);
                open = unit;
            }
            unit.add(statement, reader);
            if (place.last()) {
                close();
            }
        }

        private void close() {
            if (open != null) {
                units.add(open.build());
                open = null;
            }
        }

        List<Unit> finish() {
            close();
            return units;
        }
    }
}
