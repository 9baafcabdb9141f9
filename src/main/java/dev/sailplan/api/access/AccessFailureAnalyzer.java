package dev.sailplan.api.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells who starts the service what to set, instead of a stack trace. Spring Boot finds it by name. */
final class AccessFailureAnalyzer extends AbstractFailureAnalyzer<AccessFailure> {

    @Override
    protected FailureAnalysis analyze(Throwable root, AccessFailure failure) {
        return new FailureAnalysis(failure.getMessage(), failure.action(), failure);
    }
}
