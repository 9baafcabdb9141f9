package dev.sailplan.topology;

import dev.sailplan.document.FederationMethod;
import dev.sailplan.document.Pointer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one mesh says of sharing services with another.
 *
 * @param at where it is declared
 * @param mesh the other mesh
 * @param exports services of the declaring mesh that the other may call, as {@code namespace/name}
 * @param writtenMethod how bundles are exchanged, null if that is not stated
 */
public record Federation(
        Pointer at,
        Mesh mesh,
        List<String> exports,
        @Nullable FederationMethod writtenMethod) {

    public Optional<FederationMethod> method() {
        return Optional.ofNullable(writtenMethod);
    }
}
