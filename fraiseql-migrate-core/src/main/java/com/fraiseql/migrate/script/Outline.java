// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.Map;
import java.util.Optional;

/**
 * The shape of a big file of COPY data, found on the way to its checksum: then the file need not be read once more for
 * the plan.
 *
 * @param stamp the text's {@link ScriptText#stamp} when it was read
 * @param script its shape, without placeholders and cuts; of some units the fingerprints are still to be made
 */
record Outline(Object stamp, Script script) {

    /** The shape of a script that is to be read in this way, if it is known and still the same. */
    Optional<Script> of(ScriptText text, Cuts cuts, Map<String, String> placeholders) {
        return placeholders.isEmpty() && cuts.equals(Cuts.none()) && stamp.equals(text.stamp())
                ? Optional.of(script)
                : Optional.empty();
    }
}
