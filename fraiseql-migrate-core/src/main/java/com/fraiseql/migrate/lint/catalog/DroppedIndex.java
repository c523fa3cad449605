// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * An index that a file has dropped.
 *
 * @param name its name
 * @param index what it was; {@code null} if no file above created it
 * @param batch the migrations that have dropped it, as in {@link KnownTable}
 */
public record DroppedIndex(QualifiedName name, @Nullable KnownIndex index, int batch) {}
