package org.hookbench.kernel.ffi;

import java.nio.ByteBuffer;
import jnr.ffi.annotations.Delegate;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import org.jspecify.annotations.Nullable;

/**
 * libbpf 1.x, as far as HookBench uses it. An opaque pointer ({@code struct bpf_object *}, {@code
 * struct bpf_program *}, {@code struct bpf_map *}) is a {@code long}; an options struct is a direct
 * buffer laid out by {@link Structs}. Calls that return an {@code int} give a negative errno; calls
 * that return a pointer give 0 and set errno.
 *
 * <p>Source: libbpf's {@code bpf.h} and {@code libbpf.h}. Only symbols of libbpf 1.0 and 1.1 are
 * named here: a symbol that the installed library lacks would fail when it is called.
 */
public interface LibBpf {
  int libbpf_major_version();

  int libbpf_minor_version();

  String libbpf_version_string();

  /** {@code libbpf_print_fn_t}: a line of libbpf's log. */
  interface Printer {
    /**
     * @param level 0 for a warning; more for what is less important
     * @param format as printf's
     * @param arguments a {@code va_list}, which is passed by its address on 64-bit machines
     * @return of no consequence
     */
    @Delegate
    int print(int level, long format, long arguments);
  }

  /** Installs the function that libbpf's log goes to, which must stay reachable. */
  long libbpf_set_print(Printer printer);

  /** The bytes are copied for the call; libbpf needs them no longer. */
  long bpf_object__open_mem(@In byte[] object, long size, @In ByteBuffer openOptions);

  int bpf_object__load(long object);

  void bpf_object__close(long object);

  long bpf_object__next_program(long object, long previous);

  long bpf_object__next_map(long object, long previous);

  String bpf_program__name(long program);

  String bpf_program__section_name(long program);

  int bpf_program__type(long program);

  int bpf_program__expected_attach_type(long program);

  int bpf_program__set_type(long program, int type);

  int bpf_program__set_expected_attach_type(long program, int type);

  /** The function or tracepoint of the kernel's that a program is loaded for, by its BTF. */
  int bpf_program__set_attach_target(long program, int attachedProgramFd, String function);

  int bpf_program__set_autoload(long program, boolean autoload);

  int bpf_program__fd(long program);

  String bpf_map__name(long map);

  int bpf_map__fd(long map);

  int bpf_map__type(long map);

  int bpf_map__key_size(long map);

  int bpf_map__value_size(long map);

  int bpf_map__max_entries(long map);

  int bpf_map__set_max_entries(long map, int entries);

  int bpf_map__set_type(long map, int type);

  /** Whether the map is made when the object is loaded. */
  int bpf_map__set_autocreate(long map, boolean autocreate);

  /** Where the map is pinned at load, or taken from if it is there; null for neither. */
  int bpf_map__set_pin_path(long map, @Nullable String path);

  int bpf_map__map_flags(long map);

  /** Lets the object use a map that is there; libbpf keeps a descriptor of its own. */
  int bpf_map__reuse_fd(long map, int fd);

  /** The initial bytes of a data section's map: where read-only constants are set before load. */
  long bpf_map__initial_value(long map, @Out ByteBuffer size);

  int bpf_map__set_initial_value(long map, @In ByteBuffer data, long size);

  /** The object's BTF, as a pointer owned by the object; 0 if it has none. */
  long bpf_object__btf(long object);

  int btf__find_by_name_kind(long btf, String name, int kind);

  long btf__type_by_id(long btf, int id);

  @Nullable String btf__name_by_offset(long btf, int offset);

  long btf__resolve_size(long btf, int id);

  /** The kernel's own BTF, to be freed with {@link #btf__free}; 0 if it has none. */
  long btf__load_vmlinux_btf();

  void btf__free(long btf);

  int bpf_link_create(int programFd, int target, int attachType, @In ByteBuffer options);

  /**
   * Attaches a raw tracepoint's program.
   *
   * @param name the tracepoint; null for a program that was loaded for a place by its BTF
   */
  int bpf_raw_tracepoint_open(@Nullable String name, int programFd);

  int bpf_obj_get_info_by_fd(int fd, @In @Out ByteBuffer info, @In @Out ByteBuffer length);

  /** Gives an object a name in a mounted bpffs, which keeps it. */
  int bpf_obj_pin(int fd, String path);

  int bpf_prog_get_fd_by_id(int id);

  int bpf_prog_get_next_id(int after, @Out ByteBuffer next);

  int bpf_link_get_fd_by_id(int id);

  int bpf_link_get_next_id(int after, @Out ByteBuffer next);

  /**
   * With its options in a struct, for {@code bpf_prog_query} has exactly six arguments: jnr-ffi
   * 2.3.4 leaves the sixth of exactly six integers undefined on x86-64.
   */
  int bpf_prog_query_opts(int target, int attachType, @In @Out ByteBuffer options);

  int bpf_map_get_fd_by_id(int id);

  /** Puts another program in the place of a link's. */
  int bpf_link_update(int linkFd, int programFd, @In ByteBuffer options);

  /** Takes a link's program off while the link stays, without a target. */
  int bpf_link_detach(int fd);

  /** Has a program hold a map that its code does not use. */
  int bpf_prog_bind_map(int programFd, int mapFd, @In @Nullable ByteBuffer options);

  int bpf_prog_test_run_opts(int programFd, @In @Out ByteBuffer options);

  int bpf_enable_stats(int type);

  int bpf_prog_attach(int programFd, int target, int attachType, int flags);

  int bpf_prog_detach2(int programFd, int target, int attachType);

  /**
   * Loads a program. One argument more than the call has: jnr-ffi 2.3.4 leaves the sixth of exactly
   * six integers undefined on x86-64.
   *
   * @param options none where it is null
   */
  int bpf_prog_load(
      int type,
      String name,
      String license,
      @In ByteBuffer instructions,
      long count,
      @In @Nullable ByteBuffer options,
      long unused);

  int bpf_map_delete_elem(int fd, @In ByteBuffer key);

  /** A descriptor of what is pinned at a path of a BPF file system. */
  int bpf_obj_get(String path);

  /**
   * Makes a map. One argument more than the call has: jnr-ffi 2.3.4 leaves the sixth of exactly six
   * integers undefined on x86-64.
   */
  int bpf_map_create(
      int type,
      String name,
      int keySize,
      int valueSize,
      int maxEntries,
      @In @Nullable ByteBuffer options,
      long unused);

  int libbpf_num_possible_cpus();

  /**
   * Whether the kernel makes maps of a type: 1 or 0, or a negative errno if that can't be asked.
   *
   * @param options none: 0
   */
  int libbpf_probe_bpf_map_type(int type, long options);

  int bpf_map_update_elem(int fd, @In ByteBuffer key, @In ByteBuffer value, long flags);

  int bpf_map_lookup_elem(int fd, @In ByteBuffer key, @Out ByteBuffer value);
}
