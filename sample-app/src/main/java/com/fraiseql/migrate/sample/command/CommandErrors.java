// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.command;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the database refuses, as an answer that a client understands. */
@RestControllerAdvice
class CommandErrors {

    @ExceptionHandler
    ProblemDetail duplicate(DuplicateKeyException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "This exists already.");
    }

    @ExceptionHandler
    ProblemDetail dangling(DataIntegrityViolationException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_CONTENT, "This refers to something that does not exist.");
    }
}
