// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.weaving.LoadTimeWeaverAware;
import org.springframework.instrument.classloading.LoadTimeWeaver;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * An application with all that a job has no use for: Hibernate, a web server, a scheduler, listeners, and beans that
 * insist on being created.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            "org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration",
            "org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration"
        })
@EnableScheduling
public class JobApplication {

    static final String GREETING = "the gadget shop is open";

    public static void main(String[] args) {
        SpringApplication.run(JobApplication.class, args);
    }

    /** Its table is Hibernate's only. */
    @Entity
    @Table(name = "gadget")
    public static class Gadget {

        @Id
        private int id;

        @Override
        public String toString() {
            return "gadget " + id;
        }
    }

    static void created(String what) {
        System.out.println("created: " + what);
    }

    @Bean
    CommandLineRunner greeting(EntityManagerFactory entities) {
        created("runner");
        return args -> System.out.println(GREETING);
    }

    @Bean
    Weaving weaving() {
        return new Weaving();
    }

    @Bean
    Living living() {
        return new Living();
    }

    @Bean
    HearingAll hearingAll() {
        return new HearingAll();
    }

    @Bean
    ExitCodeGenerator exitCode() {
        created("exit code generator");
        return () -> 42;
    }

    @Bean
    Ticking ticking() {
        return new Ticking();
    }

    static final class Weaving implements LoadTimeWeaverAware {

        Weaving() {
            created("load-time weaver aware");
        }

        @Override
        public void setLoadTimeWeaver(LoadTimeWeaver weaver) {}
    }

    static final class HearingAll implements ApplicationListener<ApplicationEvent> {

        HearingAll() {
            created("listener");
        }

        @Override
        public void onApplicationEvent(ApplicationEvent event) {}
    }

    static final class Living implements SmartLifecycle {

        private boolean running;

        Living() {
            created("lifecycle");
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }

    static class Ticking {

        Ticking() {
            created("scheduled");
        }

        @Scheduled(fixedDelay = 1000)
        void tick() {}
    }
}
