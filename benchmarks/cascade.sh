#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures what writers pay for the eviction from caches: the same writes with the modes off, outbox and notify, in turn, while two
# instances read. A blog with 60,000 posts and 240,000 comments, and the view v_post (author and comments embedded).
#
# Each number is the transactions that were committed in a second, after three seconds of the same writes that are not
# measured: sessions compile the triggers' functions, and the readers' virtual machine its code. With outbox and notify
# it includes what the two readers take from the writers: both look up every key, on the same machine.
#
#   PGHOST=localhost PGPORT=5432 PGUSER=postgres PGPASSWORD=… benchmarks/cascade.sh [rounds] [seconds]
#
# It needs psql, pgbench, Java, and a role that may create databases. It compiles the engine (CASCADE_CP names a class path that has
# it), and makes the databases fraiseql_cascade_off and fraiseql_cascade_on.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-3}
seconds=${2:-8}
: "${PGHOST:=localhost}" "${PGPORT:=5432}" "${PGUSER:=$(id -un)}"
export PGHOST PGPORT PGUSER PGOPTIONS="-c client_min_messages=warning"
off=fraiseql_cascade_off on=fraiseql_cascade_on
scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
sql() { local database=$1; shift; psql -X -q -At -v ON_ERROR_STOP=1 -d "$database" "$@"; }

if [ -z "${CASCADE_CP:-}" ]; then
    ./mvnw -q -DskipTests compile dependency:build-classpath -Dmdep.outputFile="$scratch/cp" -pl fraiseql-migrate-core -am
    CASCADE_CP="fraiseql-migrate-core/target/classes:$(cat "$scratch/cp")"
fi
cat >"$scratch/CascadeFeeds.java" <<'JAVA'
import com.fraiseql.migrate.projection.CascadeNotes;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** Two instances that read what changes, for {@code benchmarks/cascade.sh}: arguments are a JDBC URL, a mode, seconds. */
public final class CascadeFeeds {

    private CascadeFeeds() {}

    public static void main(String[] arguments) throws Exception {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        CascadeNotes notes = new CascadeNotes(dataSource, CascadeOptions.defaults());
        notes.install();
        if (arguments[1].equals("install")) {
            return;
        }
        boolean notified = arguments[1].equals("notify");
        long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(arguments[2])).toNanos();
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> read(notes, dataSource, notified, end));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void read(CascadeNotes notes, PGSimpleDataSource dataSource, boolean notified, long end) {
        long keys = 0;
        try (ChangeFeed feed = notes.open(dataSource, notified)) {
            System.out.println("reading");
            while (System.nanoTime() < end) {
                feed.await(Duration.ofMillis(200));
                keys += feed.poll().changes().stream().mapToLong(c -> c.keys().size()).sum();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println(keys + " keys");
    }
}
JAVA
javac -nowarn -cp "$CASCADE_CP" -d "$scratch" "$scratch/CascadeFeeds.java" 2>&1 | grep -v -e jspecify -e warning || true

sql postgres -c "DROP DATABASE IF EXISTS $on" -c "DROP DATABASE IF EXISTS $off" -c "CREATE DATABASE $off"
sql $off <<'SQL'
CREATE TABLE tb_user(id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE tb_post(id int PRIMARY KEY, author_id int NOT NULL REFERENCES tb_user, title text NOT NULL);
CREATE TABLE tb_comment(id int PRIMARY KEY, post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE,
    author_id int NOT NULL REFERENCES tb_user, body text NOT NULL);
INSERT INTO tb_user SELECT i, 'user ' || i FROM generate_series(1, 3000) i;
INSERT INTO tb_post SELECT i, 1 + i % 3000, 'post ' || i FROM generate_series(1, 60000) i;
INSERT INTO tb_comment SELECT i, 1 + (i * 7919) % 60000, 1 + i % 3000, 'comment ' || i FROM generate_series(1, 240000) i;
CREATE INDEX ON tb_post(author_id); CREATE INDEX ON tb_comment(post_id); CREATE INDEX ON tb_comment(author_id);
CREATE VIEW v_post AS
SELECT p.id, jsonb_build_object('id', p.id, 'title', p.title, 'author', u.name,
  'comments', COALESCE((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'body', c.body, 'by', cu.name) ORDER BY c.id)
                        FROM tb_comment c JOIN tb_user cu ON cu.id = c.author_id WHERE c.post_id = p.id), '[]')) AS data
FROM tb_post p JOIN tb_user u ON u.id = p.author_id;
VACUUM ANALYZE;
CREATE SEQUENCE ids START 1000000;
SQL
sql postgres -c "CREATE DATABASE $on TEMPLATE $off"
url="jdbc:postgresql://$PGHOST:$PGPORT/$on?user=$PGUSER${PGPASSWORD:+&password=$PGPASSWORD}"
java -cp "$scratch:$CASCADE_CP" CascadeFeeds "$url" install
echo "server $(sql $off -c 'SHOW server_version'), fsync $(sql $off -c 'SHOW fsync')," \
    "load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || true), $rounds rounds of $seconds s"

# nine of ten transactions change a post and add a comment, one renames a user
cat >"$scratch/write.sql" <<'SQL'
\set i random(1, 60000)
\set u random(1, 3000)
BEGIN;
UPDATE tb_post SET title = 'title ' || :i || clock_timestamp() WHERE id = :i;
INSERT INTO tb_comment VALUES (nextval('ids'), :i, :u, 'new');
COMMIT;
SQL
cat >"$scratch/rename.sql" <<'SQL'
\set u random(1, 3000)
UPDATE tb_user SET name = 'name ' || :u || clock_timestamp() WHERE id = :u;
SQL

warm_up=3

write() { # database, clients, seconds
    pgbench -n -M prepared -c "$2" -j 2 -T "$3" -f "$scratch/write.sql@9" -f "$scratch/rename.sql@1" "$1" 2>/dev/null
}
run() { # database, clients: transactions per second
    write "$1" "$2" $warm_up >/dev/null
    write "$1" "$2" "$seconds" | awk '/^tps/ {printf "%d/s", $3}'
}
read_while() { # mode, clients: transactions per second while two instances read
    java -XX:TieredStopAtLevel=1 -cp "$scratch:$CASCADE_CP" CascadeFeeds "$url" "$1" $((seconds + warm_up + 3)) >"$scratch/feeds" &
    local feeds=$!
    until [ "$(grep -c reading "$scratch/feeds")" = 2 ]; do sleep 0.2; done
    run $on "$2"
    wait $feeds
}
for round in $(seq "$rounds"); do
    for clients in ${CLIENTS:-1 8 32}; do
        echo "$round, $clients writers: off $(run $off $clients), idle (installed, no instance) $(run $on $clients)," \
            "outbox $(read_while outbox $clients), notify $(read_while notify $clients)"
    done
done
