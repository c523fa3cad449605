// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.io.IOException;

/** A file that cannot be opened, with the reason in words as the message. */
public final class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableFileException(String reason, IOException cause) {
        super(reason, cause);
    }
}
