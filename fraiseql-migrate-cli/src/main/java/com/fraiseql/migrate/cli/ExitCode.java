// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;

/** The exit codes. A released number keeps its meaning; {@code docs/cli.md} is generated from this table. */
enum ExitCode {
    OK(0, "Done, or nothing to do."),
    DEFECT(1, "A bug in this software (code INTERNAL)."),
    USAGE(2, "Invalid options or configuration, or a question without a terminal to ask on."),
    FILES(3, "The migration files: names, numbers, duplicates, encoding."),
    SCRIPT(4, "The content of a file cannot be run: an unterminated string, a psql command, a bad directive."),
    HISTORY(
            5,
            "Files and history disagree: an edited file, a missing one, one out of order, no rollback. Also what status"
                    + " --exit-code answers when something is pending or needs a look (✗), and validate "
                    + "--no-pending when something is pending."),
    CONNECTION(6, "The server cannot be reached, refuses the login, or is not suitable for migrations."),
    PRIVILEGE(7, "The database user lacks a privilege."),
    LOCK(8, "A lock could not be acquired in time: another migrator, or a table in use."),
    SQL(9, "A statement failed, or a listener such as --backup refused."),
    DECLINED(10, "The confirmation that down, ivm --drop or cascade --remove asks for was not given."),
    OUTPUT(
            11,
            "The command is done, and its output could not be written, as on a full disk. (A reader that closes the "
                    + "pipe, as head does, is no error.)"),
    DIFFERENT(
            12,
            "ivm verify has found a table that differs from its view, and was not told to repair it. Also what cascade "
                    + "--check answers when the rules of the database differ from those of the file."),
    FINDINGS(
            13,
            "lint has found something of the level --fail-on or above; also up and validate with --lint fail. Nothing "
                    + "has been applied."),
    HANGUP(129, "SIGHUP: the terminal was closed. Handled like Ctrl-C."),
    INTERRUPTED(130, "Ctrl-C (SIGINT). The run stopped at a statement's end; the next one resumes."),
    TERMINATED(143, "SIGTERM, handled like Ctrl-C.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    static ExitCode of(MigrateException failure) {
        if (failure.code() == FailureCode.INTERNAL) {
            return DEFECT;
        }
        if (failure.code() == FailureCode.OUTPUT_NOT_WRITTEN) {
            return OUTPUT;
        }
        return of(failure.code().category());
    }

    static ExitCode of(FailureCode.Category category) {
        return switch (category) {
            case USAGE -> USAGE;
            case FILES -> FILES;
            case SCRIPT -> SCRIPT;
            case HISTORY -> HISTORY;
            case CONNECTION -> CONNECTION;
            case PRIVILEGE -> PRIVILEGE;
            case LOCK -> LOCK;
            case SQL -> SQL;
            case LINT -> FINDINGS;
        };
    }
}
