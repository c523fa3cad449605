// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import com.fraiseql.migrate.projection.ivm.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read under one name, and cached.
 *
 * @param name the name without {@code tb_}, {@code v_} and {@code tv_}, for instance {@code post}; with its schema
 *     where there are several of that name
 * @param relations what it is made of
 * @param key the columns of its key, in order; empty if none was found
 * @param remarks what else changes it that no rule tells: a function that reads tables, the time
 */
public record Entity(String name, Relations relations, List<String> key, List<Reason> remarks) {

    public Entity {
        key = List.copyOf(key);
        remarks = List.copyOf(remarks);
    }

    /**
     * The relations of that name, each with its schema, {@code null} where there is none.
     *
     * @param table the table that is written, {@code tb_}
     * @param view the view, {@code v_}
     * @param readTable the read table, {@code tv_}
     */
    public record Relations(
            @Nullable String table,
            @Nullable String view,
            @Nullable String readTable) {}
}
