package dev.sailplan.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Writes one type of answer as text of one media type.
 *
 * @param <T> what is answered
 */
public final class TextMessageConverter<T> extends AbstractHttpMessageConverter<T> {

    private final Class<T> written;
    private final MediaType mediaType;
    private final Function<T, String> format;

    /**
     * Creates what writes answers.
     *
     * @param mediaType without parameters
     */
    public TextMessageConverter(Class<T> written, String mediaType, Function<T, String> format) {
        this(written, new MediaType(MediaType.parseMediaType(mediaType), StandardCharsets.UTF_8), format);
    }

    private TextMessageConverter(Class<T> written, MediaType mediaType, Function<T, String> format) {
        super(StandardCharsets.UTF_8, mediaType);
        this.written = written;
        this.mediaType = mediaType;
        this.format = format;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(mediaType);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == written;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected T readInternal(Class<? extends T> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("Answers are only written", message);
    }

    @Override
    protected void writeInternal(T answer, HttpOutputMessage message) throws IOException {
        message.getBody().write(format.apply(answer).getBytes(StandardCharsets.UTF_8));
    }
}
