// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import com.fraiseql.migrate.boot.cascade.CascadeMonitor;
import com.fraiseql.migrate.boot.monitor.Answer;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.Cycle;
import com.fraiseql.migrate.projection.cascade.Entity;
import com.fraiseql.migrate.projection.cascade.TableRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cascade rules of the main database.
 *
 * @param readAt when the database was asked
 * @param error why the database did not answer
 * @param entities what is read under one name, and cached
 * @param tables what changes of each table mean
 * @param cycles changes that lead back to where they began
 */
public record CascadeDescriptor(
        Instant readAt,
        @Nullable FailureFacts error,
        List<Entity> entities,
        List<TableRules> tables,
        List<Cycle> cycles) {

    static CascadeDescriptor of(CascadeMonitor monitor) {
        Answer<CascadeReport> answer = monitor.report();
        CascadeReport known = answer.value();
        CascadeReport report = known == null ? new CascadeReport(List.of(), List.of(), List.of()) : known;
        return new CascadeDescriptor(
                answer.readAt(), answer.error(), report.entities(), report.tables(), report.cycles());
    }
}
