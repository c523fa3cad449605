#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures how much later a Spring Boot application starts because of its applied migrations: one application as a fat jar without
# migrations, with Spring Boot's Flyway starter, and with ours, started in turn, round after round.
#
#   PGHOST=localhost PGPORT=5432 PGUSER=postgres PGPASSWORD=… benchmarks/startup.sh [rounds] [migrations…]
#
# It needs psql, a role that may create databases, Java and Maven's repository. Everything is made in a temporary directory and in
# databases fraiseql_startup_…, and removed at the end. INSTALLED=1 takes our artifacts from the local repository as they are;
# JAVA_OPTS goes to the applications; STARTERS="webmvc actuator data-jpa" gives them more of Spring Boot's starters;
# WORK=… keeps what was built and uses it again.
#
# "started" is the process's age when Spring Boot says that it has started, "cpu" the user and system time of the whole process. Besides
# the medians it prints the smallest values: other work on the machine only ever adds.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-10}
[ $# -lt 2 ] && counts=(1000 1) || counts=("${@:2}")
variants=(bare flyway fraiseql)
boot=4.1.2
ours=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' fraiseql-migrate-starter/pom.xml | head -1)
: "${PGHOST:=localhost}" "${PGPORT:=5432}" "${PGUSER:=$(id -un)}" "${PGPASSWORD:=}"
export PGHOST PGPORT PGUSER PGPASSWORD PGOPTIONS="-c client_min_messages=warning"
work=${WORK:-$(mktemp -d)}
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT
mkdir -p "$work"

[ -n "${INSTALLED:-}" ] || ./mvnw -q -DskipTests install -pl fraiseql-migrate-starter -am

dependency() { echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId>${3:+<version>$3</version>}</dependency>"; }

project() { # variant, number of migrations
    local dir=$work/$2/$1 folder=none name=''
    mkdir -p "$dir/src/main/java/app" "$dir/src/main/resources"
    local dependencies
    dependencies=$(dependency org.springframework.boot spring-boot-starter-jdbc; dependency org.postgresql postgresql)
    local starter
    for starter in ${STARTERS:-}; do dependencies+=$(dependency org.springframework.boot "spring-boot-starter-$starter"); done
    case $1 in
        flyway)
            dependencies+=$(dependency org.springframework.boot spring-boot-starter-flyway; dependency org.flywaydb flyway-database-postgresql)
            folder=db/migration name=V%d__step_%d.sql ;;
        fraiseql)
            dependencies+=$(dependency com.fraiseql fraiseql-migrate-starter "$ours")
            folder=migrations name=%04d_step_%d.sql ;;
    esac
    cat >"$dir/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>$boot</version><relativePath/></parent>
  <groupId>app</groupId><artifactId>$1</artifactId><version>1</version>
  <properties><java.version>17</java.version></properties>
  <dependencies>$dependencies</dependencies>
  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
</project>
XML
    cat >"$dir/src/main/java/app/App.java" <<'JAVA'
package app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

@SpringBootApplication
public class App {

    public static void main(String[] args) {
        SpringApplication.run(App.class, args).close();
    }

    @Bean
    Integer oneQuery(JdbcTemplate jdbc) {
        return jdbc.queryForObject("SELECT 1", Integer.class);
    }
}
JAVA
    cat >"$dir/src/main/resources/application.properties" <<PROPERTIES
spring.datasource.url=jdbc:postgresql://$PGHOST:$PGPORT/fraiseql_startup_$1
spring.datasource.username=$PGUSER
spring.datasource.password=$PGPASSWORD
server.port=0
PROPERTIES
    if [ "$folder" != none ]; then
        mkdir -p "$dir/src/main/resources/$folder"
        for n in $(seq "$2"); do
            # shellcheck disable=SC2059
            cat >"$dir/src/main/resources/$folder/$(printf "$name" "$n" "$n")" <<SQL
-- step $n
CREATE TABLE tb_step_$n (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_step_$n ON tb_step_$n (name);
SQL
        done
    fi
    ./mvnw -q -f "$dir/pom.xml" package
}

# start variant, number of migrations: prints the milliseconds until it has started and the milliseconds of CPU
start() {
    local TIMEFORMAT='%U %S' log=$work/log cpu
    # shellcheck disable=SC2086
    cpu=$({ time java ${JAVA_OPTS:-} -jar "$work/$2/$1/target/$1-1.jar" >"$log" 2>&1; } 2>&1) || { cat "$log" >&2; return 1; }
    awk -v cpu="$cpu" '/ Started App in .*process running for/ { sub(/.*running for /, ""); split(cpu, c, " ")
        printf "%d %d\n", $1 * 1000 + 0.5, (c[1] + c[2]) * 1000 + 0.5 }' "$log"
}
least() { sort -n | head -1; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

echo "$(java -version 2>&1 | head -1), Spring Boot $boot, $(psql -X -At -d postgres -c 'SELECT version()' | cut -d' ' -f1,2)," \
    "$(nproc 2>/dev/null || echo '?') cores, load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo '?')"
for count in "${counts[@]}"; do
    for variant in "${variants[@]}"; do
        [ -f "$work/$count/$variant/target/$variant-1.jar" ] || project "$variant" "$count"
        psql -X -q -d postgres -c "DROP DATABASE IF EXISTS fraiseql_startup_$variant" -c "CREATE DATABASE fraiseql_startup_$variant"
        start "$variant" "$count" >/dev/null # applies them
        : >"$work/$count/$variant.times"
    done
    for round in $(seq "$rounds"); do
        for variant in "${variants[@]}"; do start "$variant" "$count" >>"$work/$count/$variant.times"; done
    done
    for what in '1 started median' '1 started least' '2 cpu median' '2 cpu least'; do
        read -r column name statistic <<<"$what"
        for variant in "${variants[@]}"; do cut -d' ' -f"$column" "$work/$count/$variant.times" | "$statistic"; done | paste -s -d' ' - |
            awk -v n="$count" -v what="$name" -v statistic="$statistic" -v rounds="$rounds" '{
                printf "%d applied, %s, %s of %d: bare %d ms, Flyway %d ms, ours %d ms; Flyway adds %d ms, ours %d ms, ratio %.2f\n",
                    n, what, statistic, rounds, $1, $2, $3, $2 - $1, $3 - $1, ($3 - $1) / ($2 - $1) }'
    done
    for variant in "${variants[@]}"; do psql -X -q -d postgres -c "DROP DATABASE fraiseql_startup_$variant"; done
done
