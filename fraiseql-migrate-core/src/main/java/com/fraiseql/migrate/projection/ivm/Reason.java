// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

/**
 * Why a read table cannot be maintained incrementally, or what would make its maintenance cheaper.
 *
 * @param code a stable name, for instance {@code UNORDERED_AGGREGATE}
 * @param construct the construct, for instance {@code jsonb_agg without ORDER BY}
 * @param place where it stands, for instance {@code v_post, column data, sub-select over tb_comment c}
 * @param message what it means, in a sentence
 * @param cure the change that would cure it, in a sentence
 */
public record Reason(Code code, String construct, String place, String message, String cure) {

    /** The kinds of reasons; their names are stable. */
    public enum Code {
        NO_VIEW,
        NO_PRIMARY_KEY,
        COLUMNS_DO_NOT_FIT,
        KEY_IS_NO_COLUMN,
        KEY_ON_NULLABLE_SIDE,
        NO_LINK,
        UNKNOWN_CONSTRUCT,
        RECURSIVE,
        GROUPING_SETS,
        LIMIT,
        WINDOW,
        VOLATILE,
        CHANGES_BY_ITSELF,
        OPAQUE_FUNCTION,
        UNORDERED_AGGREGATE,
        TIES,
        INEXACT_AGGREGATE,
        UNSTABLE_BYTES,
        MATERIALIZED_CTE,
        RELATION_KIND,
        ROW_SECURITY,
        PRIVILEGE,
        FOREIGN_KEY,
        KEY_COLLATION,
        VIRTUAL_COLUMN,
        REPLICATED,
        CYCLE,
        MISSING_INDEX,
        EXPENSIVE,
        KEY_NOT_PROVEN,
        COARSE_LOCKS
    }
}
