package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.input.InputManifest;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;

/** Brings local files to the gateway; files that it has are not sent again. */
final class Upload {
    private final GatewayClient gateway;

    Upload(GatewayClient gateway) {
        this.gateway = gateway;
    }

    Digest send(List<Path> paths) {
        return gateway.createInput(manifest(LocalInput.of(paths), (digest, file) -> {
            if (!gateway.hasFile(digest)) {
                gateway.upload(digest, file.path());
            }
        }));
    }

    /** The manifest that a run of these files would have. */
    static InputManifest manifest(LocalInput input, FileSink files) {
        List<InputManifest.Entry> entries = new ArrayList<>();
        for (Reader.InputFile file : input.files()) {
            try {
                Digest digest = digest(file.path());
                files.accept(digest, file);
                entries.add(new InputManifest.Entry(file.name(), digest, file.size()));
            } catch (IOException e) {
                throw new TandemException(ErrorCode.UNREADABLE_INPUT, "Cannot read '" + file.name() + "': " + e.getMessage(), e);
            }
        }
        return new InputManifest(InputManifest.FORMAT, entries);
    }

    /** Takes the files of an input. */
    @FunctionalInterface
    interface FileSink {
        void accept(Digest digest, Reader.InputFile file) throws IOException;
    }

    static Digest digest(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Digest.sha256())) {
            ((InputStream) in).transferTo(OutputStream.nullOutputStream());
            return Digest.finish(in.getMessageDigest(), new byte[0]);
        }
    }
}
