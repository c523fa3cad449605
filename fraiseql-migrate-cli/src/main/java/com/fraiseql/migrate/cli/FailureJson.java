// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failure in JSON, wherever a report has one. */
final class FailureJson {

    private FailureJson() {}

    static Map<String, @Nullable Object> asMap(MigrateException failure) {
        SourceLocation at = failure.location().orElse(null);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", failure.code().name());
        map.put("message", failure.what());
        map.put("action", failure.action());
        map.put("file", at == null ? null : at.file());
        map.put("line", at == null || at.line() == 0 ? null : at.line());
        map.put("column", at == null || at.column() == 0 ? null : at.column());
        map.put("detail", failure.fullDetail().orElse(null));
        return map;
    }
}
