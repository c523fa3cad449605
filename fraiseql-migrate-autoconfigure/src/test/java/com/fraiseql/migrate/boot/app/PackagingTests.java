// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.loader.tools.Layouts;

/** An application in each of the forms that it is delivered in; two of its modules bring a migration of their own. */
class PackagingTests extends DatabaseTest {

    /** Characters that mean something in a URL; an umlaut, too, unless this file system has none. */
    private static final String ODD = fileNamesMayHave("ü") ? "Bücher a+b" : "Buecher a+b";

    private Path odd;
    private Archives archives;

    @BeforeEach
    void twoModules() {
        odd = folder.resolve(ODD);
        archives = new Archives(odd);
        archives.module("accounts-1.0.jar", "002_accounts.sql", "CREATE TABLE tb_account (id int);");
        archives.module("orders-1.0+5.jar", "003_orders.sql", "CREATE TABLE tb_order (id int);");
    }

    @Test
    void aFatJarFindsTheMigrationsOfItsNestedJarsAndAFolderBesideIt() {
        Path more = odd.resolve("more+");
        migration(more, "004_more.sql", "CREATE TABLE tb_more (id int);");

        assertThat(run("-jar", fatJar(), "--fraiseql.migrate.locations=classpath:migrations/,file:" + more))
                .containsSubsequence("migrator: applied 4 migrations", ShopApplication.GREETING);
        assertThat(appliedVersions()).containsExactly("001_users", "002_accounts", "003_orders", "004_more");
        assertThat(run("-jar", fatJar(), "--fraiseql.migrate.locations=classpath:migrations/," + more.toUri()))
                .containsSubsequence("4 migrations applied before, nothing to do", ShopApplication.GREETING);
    }

    @Test
    void anExtractedJarFindsThem() {
        String extracted = odd.resolve("extracted").toString();
        assertThat(run("-Djarmode=tools", "-jar", fatJar(), "extract", "--destination", extracted))
                .isEmpty();

        assertThat(run("-jar", Path.of(extracted, "shop.jar").toString())).contains(ShopApplication.GREETING);
        assertThat(appliedVersions()).containsExactly("001_users", "002_accounts", "003_orders");
    }

    @Test
    void anUnzippedJarFindsThem() {
        Path unzipped = Archives.unzip(Path.of(fatJar()), odd.resolve("unzipped"));

        assertThat(run("-cp", unzipped.toString(), "org.springframework.boot.loader.launch.JarLauncher"))
                .contains(ShopApplication.GREETING);
        assertThat(appliedVersions()).containsExactly("001_users", "002_accounts", "003_orders");
    }

    @Test
    void anExecutableWarFindsThem() {
        Path war = archives.application(
                "shop.war", new Layouts.War(), "WEB-INF/classes/", "001_users.sql", "CREATE TABLE tb_user (id int);");

        assertThat(run("-jar", war.toString())).contains(ShopApplication.GREETING);
        assertThat(appliedVersions()).containsExactly("001_users", "002_accounts", "003_orders");
    }

    private String fatJar() {
        return archives.application(
                        "shop.jar", new Layouts.Jar(), "", "001_users.sql", "CREATE TABLE tb_user (id int);")
                .toString();
    }

    private String run(String... java) {
        List<String> all = new ArrayList<>(List.of(java));
        if (!all.contains("extract")) {
            Arrays.stream(dataSource()).map(property -> "--" + property).forEach(all::add);
        }
        ApplicationProcess process = ApplicationProcess.java(all);
        String output = String.join("\n", process.output());
        assertThat(process.exitCode()).as(output).isZero();
        return output;
    }

    private static boolean fileNamesMayHave(String text) {
        return Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode(text);
    }
}
