#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures the linter: 1,000 migrations of 10 KB each (tables, indexes, foreign keys, functions, views, data), the whole process with its
# start, and single files in one process.
#
#   benchmarks/lint.sh [rounds] [folder]
#
# It needs python3 and the built command (./mvnw -DskipTests package); COMMAND=… names another one. With a folder its files are
# reviewed instead of generated ones. "cpu" is the user and system time of the process, "wall" what has passed; the median is
# printed, then the rounds. FILES=1 also prints the ten slowest files, each reviewed alone in a process that is warm.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-5}
command=${COMMAND:-$PWD/fraiseql-migrate-cli/target/fraiseql}
work=${WORK:-$(mktemp -d)}
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT
folder=${2:-$work/migrations}

if [ $# -lt 2 ] && [ ! -d "$folder" ]; then
    mkdir -p "$folder"
    python3 - "$folder" <<'PYTHON'
import sys
folder = sys.argv[1]
for n in range(1, 1001):
    out, k = [f"-- step {n}: what the release needs\n"], 0
    while sum(map(len, out)) < 10_000:
        k += 1
        t = f"tb_{n}_{k}"
        old = f"tb_{max(n - 1, 1)}_{k}"
        out.append(f"""
CREATE TABLE {t} (
    pk_{t} bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    name text NOT NULL CHECK (length(name) < 200),
    data jsonb,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE {t} IS 'what step {n} needs';
CREATE INDEX idx_{t}_name ON {t} (name, created_at DESC) WHERE data IS NOT NULL;
ALTER TABLE {old} ADD COLUMN IF NOT EXISTS note_{n} text, ALTER COLUMN name SET DEFAULT 'none';
ALTER TABLE {t} ADD CONSTRAINT fk_{t} FOREIGN KEY (pk_{t}) REFERENCES {old} (pk_{old}) NOT VALID;
INSERT INTO {t} (name, data) VALUES ('a', '{{"x": 1}}'), ('b', NULL), ('it''s', '[]');
UPDATE {old} SET name = upper(name) WHERE created_at < now() - interval '1 year';
CREATE OR REPLACE FUNCTION touch_{t}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.name IS DISTINCT FROM OLD.name THEN
        UPDATE {t} SET created_at = now() WHERE pk_{t} = NEW.pk_{t};
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE VIEW v_{t} AS
SELECT a.id, jsonb_build_object('name', a.name, 'n', (SELECT count(*) FROM {old} o WHERE o.name = a.name)) AS data
FROM {t} a LEFT JOIN {old} b USING (name) WHERE a.created_at > '2020-01-01';
""")
    out.append("\n-- Rollback:\n" + "".join(f"-- DROP VIEW v_tb_{n}_{i};\n-- DROP TABLE tb_{n}_{i};\n" for i in range(k, 0, -1)))
    with open(f"{folder}/{n:04d}_step.sql", "w") as f:
        f.write("".join(out))
PYTHON
fi

files=$(find "$folder" -name '*.sql' | wc -l)
kilobytes=$(find "$folder" -name '*.sql' -printf '%s\n' | awk '{ s += $1 } END { printf "%d", s / 1024 }')
echo "$files files, $kilobytes KB, $(nproc 2>/dev/null || echo '?') cores, load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo '?')"

lint() { "$command" migrate lint "$folder" --format json --fail-on off "$@"; }
lint >/dev/null # makes the archive of classes
TIMEFORMAT='%R %U %S'
for ((round = 1; round <= rounds; round++)); do
    { time lint >"$work/report.json" 2>/dev/null; } 2>>"$work/times"
done
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
for what in 'cpu $2+$3' 'wall $1'; do
    read -r name expression <<<"$what"
    rows=$(awk "{ print $expression }" "$work/times")
    printf '%-5s %6.2f s  ( %s)\n' "$name" "$(median <<<"$rows")" "$(tr '\n' ' ' <<<"$rows")"
done
rm -f "$work/times"
python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); print(len(r["findings"]), "findings")' "$work/report.json"

if [ -n "${FILES:-}" ]; then
    jar=${JAR:-$command}
    cat >"$work/LintBenchmark.java" <<'JAVA'
import com.fraiseql.migrate.MigrationLint;
import com.fraiseql.migrate.lint.SqlFile;
import com.fraiseql.migrate.options.LintOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reviews each file of a folder alone and prints the ten slowest: milliseconds, of three times the least. */
public final class LintBenchmark {

    private record Time(Path file, double millis) {}

    public static void main(String[] args) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(args[0]))) {
            files = all.filter(path -> path.toString().endsWith(".sql")).sorted().toList();
        }
        files.stream().limit(100).forEach(LintBenchmark::review);
        List<Time> times = new ArrayList<>();
        double total = 0;
        for (Path file : files) {
            double least = Double.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                review(file);
                least = Math.min(least, (System.nanoTime() - start) / 1e6);
            }
            times.add(new Time(file, least));
            total += least;
        }
        System.out.printf("%d files, %.0f ms in all; the slowest:%n", files.size(), total);
        times.stream()
                .sorted(Comparator.comparingDouble(Time::millis).reversed())
                .limit(10)
                .forEach(time -> System.out.printf("%8.2f ms  %s%n", time.millis(), time.file()));
    }

    private static void review(Path file) {
        SqlFile sql = new SqlFile(file.toString(), () -> Files.newInputStream(file), false, 0, true);
        MigrationLint.review(List.of(sql), LintOptions.defaults(), Map.of());
    }
}
JAVA
    javac -nowarn -cp "$jar" -d "$work" "$work/LintBenchmark.java"
    java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$jar:$work" LintBenchmark "$folder"
fi
