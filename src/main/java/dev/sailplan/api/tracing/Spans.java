package dev.sailplan.api.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Parts of what is traced. What is done for no request is not, nor is anything while nobody asked for traces. */
@Component
public final class Spans {

    private final @Nullable Tracer tracer;

    Spans(ObjectProvider<Tracer> tracer) {
        this.tracer = tracer.getIfAvailable();
    }

    /**
     * A part begins.
     *
     * @param name one of a few
     * @return what is run when it ends, in whichever way, by the same thread
     */
    public Runnable begin(String name) {
        if (tracer == null || tracer.currentSpan() == null) {
            return Spans::nothing;
        }
        Span span = tracer.nextSpan().name(name).start();
        Tracer.SpanInScope scope = tracer.withSpan(span);
        return () -> {
            scope.close();
            span.end();
        };
    }

    private static void nothing() {}

    /** What work comes to, as a part. */
    public <T> T in(String name, Supplier<T> work) {
        Runnable end = begin(name);
        try {
            return work.get();
        } finally {
            end.run();
        }
    }
}
