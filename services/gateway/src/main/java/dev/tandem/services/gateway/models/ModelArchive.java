package dev.tandem.services.gateway.models;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** A model's folder as a zip file. Entries become names of objects only, and what they expand to is limited. */
record ModelArchive(byte[] contract, Map<String, byte[]> files) {
    private static final String CONTRACT = "contract.json";
    private static final int MOST_FILES = 100;

    static ModelArchive read(InputStream zip, int maxBytes) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        long left = maxBytes;
        try (ZipInputStream in = new ZipInputStream(zip)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                byte[] bytes = in.readNBytes((int) left);
                left -= bytes.length;
                if (files.size() == MOST_FILES || in.read() >= 0) {
                    throw new TandemException(ErrorCode.TOO_LARGE, "The model has more than " + MOST_FILES + " files, or more than "
                            + maxBytes + " bytes (tandem.gateway.models.max-bytes).");
                }
                files.put(entry.getName(), bytes);
            }
        } catch (ZipException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The zip file of the model cannot be read: " + e.getMessage(), e);
        }
        byte[] contract = files.remove(CONTRACT);
        if (contract == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Expected a zip file with '" + CONTRACT + "' at its top, found "
                    + (files.isEmpty() ? "none" : files.keySet()) + ".");
        }
        return new ModelArchive(contract, files);
    }
}
