// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.LinkPath;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.Verification;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of incremental maintenance in JSON, under the names of the actuator endpoint. */
final class IvmJson {

    private IvmJson() {}

    static Map<String, @Nullable Object> asMap(TableVerdict table) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("table", table.table());
        map.put("view", table.view());
        map.put("verdict", table.finding().verdict());
        map.put("installed", table.installed());
        map.put(
                "reasons",
                table.finding().reasons().stream().map(IvmJson::asMap).toList());
        map.put("advice", table.finding().advice().stream().map(IvmJson::asMap).toList());
        map.put("paths", table.finding().paths().stream().map(IvmJson::asMap).toList());
        map.put("cost", table.finding().cost());
        return map;
    }

    static Map<String, @Nullable Object> asMap(Reason reason) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", reason.code());
        map.put("construct", reason.construct());
        map.put("place", reason.place());
        map.put("message", reason.message());
        map.put("cure", reason.cure());
        return map;
    }

    static Map<String, @Nullable Object> asMap(LinkPath path) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("table", path.table());
        map.put("alias", path.alias());
        map.put("columns", path.columns());
        map.put("steps", path.steps());
        return map;
    }

    static Map<String, @Nullable Object> asMap(IvmProblem problem) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("table", problem.table());
        map.put("kind", problem.kind());
        map.put("message", problem.message());
        map.put("advice", problem.advice());
        return map;
    }

    static Map<String, @Nullable Object> asMap(Verification verification) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("table", verification.table());
        map.put("rows", verification.rows());
        map.put("missing", verification.missing());
        map.put("different", verification.different());
        map.put("extra", verification.extra());
        map.put("repaired", verification.repaired());
        return map;
    }
}
