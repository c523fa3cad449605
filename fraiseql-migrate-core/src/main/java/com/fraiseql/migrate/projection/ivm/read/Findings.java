// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has been found while one view is read. */
final class Findings {

    private final Facts facts;
    private final String view;
    private final List<TableUse> uses = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final Set<Reason> reasons = new LinkedHashSet<>();
    private final Map<TableUse, String> barriers = new LinkedHashMap<>();
    private boolean byInvoker;

    Findings(Facts facts, String view) {
        this.facts = facts;
        this.view = view;
    }

    Facts facts() {
        return facts;
    }

    String view() {
        return view;
    }

    List<TableUse> uses() {
        return uses;
    }

    List<Link> links() {
        return links;
    }

    /** A view reads its tables with the rights of the role that reads it. */
    void readByInvoker() {
        byInvoker = true;
    }

    /** What keeps a condition from reaching a use. */
    Map<TableUse, String> barriers() {
        return barriers;
    }

    boolean byInvoker() {
        return byInvoker;
    }

    List<Reason> reasons() {
        return List.copyOf(reasons);
    }

    void reason(Code code, String construct, String place, String message, String cure) {
        reasons.add(new Reason(code, construct, place, message, cure));
    }

    /** Something that is not known to be harmless. */
    void unknown(String construct, String place) {
        reason(
                Code.UNKNOWN_CONSTRUCT,
                construct,
                place,
                "It is not known what a change of a row means for it.",
                "Write it in another way, or leave the table to the sync.");
    }
}
