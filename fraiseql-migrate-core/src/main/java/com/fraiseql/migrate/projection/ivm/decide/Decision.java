// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.projection.ivm.TableVerdict;
import java.util.Optional;

/**
 * What was decided about a read table.
 *
 * @param verdict the verdict, as it is shown
 * @param maintained what its SQL is derived from; empty if it cannot be maintained
 * @param definition a hash of the view and everything below it, and of the table's columns
 */
public record Decision(TableVerdict verdict, Optional<Maintained> maintained, String definition) {}
