// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the commands, parses the command line and handles failures. */
final class CommandTree {

    private static final List<String> NAMES = List.of(
            "init",
            "create",
            "up",
            "down",
            "status",
            "current",
            "validate",
            "lint",
            "log",
            "mark",
            "unmark",
            "baseline",
            "repair",
            "sync",
            "ivm",
            "cascade");

    /** Options of psql and other tools for what {@code --url} says here. */
    private static final Set<String> CONNECTION = Set.of(
            "-U",
            "-h",
            "-p",
            "-d",
            "-W",
            "-url",
            "-user",
            "-password",
            "--user",
            "--username",
            "--password",
            "--host",
            "--port",
            "--dbname",
            "--database");

    private CommandTree() {}

    /** Runs a command line and returns the exit code. Nothing is thrown. */
    static int run(Context given, String... args) {
        JsonAnswer answer = wantsJson(args) ? new JsonAnswer(given.terminal().out()) : null;
        Context context = answer == null ? given : given.withOut(answer.out());
        if (answer != null) {
            given.interrupts().quietly(answer::interrupted);
        }
        ErrorReport report = new ErrorReport(
                context.terminal(),
                answer,
                context.surroundings().variable("FRAISEQL_DEBUG").isPresent());
        Optional<UsageProblem> lost =
                Encoding.check(args, context.surroundings().env(), System.getProperty("user.dir", ""));
        if (lost.isPresent()) {
            return report.show(lost.get());
        }
        CommandLine line = build(context, commandOf(args));
        line.setOut(writer(context.terminal().out()));
        line.setErr(writer(context.terminal().err()));
        line.setExecutionExceptionHandler((exception, command, result) -> report.show(exception));
        line.setParameterExceptionHandler((exception, arguments) -> report.show(usageProblem(exception)));
        int code;
        try {
            code = line.execute(args);
        } catch (Error e) {
            // out of memory, for instance: picocli handles exceptions only
            code = report.show(e);
        }
        return code == ExitCode.OK.number()
                ? lostOutput(given).map(report::show).orElse(code)
                : code;
    }

    /**
     * Fails if the output could not be written although the command succeeded; a script would otherwise read an empty
     * file as the result.
     */
    private static Optional<MigrateException> lostOutput(Context context) {
        if (!(context.terminal().out() instanceof Output output)) {
            return Optional.empty();
        }
        return output.failure()
                .map(reason -> new MigrateException(
                        FailureCode.OUTPUT_NOT_WRITTEN,
                        "The command is done, and its output could not be written: " + reason.getMessage() + ".",
                        "Free some space or redirect the output; status shows the state of the migrations."));
    }

    /** All commands, in the order in which help and the reference list them. */
    static CommandLine build(Context context) {
        return build(context, null);
    }

    /**
     * The whole tree, or only the branch of a known command: reading the annotations of all commands takes half of the
     * time of a short command.
     */
    private static CommandLine build(Context context, @Nullable String only) {
        CommandLine migrate = new CommandLine(new MigrateCommand());
        for (String name : NAMES) {
            if (only == null || name.equals(only)) {
                migrate.addSubcommand(command(name, context));
            }
        }
        CommandLine root = new CommandLine(new FraiseqlCommand()).addSubcommand(migrate);
        if (only == null) {
            root.addSubcommand(new CompletionCommand())
                    .addSubcommand(new ManCommand())
                    .addSubcommand(new WarmUpCommand());
        }
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setAbbreviatedOptionsAllowed(false);
        root.setOverwrittenOptionsAllowed(false);
        // an argument that begins with @ is not for picocli to interpret
        root.setExpandAtFiles(false);
        return root;
    }

    private static Object command(String name, Context context) {
        return switch (name) {
            case "init" -> new InitCommand(context);
            case "create" -> new CreateCommand(context);
            case "up" -> new UpCommand(context);
            case "down" -> new DownCommand(context);
            case "status" -> new StatusCommand(context);
            case "current" -> new CurrentCommand(context);
            case "validate" -> new ValidateCommand(context);
            case "lint" -> new LintCommand(context);
            case "log" -> new LogCommand(context);
            case "mark" -> new MarkCommand(context);
            case "unmark" -> new UnmarkCommand(context);
            case "baseline" -> new BaselineCommand(context);
            case "repair" -> new RepairCommand(context);
            case "sync" -> new SyncCommand(context);
            case "ivm" -> new CommandLine(new IvmCommand(context)).addSubcommand(new IvmVerifyCommand(context));
            case "cascade" -> new CascadeCommand(context);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** {@code migrate NAME} at the front of the arguments. */
    private static @Nullable String commandOf(String[] args) {
        return args.length > 1 && args[0].equals("migrate") && NAMES.contains(args[1]) ? args[1] : null;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Determined before parsing, since a parsing error is reported in this format, too. */
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
        String message = String.valueOf(exception.getMessage())
                .replace("option option ", "option ")
                .replace("KEY=VALUE format", "NAME=VALUE format")
                .replace("is not an int", "is not a whole number");
        String what = message.endsWith(".") ? message : message + ".";
        if (exception instanceof UnmatchedArgumentException unmatched) {
            List<String> options = unmatched.getUnmatched().stream()
                    .filter(word -> word.startsWith("-"))
                    .toList();
            if (unmatched.getUnmatched().get(0).startsWith("-")) {
                // the words after an unknown option may be its values, and one may be a password
                what = (options.size() == 1 ? "Unknown option: '" : "Unknown options: '") + String.join("', '", options)
                        + "'.";
            }
            if (options.stream().anyMatch(word -> CONNECTION.contains(word.replaceFirst("=.*", "")))) {
                return new UsageProblem(
                        // without a full stop: whatever follows the word password is masked
                        what.replaceAll("=[^']*'", "'").replaceFirst("\\.$", ""),
                        "Name the database with --url postgres://user@host:5432/database, and keep the password in "
                                + "PGPASSWORD or ~/.pgpass. " + help + ".");
            }
            String suggestion = suggestion(unmatched);
            if (!suggestion.isEmpty()) {
                return new UsageProblem(what, "Did you mean " + suggestion + "? " + help + ".");
            }
        }
        return new UsageProblem(what, help + ".");
    }

    private static String suggestion(UnmatchedArgumentException exception) {
        String word = exception.getUnmatched().get(0);
        boolean option = word.startsWith("-");
        Object command = exception.getCommandLine().getCommand();
        if (word.equals("help") || (word.equals("version") && command instanceof FraiseqlCommand)) {
            return "--" + word;
        }
        if (!option && command instanceof MigrateCommand) {
            return WordAdvice.command(word, NAMES).orElse("");
        }
        if (!option && command instanceof FraiseqlCommand) {
            return WordAdvice.command(word, NAMES)
                    .map(name -> "fraiseql migrate " + name)
                    .orElse("");
        }
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        return exception.getSuggestions().stream()
                .filter(known -> WordAdvice.close(name, known))
                .collect(Collectors.joining(", "));
    }
}
