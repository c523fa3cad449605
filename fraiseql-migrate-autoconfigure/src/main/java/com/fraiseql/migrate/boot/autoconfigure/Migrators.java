// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.Migrator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Every {@link Migrator} bean. Spring's own {@code getBeansOfType} silently omits a bean that is being created: if a
 * hook needs a bean that waits for the migrations, nothing would be migrated and the start would succeed. A lookup by
 * name is an error instead.
 */
final class Migrators {

    private Migrators() {}

    /**
     * The beans by name, in the order of their registration.
     *
     * @throws org.springframework.beans.factory.BeanCurrentlyInCreationException if one of them waits for the caller
     */
    static Map<String, Migrator> all(ListableBeanFactory beans) {
        Map<String, Migrator> migrators = new LinkedHashMap<>();
        for (String name : beans.getBeanNamesForType(Migrator.class)) {
            migrators.put(name, beans.getBean(name, Migrator.class));
        }
        return migrators;
    }
}
