package dev.sailplan;

import java.io.File;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium with its driver, where both are installed. */
final class Browser {

    static final String HOW_TO_INSTALL =
            "needs Chromium and ChromeDriver of one version on the PATH, for instance Debian's"
                    + " packages chromium and chromium-driver";

    private Browser() {}

    static boolean isInstalled() {
        return binary().isPresent() && driver().isPresent();
    }

    static ChromeDriver open() {
        var options = new ChromeOptions();
        options.setBinary(binary().orElseThrow());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--window-size=1300,1700");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver().orElseThrow())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private static Optional<File> binary() {
        return find("chromium", "chromium-browser", "google-chrome");
    }

    private static Optional<File> driver() {
        return find("chromedriver");
    }

    private static Optional<File> find(String... names) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }
}
