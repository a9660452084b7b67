package dev.tandem.operators.media.codec;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.process.IdleWorkers;
import dev.tandem.core.process.WorkerFaultException;
import dev.tandem.core.process.WorkerProcess;
import dev.tandem.media.MediaAnswer;
import dev.tandem.media.MediaRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Decodes audio and video in processes of their own, each asked about one medium after the other: a file that a decoder breaks
 * on fails its sample and nothing else. There are no more processes at a time than processors.
 */
public final class MediaDecoder {
    /** Far above what the limits on frames and pixels let a medium take; results must not depend on it. */
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration START = Duration.ofSeconds(60);
    private static final int MOST_ANSWER_BYTES = 128 << 20;
    private static final Semaphore PROCESSORS = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);
    private static final IdleWorkers IDLE = new IdleWorkers();

    private MediaDecoder() {}

    /**
     * Asks about a medium.
     *
     * @throws SampleFailedException {@code MEDIA_LIMIT} or {@code BROKEN_MEDIA}
     */
    static <T extends MediaAnswer> T ask(Part.Media media, MediaRequest.Question question, Class<T> expected, MediaLimits limits)
            throws SampleFailedException {
        String what = media.modality() == Modality.AUDIO ? "The sound " : "The video ";
        if (media.content().size() > limits.maxMediaBytes()) {
            throw new SampleFailedException(ErrorCode.MEDIA_LIMIT,
                    what + "has " + media.content().size() + " bytes, more than " + limits.maxMediaBytes());
        }
        // Outside of any try: a store that does not answer is not a broken medium.
        byte[] bytes = media.content().bytes();
        MediaFormat format = MediaFormat.of(bytes).orElseThrow(() ->
                new SampleFailedException(ErrorCode.BROKEN_MEDIA, "The file is no sound or video of a known kind"));
        MediaRequest request = new MediaRequest(question, format.demuxer(), bytes.length, limits(limits));
        MediaAnswer answer = ask(request, bytes, what);
        if (answer instanceof MediaAnswer.Failure failure) {
            throw switch (failure.kind()) {
                case BROKEN -> new SampleFailedException(ErrorCode.BROKEN_MEDIA, failure.message());
                case LIMIT -> new SampleFailedException(ErrorCode.MEDIA_LIMIT, what + failure.message());
            };
        }
        return expected.cast(answer);
    }

    private static MediaRequest.Limits limits(MediaLimits limits) {
        return new MediaRequest.Limits(
                Math.min(limits.maxPixels(), limits.playback().maxFramePixels()),
                limits.playback().maxFrames(),
                limits.playback().maxPixels(),
                limits.playback().maxSeconds());
    }

    private static MediaAnswer ask(MediaRequest request, byte[] bytes, String what) throws SampleFailedException {
        try {
            PROCESSORS.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted", e);
        }
        try {
            return askOneOrAnother(request, bytes, what);
        } finally {
            PROCESSORS.release();
        }
    }

    /** What a worker that was asked before cannot answer may be the fault of what it was asked then: a fresh one is asked again. */
    private static MediaAnswer askOneOrAnother(MediaRequest request, byte[] bytes, String what) throws SampleFailedException {
        Optional<WorkerProcess> used = IDLE.take();
        if (used.isPresent()) {
            try {
                return ask(used.get(), request, bytes);
            } catch (WorkerFaultException e) {
                if (e.late()) {
                    throw failure(e, used.get(), what);
                }
            }
        }
        WorkerProcess fresh = start();
        try {
            return ask(fresh, request, bytes);
        } catch (WorkerFaultException e) {
            throw failure(e, fresh, what);
        }
    }

    private static MediaAnswer ask(WorkerProcess worker, MediaRequest request, byte[] bytes) throws WorkerFaultException {
        boolean healthy = false;
        try {
            MediaAnswer answer = MediaAnswer.decode(worker.ask(request.encode(), List.of(bytes), LONGEST, MOST_ANSWER_BYTES));
            healthy = true;
            return answer;
        } catch (IOException e) {
            throw new WorkerFaultException("answered with something else");
        } finally {
            if (healthy) {
                IDLE.keep(worker);
            } else {
                worker.close();
            }
        }
    }

    private static WorkerProcess start() {
        WorkerProcess worker = DecoderProgram.find().start();
        try {
            worker.ask(new byte[0], List.of(), START, 0);
            return worker;
        } catch (WorkerFaultException e) {
            String said = worker.lastWords();
            worker.close();
            throw DecoderProgram.unavailable("the program " + e.getMessage() + said);
        }
    }

    private static SampleFailedException failure(WorkerFaultException fault, WorkerProcess worker, String what) {
        return switch (DecoderEnd.of(fault, worker.exitCode())) {
            case TOO_SLOW -> new SampleFailedException(ErrorCode.MEDIA_LIMIT, what + "takes too long to decode");
            case TOO_LARGE -> new SampleFailedException(ErrorCode.MEDIA_LIMIT, what + "takes more memory to decode than there is");
            case BROKEN -> new SampleFailedException(ErrorCode.BROKEN_MEDIA, "The decoder breaks on it: it " + fault.getMessage());
        };
    }
}
