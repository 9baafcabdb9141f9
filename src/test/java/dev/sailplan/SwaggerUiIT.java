package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Swagger UI as an architect uses it: choose an example, try it out, read the answer. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SwaggerUiIT {

    private static final By OPERATION = By.cssSelector("#operations-Validations-validate");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Test
    void everyExampleCanBeTriedOut() throws IOException {
        Skipped.unless(Browser.isInstalled(), Browser.HOW_TO_INSTALL);
        ChromeDriver browser = Browser.open();
        try {
            browser.get("http://127.0.0.1:" + port + "/swagger-ui.html");
            var wait = new WebDriverWait(browser, PATIENCE);
            wait.until(ExpectedConditions.elementToBeClickable(OPERATION)).click();
            wait.until(ExpectedConditions.elementToBeClickable(in(".try-out__btn")))
                    .click();
            List<String> names = exampleNames(browser, wait);
            assertThat(names).hasSizeGreaterThan(25);
            for (String name : names) {
                assertThat(verdictOf(name, browser, wait)).as(name).isEqualTo(isBroken(name) ? "not PASS" : "PASS");
            }
        } finally {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve("swagger-ui.png"), browser.getScreenshotAs(OutputType.BYTES));
            browser.quit();
        }
    }

    private static By in(String selector) {
        return By.cssSelector("#operations-Validations-validate " + selector);
    }

    private static boolean isBroken(String name) {
        return name.matches("[A-Z]{3}[0-9]{3}-.*");
    }

    private static List<String> exampleNames(ChromeDriver browser, WebDriverWait wait) {
        wait.until(ExpectedConditions.presenceOfElementLocated(in(".examples-select select")));
        List<String> names = new ArrayList<>();
        for (WebElement option : browser.findElements(in(".examples-select option"))) {
            names.add(String.valueOf(option.getDomProperty("value")));
        }
        names.removeIf(name -> !name.matches("[A-Za-z0-9-]+"));
        return names;
    }

    private static String verdictOf(String example, ChromeDriver browser, WebDriverWait wait) {
        new Select(browser.findElement(in(".examples-select select"))).selectByValue(example);
        WebElement execute = wait.until(ExpectedConditions.elementToBeClickable(in(".execute")));
        browser.findElements(in(".btn-clear")).stream().findFirst().ifPresent(WebElement::click);
        execute.click();
        String answer = wait.until(
                        ExpectedConditions.visibilityOfElementLocated(in(".live-responses-table .microlight")))
                .getText();
        assertThat(answer).as(example).contains("\"verdict\"");
        return answer.contains("\"verdict\": \"PASS\"") ? "PASS" : "not PASS";
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        assertThat(new Service(port).get("/swagger-ui/index.html").body()).doesNotContain("https://", "http://");
    }
}
