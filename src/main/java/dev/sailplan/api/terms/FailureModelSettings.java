package dev.sailplan.api.terms;

import dev.sailplan.failure.FailureModel;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often parts of a deployment are up where a request does not say, {@code sailplan.failure-model.*}.
 *
 * @param failureModel the part of the time, by kind of failure
 */
@ConfigurationProperties("sailplan")
public record FailureModelSettings(@DefaultValue Map<String, String> failureModel) {

    /**
     * The model these settings describe.
     *
     * @throws IllegalArgumentException if one of them is not possible
     */
    public FailureModel model() {
        Availabilities read = new Availabilities(FailureModel.DEFAULT);
        failureModel.forEach(read::add);
        if (!read.faults().isEmpty()) {
            throw new IllegalArgumentException("sailplan.failure-model: " + String.join(" ", read.faults()));
        }
        return read.model();
    }
}
