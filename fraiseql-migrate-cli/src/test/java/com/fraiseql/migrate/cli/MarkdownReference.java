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

                One executable file, `fraiseql`. It needs Java 17 or newer (`JAVA_HOME`, else the `PATH`) and nothing else;
                `java -jar fraiseql …` is the same.

                ## Which database

                The first of these that names a server counts:

                1. `--url`, as `postgres://user@host:5432/database?sslmode=require` (libpq's form) or `jdbc:postgresql://host/database`
                2. `DATABASE_URL`, in either form
                3. libpq's variables, if `PGHOST`, `PGHOSTADDR`, `PGDATABASE` or `PGSERVICE` is set
                4. the project: `fraiseql.migrate.url`, else `spring.datasource.url`, in `fraiseql.properties` or
                   `application.properties`/`.yml` (in `config/`, the project's root, or `src/main/resources`), or in the environment as
                   `SPRING_DATASOURCE_URL`; `${NAME:default}` is resolved, profiles are those of `SPRING_PROFILES_ACTIVE`

                If none does, nothing is guessed. What a URL leaves open comes from the service file (`PGSERVICE`), then from libpq's
                variables (`PGUSER`, `PGPASSWORD`, `PGPORT`, `PGSSLMODE`, `PGAPPNAME`, `PGOPTIONS`, `PGCONNECT_TIMEOUT`, …), then from libpq's
                defaults. A password that is still missing is looked up in `PGPASSFILE` or `~/.pgpass`. A host that begins with `/` is the
                directory of a Unix socket, as for `psql`.

                Passwords are never printed. Keep them out of `--url`, where other users of the machine can see them.

                ## Output

                Results are on standard output, errors, questions and progress on standard error. ✓ is done, ○ is to come, ✗ needs a look.
                Colours appear on a terminal only, and not if `NO_COLOR` is set. With `--format json` each command prints one line of JSON,
                and an error is one line of JSON on standard error with `code`, `message`, `action`, `file`, `line`, `column` and `detail`;
                what is not known is `null`.

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

                The first run leaves an archive of its classes in `~/.cache/fraiseql` (`XDG_CACHE_HOME` is respected), from which the next
                ones start in half the time. `FRAISEQL_CACHE_DIR` names another directory, or is `off`. In CI (`CI` is set) and in containers
                there is no archive unless `FRAISEQL_CACHE_DIR` names a directory; in an image, run `fraiseql --version` once at build time with
                it set. `FRAISEQL_JAVA_OPTS` are further options for Java; `FRAISEQL_DEBUG=1` adds stack traces to errors.

                ## Commands
                """);
        commands(root.getCommandSpec());
        return text.toString();
    }

    private void commands(CommandSpec parent) {
        for (CommandLine line : parent.subcommands().values()) {
            CommandSpec command = line.getCommandSpec();
            if (!command.usageMessage().hidden()) {
                if (command.subcommands().isEmpty()) {
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
        for (OptionSpec option : command.options()) {
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
