// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.checkpoint;

import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.history.HistoryWriter.Entry;
import com.fraiseql.migrate.report.LogAction;
import com.fraiseql.migrate.script.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers how far a migration got: {@code units_done} and its neighbours in FORMATS.md. */
public final class UpLedger implements Ledger {

    private final HistoryWriter writer;
    private final Entry entry;
    private final boolean replace;
    private boolean rowExists;

    /**
     * The record of one migration.
     *
     * @param rowExists whether the history has an incomplete row of it
     * @param replace whether the row of an earlier version (a repeatable migration) is to go first
     */
    public UpLedger(HistoryWriter writer, Entry entry, boolean rowExists, boolean replace) {
        this.writer = writer;
        this.entry = entry;
        this.rowExists = rowExists;
        this.replace = replace;
    }

    @Override
    public Ledger recut(int unitsTotal) {
        return new UpLedger(
                writer,
                new Entry(entry.version(), entry.checksum(), entry.rollbackSql(), entry.description(), unitsTotal),
                rowExists,
                replace);
    }

    @Override
    public void committed() {
        rowExists = true;
    }

    @Override
    public List<String> done(Unit unit, boolean last, @Nullable Long millis) {
        if (rowExists) {
            return List.of(writer.unitDone(entry, unit.index(), Ledger.mark(unit), millis));
        }
        return replacing(writer.firstUnitDone(entry, Ledger.mark(unit)));
    }

    @Override
    public String session() {
        return writer.sessionState(entry.version());
    }

    @Override
    public List<String> started(Unit unit) {
        if (rowExists) {
            return List.of(writer.unitStarted(entry.version(), unit.index(), entry.unitsTotal(), Ledger.mark(unit)));
        }
        return replacing(writer.firstUnitStarted(entry, Ledger.mark(unit)));
    }

    @Override
    public List<String> notStarted(Unit unit) {
        return List.of(writer.unitNotStarted(entry.version(), unit.index()), writer.forgetUntouched(entry.version()));
    }

    @Override
    public List<String> nothing() {
        return rowExists ? List.of(writer.complete(entry)) : replacing(writer.nothingToDo(entry));
    }

    @Override
    public void takenBack(Unit unit) {
        // without a finished unit there is nothing to record, so the row has been deleted
        rowExists = unit.index() > 0;
    }

    @Override
    public Advice advice(int unit) {
        return Advice.up(writer.table().qualified(), entry.version(), unit);
    }

    private List<String> replacing(String insert) {
        List<String> statements = new ArrayList<>();
        if (replace) {
            statements.add(writer.remove(entry.version(), LogAction.AGAIN));
        }
        statements.add(insert);
        return statements;
    }
}
