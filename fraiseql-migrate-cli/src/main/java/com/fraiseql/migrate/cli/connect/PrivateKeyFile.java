// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import com.fraiseql.migrate.url.ConnectionProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A private key in PEM form, in each of the forms that OpenSSL, and therefore psql, reads: PKCS#8, PKCS#1 for RSA and
 * SEC1 for EC, each with or without a passphrase. Java itself reads unencrypted PKCS#8 only.
 */
final class PrivateKeyFile {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ((?:ENCRYPTED |RSA |EC )?PRIVATE KEY)-----\\s*([^-]*?(?:Proc-Type[\\s\\S]*?)?)-----END "
                    + "\\1-----");
    private static final Pattern DEK = Pattern.compile("DEK-Info: *([A-Za-z0-9-]+) *, *([0-9A-Fa-f]+)");
    private static final Map<String, String> CIPHERS = Map.of(
            "AES-128-CBC", "AES/16",
            "AES-192-CBC", "AES/24",
            "AES-256-CBC", "AES/32",
            "DES-EDE3-CBC", "DESede/24");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

    private PrivateKeyFile() {}

    static boolean isPem(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads the key.
     *
     * @param passphrase {@code sslpassword}, for a key that is encrypted
     */
    static PrivateKey read(Path file, @Nullable String passphrase) {
        checkPermissions(file);
        try {
            Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!matcher.find()) {
                throw new GeneralSecurityException("no key");
            }
            String body = matcher.group(2);
            Matcher dek = DEK.matcher(body);
            boolean encrypted = dek.find();
            String type = matcher.group(1);
            if ((encrypted || type.startsWith("ENCRYPTED")) && (passphrase == null || passphrase.isEmpty())) {
                throw new ConnectionProblem(
                        "The client's private key " + file + " is encrypted, and there is no passphrase for it.",
                        "Give it with sslpassword in the URL, or name a key without one (sslkey).");
            }
            byte[] bytes = Base64.getMimeDecoder().decode(encrypted ? body.substring(dek.end()) : body);
            if (encrypted) {
                bytes = decrypt(bytes, dek.group(1), dek.group(2), String.valueOf(passphrase));
            }
            return switch (type) {
                case "ENCRYPTED PRIVATE KEY" -> pkcs8(decrypt(bytes, String.valueOf(passphrase)));
                case "RSA PRIVATE KEY" -> pkcs8(Der.pkcs8OfRsa(bytes));
                case "EC PRIVATE KEY" -> pkcs8(Der.pkcs8OfEc(bytes));
                default -> pkcs8(new PKCS8EncodedKeySpec(bytes));
            };
        } catch (javax.crypto.BadPaddingException e) {
            throw new ConnectionProblem(
                    "The passphrase (sslpassword) does not open the client's private key " + file + ".",
                    "Correct the passphrase.");
        } catch (IOException e) {
            throw new ConnectionProblem(
                    "The client's private key " + file + " cannot be read: "
                            + (e instanceof java.nio.file.AccessDeniedException ? "permission denied" : e.getMessage())
                            + ".",
                    "Correct the path (sslkey), and make sure that this process may read the file.");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConnectionProblem(
                    "The client's private key " + file + " is not one that can be read"
                            + (passphrase == null ? "." : ", or the passphrase (sslpassword) is wrong."),
                    "Give an RSA or EC key in PEM form: openssl pkcs8 -topk8 -nocrypt -in client.key -out client.pem.");
        }
    }

    /** libpq's rule: 0600 or less, or 0640 or less if the file is root's. */
    private static void checkPermissions(Path file) {
        PosixFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, PosixFileAttributes.class, new LinkOption[0]);
        } catch (IOException | UnsupportedOperationException e) {
            return; // reading the file says why, and Windows has no such permissions
        }
        boolean roots = attributes.owner().getName().equals("root");
        for (PosixFilePermission permission : attributes.permissions()) {
            boolean allowed =
                    permission.name().startsWith("OWNER_") || (roots && permission == PosixFilePermission.GROUP_READ);
            if (!allowed) {
                throw new ConnectionProblem(
                        "Others may read the client's private key " + file + ", so it is not used.",
                        "Run chmod 600 on it.");
            }
        }
    }

    private static PrivateKey pkcs8(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (java.security.spec.InvalidKeySpecException e) {
                // one of another algorithm
            }
        }
        throw new GeneralSecurityException("no known algorithm");
    }

    /** PKCS#8, encrypted (RFC 5958). */
    private static PKCS8EncodedKeySpec decrypt(byte[] bytes, String passphrase)
            throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
        // for PBES2, Java has the name of the cipher in the parameters only
        boolean second = info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13");
        String name = second ? info.getAlgParameters().toString() : info.getAlgName();
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(passphrase.toCharArray())),
                info.getAlgParameters());
        return new PKCS8EncodedKeySpec(cipher.doFinal(info.getEncryptedData()));
    }

    /** OpenSSL's own encryption of PEM: the key is the MD5 of passphrase and salt, chained (EVP_BytesToKey). */
    private static byte[] decrypt(byte[] bytes, String dek, String iv, String passphrase)
            throws GeneralSecurityException {
        String cipher = CIPHERS.get(dek.toUpperCase(Locale.ROOT));
        if (cipher == null) {
            throw new GeneralSecurityException(dek);
        }
        String algorithm = cipher.substring(0, cipher.indexOf('/'));
        byte[] key = new byte[Integer.parseInt(cipher.substring(cipher.indexOf('/') + 1))];
        byte[] vector = HexFormat.of().parseHex(iv);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] digest = new byte[0];
        for (int done = 0; done < key.length; done += digest.length) {
            md5.update(digest);
            md5.update(passphrase.getBytes(StandardCharsets.UTF_8));
            digest = md5.digest(Arrays.copyOf(vector, 8));
            System.arraycopy(digest, 0, key, done, Math.min(digest.length, key.length - done));
        }
        Cipher opened = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
        opened.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, algorithm), new IvParameterSpec(vector));
        return opened.doFinal(bytes);
    }
}
