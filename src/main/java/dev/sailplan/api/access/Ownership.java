package dev.sailplan.api.access;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.store.Precondition;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose topologies are: those of a team are written by its members, and by administrators. */
@Component
public class Ownership {

    private final Denials denials;

    Ownership(Denials denials) {
        this.denials = denials;
    }

    /** What a writer has to find: whether it may write over it is decided at the moment of the write. */
    public Precondition expectedBy(HttpServletRequest request) {
        Caller caller = Caller.of(request);
        return caller.role() == Role.ADMIN ? Precondition.none() : Precondition.ownedBy(caller.teams());
    }

    /**
     * Refuses who may not write for an owner.
     *
     * @param owner a team; null if nobody
     * @throws ProblemException if it may not
     */
    public void check(@Nullable String owner, HttpServletRequest request) {
        if (!Caller.of(request).mayWriteFor(owner)) {
            denials.forbidden(request, "the topology is of team " + owner);
            throw new ProblemException(
                    Problem.FORBIDDEN,
                    "This topology is, or is to be, of the team " + owner
                            + " by its label team, and the key or token is not of that team.");
        }
    }
}
