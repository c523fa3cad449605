// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rule;

import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.LockProfile.RelationLock;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Settings.Setting;
import com.fraiseql.migrate.sql.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The transaction that a statement runs in, and what has run in it so far. */
public final class Transaction {

    /** Who begins and commits it. */
    public enum Kind {
        /** The engine. */
        ENGINE,
        /** The file, with BEGIN and COMMIT. */
        FILE,
        /** There is none: a standalone statement. */
        NONE
    }

    private final Kind kind;
    private final List<Done> done = new ArrayList<>();
    private final Map<Class<? extends Command>, List<Done>> byKind = new HashMap<>();
    private final List<Done> locking = new ArrayList<>();
    /** The strongest lock on each relation. */
    private final Map<String, LockLevel> held = new HashMap<>();
    /** What the file has set above. */
    private final Map<String, Setting> settings = new HashMap<>();

    /** The first one of a file. */
    public Transaction(Kind kind) {
        this.kind = kind;
    }

    /** The next one of a file: what the file has set holds on, but for SET LOCAL of a transaction that it commits. */
    public Transaction(Kind kind, Transaction previous) {
        this.kind = kind;
        settings.putAll(previous.settings);
        if (previous.kind == Kind.FILE) {
            settings.values().removeIf(Setting::local);
        }
    }

    public Kind kind() {
        return kind;
    }

    /** The statements above in it, in their order; queries and INSERT … VALUES, which may be many, are left out. */
    public List<Done> done() {
        return Collections.unmodifiableList(done);
    }

    /** Those of {@link #done()} that are of a kind; quick where there are none. */
    public List<Done> done(Class<? extends Command> kind) {
        return Collections.unmodifiableList(byKind.getOrDefault(kind, List.of()));
    }

    /** The commands of {@link #done(Class)}. */
    public <C extends Command> Stream<C> commands(Class<C> kind) {
        return done(kind).stream().map(Done::command).map(kind::cast);
    }

    /** The ALTER TABLE above of a table of this name, in whichever schema. */
    public Stream<Command.AlterTable> alters(QualifiedName table) {
        return commands(Command.AlterTable.class)
                .filter(alter -> alter.name().name().equals(table.name()));
    }

    /** The statements above in it that took a lock on a relation, or a stronger one than those before. */
    public List<Done> locking() {
        return Collections.unmodifiableList(locking);
    }

    public void add(Done statement) {
        if (!(statement.command() instanceof Command.Query query)
                || query.writes().stream().anyMatch(write -> write.source() != Write.Source.VALUES)) {
            done.add(statement);
            byKind.computeIfAbsent(statement.command().getClass(), kind -> new ArrayList<>())
                    .add(statement);
        }
        boolean stronger = false;
        for (RelationLock lock : statement.locks().locks()) {
            LockLevel before = held.get(lock.relation().name());
            if (before == null || before.compareTo(lock.level()) < 0) {
                held.put(lock.relation().name(), lock.level());
                stronger = true;
            }
        }
        if (stronger) {
            locking.add(statement);
        }
        for (Setting setting : statement.command().settings()) {
            if (setting.name().equals("*")) {
                settings.clear();
            } else if (setting.values() == null) {
                settings.remove(setting.name());
            } else if (kind != Kind.NONE || !setting.local()) {
                settings.put(setting.name(), setting);
            }
        }
    }

    /** The value that the file has given to a parameter; {@code null} if it has given none. */
    public @Nullable String setting(String parameter) {
        Setting setting = settings.get(parameter);
        List<String> values = setting == null ? null : setting.values();
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The first statement that took a lock of this level or a stronger one on a relation; {@code null} if none did. */
    public @Nullable Done firstWith(LockLevel level) {
        for (Done one : locking) {
            for (RelationLock lock : one.locks().locks()) {
                if (lock.level().compareTo(level) >= 0) {
                    return one;
                }
            }
        }
        return null;
    }

    /** The strongest lock that it holds on a relation; {@code null} if it holds none. */
    public @Nullable LockLevel held(QualifiedName relation) {
        return held.get(relation.name());
    }
}
