package dev.tandem.media;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** The samples of decoded sound as numbers from -1 to 1, whatever they are coded as. */
final class Samples {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.nativeOrder());
    private static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.nativeOrder());
    /** Samples of floating point may be louder than full scale, but not so loud that squares lose all else. */
    private static final double LOUDEST = 1e6;

    private byte[] bytes = new byte[0];
    private double[][] values = new double[0][0];

    /** By channel; valid until the next call, and longer than the frame. */
    double[][] of(AVFrame frame, int channels) throws MediaFailure {
        int count = frame.nb_samples();
        if (values.length != channels || values[0].length < count) {
            values = new double[channels][count];
        }
        int format = frame.format();
        int width = avutil.av_get_bytes_per_sample(format);
        boolean planar = avutil.av_sample_fmt_is_planar(format) != 0;
        int planes = planar ? channels : 1;
        int length = count * width * (planar ? 1 : channels);
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        for (int plane = 0; plane < planes; plane++) {
            BytePointer data = frame.extended_data(plane);
            data.get(bytes, 0, length);
            for (int channel = planar ? plane : 0; channel < (planar ? plane + 1 : channels); channel++) {
                int step = planar ? width : width * channels;
                read(values[channel], count, format, planar ? 0 : channel * width, step);
            }
        }
        return values;
    }

    private void read(double[] into, int count, int format, int from, int step) throws MediaFailure {
        for (int i = 0; i < count; i++) {
            int at = from + i * step;
            double value = switch (format) {
                case avutil.AV_SAMPLE_FMT_U8, avutil.AV_SAMPLE_FMT_U8P -> ((bytes[at] & 0xff) - 128) / 128.0;
                case avutil.AV_SAMPLE_FMT_S16, avutil.AV_SAMPLE_FMT_S16P -> (short) SHORT.get(bytes, at) / 32768.0;
                case avutil.AV_SAMPLE_FMT_S32, avutil.AV_SAMPLE_FMT_S32P -> (int) INT.get(bytes, at) / 2147483648.0;
                case avutil.AV_SAMPLE_FMT_S64, avutil.AV_SAMPLE_FMT_S64P -> (long) LONG.get(bytes, at) / 0x1p63;
                case avutil.AV_SAMPLE_FMT_FLT, avutil.AV_SAMPLE_FMT_FLTP -> (float) FLOAT.get(bytes, at);
                case avutil.AV_SAMPLE_FMT_DBL, avutil.AV_SAMPLE_FMT_DBLP -> (double) DOUBLE.get(bytes, at);
                default -> throw MediaFailure.broken("The sound has samples of an unknown kind");
            };
            into[i] = Double.isNaN(value) ? 0 : Math.clamp(value, -LOUDEST, LOUDEST);
        }
    }
}
