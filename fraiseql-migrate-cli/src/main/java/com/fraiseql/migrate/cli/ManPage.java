// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page {@code fraiseql(1)}, in the troff macros of man(7), made from the commands. */
final class ManPage {

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    static String of(CommandSpec root) {
        return new ManPage().write(root);
    }

    private String write(CommandSpec root) {
        page.append(".TH FRAISEQL 1 \"\" \"").append(Version.line()).append("\" \"FraiseQL Migrate\"\n");
        page.append(".SH NAME\nfraiseql \\- ").append(escape(first(root))).append('\n');
        page.append(".SH SYNOPSIS\n.B fraiseql migrate\n.I COMMAND\n[\\fIOPTIONS\\fR]\n");
        page.append(".SH COMMANDS\n");
        commands(root);
        page.append(".SH EXIT STATUS\n");
        for (ExitCode code : ExitCode.values()) {
            page.append(".TP\n.B ").append(code.number()).append('\n');
            page.append(escape(code.meaning())).append('\n');
        }
        page.append(".SH ENVIRONMENT\n");
        page.append(escape(
                "DATABASE_URL, libpq's variables (PGHOST, PGDATABASE, PGUSER, PGPASSWORD, PGSERVICE, ...), NO_COLOR,"
                        + " FRAISEQL_CACHE_DIR, FRAISEQL_JAVA_OPTS, FRAISEQL_DEBUG."));
        page.append('\n');
        return page.toString();
    }

    private void commands(CommandSpec parent) {
        parent.subcommands().values().forEach(line -> {
            CommandSpec command = line.getCommandSpec();
            if (command.usageMessage().hidden()) {
                return;
            }
            if (command.subcommands().isEmpty() || command.userObject() instanceof ServerCommand) {
                command(command);
            }
            commands(command);
        });
    }

    private void command(CommandSpec command) {
        page.append(".SS ").append(escape(command.qualifiedName()));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            page.append(' ').append(escape(parameter.paramLabel()));
        }
        page.append('\n');
        for (String line : command.usageMessage().description()) {
            page.append(escape(line)).append('\n');
        }
        for (OptionSpec option : ServerCommand.options(command)) {
            if (!option.hidden()) {
                option(option);
            }
        }
    }

    private void option(OptionSpec option) {
        page.append(".TP\n.B ").append(escape(String.join(", ", option.names())));
        if (option.arity().max() > 0) {
            page.append(' ').append("\\fI").append(escape(option.paramLabel())).append("\\fR");
        }
        page.append('\n').append(escape(describe(option))).append('\n');
    }

    private static String describe(ArgSpec option) {
        return String.join(" ", option.description());
    }

    private static String first(CommandSpec command) {
        String[] description = command.usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    private static String escape(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
