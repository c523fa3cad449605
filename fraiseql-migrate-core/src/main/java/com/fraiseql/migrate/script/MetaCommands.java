// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.Set;

/** What to write instead of psql's backslash commands, which only psql understands. */
final class MetaCommands {

    /**
     * The variables that mean something to psql itself (manual of psql, "Variables"), without those of which there are
     * several.
     */
    private static final Set<String> SPECIAL = Set.of(
            "AUTOCOMMIT",
            "COMP_KEYWORD_CASE",
            "DBNAME",
            "ECHO",
            "ECHO_HIDDEN",
            "ENCODING",
            "ERROR",
            "FETCH_COUNT",
            "HIDE_TABLEAM",
            "HIDE_TOAST_COMPRESSION",
            "HISTCONTROL",
            "HISTFILE",
            "HISTSIZE",
            "HOST",
            "IGNOREEOF",
            "LASTOID",
            "ON_ERROR_ROLLBACK",
            "ON_ERROR_STOP",
            "PORT",
            "PROMPT1",
            "PROMPT2",
            "PROMPT3",
            "QUIET",
            "SHOW_ALL_RESULTS",
            "SHOW_CONTEXT",
            "SINGLELINE",
            "SINGLESTEP",
            "USER",
            "VERBOSITY");

    private static final String ONLY_PSQL = "Remove it: it changes only what psql shows or does.";

    private MetaCommands() {}

    /**
     * One sentence. Followed to the letter, it leaves a file that does what psql did with it.
     *
     * @param argument the word after the command, or nothing
     */
    static String instead(String command, String argument) {
        return switch (command) {
            case "\\i", "\\include", "\\ir", "\\include_relative" ->
                "Put the SQL of that file here, or make it a migration of its own.";
            case "\\copy" -> "Write COPY … FROM stdin; with the data below it and a line \\. at its end.";
            case "\\." -> "Put it at the end of the data of a COPY … FROM stdin; statement, or remove it.";
            case "\\c", "\\connect" ->
                "Remove it: a migration runs in one database. If it leads to another one, move what stands below it "
                        + "to the migrations of that database, which has its own migrator.";
            case "\\set", "\\unset" -> variable(argument);
            case "\\gset", "\\prompt", "\\getenv" -> "Write the value itself, or use a configured ${placeholder}.";
            case "\\echo", "\\qecho", "\\warn" -> "Write DO $$ BEGIN RAISE NOTICE '…'; END $$; or remove it.";
            case "\\g", "\\gx", "\\;" -> "End the statement with a plain semicolon.";
            case "\\gexec" -> "Write a DO block that loops over the query and uses EXECUTE.";
            case "\\if", "\\elif", "\\else", "\\endif" -> "Write a DO block with IF … THEN … END IF.";
            case "\\encoding" -> "Remove it: migrations are UTF-8.";
            case "\\timing", "\\pset", "\\x", "\\a", "\\t", "\\o", "\\out", "\\errverbose" -> ONLY_PSQL;
            case "\\q", "\\quit" -> "Remove it and the statements below it: psql ends here and has never run them.";
            case "\\r", "\\reset" -> "Remove it and the unfinished statement before it, which psql throws away.";
            case "\\password" -> "Write ALTER ROLE … PASSWORD with an encrypted password.";
            case "\\!", "\\cd" -> "Remove it: a migration cannot run commands of the operating system.";
            case "\\gdesc" -> "Remove it and the statement before it, which psql only describes and does not run.";
            case "\\bind" -> "Write the values into the statement, and end it with a plain semicolon.";
            case "\\crosstabview", "\\watch" -> "End the statement with a plain semicolon.";
            default ->
                command.startsWith("\\d") || command.startsWith("\\l")
                        ? "Remove it: it only shows what is in the database."
                        : "Write it in SQL, or remove it: only psql understands commands with a backslash.";
        };
    }

    /** Setting one of psql's own variables has no value to write elsewhere. */
    private static String variable(String name) {
        return switch (name) {
            case "ON_ERROR_STOP" -> "Remove it: a migration stops at its first error anyway.";
            case "ON_ERROR_ROLLBACK" ->
                "Remove it: a migration stops at its first error. Where one is expected, catch it in a DO block.";
            case "AUTOCOMMIT" -> "Remove it: a migration is one transaction, unless its file says otherwise.";
            case "SINGLELINE" -> "Remove it, and end each statement with a semicolon.";
            case "ENCODING" -> "Remove it: migrations are UTF-8.";
            default ->
                SPECIAL.contains(name) ? ONLY_PSQL : "Write the value itself, or use a configured ${placeholder}.";
        };
    }
}
