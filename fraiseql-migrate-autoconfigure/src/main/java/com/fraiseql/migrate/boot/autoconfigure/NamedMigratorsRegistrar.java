// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.MigratorNames;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers a {@link Migrator} bean for each entry of {@code fraiseql.migrate.databases}. They are not candidates for
 * injection by type alone, so that {@code @Autowired Migrator} stays the main one; inject them by name.
 */
class NamedMigratorsRegistrar implements ImportBeanDefinitionRegistrar {

    /** The bean that creates each Migrator. */
    static final String FACTORY_BEAN = "fraiseqlMigratorFactory";

    static final String DATABASES = FraiseqlMigrateProperties.PREFIX + ".databases";

    private final Environment environment;

    NamedMigratorsRegistrar(Environment environment) {
        this.environment = environment;
    }

    static Set<String> names(Environment environment) {
        // there are nearly always none, and that can be determined without a Binder
        ConfigurationPropertyName databases = ConfigurationPropertyName.of(DATABASES);
        boolean perhaps = false;
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            perhaps |= source.containsDescendantOf(databases) != ConfigurationPropertyState.ABSENT;
        }
        if (!perhaps) {
            return Set.of();
        }
        return Binder.get(environment)
                .bind(DATABASES, Bindable.mapOf(String.class, Object.class))
                .map(Map::keySet)
                .orElse(Set.of());
    }

    /**
     * Refuses a database without a bean, which was not configured when the application was processed ahead of time; it
     * must not be silently omitted.
     */
    static void requireAll(Set<String> beanNames, FraiseqlMigrateProperties properties) {
        for (String name : properties.databases().keySet()) {
            if (!beanNames.contains(MigratorNames.beanName(name))) {
                throw new MigrateException(
                        FailureCode.BAD_CONFIGURATION,
                        "The application has been processed ahead of time without the database '" + name + "'.",
                        "Set a property of fraiseql.migrate.databases." + name + " when it is built, too.");
            }
        }
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        for (String name : names(environment)) {
            RootBeanDefinition definition = new RootBeanDefinition(Migrator.class);
            definition.setFactoryBeanName(FACTORY_BEAN);
            definition.setFactoryMethodName("named");
            definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
            definition.setDefaultCandidate(false);
            String beanName = MigratorNames.beanName(name);
            if (!registry.containsBeanDefinition(beanName)) {
                registry.registerBeanDefinition(beanName, definition);
            }
        }
    }
}
