// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import com.fraiseql.migrate.projection.ivm.fuzz.FuzzTable.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Three to six tables that refer to each other, and to themselves. */
final class RandomTables {

    private static final List<String> TYPES = List.of("int", "bigint", "uuid", "text");
    private static final List<String> ON_UPDATE = List.of("", " ON UPDATE CASCADE");

    private RandomTables() {}

    static List<FuzzTable> of(Random random) {
        List<FuzzTable> tables = new ArrayList<>();
        int count = 3 + random.nextInt(4);
        for (int number = 0; number < count; number++) {
            boolean partitioned = random.nextInt(5) == 0;
            boolean composite = partitioned || random.nextInt(5) == 0;
            List<Reference> references = new ArrayList<>();
            int most = number == 0 ? 0 : 1 + random.nextInt(number == count - 1 ? 3 : 2);
            for (int i = 0; i < most; i++) {
                references.add(reference("r" + i, random.nextInt(number), random));
            }
            if (random.nextInt(3) == 0) {
                references.add(new Reference(
                        "up",
                        number,
                        true,
                        (random.nextBoolean() ? "ON DELETE SET NULL" : "ON DELETE CASCADE")
                                + ON_UPDATE.get(random.nextInt(2))));
            }
            String name = random.nextInt(6) == 0 ? "\"tb_Odd " + number + "\"" : "tb_t" + number;
            tables.add(new FuzzTable(
                    name, TYPES.get(random.nextInt(TYPES.size())), composite, partitioned, List.copyOf(references)));
        }
        return List.copyOf(tables);
    }

    private static Reference reference(String prefix, int target, Random random) {
        boolean nullable = random.nextInt(3) == 0;
        String onDelete = random.nextInt(4) == 0
                ? ""
                : nullable && random.nextBoolean() ? "ON DELETE SET NULL" : "ON DELETE CASCADE";
        return new Reference(prefix, target, nullable, onDelete + ON_UPDATE.get(random.nextInt(2)));
    }
}
