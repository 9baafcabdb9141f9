package dev.sailplan.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What messages are signed with, known to the service and to a receiver: by the scheme of Standard Webhooks. */
public final class Secret {

    private static final String PREFIX = "whsec_";
    private static final String SCHEME = "v1,";
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] bytes;

    Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** As its receiver gets to see it. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** Signs a message that is sent now. */
    String sign(Message message, Instant now) {
        String signed = message.id() + "." + now.getEpochSecond() + "." + message.body();
        return SCHEME + Base64.getEncoder().encodeToString(authenticate(bytes, signed));
    }

    /** The keyed hash of a text. */
    static byte[] authenticate(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, impossible);
        }
    }

    /** Not what it is: it could get into a log. */
    @Override
    public String toString() {
        return "a secret";
    }
}
