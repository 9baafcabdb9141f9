package dev.sailplan.api.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** An answer of Spring MVC that goes on. */
record SseWire(SseEmitter emitter) implements Wire {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    @Override
    public void send(String text) throws IOException {
        try {
            emitter.send(Set.of(new DataWithMediaType(text, TEXT)));
        } catch (IllegalStateException over) {
            throw new IOException(over);
        }
    }

    @Override
    public void end() {
        emitter.complete();
    }
}
