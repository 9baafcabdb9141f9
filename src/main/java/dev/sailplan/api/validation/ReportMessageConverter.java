package dev.sailplan.api.validation;

import dev.sailplan.report.ReportFormat;
import dev.sailplan.report.ValidationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Writes reports in one {@link ReportFormat}. */
final class ReportMessageConverter extends AbstractHttpMessageConverter<ValidationReport> {

    private final ReportFormat format;

    ReportMessageConverter(ReportFormat format) {
        super(StandardCharsets.UTF_8, mediaTypeOf(format));
        this.format = format;
    }

    private static MediaType mediaTypeOf(ReportFormat format) {
        return new MediaType(MediaType.parseMediaType(format.mediaType()), StandardCharsets.UTF_8);
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(mediaTypeOf(format));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == ValidationReport.class;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected ValidationReport readInternal(Class<? extends ValidationReport> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("Reports are only written", message);
    }

    @Override
    protected void writeInternal(ValidationReport report, HttpOutputMessage message) throws IOException {
        message.getBody().write(format.write(report).getBytes(StandardCharsets.UTF_8));
    }
}
