// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.listener;

import java.time.Duration;

/**
 * A migration that this run has applied, or rolled back.
 *
 * @param version the version
 * @param file the file's name, to show
 * @param unitsDone how many units this run did
 * @param statements how many statements this run did
 * @param resumed whether an earlier run had begun it
 * @param duration how long this run worked on it
 */
public record AppliedMigration(
        String version, String file, int unitsDone, long statements, boolean resumed, Duration duration) {}
