package dev.sailplan.topology;

import dev.sailplan.document.Pointer;
import java.util.Optional;
import java.util.stream.Stream;

/** The root certificate to which the certificates of a workload chain. */
public sealed interface TrustRoot {

    /** The root as it is called in messages. */
    String label();

    /** What it is called where its certificate authority is said to have failed; empty if it is not known which it is. */
    default Optional<String> name() {
        return Optional.empty();
    }

    /** Whether this is that root; empty if the document does not say. */
    Optional<Boolean> isSameAs(TrustRoot other);

    /** Whether this is that root, as far as the document says. */
    default Judgement is(TrustRoot other) {
        return isSameAs(other)
                .map(Judgement::of)
                .orElseGet(() -> Judgement.unknown(Stream.of(this, other)
                        .filter(Undisclosed.class::isInstance)
                        .map(root -> ((Undisclosed) root).at())
                        .toArray(Pointer[]::new)));
    }

    /** A root that is named. */
    record Named(String root) implements TrustRoot {

        @Override
        public String label() {
            return "root " + root;
        }

        @Override
        public Optional<String> name() {
            return Optional.of(root);
        }

        @Override
        public Optional<Boolean> isSameAs(TrustRoot other) {
            return other instanceof Undisclosed ? Optional.empty() : Optional.of(equals(other));
        }
    }

    /** A root that a control plane made for itself and shares with nobody. */
    record SelfSigned(String owner) implements TrustRoot {

        @Override
        public String label() {
            return "a self-signed root of " + owner;
        }

        @Override
        public Optional<String> name() {
            return Optional.of(owner);
        }

        @Override
        public Optional<Boolean> isSameAs(TrustRoot other) {
            return other instanceof Undisclosed ? Optional.empty() : Optional.of(equals(other));
        }
    }

    /**
     * A root that is not named.
     *
     * @param at the fact that is missing
     * @param common whether everyone with this declaration has the same root, whichever it is
     */
    record Undisclosed(Pointer at, boolean common) implements TrustRoot {

        @Override
        public String label() {
            return "an unknown root";
        }

        @Override
        public Optional<Boolean> isSameAs(TrustRoot other) {
            return common && equals(other) ? Optional.of(true) : Optional.empty();
        }
    }
}
