// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.checkpoint;

import com.fraiseql.migrate.script.Cuts;
import com.fraiseql.migrate.script.Script;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A script that is ready to be executed: every check has been made.
 *
 * @param cuts where units end for reasons that are not in the text
 * @param script its shape, cut so
 * @param firstUnit the unit to begin with; those before it are done
 * @param started whether that unit is a standalone statement that was begun and whose end is unknown
 * @param placeholders the values to put in while reading
 * @param sessionState the session state after the last finished unit; {@code null} if the script had not changed it
 */
public record ScriptWork(
        ScriptOrigin origin,
        Cuts cuts,
        Script script,
        int firstUnit,
        boolean started,
        Map<String, String> placeholders,
        @Nullable String sessionState) {

    public ScriptWork recut(Cuts newCuts) {
        return new ScriptWork(
                origin,
                newCuts,
                Script.read(origin.text(), newCuts, placeholders),
                firstUnit,
                started,
                placeholders,
                sessionState);
    }
}
