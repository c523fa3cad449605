// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.SourceLocation;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a script whose checksum is known. */
public final class UnchangedScript {

    private UnchangedScript() {}

    /**
     * Reads the file as it will run, and makes sure that it is the one whose checksum is known.
     *
     * @param first what the reading that found the checksum has left; {@code null} if there is nothing, which only
     *     takes longer
     * @throws ScriptException FILE_CHANGED if it has another one, or PLACEHOLDER if a value is the reason
     */
    public static Script read(
            ScriptText text,
            Cuts cuts,
            Map<String, String> placeholders,
            String checksum,
            @Nullable FirstReading first) {
        if (first != null && first.outline() != null) {
            Optional<Script> known = first.outline().of(text, cuts, placeholders);
            if (known.isPresent()) {
                return known.get();
            }
        }
        // a value may hide the rollback marker, which shows in the checksum only
        if (first != null && placeholders.isEmpty()) {
            RawSum.Counter counter = new RawSum.Counter();
            Script script = Script.readOnce(text, cuts, placeholders, counter, line -> checksum);
            if (counter.sum().equals(first.raw())) {
                return script;
            }
        }
        Script script = Script.read(text, cuts, placeholders);
        if (script.checksum().equals(checksum)) {
            return script;
        }
        if (!placeholders.isEmpty()
                && Script.readOnce(text, Cuts.none(), Map.of()).checksum().equals(checksum)) {
            Optional<ScriptException> fault = PlaceholderFault.find(text, placeholders);
            if (fault.isPresent()) {
                throw fault.get();
            }
        }
        throw new ScriptException(
                FailureCode.FILE_CHANGED,
                text.name() + " changed while it was being read.",
                "Start again.",
                SourceLocation.file(text.name()),
                null,
                null);
    }
}
