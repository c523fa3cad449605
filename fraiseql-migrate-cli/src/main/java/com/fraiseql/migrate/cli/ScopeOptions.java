// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which read tables a command leaves out. What is not given is as the project says. */
final class ScopeOptions {

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            split = ",",
            description = "Leave these tables alone, for instance tv_audit or reporting.*; may be given several times.")
    private List<String> exclude = List.of();

    @Option(
            names = "--schemas",
            paramLabel = "SCHEMA",
            split = ",",
            description = "Only tables of these schemas (default: all).")
    private List<String> schemas = List.of();

    SyncOptions of(SyncOptions options) {
        SyncOptions scoped = schemas.isEmpty() ? options : options.withSchemas(Set.copyOf(schemas));
        return exclude.isEmpty() ? scoped : scoped.withExclude(Set.copyOf(exclude));
    }
}
