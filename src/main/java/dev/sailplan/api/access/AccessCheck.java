package dev.sailplan.api.access;

import dev.sailplan.store.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.stereotype.Component;

/** Says when the service starts who may call, and refuses to start if nobody could, or too many. */
@Component
class AccessCheck implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(AccessCheck.class);

    private final Environment environment;
    private final AccessSettings settings;
    private final OAuth2ResourceServerProperties tokens;
    private final ObjectProvider<JwtDecoder> decoder;
    private final KeyStore keys;
    private final Clock clock;

    AccessCheck(
            Environment environment,
            AccessSettings settings,
            OAuth2ResourceServerProperties tokens,
            ObjectProvider<JwtDecoder> decoder,
            KeyStore keys,
            Clock clock) {
        this.environment = environment;
        this.settings = settings;
        this.tokens = tokens;
        this.decoder = decoder;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (AccessControl.isOn(environment)) {
            LOG.info("Callers are asked who they are: {}", String.join(", ", ways()));
        } else if (AccessControl.isLocal(environment)) {
            LOG.info("Callers are not asked who they are, as only this machine can call");
        } else {
            LOG.warn("Callers are not asked who they are: whoever reaches this service may do anything");
        }
    }

    private List<String> ways() {
        List<String> ways = new ArrayList<>();
        if (decoder.getIfAvailable() != null) {
            refuseTokensOfOthers();
            ways.add("tokens of the identity provider");
        }
        if (settings.bootstrapKey() != null) {
            ways.add("the bootstrap key");
        }
        long issued = keys.valid(clock.instant());
        if (issued > 0) {
            ways.add(issued + " issued keys");
        }
        if (ways.isEmpty()) {
            throw new AccessFailure(
                    "Callers are asked who they are, and nobody could say: there is no key and no identity provider.",
                    "Set sailplan.access.bootstrap-key to a text of 32 or more random characters, which is a key of an"
                            + " administrator, or spring.security.oauth2.resourceserver.jwt.issuer-uri; see"
                            + " docs/access.md. If everybody who reaches the service may do anything, set"
                            + " sailplan.access.control to never.");
        }
        return ways;
    }

    /** Identity providers issue tokens for many services; one for another of them is not for this one. */
    private void refuseTokensOfOthers() {
        if (tokens.getJwt().getAudiences().isEmpty()) {
            throw new AccessFailure(
                    "Tokens of an identity provider are accepted, whichever service they were issued for.",
                    "Set spring.security.oauth2.resourceserver.jwt.audiences to what is in the claim aud of tokens for"
                            + " this service.");
        }
    }
}
