// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.script.ScriptText;

/** A script that knows where it lies, for the errors that need more than its name. */
interface LocatedText extends ScriptText {

    /** The path or address, for a person. */
    String location();

    @Override
    default boolean undoes() {
        return name().endsWith(".down.sql");
    }

    /** Where a script lies, or its name if it does not know. */
    static String locationOf(ScriptText text) {
        return text instanceof LocatedText located ? located.location() : text.name();
    }
}
