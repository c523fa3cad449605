#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures with JMH how fast a script is read: the lexer, the checksum, planning and executing, for INSERTs and for the data of a COPY.
#
#   benchmarks/reading.sh [options of JMH, such as: lexer -p content=insert]
#
# It needs Java and Maven's repository, from which it takes JMH, and no server. It compiles the engine (WORK=… keeps what was built).
# A script has 10 MB, so 20 operations a second are 200 MB/s.
set -euo pipefail
cd "$(dirname "$0")/.."

work=${WORK:-$(mktemp -d)}
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lib" "$work/classes"
for artifact in org.openjdk.jmh:jmh-core:1.37 org.openjdk.jmh:jmh-generator-annprocess:1.37 net.sf.jopt-simple:jopt-simple:5.0.4 \
    org.apache.commons:commons-math3:3.6.1; do
    name=${artifact#*:}
    [ -f "$work/lib/${name/:/-}.jar" ] ||
        ./mvnw -q -N dependency:copy -Dartifact="$artifact" -DoutputDirectory="$work/lib" -Dmdep.useBaseVersion=true
done
./mvnw -q -DskipTests compile -pl fraiseql-migrate-core -am
classpath="fraiseql-migrate-core/target/classes:$work/lib/*:$work/classes"
javac -nowarn -cp "$classpath" -d "$work/classes" benchmarks/ReadingBenchmark.java 2>&1 | grep -v -e jspecify -e warning || true
java -cp "$classpath" org.openjdk.jmh.Main "$@"
