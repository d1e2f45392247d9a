package org.hookbench.tool.doctor;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.hookbench.kernel.bpf.Libbpf;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.NativeCode;

/**
 * What the checks look at. All of it can be that of another machine, which is how they are tested.
 *
 * @param files the kernel's files
 * @param nativeRefusal why no native code can be called, if so
 * @param libbpf the installed libbpf; throws a {@link LinkageError} where there is none
 * @param others eBPF that others have loaded, given the cgroup2 folder of this process; throws a
 *     {@link KernelException} where this user may not see it
 * @param trials what is tried; absent where this user may not try
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Machine(
    MachineFiles files,
    @API(status = API.Status.INTERNAL) Supplier<Optional<String>> nativeRefusal,
    @API(status = API.Status.INTERNAL) Supplier<Libbpf> libbpf,
    @API(status = API.Status.INTERNAL) Function<Optional<Path>, OtherPrograms> others,
    @API(status = API.Status.INTERNAL) Optional<Trials> trials) {
  /** The machine that this process runs on. */
  @API(status = API.Status.INTERNAL)
  public static Machine here(Optional<Trials> trials) {
    return new Machine(
        MachineFiles.under(Path.of("/")),
        NativeCode::refusal,
        () -> Libbpf.installed(LibbpfCheck.NEWER.keySet()),
        OtherPrograms::loaded,
        trials.map(Trials::once));
  }
}
