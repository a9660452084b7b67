package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/**
 * Runs the demo's recipe on a few made-up pages. The launcher calls it once after a build, while the Java machine records
 * what a start needs, so that later starts take half the time; a person has no use for it.
 */
@Command(name = "warm-up", hidden = true, description = "Exercise all parts on made-up pages.")
final class WarmUpCommand implements Callable<Integer> {
    private static final int PAGES = 60;
    private static final List<String> WORDS = List.of(("mill river town house street bridge market garden school window stone winter"
            + " summer letter morning evening walks builds carries brings finds opens small old green quiet wide early north south"
            + " miller teacher child neighbour water bread road field harvest lantern").split(" "));

    @ParentCommand
    private TandemCommand tandem;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("tandem.home")).resolve("warm-up"));
        Path site = folder.resolve("site.zip");
        write(site);
        Path recipe = Path.of(System.getProperty("tandem.root", ".")).resolve("recipes/demo.yaml");
        Execution execution = new Execution(tandem, Duration.ZERO);
        RunRecord first = execution.run(recipe, List.of(site), folder.resolve("out"));
        RunRecord again = execution.run(recipe, List.of(site), folder.resolve("out"));
        Summary.print(tandem.out(), again);
        tandem.gateway().whatIf(first.run(), Map.of("pages.text_length.min_len", 1_000), 1);
        return Math.max(Execution.exitCode(first), Execution.exitCode(again));
    }

    private static void write(Path site) throws IOException {
        try (OutputStream file = Files.newOutputStream(site); ZipOutputStream zip = new ZipOutputStream(file)) {
            for (int page = 0; page < PAGES; page++) {
                zip.putNextEntry(new ZipEntry("page-" + page + ".html"));
                zip.write(page(page).getBytes(StandardCharsets.UTF_8));
                zip.putNextEntry(new ZipEntry("picture-" + page + ".png"));
                ImageIO.write(picture(page), "png", zip);
            }
        }
    }

    /** Every other page is nearly the page before it. */
    private static String page(int number) {
        Random random = new Random(number / 2);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append("<p>");
            for (int j = 0; j < 30; j++) {
                text.append(WORDS.get(random.nextInt(WORDS.size()))).append(j % 3 == 0 ? " the " : j % 3 == 1 ? " and " : " ");
            }
            text.append("of it.</p>\n");
        }
        return "<html><head><title>Town " + number + "</title></head><body><nav><a href='page-0.html'>Home</a></nav><main><h1>Town "
                + number + "</h1>" + text + "<p><img src='picture-" + number + ".png' alt='A drawing of the mill of town " + number
                + "'></p><table><tr><th>Street</th><th>Houses</th></tr><tr><td>North</td><td>" + number
                + "</td></tr><tr><td>South</td><td>" + (number + 5) + "</td></tr></table></main></body></html>";
    }

    private static BufferedImage picture(int number) {
        BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(60 + number, 120, 200 - number));
        graphics.fillRect(number % 40, 8, 48, 40);
        graphics.dispose();
        return image;
    }
}
