// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

/** What to write instead of psql's backslash commands, which only psql understands. */
final class MetaCommands {

    private MetaCommands() {}

    /** One sentence. */
    static String instead(String command) {
        return switch (command) {
            case "\\i", "\\include", "\\ir", "\\include_relative" ->
                "Put the SQL of that file here, or make it a migration of its own.";
            case "\\copy" -> "Write COPY … FROM stdin; with the data below it and a line \\. at its end.";
            case "\\." -> "Put it at the end of the data of a COPY … FROM stdin; statement, or remove it.";
            case "\\c", "\\connect" ->
                "Remove it: a migration runs in one database; give every database its own migrator.";
            case "\\set", "\\unset", "\\gset", "\\prompt", "\\getenv" ->
                "Write the value itself, or use a configured ${placeholder}.";
            case "\\echo", "\\qecho", "\\warn" -> "Write DO $$ BEGIN RAISE NOTICE '…'; END $$; or remove it.";
            case "\\g", "\\gx", "\\;" -> "End the statement with a plain semicolon.";
            case "\\gexec" -> "Write a DO block that loops over the query and uses EXECUTE.";
            case "\\if", "\\elif", "\\else", "\\endif" -> "Write a DO block with IF … THEN … END IF.";
            case "\\encoding" -> "Remove it: migrations are UTF-8.";
            case "\\timing", "\\pset", "\\x", "\\a", "\\t", "\\o", "\\out", "\\q", "\\quit", "\\r", "\\reset" ->
                "Remove it: it changes only what psql shows or does.";
            case "\\password" -> "Write ALTER ROLE … PASSWORD with an encrypted password.";
            case "\\!", "\\cd" -> "Remove it: a migration cannot run commands of the operating system.";
            case "\\crosstabview", "\\watch", "\\gdesc", "\\bind", "\\parse" ->
                "End the statement with a plain semicolon.";
            default ->
                command.startsWith("\\d") || command.startsWith("\\l")
                        ? "Remove it: it only shows what is in the database."
                        : "Write it in SQL, or remove it: only psql understands commands with a backslash.";
        };
    }
}
