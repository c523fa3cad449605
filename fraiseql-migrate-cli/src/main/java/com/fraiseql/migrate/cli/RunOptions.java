// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.options.LintMode;
import com.fraiseql.migrate.options.LockOptions;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.options.Policy;
import com.fraiseql.migrate.options.Policy.OutOfOrder;
import com.fraiseql.migrate.options.Policy.Reaction;
import com.fraiseql.migrate.options.TransactionMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How long a run waits, and what it tolerates. Each option has the property {@code fraiseql.migrate.} of the same name.
 */
final class RunOptions {

    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long one statement may wait for a lock that stops readers or writers (default: 1s).")
    private @Nullable Duration lockTimeout;

    @Option(
            names = "--lock-wait",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long it is retried in total before it fails (default: 5m).")
    private @Nullable Duration lockWait;

    @Option(
            names = "--mutex-wait",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long to wait for another migrator (default: 10m).")
    private @Nullable Duration mutexWait;

    @Option(
            names = "--checksum-mismatch",
            paramLabel = "fail|warn",
            description = "What to do about an applied migration whose file has been edited (default: fail).")
    private @Nullable Reaction checksumMismatch;

    @Option(
            names = "--out-of-order",
            paramLabel = "fail|apply",
            description = "What to do with a pending migration older than the newest applied one (default: fail).")
    private @Nullable OutOfOrder outOfOrder;

    @Option(
            names = "--missing",
            paramLabel = "fail|warn",
            description = "What to do about an older applied migration that has no file (default: fail).")
    private @Nullable Reaction missing;

    @Option(
            names = "--transaction",
            paramLabel = "migration|all",
            description = "What one transaction holds: each migration, or all of them (default: migration).")
    private @Nullable TransactionMode transaction;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Time zone that the migrations run in, by a name that the server knows (default: UTC).")
    private @Nullable String timeZone;

    @Option(
            names = "--lint",
            paramLabel = "off|warn|fail",
            description = "What to do about what the linter finds in pending migrations (default: warn).")
    private @Nullable LintMode lint;

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            description = {
                "Replace $${NAME} in the migrations; may be given several times (default: nothing is replaced).",
                "up and validate warn of a name that no file uses."
            })
    private Map<String, String> placeholders = Map.of();

    /** What is wrong with {@code --placeholder}, given these folders. */
    List<String> remarks(FilesOption.Folders folders) {
        return placeholders.isEmpty()
                ? List.of()
                : UnusedPlaceholders.warnings(placeholders.keySet(), folders.absolute());
    }

    MigrateOptions applyTo(MigrateOptions options, ProjectConfig project) {
        Policy policy = options.policy();
        LockOptions locks = options.locks();
        return options.withLockTimeout(
                        Choice.of(lockTimeout, locks.lockTimeout(), project, "lock-timeout", Durations::parse))
                .withLockWait(Choice.of(lockWait, locks.lockWait(), project, "lock-wait", Durations::parse))
                .withMutexWait(Choice.of(mutexWait, locks.mutexWait(), project, "mutex-wait", Durations::parse))
                .withTransaction(Choice.of(
                        transaction,
                        options.transaction(),
                        project,
                        "transaction",
                        Choice.among(TransactionMode.class)))
                .withTimeZone(Choice.of(timeZone, options.timeZone(), project, "time-zone", text -> text))
                .withPlaceholders(placeholders(project, placeholders))
                .withLint(LintChoices.fromProject(project, lint))
                .withPolicy(new Policy(
                        Choice.of(
                                checksumMismatch,
                                policy.checksumMismatch(),
                                project,
                                "checksum-mismatch",
                                Choice.among(Reaction.class)),
                        Choice.of(
                                outOfOrder,
                                policy.outOfOrder(),
                                project,
                                "out-of-order",
                                Choice.among(OutOfOrder.class)),
                        Choice.of(missing, policy.missing(), project, "missing", Choice.among(Reaction.class))));
    }

    /** What the project sets, and what the command line sets instead or in addition. */
    static Map<String, String> placeholders(ProjectConfig project, Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>();
        project.below("fraiseql.migrate.placeholders").forEach((name, value) -> all.put(name, value.text()));
        all.putAll(given);
        return all;
    }
}
