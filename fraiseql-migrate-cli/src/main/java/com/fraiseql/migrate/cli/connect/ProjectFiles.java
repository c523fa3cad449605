// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The project's files, in order of precedence: our own file, then those of profiles (the last profile first),
 * then the others; {@code config/} before the project's root before {@code src/main/resources}; within a file the last
 * document first.
 */
final class ProjectFiles {

    /** A key as it is written, and its text. */
    record Setting(String key, String text) {}

    /** One document of a file, by uniform keys. */
    record Document(String file, Map<String, Setting> settings) {

        @Nullable
        String text(String key) {
            Setting setting = settings.get(uniform(key));
            return setting == null ? null : setting.text();
        }
    }

    private static final List<String> FOLDERS =
            List.of("config", "", "src/main/resources/config", "src/main/resources");
    private static final List<String> ENDINGS = List.of(".properties", ".yml", ".yaml");
    private static final String PROFILE_FILE = "application-";
    private static final String ON_PROFILE = "spring.config.activate.on-profile";
    private static final String ON_PLATFORM = "spring.config.activate.on-cloud-platform";

    private final Path directory;
    private final List<Document> active = new ArrayList<>();
    private final List<Document> inactive = new ArrayList<>();
    private final List<String> profiles;

    /**
     * Reads them.
     *
     * @param variable gives the value of the variable that stands for a key, {@code null} where there is none
     * @param expand resolves the placeholders in a text that says which profiles are active
     */
    ProjectFiles(Path directory, UnaryOperator<@Nullable String> variable, UnaryOperator<String> expand) {
        this.directory = directory;
        List<Document> base = documents("application", ENDINGS);
        profiles = Profiles.active(key -> {
            String set = variable.apply(key);
            return set != null ? set : beforeProfiles(base, key, expand);
        });
        take(documents("fraiseql", List.of(".properties")));
        for (int i = profiles.size() - 1; i >= 0; i--) {
            take(documents(PROFILE_FILE + profiles.get(i), ENDINGS));
        }
        take(base);
    }

    /** The documents that apply, by precedence. */
    List<Document> active() {
        return active;
    }

    /**
     * Sentences for the user about documents of inactive profiles that have one of the keys, and about files that only
     * Spring reads.
     */
    List<String> notRead(String... keys) {
        List<Document> others = new ArrayList<>(inactive);
        inactiveFiles().forEach(stem -> others.addAll(documents(stem, ENDINGS)));
        List<String> sentences = new ArrayList<>();
        for (Document document : others) {
            for (String key : keys) {
                if (document.text(key) != null) {
                    sentences.add(document.file() + " sets " + key + " for " + condition(document) + " (active: "
                            + String.join(", ", profiles) + ").");
                }
            }
        }
        for (Document document : active) {
            if (document.settings().keySet().stream().anyMatch(key -> key.startsWith("spring.config.import"))) {
                sentences.add("This command does not read spring.config.import in " + document.file() + ".");
            }
        }
        return sentences;
    }

    private static String condition(Document document) {
        String platform = document.text(ON_PLATFORM);
        String profile = document.text(ON_PROFILE);
        if (platform != null) {
            return "the cloud platform " + platform + ", which this command does not look for";
        }
        if (profile != null) {
            return "the profile " + profile + ", which is not active";
        }
        String name = document.file().substring(document.file().lastIndexOf(PROFILE_FILE) + PROFILE_FILE.length());
        return "the profile " + name.substring(0, name.lastIndexOf('.')) + ", which is not active";
    }

    private Set<String> inactiveFiles() {
        Set<String> stems = new HashSet<>();
        for (String folder : FOLDERS) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(directory.resolve(folder), PROFILE_FILE + "*.{properties,yml,yaml}")) {
                for (Path file : files) {
                    String name = String.valueOf(file.getFileName());
                    String stem = name.substring(0, name.lastIndexOf('.'));
                    if (!profiles.contains(stem.substring(PROFILE_FILE.length()))) {
                        stems.add(stem);
                    }
                }
            } catch (IOException e) {
                // no such folder
            }
        }
        return stems;
    }

    private static @Nullable String beforeProfiles(List<Document> base, String key, UnaryOperator<String> expand) {
        for (Document document : base) {
            String text = document.text(key);
            if (text != null && document.text(ON_PROFILE) == null) {
                return expand.apply(text);
            }
        }
        return null;
    }

    private void take(List<Document> documents) {
        for (Document document : documents) {
            String expressions = document.text(ON_PROFILE);
            boolean counts = document.text(ON_PLATFORM) == null
                    && (expressions == null || Profiles.accept(expressions, profiles));
            (counts ? active : inactive).add(document);
        }
    }

    private List<Document> documents(String stem, List<String> endings) {
        List<Document> documents = new ArrayList<>();
        for (String folder : FOLDERS) {
            for (String ending : endings) {
                String name = folder.isEmpty() ? stem + ending : folder + "/" + stem + ending;
                Path file = directory.resolve(name);
                if (Files.isRegularFile(file)) {
                    List<Map<String, String>> read = ending.equals(".properties")
                            ? PropertiesReader.read(file, name)
                            : YamlReader.read(file, name);
                    for (int i = read.size() - 1; i >= 0; i--) {
                        Map<String, Setting> settings = new LinkedHashMap<>();
                        read.get(i).forEach((key, text) -> settings.put(uniform(key), new Setting(key, text)));
                        documents.add(new Document(name, settings));
                    }
                }
            }
        }
        return documents;
    }

    /** Spring Boot's relaxed names: {@code lock-timeout}, {@code lockTimeout} and {@code lock_timeout} are one. */
    static String uniform(String key) {
        StringBuilder name = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c != '-' && c != '_') {
                name.append(Character.toLowerCase(c));
            }
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
