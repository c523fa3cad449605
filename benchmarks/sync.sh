#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures the initial sync of 1,000,000 posts with author and comment count against INSERT INTO tv_post SELECT … in psql, side by
# side, with a GIN index on data and without it. The sync is the command "fraiseql migrate sync", its heap limited to 48 MB.
#
#   PGHOST=localhost PGPORT=5432 PGUSER=postgres PGPASSWORD=… benchmarks/sync.sh [rounds]
#
# It builds the command, unless FRAISEQL names one. It needs psql, a role that may create databases, and Java. It makes a database
# fraiseql_benchmark (KEEP=1 leaves and reuses it).
# The posts of an author lie side by side; with MIXED=1 they are spread over all of them, which makes the index dearer for both.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-3}
database=fraiseql_benchmark${MIXED:+_mixed}
connections=${CONNECTIONS:-$(nproc 2>/dev/null || echo 2)}
: "${PGHOST:=localhost}" "${PGPORT:=5432}" "${PGUSER:=$(id -un)}"
export PGHOST PGPORT PGUSER PGOPTIONS="-c client_min_messages=warning"
sql() { psql -X -q -At -v ON_ERROR_STOP=1 -d "$database" "$@"; }

fraiseql=${FRAISEQL:-fraiseql-migrate-cli/target/fraiseql}
[ -n "${FRAISEQL:-}" ] || ./mvnw -q -DskipTests -pl fraiseql-migrate-cli -am package

if ! psql -X -At -d postgres -c "SELECT 1 FROM pg_database WHERE datname = '$database'" | grep -q 1; then
    psql -X -q -d postgres -c "CREATE DATABASE $database"
    sql <<SQL
CREATE TABLE tb_user (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, email text NOT NULL);
CREATE TABLE tb_post (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), author_id uuid NOT NULL, title text NOT NULL, content text NOT NULL,
    published boolean NOT NULL DEFAULT true, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE tb_comment (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), post_id uuid NOT NULL, content text NOT NULL);
INSERT INTO tb_user (name, email) SELECT 'User ' || n, 'user' || n || '@example.com' FROM generate_series(1, 10000) n;
INSERT INTO tb_post (author_id, title, content)
    SELECT u.id, 'Post ' || n, 'Content of post ' || n || ' ' || repeat(md5(n::text), 3)
    FROM generate_series(1, 1000000) n JOIN (SELECT id, row_number() OVER () AS r FROM tb_user) u ON u.r = 1 + n % 10000
    ORDER BY ${MIXED:+n, }u.r;
INSERT INTO tb_comment (post_id, content) SELECT id, 'A comment' FROM tb_post, generate_series(1, 2);
CREATE INDEX ON tb_comment (post_id);
CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('id', p.id, 'title', p.title, 'content', p.content, 'published', p.published,
        'createdAt', p.created_at, 'author', jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email),
        'commentCount', (SELECT count(*) FROM tb_comment c WHERE c.post_id = p.id)) AS data, p.updated_at
    FROM tb_post p JOIN tb_user u ON u.id = p.author_id;
VACUUM ANALYZE;
SQL
fi

echo "server $(sql -c 'SHOW server_version'), fsync $(sql -c 'SHOW fsync'), synchronous_commit $(sql -c 'SHOW synchronous_commit')," \
    "full_page_writes $(sql -c 'SHOW full_page_writes'), shared_buffers $(sql -c 'SHOW shared_buffers')," \
    "maintenance_work_mem $(sql -c 'SHOW maintenance_work_mem'), $connections connections, load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || true)"

fresh() { # with or without the index
    sql -c "DROP TABLE IF EXISTS tv_post, fraiseql_sync" \
        -c "CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL, updated_at timestamptz NOT NULL DEFAULT now())"
    [ "$1" = without ] || sql -c "CREATE INDEX ON tv_post USING gin (data)"
    sql -c CHECKPOINT 2>/dev/null || true
}
milliseconds() { local begin=$(date +%s%N); "$@" >/dev/null; echo $((($(date +%s%N) - begin) / 1000000)); }
plain() { sql -c "INSERT INTO tv_post SELECT * FROM v_post"; }
sync() {
    FRAISEQL_JAVA_OPTS=-Xmx48m PGDATABASE=$database "$fraiseql" migrate sync tv_post --connections="$connections"
}
median() { printf '%s\n' "$@" | sort -n | awk '{ v[NR] = $1 } END { printf "%d", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }

for index in with without; do
    plains=() syncs=()
    for round in $(seq "$rounds"); do
        fresh $index; p=$(milliseconds plain); plains+=("$p")
        fresh $index; s=$(milliseconds sync); syncs+=("$s")
        different=$(sql -c "SELECT count(*) FROM tv_post t FULL JOIN v_post v USING (id) WHERE t.data::text IS DISTINCT FROM v.data::text")
        echo "$index index, round $round: plain $p ms, sync $s ms (start of the command included), $different rows differ"
    done
    awk -v i="$index" -v p="$(median "${plains[@]}")" -v s="$(median "${syncs[@]}")" \
        'BEGIN { printf "%s index: median plain %d ms, median sync %d ms, sync / plain = %.2f\n", i, p, s, s / p }'
done
[ -n "${KEEP:-}" ] || psql -X -q -d postgres -c "DROP DATABASE $database"
