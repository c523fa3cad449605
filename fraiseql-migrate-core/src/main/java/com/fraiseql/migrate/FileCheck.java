// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.script.Cuts;
import com.fraiseql.migrate.script.RollbackHint;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.UnchangedScript;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What can be told of migrations without a database: each file is read to its end, and so is its rollback.
 *
 * @param problems what is wrong, one problem for each file at the most
 * @param withoutRollback the files that have no rollback, repeatable migrations apart
 * @param hints for some of these: what in the file looks like a rollback and is none
 */
public record FileCheck(List<MigrateException> problems, List<String> withoutRollback, List<String> hints) {

    public FileCheck {
        problems = List.copyOf(problems);
        withoutRollback = List.copyOf(withoutRollback);
        hints = List.copyOf(hints);
    }

    /**
     * Reads and checks every file.
     *
     * @param placeholders values for <code>${name}</code>
     */
    public static FileCheck of(List<LocalMigration> migrations, Map<String, String> placeholders) {
        List<MigrateException> problems = new ArrayList<>();
        List<String> withoutRollback = new ArrayList<>();
        List<String> hints = new ArrayList<>();
        for (LocalMigration migration : migrations) {
            try {
                if (!hasRollback(migration, placeholders) && !migration.repeatable()) {
                    withoutRollback.add(migration.fileName());
                    RollbackHint.of(migration.text()).ifPresent(hint -> hints.add(migration.fileName() + ": " + hint));
                }
            } catch (MigrateException e) {
                problems.add(e);
            }
        }
        return new FileCheck(problems, withoutRollback, hints);
    }

    private static boolean hasRollback(LocalMigration migration, Map<String, String> placeholders) {
        Script script = UnchangedScript.read(
                migration.text(), Cuts.none(), placeholders, migration.checksum(), migration.firstReading());
        if (migration.downText() != null) {
            Script.read(migration.downText());
        }
        return migration.separateRollback() != null || script.rollback() != null;
    }
}
