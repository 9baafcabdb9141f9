package dev.sailplan.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** An identity provider: signs tokens, and publishes the key they are verified with. */
final class Identity implements AutoCloseable {

    static final String AUDIENCE = "sailplan";

    private final RSAKey key;
    private final HttpServer server;

    Identity() {
        try {
            key = new RSAKeyGenerator(2048).keyID("one").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException | IOException failed) {
            throw new IllegalStateException(failed);
        }
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/keys", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(keys);
            }
        });
        server.start();
    }

    /** Where the key is published. */
    String keys() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    /** A token that is good for this service. */
    String token(String subject, Map<String, Object> claims) {
        return token(subject, AUDIENCE, Instant.now().plusSeconds(600), claims);
    }

    String token(String subject, String audience, Instant expires, Map<String, Object> claims) {
        return signed(key, subject, audience, expires, claims);
    }

    /** A token that somebody else has signed under the name of this key. */
    String forged(String subject, Map<String, Object> claims) {
        try {
            RSAKey other = new RSAKeyGenerator(2048).keyID("one").generate();
            return signed(other, subject, AUDIENCE, Instant.now().plusSeconds(600), claims);
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String signed(
            RSAKey key, String subject, String audience, Instant expires, Map<String, Object> claims) {
        JWTClaimsSet.Builder set =
                new JWTClaimsSet.Builder().subject(subject).audience(audience).expirationTime(Date.from(expires));
        claims.forEach(set::claim);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), set.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
