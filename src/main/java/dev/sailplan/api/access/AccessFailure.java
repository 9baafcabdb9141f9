package dev.sailplan.api.access;

/** That the service cannot start, as nobody or too many could call it. */
final class AccessFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String action;

    /**
     * Creates a failure.
     *
     * @param why what is wrong with the settings
     * @param action what to set
     */
    AccessFailure(String why, String action) {
        super(why);
        this.action = action;
    }

    String action() {
        return action;
    }
}
