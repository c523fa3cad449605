// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import java.util.List;
import java.util.Locale;

/** The names that secrets go by. */
final class SecretNames {

    private static final List<String> PARTS = List.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "credential",
            "api_key",
            "apikey",
            "access_key",
            "accesskey",
            "private_key",
            "privatekey",
            "encryption_key",
            "encrypt_key",
            "decryption_key",
            "decrypt_key",
            "crypt_key",
            "crypto_key",
            "cipher_key",
            "signing_key",
            "master_key",
            "sym_key",
            "symmetric_key",
            "aes_key",
            "hmac_key",
            "pgp_key",
            "jwt_key");
    private static final List<String> HARMLESS = List.of(
            "password_encryption", "password_required", "require_password", "ssl_passphrase_command_supports_reload");

    private SecretNames() {}

    /** Whether a setting, column, option or placeholder of this name holds a secret, as far as its name tells. */
    static boolean contain(String name) {
        if (name.length() < 3) {
            return name.equalsIgnoreCase("pw");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("pwd") || lower.equals("psw") || lower.endsWith("_pwd") || lower.endsWith("_pw")) {
            return true;
        }
        if (lower.endsWith("token") || lower.equals("passkey") || lower.equals("pgpass")) {
            return true;
        }
        for (String part : PARTS) {
            if (lower.contains(part)) {
                return !HARMLESS.contains(lower);
            }
        }
        return false;
    }
}
