// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import com.fraiseql.migrate.boot.autoconfigure.ExitAfterRunAutoConfiguration;
import com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateAutoConfiguration;
import com.fraiseql.migrate.boot.autoconfigure.InitialSyncAutoConfiguration;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application that says hello once it runs. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    FraiseqlMigrateAutoConfiguration.class,
    InitialSyncAutoConfiguration.class,
    ExitAfterRunAutoConfiguration.class
})
public class SmallApplication {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SmallApplication.class);
        application.setWebApplicationType(org.springframework.boot.WebApplicationType.NONE);
        application.run(args);
    }

    @Bean
    CommandLineRunner hello() {
        return args -> System.out.println("hello from the application");
    }

    /** Something that a job has no use for. */
    @Bean
    Object expensive() {
        System.out.println("expensive bean created");
        return new Object();
    }
}
