// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.SourceLocation;
import org.jspecify.annotations.Nullable;

/** The same script, of which the bytes are read in another way. */
public abstract class DelegatingText implements ScriptText {

    protected final ScriptText script;

    protected DelegatingText(ScriptText script) {
        this.script = script;
    }

    @Override
    public final String name() {
        return script.name();
    }

    @Override
    public final boolean undoes() {
        return script.undoes();
    }

    @Override
    public final @Nullable Object stamp() {
        return script.stamp();
    }

    @Override
    public final int firstLine() {
        return script.firstLine();
    }

    @Override
    public final ScriptText file() {
        return script.file();
    }

    @Override
    public final SourceLocation locate(int line, int column) {
        return script.locate(line, column);
    }
}
