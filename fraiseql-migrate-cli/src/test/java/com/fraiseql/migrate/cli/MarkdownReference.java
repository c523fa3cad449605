// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands as Markdown. */
final class MarkdownReference {

    private final StringBuilder text = new StringBuilder();

    private MarkdownReference() {}

    static String of(CommandLine root) {
        return new MarkdownReference().write(root);
    }

    private String write(CommandLine root) {
        text.append("""
                # The `fraiseql` command

                <!-- Generated from the commands; ReferenceTests checks it and says how to make it again. -->

                One executable file, `fraiseql`. It needs Java 17 or newer (`JAVA_HOME`, otherwise the `PATH`) and \
                nothing \
                else;
                `java -jar fraiseql …` is the same, except that the file itself gives Java a UTF-8 locale \
                (`LC_ALL=C.UTF-8`) where there is none, as
                under cron and in slim images; `java -jar` says what it cannot decode.

                ## Which database

                The first of these that names a server counts:

                1. `--url`, as `postgres://user@host:5432/database?sslmode=require` (libpq's form) or \
                `jdbc:postgresql://host/database`
                2. `DATABASE_URL`, in either form
                3. libpq's variables, if `PGHOST`, `PGHOSTADDR`, `PGDATABASE` or `PGSERVICE` is set
                4. the project: `fraiseql.migrate.url`, otherwise `spring.datasource.url`

                If none does, nothing is guessed. What a URL leaves open comes from the service file (`PGSERVICE`), \
                then from libpq's
                variables (`PGUSER`, `PGPASSWORD`, `PGPORT`, `PGSSLMODE`, `PGAPPNAME`, `PGOPTIONS`, \
                `PGCONNECT_TIMEOUT`, …), then from libpq's
                defaults: without a host, the socket of a server on this machine (in `/var/run/postgresql` or \
                `/tmp`), or localhost where
                there is none. A host that begins with `/` is the directory of a Unix socket. All of this is as for \
                `psql`; a JDBC URL keeps
                the driver's defaults. To work in a schema of its own, write `?options=-csearch_path%3Dapp`; \
                `--schema` only says where the
                history is.

                A password that is still missing is looked up in `PGPASSFILE` or `~/.pgpass` (`HOME` counts), unless \
                others may read that file.
                In a `postgres://` URL, a password need not be escaped, except that `%` is written as `%25`. \
                Passwords are never printed. Keep
                them out of `--url`, where other users of the machine can see them.

                TLS takes libpq's files: `sslrootcert`, `sslcert` and `sslkey`, or `root.crt`, `postgresql.crt` and \
                `postgresql.key` in
                `~/.postgresql`. Keys may be PKCS#8, PKCS#1 or SEC1 in PEM form, with a passphrase in `sslpassword` \
                (ASCII) or without.
                `sslrootcert=system` are the authorities that Java trusts, with `sslmode=verify-full`. As in libpq, \
                `sslmode=require` checks
                the certificate where there is a root certificate.

                ## What is read from the project

                `fraiseql.properties` (UTF-8), and `application.properties`, `.yml` and `.yaml`, in `config/`, the \
                project's root,
                `src/main/resources/config` and `src/main/resources`. The environment comes first \
                (`SPRING_DATASOURCE_URL`,
                `FRAISEQL_MIGRATE_LOCKTIMEOUT`); `${NAME:default}` is resolved. Profiles are those of \
                `SPRING_PROFILES_ACTIVE`, otherwise of
                `spring.profiles.active` in these files, with `spring.profiles.include` and groups; \
                `application-{profile}` files and documents
                with `spring.config.activate.on-profile` count where they are active.

                The keys are `fraiseql.migrate.url`, `user` and `password`, `spring.datasource.url`, `username` and \
                `password`; and of
                `fraiseql.migrate`: `locations`, `fail-on-missing-locations`, `schema`, `create-schema`, `table`, \
                `lock-timeout`, `lock-wait`, `mutex-wait`,
                `checksum-mismatch`, `out-of-order`, `missing`, `transaction`, `time-zone`, `sync.location`, \
                `sync.schemas`, `sync.exclude`, `sync.adopt`, `ivm.*` and `placeholders.*`. A location on the class \
                path is
                looked up in `src/main/resources`, not in jars. Not read are `fraiseql.migrate.databases.*` (give \
                `--url`, `--path` and
                `--schema`), `spring.config.import`, `SPRING_CONFIG_LOCATION`, `SPRING_APPLICATION_JSON` and the \
                like; where a database or a
                value is missing, the error names what was not read.

                ## Output

                Results are on standard output, errors, questions and progress on standard error. ✓ is done, \
                ○ is to \
                come, ✗ needs a look.
                Colours appear on a terminal only, and not if `NO_COLOR` is set. With `--format json` each command \
                prints one line of JSON (`cascade` several),
                and an error is one line of JSON on standard error with `code`, `message`, `action`, `file`, `line`, \
                `column` and `detail`;
                what is not known is `null`. A command that fails prints JSON on standard output as well, however it \
                ends: its own report, or
                `{"success":false,"error":{…}}` with the same members. That is so for wrong options and after a \
                signal, too.

                A time is written with a unit, as in `500ms`, `10s`, `5m` or `1h`. Times in `status` are in the zone \
                that its last line names,
                those in `log` have their offset from UTC, and those in JSON are in UTC.

                ## Exit codes

                | Code | Meaning |
                |---|---|
                """);
        for (ExitCode code : ExitCode.values()) {
            text.append("| ")
                    .append(code.number())
                    .append(" | ")
                    .append(code.meaning())
                    .append(" |\n");
        }
        text.append("""

                ## Start-up

                The first run leaves an archive of its classes in `~/.cache/fraiseql` (`XDG_CACHE_HOME` is \
                respected), from which the next
                ones start in half the time. `FRAISEQL_CACHE_DIR` names another directory, or is `off`. In CI (`CI` \
                is set) and in containers
                there is no archive unless `FRAISEQL_CACHE_DIR` names a directory; in an image, run `fraiseql \
                --version` once at build time with
                it set. Java's second compiler, which a short run does better without, is used if a file of the \
                migrations is larger than 8 MB; so that
                the launcher sees it, the folder is named by `--path`, or it is below `migrations` or \
                `src/main/resources`.
                `FRAISEQL_JAVA_OPTS` are further options for Java; `FRAISEQL_DEBUG=1` adds stack traces to \
                errors.

                ## Commands
                """);
        commands(root.getCommandSpec());
        return text.toString();
    }

    private void commands(CommandSpec parent) {
        for (CommandLine line : parent.subcommands().values()) {
            CommandSpec command = line.getCommandSpec();
            if (!command.usageMessage().hidden()) {
                if (command.subcommands().isEmpty() || command.userObject() instanceof ServerCommand) {
                    command(command);
                }
                commands(command);
            }
        }
    }

    private void command(CommandSpec command) {
        text.append("\n### `").append(command.qualifiedName());
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            text.append(' ')
                    .append(parameter.paramLabel())
                    .append(parameter.arity().max() > 1 ? "…" : "");
        }
        text.append("`\n\n")
                .append(String.join("\n", command.usageMessage().description()))
                .append("\n\n");
        text.append("| Option | |\n|---|---|\n");
        for (OptionSpec option : ServerCommand.options(command)) {
            if (option.hidden() || option.usageHelp() || option.versionHelp()) {
                continue;
            }
            text.append("| `").append(String.join("`, `", option.names()));
            if (option.arity().max() > 0) {
                text.append(' ').append(option.paramLabel().replace("|", "\\|"));
            }
            text.append("` | ")
                    .append(String.join(" ", option.description()).replace("|", "\\|"))
                    .append(" |\n");
        }
    }
}
