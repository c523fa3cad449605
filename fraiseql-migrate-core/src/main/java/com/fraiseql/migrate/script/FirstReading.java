// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import org.jspecify.annotations.Nullable;

/**
 * What the reading that found a file's checksum leaves for the next one.
 *
 * @param raw the sum of all bytes, those below the rollback marker too
 * @param outline the file's shape, if that has been found as well
 */
public record FirstReading(RawSum raw, @Nullable Outline outline) {}
