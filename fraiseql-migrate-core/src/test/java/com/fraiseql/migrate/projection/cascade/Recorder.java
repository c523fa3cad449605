// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Records every row that the server changes, by triggers for each row that know nothing of the rules. */
final class Recorder {

    /**
     * A changed row.
     *
     * @param table the table that the row is in, a partition where it is in one
     * @param top its topmost parent
     * @param change INSERT, UPDATE, DELETE or TRUNCATE
     * @param columns of an update the columns whose values are others now
     */
    record Recorded(String table, String top, String change, List<String> columns) {}

    private final Database db;

    Recorder(Database db) {
        this.db = db;
    }

    void install(List<Shape> shapes) throws SQLException {
        db.execute("""
                CREATE TABLE recorded (n serial PRIMARY KEY, relation oid, change text, columns text[], old jsonb,
                new jsonb);
                CREATE FUNCTION record_row() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE o jsonb; n jsonb;
                BEGIN
                  IF TG_OP <> 'INSERT' THEN o := to_jsonb(OLD); END IF;
                  IF TG_OP <> 'DELETE' THEN n := to_jsonb(NEW); END IF;
                  INSERT INTO recorded (relation, change, columns, old, new) VALUES (TG_RELID, TG_OP,
                    array(SELECT e.key FROM jsonb_each(n) e WHERE e.value IS DISTINCT FROM o -> e.key), o, n);
                  RETURN NULL;
                END $$;
                CREATE FUNCTION record_truncation() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  INSERT INTO recorded (relation, change) VALUES (TG_RELID, TG_OP);
                  RETURN NULL;
                END $$""");
        for (Shape shape : shapes) {
            boolean partition = !db.rows(
                            "SELECT 1 FROM pg_class WHERE relispartition AND oid = '" + shape.name() + "'::regclass")
                    .isEmpty();
            if (!partition) {
                db.execute("CREATE TRIGGER record_rows AFTER INSERT OR UPDATE OR DELETE ON " + shape.name()
                        + " FOR EACH ROW EXECUTE FUNCTION record_row()");
            }
            db.execute("CREATE TRIGGER record_truncations AFTER TRUNCATE ON " + shape.name()
                    + " FOR EACH STATEMENT EXECUTE FUNCTION record_truncation()");
        }
    }

    /** What has been recorded since it was emptied; an update that changes nothing is none. */
    List<Recorded> read() throws SQLException {
        List<Recorded> found = new ArrayList<>();
        for (List<String> row : db.rows("SELECT DISTINCT relation::regclass, coalesce(pg_partition_root(relation), "
                + "relation::regclass), change, array_to_string(columns, chr(30)) FROM recorded "
                + "WHERE change <> 'UPDATE' OR columns <> '{}'")) {
            found.add(new Recorded(
                    Objects.requireNonNull(row.get(0)),
                    Objects.requireNonNull(row.get(1)),
                    Objects.requireNonNull(row.get(2)),
                    Database.split(row.get(3))));
        }
        return found;
    }

    void empty() throws SQLException {
        db.execute("DELETE FROM recorded");
    }
}
