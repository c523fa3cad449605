// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.slice;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.springframework.data.annotation.Id;

@Entity
@Table(name = "tb_note")
@org.springframework.data.relational.core.mapping.Table("tb_note")
class Note {

    @Id
    @jakarta.persistence.Id
    private int id;

    private String text = "";

    @Override
    public String toString() {
        return id + " " + text;
    }
}
