// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.script.CreatedObject;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds repeatable migrations that are applied, but whose view or routine is gone: a versioned migration has dropped
 * it, or a DROP … CASCADE has, and since the file has not changed it is not run again. This is reported and not
 * repaired: the file does not say whether the object is still wanted.
 *
 * <p>An object that a file names without a schema is only gone if no schema has one of that name.
 */
final class LostObjects {

    private final Session session;
    private final Map<String, String> placeholders;

    LostObjects(Session session, Map<String, String> placeholders) {
        this.session = session;
        this.placeholders = placeholders;
    }

    private record Kept(LocalMigration migration, CreatedObject object) {}

    /**
     * One sentence for each of them; one round trip, none where no repeatable migration is applied.
     *
     * @param applied the rows of the history as they are now
     */
    List<String> among(List<LocalMigration> local, List<HistoryRow> applied) {
        List<Kept> kept = new ArrayList<>();
        for (LocalMigration migration : local) {
            if (migration.repeatable() && migration.code() == null && isCurrent(migration, applied)) {
                created(migration).forEach(object -> kept.add(new Kept(migration, object)));
            }
        }
        if (kept.isEmpty()) {
            return List.of();
        }
        Reply reply =
                session.query(kept.stream().map(one -> exists(one.object())).reduce("SELECT ", LostObjects::comma));
        if (reply.error() != null) {
            return List.of();
        }
        Row found = reply.rows(0).get(0);
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            if ("f".equals(found.textOrNull(i))) {
                lost.add(sentence(kept.get(i)));
            }
        }
        return lost;
    }

    private static boolean isCurrent(LocalMigration migration, List<HistoryRow> applied) {
        return applied.stream()
                .anyMatch(row -> row.version().equals(migration.version())
                        && row.state() == HistoryRow.State.APPLIED
                        && migration.checksum().equals(row.checksum()));
    }

    private List<CreatedObject> created(LocalMigration migration) {
        try {
            return CreatedObject.of(migration.text(), placeholders);
        } catch (MigrateException e) {
            // a file that cannot be read is reported where it is run
            return List.of();
        }
    }

    private static String comma(String before, String next) {
        return before.equals("SELECT ") ? before + next : before + ", " + next;
    }

    private static String exists(CreatedObject object) {
        boolean view = object.kind() == CreatedObject.Kind.VIEW;
        String schema = object.schema();
        return "EXISTS (SELECT FROM "
                + (view
                        ? "pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace WHERE "
                                + "o.relname = "
                        : "pg_catalog.pg_proc o JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace WHERE "
                                + "o.proname = ")
                + Sql.literal(object.name())
                + (schema == null ? "" : " AND n.nspname = " + Sql.literal(schema))
                + ")";
    }

    private static String sentence(Kept kept) {
        CreatedObject object = kept.object();
        return kept.migration().fileName() + " is applied, but the "
                + (object.kind() == CreatedObject.Kind.VIEW ? "view " : "routine ")
                + (object.schema() == null ? "" : object.schema() + ".") + object.name()
                + " that it creates is not there: it has been dropped since. To create it again, run `fraiseql"
                + " migrate unmark " + kept.migration().version()
                + "` and then `fraiseql migrate up`; otherwise take it out of the file.";
    }
}
