// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, and what happens around each of them. */
final class CommandTree {

    private CommandTree() {}

    /** Runs a command line and returns the exit code. Nothing is thrown. */
    static int run(Context context, String... args) {
        boolean json = wantsJson(args);
        ErrorReport report = new ErrorReport(
                context.terminal(),
                json,
                context.surroundings().variable("FRAISEQL_DEBUG").isPresent());
        CommandLine line = build(context);
        line.setOut(writer(context.terminal().out()));
        line.setErr(writer(context.terminal().err()));
        line.setExecutionExceptionHandler((exception, command, result) -> report.show(exception));
        line.setParameterExceptionHandler((exception, given) -> report.show(usageProblem(exception)));
        return line.execute(args);
    }

    /** The commands, in the order in which help and the reference list them. */
    static CommandLine build(Context context) {
        CommandLine migrate = new CommandLine(new MigrateCommand())
                .addSubcommand(new InitCommand(context))
                .addSubcommand(new CreateCommand(context))
                .addSubcommand(new UpCommand(context))
                .addSubcommand(new DownCommand(context))
                .addSubcommand(new StatusCommand(context))
                .addSubcommand(new CurrentCommand(context))
                .addSubcommand(new ValidateCommand(context))
                .addSubcommand(new LogCommand(context))
                .addSubcommand(new MarkCommand(context))
                .addSubcommand(new UnmarkCommand(context))
                .addSubcommand(new BaselineCommand(context))
                .addSubcommand(new RepairCommand(context));
        CommandLine root = new CommandLine(new FraiseqlCommand())
                .addSubcommand(migrate)
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new ManCommand())
                .addSubcommand(new WarmUpCommand());
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setAbbreviatedOptionsAllowed(false);
        root.setOverwrittenOptionsAllowed(false);
        // neither @files nor a password in quotes are for picocli to interpret
        root.setExpandAtFiles(false);
        root.setInterpolateVariables(false);
        return root;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Known before the command line is parsed, since an error in parsing it has a format too. */
    private static boolean wantsJson(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equalsIgnoreCase("--format=json")
                    || (args[i].equals("--format") && i + 1 < args.length && args[i + 1].equalsIgnoreCase("json"))) {
                return true;
            }
        }
        return false;
    }

    private static UsageProblem usageProblem(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String help = "Run '" + command.getCommandSpec().qualifiedName() + " --help' to see what there is";
        String message = String.valueOf(exception.getMessage());
        String what = message.endsWith(".") ? message : message + ".";
        if (exception instanceof UnmatchedArgumentException unmatched) {
            String suggestion = String.join(", ", unmatched.getSuggestions());
            if (!suggestion.isEmpty()) {
                return new UsageProblem(what, "Did you mean " + suggestion + "? " + help + ".");
            }
        }
        return new UsageProblem(what, help + ".");
    }
}
