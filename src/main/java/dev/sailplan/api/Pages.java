package dev.sailplan.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The pages of {@code docs} that are part of the service. */
@Component
public class Pages {

    /**
     * Returns a page as Markdown.
     *
     * @param name its path below {@code docs}, without extension
     */
    public String page(String name) {
        try {
            return new ClassPathResource("docs/" + name + ".md").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException("The page " + name + " is not in the jar", missing);
        }
    }
}
