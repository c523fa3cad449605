#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures what incremental maintenance costs: the same writes on two databases of the same rows, one of them maintained, in turn.
# A blog with 60,000 posts (10,000 of them by one author), 240,000 comments, and the views v_post (author, tags and comments
# embedded), v_author_stats and v_approved.
#
#   PGHOST=localhost PGPORT=5432 PGUSER=postgres PGPASSWORD=… benchmarks/ivm.sh [rounds] [seconds]
#
# It needs psql, pgbench, and a role that may create databases. The maintenance is what "fraiseql migrate ivm --write FILE" writes;
# IVM_SQL names a file that has it already. It makes the databases fraiseql_ivm_bare and fraiseql_ivm_kept (KEEP=1 reuses them).
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-3}
seconds=${2:-8}
: "${PGHOST:=localhost}" "${PGPORT:=5432}" "${PGUSER:=$(id -un)}"
export PGHOST PGPORT PGUSER PGOPTIONS="-c client_min_messages=warning"
bare=fraiseql_ivm_bare kept=fraiseql_ivm_kept
scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
sql() { local database=$1; shift; psql -X -q -At -v ON_ERROR_STOP=1 -d "$database" "$@"; }

if [ -z "${KEEP:-}" ]; then
    sql postgres -c "DROP DATABASE IF EXISTS $kept" -c "DROP DATABASE IF EXISTS $bare" -c "CREATE DATABASE $bare"
    sql $bare <<'SQL'
CREATE TABLE tb_user(id int PRIMARY KEY, name text NOT NULL, bio text);
CREATE TABLE tb_post(id int PRIMARY KEY, author_id int NOT NULL REFERENCES tb_user, title text NOT NULL, hits int NOT NULL DEFAULT 0);
CREATE TABLE tb_comment(id int PRIMARY KEY, post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE,
    author_id int NOT NULL REFERENCES tb_user, body text NOT NULL, flags int NOT NULL DEFAULT 0);
CREATE TABLE tb_tag(id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE tb_post_tag(post_id int REFERENCES tb_post ON DELETE CASCADE, tag_id int REFERENCES tb_tag, PRIMARY KEY(post_id, tag_id));
CREATE TABLE tb_approval(id int PRIMARY KEY, post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE);
INSERT INTO tb_user SELECT i, 'user ' || i FROM generate_series(1, 3000) i;
-- user 1 has 10,000 posts, user 2 has 100, the others about 17
INSERT INTO tb_post SELECT i, CASE WHEN i <= 10000 THEN 1 WHEN i <= 10100 THEN 2 ELSE 3 + i % 2998 END, 'post ' || i
    FROM generate_series(1, 60000) i;
INSERT INTO tb_comment SELECT i, 1 + (i * 7919) % 60000, 3 + i % 2998, 'comment ' || i FROM generate_series(1, 240000) i;
INSERT INTO tb_tag SELECT i, 'tag ' || i FROM generate_series(1, 200) i;
INSERT INTO tb_post_tag SELECT p, 1 + (p * 31 + t) % 200 FROM generate_series(1, 60000) p, generate_series(1, 2) t ON CONFLICT DO NOTHING;
INSERT INTO tb_approval SELECT i, i * 2 FROM generate_series(1, 30000) i;
CREATE INDEX ON tb_post(author_id); CREATE INDEX ON tb_comment(post_id); CREATE INDEX ON tb_comment(author_id);
CREATE INDEX ON tb_post_tag(tag_id); CREATE INDEX ON tb_approval(post_id);
CREATE VIEW v_post AS
SELECT p.id, jsonb_build_object('id', p.id, 'title', p.title, 'author', u.name,
  'comments', COALESCE((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'body', c.body, 'by', cu.name) ORDER BY c.id)
                        FROM tb_comment c JOIN tb_user cu ON cu.id = c.author_id WHERE c.post_id = p.id), '[]'),
  'tags', COALESCE((SELECT jsonb_agg(t.name ORDER BY t.name, t.id) FROM tb_post_tag pt JOIN tb_tag t ON t.id = pt.tag_id
                    WHERE pt.post_id = p.id), '[]'),
  'n', (SELECT count(*) FROM tb_comment c2 WHERE c2.post_id = p.id)) AS data
FROM tb_post p JOIN tb_user u ON u.id = p.author_id;
CREATE VIEW v_author_stats AS
SELECT p.author_id AS id, count(DISTINCT p.id) AS posts, count(c.id) AS comments, max(c.id) AS last_comment
FROM tb_post p LEFT JOIN tb_comment c ON c.post_id = p.id GROUP BY p.author_id;
CREATE VIEW v_approved AS
SELECT p.id, p.title, u.name AS author FROM tb_post p JOIN tb_user u ON u.id = p.author_id
WHERE EXISTS (SELECT FROM tb_approval a WHERE a.post_id = p.id);
CREATE TABLE tv_post(id int PRIMARY KEY, data jsonb NOT NULL, updated_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE tv_author_stats(id int PRIMARY KEY, posts bigint, comments bigint, last_comment int,
    updated_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE tv_approved(id int PRIMARY KEY, title text, author text, updated_at timestamptz NOT NULL DEFAULT now());
INSERT INTO tv_post(id, data) TABLE v_post;
INSERT INTO tv_author_stats(id, posts, comments, last_comment) TABLE v_author_stats;
INSERT INTO tv_approved(id, title, author) TABLE v_approved;
VACUUM ANALYZE;
CREATE SEQUENCE ids START 1000000;
SQL
    sql postgres -c "CREATE DATABASE $kept TEMPLATE $bare"
    generated=${IVM_SQL:-$scratch/ivm.sql}
    [ -n "${IVM_SQL:-}" ] || PGDATABASE=$kept "${FRAISEQL:-fraiseql-migrate-cli/target/fraiseql}" migrate ivm --write "$generated"
    sql $kept -1 -f "$generated" >/dev/null
    sql $kept -c "VACUUM ANALYZE"
fi
echo "server $(sql $bare -c 'SHOW server_version'), fsync $(sql $bare -c 'SHOW fsync')," \
    "load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || true), $rounds rounds of $seconds s"

cat >"$scratch/title.sql" <<'SQL'
\set i random(10101, 60000)
UPDATE tb_post SET title = 'title ' || :i || clock_timestamp() WHERE id = :i;
SQL
cat >"$scratch/unused.sql" <<'SQL'
\set i random(10101, 60000)
UPDATE tb_post SET hits = hits + 1 WHERE id = :i;
SQL
cat >"$scratch/comment.sql" <<'SQL'
\set i random(10101, 60000)
INSERT INTO tb_comment VALUES (nextval('ids'), :i, 3 + :i % 2998, 'new');
SQL
cat >"$scratch/hundred.sql" <<'SQL'
\set i random(10101, 60000)
BEGIN;
SQL
for _ in $(seq 100); do
    echo "INSERT INTO tb_comment VALUES (nextval('ids'), :i, 3 + :i % 2998, 'new');" >>"$scratch/hundred.sql"
done
echo "DELETE FROM tb_comment WHERE post_id = :i AND id >= 1000000; COMMIT;" >>"$scratch/hundred.sql"

run() { # database, script, clients: milliseconds per transaction, and transactions per second
    pgbench -n -M prepared -c "$3" -j "$3" -T "$seconds" -f "$scratch/$2.sql" "$1" 2>/dev/null |
        awk '/latency average/ {l = $4} /^tps/ {t = $3} END {printf "%s ms (%d/s)", l, t}'
}
for round in $(seq "$rounds"); do
    for script in title unused comment hundred; do
        echo "$round $script, 1 client: bare $(run $bare $script 1), maintained $(run $kept $script 1)"
    done
    for script in title comment; do
        echo "$round $script, 8 clients: bare $(run $bare $script 8), maintained $(run $kept $script 8)"
    done
done

timed() { # database, statements: milliseconds
    local begin; begin=$(date +%s%N); sql "$1" -c "$2" >/dev/null; echo $((($(date +%s%N) - begin) / 1000000))
}
by_hand="UPDATE tv_post t SET data = v.data, updated_at = DEFAULT FROM v_post v WHERE v.id = t.id"
for round in $(seq "$rounds"); do
    sql $bare -c CHECKPOINT; sql $kept -c CHECKPOINT
    hand=$(timed $bare "BEGIN; UPDATE tb_user SET name = 'renamed $round' WHERE id = 1; $by_hand AND t.id IN
        (SELECT id FROM tb_post WHERE author_id = 1); UPDATE tv_approved t SET author = v.author, updated_at = DEFAULT FROM v_approved v
        WHERE v.id = t.id AND t.id IN (SELECT id FROM tb_post WHERE author_id = 1); COMMIT")
    echo "$round rename with 10,000 posts: by hand $hand ms, maintained" \
        "$(timed $kept "UPDATE tb_user SET name = 'renamed $round' WHERE id = 1") ms"
    copy="COPY tb_comment (id, post_id, author_id, body) FROM STDIN"
    # above the ids of earlier rounds, and of an earlier run whose databases are kept
    last=$(for database in $bare $kept; do sql $database -c "SELECT greatest(max(id), 10000000) FROM tb_comment"; done | sort -n | tail -1)
    seq 1 100000 | awk -v last="$last" '{print last + $1 "\t" 10101 + ($1 * 7919) % 49000 "\t" 3 + $1 % 2998 "\tcopied"}' \
        >"$scratch/copy.tsv"
    begin=$(date +%s%N); sql $bare -c "$copy" <"$scratch/copy.tsv"; plain=$((($(date +%s%N) - begin) / 1000000))
    full=$(timed $bare "$by_hand")
    stats=$(timed $bare "UPDATE tv_author_stats t SET posts = v.posts, comments = v.comments, last_comment = v.last_comment,
        updated_at = DEFAULT FROM v_author_stats v WHERE v.id = t.id")
    begin=$(date +%s%N); sql $kept -c "$copy" <"$scratch/copy.tsv"; maintained=$((($(date +%s%N) - begin) / 1000000))
    echo "$round COPY of 100,000 comments: bare $plain ms, full updates by hand $full and $stats ms, maintained $maintained ms"
done
