#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures the engine against psql, in turn, round after round: a run with nothing to do, 1,000 small migrations, 100,000 statements in one
# file, and 200 MB of rows as INSERT and as COPY with a heap of 64 MB.
#
#   PGHOST=localhost PGPORT=5432 PGUSER=postgres PGPASSWORD=… benchmarks/engine.sh [rounds] [noop small many insert copy …]
#
# It needs psql, python3, a role that may create databases, and the built command (./mvnw -DskipTests package). BEFORE=/path/to/fraiseql adds
# the command of another build. Everything is made in a temporary directory and in the database fraiseql_engine, and removed at the end;
# WORK=… keeps the files and uses them again. The seconds are those of the whole process, its start included; psql runs one file after the
# other in one session, and stops at an error (`psql -v ON_ERROR_STOP=1 -q -f … -f …`). The median is printed, then the rounds.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-3}
[ $# -lt 2 ] && cases=(noop small many insert copy) || cases=("${@:2}")
: "${PGHOST:=localhost}" "${PGPORT:=5432}" "${PGUSER:=$(id -un)}" "${PGPASSWORD:=}"
export PGHOST PGPORT PGUSER PGPASSWORD PGOPTIONS="-c client_min_messages=warning"
after=$PWD/fraiseql-migrate-cli/target/fraiseql
work=${WORK:-$(mktemp -d)}
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT
database=fraiseql_engine

files() { # case
    local dir=$work/$1
    [ -d "$dir" ] && return
    mkdir -p "$dir"
    python3 - "$1" "$dir" <<'PYTHON'
import sys
case, folder = sys.argv[1:]
row = "x" * 150
if case in ("noop", "small"):
    for i in range(1, 1001):
        with open(f"{folder}/{i:04d}_t.sql", "w") as f:
            f.write(f"CREATE TABLE t{i} (id int PRIMARY KEY, name text NOT NULL);\n")
else:
    with open(f"{folder}/0001_t.sql", "w") as f:
        f.write("CREATE TABLE t (a int, b text);\n")
        if case == "many":
            f.writelines(f"INSERT INTO t VALUES ({i}, 'row {i}');\n" for i in range(100_000))
        if case == "insert":
            for i in range(0, 1_200_000, 5):
                f.write("INSERT INTO t VALUES " + ", ".join(f"({i + k}, '{row}{i + k}')" for k in range(5)) + ";\n")
        if case == "copy":
            f.write("COPY t FROM stdin;\n")
            f.writelines(f"{i}\t{row}{i}\n" for i in range(1_200_000))
            f.write("\\.\n")
PYTHON
}

fresh() {
    psql -q -d postgres -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" -c "CREATE DATABASE $database"
}

run() { # who, case; prints seconds
    local arguments=() file start end
    if [ "$1" = psql ]; then
        for file in "$work/$2"/*.sql; do arguments+=(-f "$file"); done
        start=$(date +%s.%N)
        psql -q -v ON_ERROR_STOP=1 -d $database "${arguments[@]}" >/dev/null
    else
        local command=$after
        [ "$1" = before ] && command=$BEFORE
        [ "$2" = insert ] || [ "$2" = copy ] && export FRAISEQL_JAVA_OPTS=-Xmx64m
        start=$(date +%s.%N)
        "$command" migrate up --path "$work/$2" --url "postgres://$PGUSER@$PGHOST:$PGPORT/$database" >/dev/null 2>&1
        unset FRAISEQL_JAVA_OPTS
    fi
    end=$(date +%s.%N)
    echo "$end - $start" | bc
}

who=(psql after)
[ -n "${BEFORE:-}" ] && who=(psql before after)
for case in "${cases[@]}"; do
    files "$case"
    declare -A seconds=()
    for ((round = 1; round <= rounds; round++)); do
        for one in "${who[@]}"; do
            [ "$case" = noop ] && [ "$one" = psql ] && continue
            fresh
            [ "$case" = noop ] && run after noop >/dev/null
            seconds[$one]+=" $(run "$one" "$case")"
        done
    done
    for one in "${who[@]}"; do
        [ -n "${seconds[$one]:-}" ] || continue
        median=$(printf '%s\n' ${seconds[$one]} | sort -n | sed -n "$(((rounds + 1) / 2))p")
        printf '%-7s %-7s %8.2f s  (%s )\n' "$case" "$one" "$median" "${seconds[$one]}"
    done
done
psql -q -d postgres -c "DROP DATABASE IF EXISTS $database WITH (FORCE)"
