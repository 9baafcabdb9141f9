package dev.sailplan.api.webhook;

import dev.sailplan.webhook.Receiver.Received;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies messages as a receiver does, from what the page says. */
final class Signatures {

    private Signatures() {}

    static boolean verify(Received received, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
        String signed = received.id() + "." + received.header("webhook-timestamp") + "." + received.body();
        byte[] expected = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        return List.of(received.header("webhook-signature").split(" ", -1))
                .contains("v1," + Base64.getEncoder().encodeToString(expected));
    }
}
