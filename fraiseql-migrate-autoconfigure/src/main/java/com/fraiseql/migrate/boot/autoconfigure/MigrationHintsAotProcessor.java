// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.aot.MigrationResourceHints;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Registers hints for the locations, of migrations and of the sync, that are configured when the application is built,
 * not for the default only.
 */
class MigrationHintsAotProcessor implements BeanFactoryInitializationAotProcessor {

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        if (beans.getBeanNamesForType(Migrator.class, true, false).length == 0) {
            return null;
        }
        List<String> locations = locations(beans.getBean(Environment.class));
        return (generation, code) -> MigrationResourceHints.register(generation.getRuntimeHints(), locations);
    }

    static List<String> locations(Environment environment) {
        FraiseqlMigrateProperties properties =
                Binder.get(environment).bindOrCreate(FraiseqlMigrateProperties.PREFIX, FraiseqlMigrateProperties.class);
        List<String> locations = new ArrayList<>(properties.locations());
        properties
                .databases()
                .keySet()
                .forEach(name -> locations.addAll(
                        DatabaseSettings.named(properties, name).locations()));
        locations.add(properties.sync().location());
        return locations;
    }
}
