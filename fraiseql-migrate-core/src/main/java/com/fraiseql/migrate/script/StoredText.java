// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A rollback that is not a file of its own: it is kept in the history, or a section of a file. */
public class StoredText implements ScriptText {

    private final String name;
    private final byte[] bytes;

    /** @param name what stands in every error */
    public StoredText(String name, String sql) {
        this.name = name;
        this.bytes = sql.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public final boolean undoes() {
        return true;
    }
}
