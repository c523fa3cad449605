// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Makes a slice of each top-level class with the classes in it, which may refer to each other as they like. */
final class TopLevelClasses implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        JavaClass outermost = javaClass;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return SliceIdentifier.of(outermost.getFullName());
    }

    @Override
    public String getDescription() {
        return "top-level classes";
    }
}
