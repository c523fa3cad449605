// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.sql.LockProfile.RelationLock;
import com.fraiseql.migrate.sql.LockProfile.Work;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executes statements in a transaction, looks at {@code pg_locks}, and compares with {@link LockRules}. */
class LockAgreementTests {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    private static final String LOCKS = """
            SELECT b.relname, b.relkind, l.mode FROM pg_locks l JOIN before b ON b.oid = l.relation
            WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation'
            """;

    private static final String ROWS_READ = """
            SELECT b.relname, coalesce(t.seq_tup_read, 0) FROM before b
            LEFT JOIN pg_stat_xact_user_tables t ON t.relid = b.oid WHERE b.relkind IN ('r', 'p')
            """;

    private static final String REWRITTEN = """
            SELECT b.relname FROM before b JOIN pg_class c USING (oid)
            WHERE b.relfilenode <> c.relfilenode AND b.relkind IN ('r', 'm')
            """;

    @BeforeAll
    static void createTables() {
        db.get().execute("""
                CREATE SCHEMA other;
                CREATE TYPE mood AS ENUM ('ok');
                CREATE DOMAIN dom AS text;
                CREATE TABLE parent (id int PRIMARY KEY, a int, b int NOT NULL, t text, code varchar(20), d dom,
                    n numeric(10,2), ts timestamp, m mood, CONSTRAINT chk_nv CHECK (a > 0));
                CREATE UNIQUE INDEX parent_b_uq ON parent (b);
                CREATE INDEX parent_a_idx ON parent (a);
                CREATE INDEX parent_gin ON parent USING gin (to_tsvector('simple', t));
                CREATE TABLE child (id int PRIMARY KEY, x int, y int);
                ALTER TABLE child ADD CONSTRAINT fk_nv FOREIGN KEY (x) REFERENCES parent (id) NOT VALID;
                CREATE TABLE lonely (id int, a int);
                CREATE UNLOGGED TABLE unl (id int);
                CREATE TABLE part (id int, v int) PARTITION BY RANGE (id);
                CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (10);
                CREATE TABLE part3 (id int, v int);
                CREATE INDEX part_v ON ONLY part (v);
                CREATE INDEX part1_v ON part1 (v);
                CREATE TABLE heir (id int, v int);
                CREATE VIEW v AS SELECT id, a FROM parent;
                CREATE MATERIALIZED VIEW mv AS SELECT id, a FROM parent;
                CREATE UNIQUE INDEX mv_id ON mv (id);
                CREATE SEQUENCE seq;
                CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER tr BEFORE UPDATE ON child FOR EACH ROW EXECUTE FUNCTION tf();
                CREATE POLICY pol ON parent USING (true);
                CREATE TABLE comp_of (id int);
                INSERT INTO parent SELECT i, i, i, 't', 'c', 'd', 1, now(), 'ok' FROM generate_series(1, 200) i;
                INSERT INTO child SELECT i, i FROM generate_series(1, 200) i;
                INSERT INTO lonely SELECT i, i FROM generate_series(1, 200) i;
                INSERT INTO unl SELECT i FROM generate_series(1, 200) i;
                INSERT INTO part3 SELECT i FROM generate_series(20, 29) i;
                REFRESH MATERIALIZED VIEW mv;
                CREATE TABLE before AS SELECT oid, relname::text, relkind, relfilenode FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace;
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table parent add column z int",
                "alter table parent add column z int default 5 not null",
                "alter table parent add column z timestamptz default now()",
                "alter table parent add column z uuid default gen_random_uuid()",
                "alter table parent add column z serial",
                "alter table parent add column z int generated always as identity",
                "alter table parent add column z int generated always as (a+1) stored",
                "alter table parent add column z int unique",
                "alter table parent add z int check (z > 0)",
                "alter table parent add column z int references child(id)",
                "alter table parent add column z int default 5 references child(id)",
                "alter table parent drop column if exists a cascade",
                "alter table parent alter column t set not null",
                "alter table parent alter column b drop not null",
                "alter table parent alter a set default 5, alter a drop default",
                "alter table parent alter column code type varchar(40)",
                "alter table parent alter column code type varchar(10)",
                "alter table lonely alter column a set data type bigint using a * 2",
                "alter table parent alter column a set statistics 500",
                "alter table parent alter column a set (n_distinct=5)",
                "alter table parent alter column a reset (n_distinct)",
                "alter table parent alter column t set storage external",
                "alter table parent alter column t set compression pglz",
                "alter table parent alter column b add generated always as identity",
                "alter table parent add constraint k check (b > 0)",
                "alter table parent add constraint k check (b > 0) not valid",
                "alter table parent validate constraint chk_nv",
                "alter table parent drop constraint chk_nv",
                "alter table parent rename constraint chk_nv to chk2",
                "alter table child add constraint f foreign key (x) references parent(id)",
                "alter table child add foreign key (x) references parent not valid",
                "alter table child validate constraint fk_nv",
                "alter table child drop constraint fk_nv",
                "alter table child alter constraint fk_nv deferrable",
                "alter table parent add constraint uq unique (a)",
                "alter table parent add constraint uq unique using index parent_b_uq",
                "alter table lonely add primary key (id)",
                "alter table lonely add constraint ex exclude using btree (a with =)",
                "alter table parent rename to parent2",
                "alter table parent rename column a to a2",
                "alter table child set schema other",
                "alter table parent set (fillfactor=80, toast.autovacuum_enabled=false)",
                "alter table parent reset (fillfactor)",
                "alter table lonely set (user_catalog_table=true)",
                "alter table parent cluster on parent_a_idx",
                "alter table parent set without cluster",
                "alter table lonely set unlogged",
                "alter table unl set logged",
                "alter table parent enable row level security, force row level security",
                "alter table parent replica identity full",
                "alter table child disable trigger tr",
                "alter table child enable always trigger tr",
                "alter table child disable trigger all",
                "alter table parent owner to current_user",
                "alter table heir inherit part3",
                "alter table part attach partition part3 for values from (20) to (30)",
                "alter table part detach partition part1",
                "alter table comp_of add column zz int, alter column id set not null, alter id set default 4",
                "alter index parent_a_idx rename to foo",
                "alter index parent_a_idx set (fillfactor=80)",
                "alter index parent_gin set (fastupdate=off)",
                "alter index part_v attach partition part1_v",
                "alter view v set (security_barrier=true)",
                "alter view v rename to w",
                "alter materialized view mv rename column a to b",
                "alter sequence seq restart with 5",
                "alter policy pol on parent using (false)",
                "alter trigger tr on child rename to tr2",
                "alter domain dom add constraint dc check (value <> 'zzz')",
                "alter domain dom add constraint dc check (value <> 'zzz') not valid",
                "alter type mood add value if not exists 'happy' before 'ok'",
                "alter type mood rename value 'ok' to 'fine'",
                "create index on parent(t)",
                "create unique index if not exists u on parent using btree (b)",
                "create index on only part(id)",
                "create index on part(id)",
                "create table part5 partition of part for values from (50) to (60)",
                "create table newfk(id int primary key, p int references parent(id))",
                "create table newfk(id int primary key, p int, foreign key (p) references parent)",
                "create table newt(like parent including all)",
                "create table newh() inherits (heir)",
                "create table newa as select * from parent",
                "create trigger t2 before insert on parent for each row execute function tf()",
                "create or replace trigger tr before update on child for each row execute function tf()",
                "create or replace view v as select id, a, 1 as one from parent",
                "create view v2 as select * from parent",
                "create materialized view mv2 as select * from parent",
                "create policy p on parent using (true)",
                "create rule r as on insert to parent do also nothing",
                "create statistics st on a, b from parent",
                "create sequence sq owned by parent.a",
                "drop trigger tr on child",
                "drop policy pol on parent",
                "drop table child",
                "drop table parent cascade",
                "drop view v",
                "drop materialized view if exists mv",
                "drop sequence seq",
                "drop index parent_a_idx",
                "drop type mood cascade",
                "reindex index parent_a_idx",
                "reindex table lonely",
                "truncate child",
                "truncate table only parent cascade",
                "refresh materialized view mv",
                "refresh materialized view concurrently mv",
                "cluster parent using parent_a_idx",
                "analyze parent",
                "comment on table parent is 'x'",
                "comment on column public.parent.a is 'x'",
                "comment on constraint chk_nv on parent is 'x'",
                "lock table parent in share mode",
                "lock parent, child in share row exclusive mode nowait",
                "lock table parent",
                "insert into child (id) values (1000)",
                "update only parent set a = a + 1",
                "delete from child",
                "copy child from program 'true'",
                "do $$ begin alter table parent add column z int; end $$"
            })
    void aCommandLocksWhatPostgresqlLocks(String sql) throws SQLException {
        try (Connection connection = db.get().connect();
                Statement statement = connection.createStatement()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            LockProfile profile = LockRules.of(CommandParser.parse(Tokens.of(sql)), major);
            connection.setAutoCommit(false);
            Map<String, Long> readBefore = rowsRead(statement);
            statement.execute(sql);
            Map<String, LockLevel> real = locks(statement, names(profile));
            for (RelationLock lock : profile.locks()) {
                String name = lock.relation().name();
                if (lock.work() == Work.METADATA) {
                    assertThat(rowsRead(statement).get(name))
                            .as("rows read of %s", name)
                            .isEqualTo(readBefore.get(name));
                }
                LockLevel strongest = real.remove(name);
                assertThat(strongest).as("lock on %s", name).isEqualTo(lock.level());
            }
            if (!sql.startsWith("truncate")) {
                rewritten(statement)
                        .forEach(name -> assertThat(profile.locks())
                                .as("rewritten: %s", name)
                                .anyMatch(lock -> lock.relation().name().equals(name) && lock.work() == Work.REWRITE));
            }
            LockLevel unnamed = profile.unnamed() == null ? LockLevel.ACCESS_SHARE : profile.unnamed();
            real.forEach(
                    (name, level) -> assertThat(level).as("lock on %s", name).isLessThanOrEqualTo(unnamed));
            connection.rollback();
        }
    }

    private static Map<String, LockLevel> locks(Statement statement, Set<String> named) throws SQLException {
        Map<String, LockLevel> locks = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(LOCKS)) {
            while (rows.next()) {
                String mode = rows.getString(3);
                LockLevel level = Arrays.stream(LockLevel.values())
                        .filter(one -> one.mode().equals(mode))
                        .findFirst()
                        .orElseThrow();
                // an index is locked with its table
                if (!rows.getString(2).equals("i") || named.contains(rows.getString(1))) {
                    locks.merge(rows.getString(1), level, LockLevel::stronger);
                }
            }
        }
        return locks;
    }

    private static Set<String> names(LockProfile profile) {
        return profile.locks().stream().map(lock -> lock.relation().name()).collect(Collectors.toSet());
    }

    private static Map<String, Long> rowsRead(Statement statement) throws SQLException {
        Map<String, Long> read = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(ROWS_READ)) {
            while (rows.next()) {
                read.put(rows.getString(1), rows.getLong(2));
            }
        }
        return read;
    }

    private static List<String> rewritten(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(REWRITTEN)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
