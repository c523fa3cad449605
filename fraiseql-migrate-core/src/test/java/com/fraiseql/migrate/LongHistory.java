// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.testsupport.MigrationFiles;

/**
 * Migrations with every kind of unit. Whatever is done twice shows: a row too many in {@code effects}, a name taken, a
 * number too high.
 */
final class LongHistory {

    private LongHistory() {}

    /** @param rows how many rows the tables get, which decides how long the statements take */
    static void write(MigrationFiles files, int rows) {
        files.add("001_tables.sql", """
                CREATE TABLE effects (file text, n int);
                CREATE TABLE items (id int PRIMARY KEY, name text, n int);
                INSERT INTO items SELECT i, 'item ' || i, 0 FROM generate_series(1, %d) i;
                INSERT INTO effects VALUES ('001', 1);
                """.formatted(rows));
        StringBuilder copy = new StringBuilder("CREATE TABLE copied (id int, t text);\nCOPY copied FROM stdin;\n");
        for (int i = 0; i < rows / 10; i++) {
            copy.append(i).append("\\tline \\\\n ").append(i).append('\n');
        }
        copy.append("\\.\nINSERT INTO effects VALUES ('002', 1);\nVACUUM copied;\n")
                .append("COPY copied FROM stdin;\n1\\tagain\n\\.\nINSERT INTO effects VALUES ('002', 2);\n");
        files.add("002_copy.sql", copy.toString().replace("\\t", "\t"));
        files.add("003_indexes.sql", """
                INSERT INTO effects VALUES ('003', 1);
                CREATE INDEX CONCURRENTLY items_name ON items (name);
                UPDATE items SET n = n + 1;
                CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS items_both ON items (n, lower(name)) WHERE id > 10;
                CREATE INDEX CONCURRENTLY ON items (n, id);
                INSERT INTO effects VALUES ('003', 2);
                """);
        files.add("004_blocks.sql", """
                INSERT INTO effects VALUES ('004', 1);
                BEGIN;
                UPDATE items SET n = n + 1;
                INSERT INTO effects VALUES ('004', 2);
                COMMIT;
                START TRANSACTION ISOLATION LEVEL SERIALIZABLE;
                INSERT INTO effects SELECT '004', 3;
                END;
                INSERT INTO effects VALUES ('004', 4);
                """);
        files.add(
                "005_vacuum.sql",
                "VACUUM ANALYZE items;\nINSERT INTO effects VALUES ('005', 1);\nVACUUM (FULL) copied;\n");
        files.add("006_enum.sql", "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE moods (m mood);\n");
        files.add("007_enum_value.sql", """
                INSERT INTO effects VALUES ('007', 1);
                ALTER TYPE mood ADD VALUE 'ok';
                INSERT INTO moods VALUES ('ok');
                ALTER TYPE mood ADD VALUE 'happy' AFTER 'sad';
                INSERT INTO moods VALUES ('happy');
                """);
        files.add("008_partitions.sql", """
                CREATE TABLE events (at date NOT NULL, n int) PARTITION BY RANGE (at);
                CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
                CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2030-01-01');
                INSERT INTO events SELECT DATE '2020-01-01' + i %% 2000, i FROM generate_series(1, %d) i;
                ALTER TABLE events DETACH PARTITION events_old CONCURRENTLY;
                INSERT INTO effects VALUES ('008', 1);
                """.formatted(rows));
        files.add("009_reindex.sql", """
                REINDEX INDEX CONCURRENTLY items_name;
                INSERT INTO effects VALUES ('009', 1);
                REINDEX TABLE CONCURRENTLY items;
                """);
        files.add("010_drop_index.sql", """
                DROP INDEX CONCURRENTLY items_name;
                INSERT INTO effects VALUES ('010', 1);
                DROP INDEX CONCURRENTLY IF EXISTS items_both;
                """);
        files.add("011_search_path.sql", """
                CREATE SCHEMA app;
                SET search_path = app;
                CREATE TABLE thing (id int, name text);
                INSERT INTO thing SELECT i, 'thing ' || i FROM generate_series(1, %d) i;
                CREATE INDEX CONCURRENTLY thing_name ON thing (name);
                INSERT INTO public.effects VALUES ('011', 1);
                DROP INDEX CONCURRENTLY thing_name;
                CREATE INDEX CONCURRENTLY thing_name ON thing (name DESC, id);
                INSERT INTO thing VALUES (-1, 'last');
                """.formatted(rows));
        files.add("012_many.sql", manyInserts(300));
        files.add("R_items.sql", """
                CREATE OR REPLACE VIEW item_names AS SELECT id, name FROM items;
                INSERT INTO effects VALUES ('R', 1);
                """);
    }

    private static String manyInserts(int count) {
        StringBuilder sql = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            sql.append("INSERT INTO effects VALUES ('012', ").append(i).append(");\n");
        }
        return sql.toString();
    }
}
