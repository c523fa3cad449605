// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.RuleInfo;
import java.util.Locale;

/** The page of a rule in Markdown, made of what the rule says of itself and its examples. */
public final class RulePage {

    private RulePage() {}

    public static String of(Rule rule) {
        RuleInfo info = rule.info();
        Examples examples = Examples.of(info.name());
        StringBuilder page = new StringBuilder();
        page.append("# ").append(info.name()).append("\n\n");
        page.append(info.text().title()).append(".\n\n");
        page.append("Level: ")
                .append(level(info))
                .append(versions(info.versions()))
                .append("\n\n");
        page.append(info.text().why().replaceAll("\\s*\\n\\s*", " ")).append("\n\n");
        page.append("## Instead\n\n").append(sql(info.text().rewrite()));
        page.append("## Found\n\n");
        if (examples.setup() != null) {
            page.append("After\n\n").append(sql(examples.setup()));
        }
        page.append(sql(examples.bad()));
        if (!info.proofs().isEmpty()) {
            page.append("The build runs this file on every version of PostgreSQL that is supported:\n\n");
            for (Proof proof : info.proofs()) {
                page.append("- ").append(proof.sentence()).append('\n');
            }
            page.append('\n');
        }
        page.append("## Not found\n\n").append(sql(examples.good()));
        page.append("## Source\n\n").append(info.text().source()).append('\n');
        return page.toString();
    }

    /** One line of the list of all rules. */
    public static String row(Rule rule) {
        RuleInfo info = rule.info();
        return "| [" + info.name().id() + "](" + info.name().id() + ".md) | `"
                + info.name().name() + "` | " + level(info) + " | "
                + info.text().title() + " |";
    }

    private static String level(RuleInfo info) {
        return info.level().name().toLowerCase(Locale.ROOT);
    }

    private static String versions(RuleInfo.Versions versions) {
        if (versions.to() < Integer.MAX_VALUE) {
            return "; up to PostgreSQL " + versions.to();
        }
        return versions.from() > 0 ? "; from PostgreSQL " + versions.from() + " on" : "";
    }

    private static String sql(String text) {
        return "```sql\n" + text.strip() + "\n```\n\n";
    }
}
