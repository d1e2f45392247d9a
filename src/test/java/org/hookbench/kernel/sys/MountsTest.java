package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {
  private static final String SYSTEMD =
      """
      22 28 0:21 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw
      28 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
      29 22 0:27 / /sys/fs/cgroup rw,nosuid,nodev,noexec shared:9 - cgroup2 cgroup2 rw,nsdelegate
      """;
  private static final String HYBRID =
      """
      31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
      32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
      41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
      """;
  // mounts of a build's chroot, of one service's part, of a container, on a name with a blank
  private static final String CHROOT =
      "25 28 0:27 / /srv/root/sys/fs/cgroup rw - cgroup2 cgroup2 rw\n";
  private static final String PART =
      "26 28 0:27 /system.slice/a.service /srv/part rw master:3 - cgroup2 cgroup2 rw\n";
  private static final String OUTSIDE = "27 28 0:27 /../.. /srv/outside rw - cgroup2 cgroup2 rw\n";
  private static final String READ_ONLY = "30 28 0:27 / /cg ro,nosuid - cgroup2 cgroup2 rw\n";
  private static final String BLANK =
      "33 28 0:27 /a\\040b\\134x /run/my\\040cg\\134roups\\011x rw - cgroup2 none rw\n";
  private static final String COVER = "60 29 0:50 / /sys/fs/cgroup ro - tmpfs tmpfs ro\n";

  /** Each text of mounts is what the kernel of such a machine shows. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "system | /user.slice/s.scope | /sys/fs/cgroup/user.slice/s.scope",
        "system | / | /sys/fs/cgroup",
        "hybrid | / | /sys/fs/cgroup/unified",
        "hybrid | /a/b | /sys/fs/cgroup/unified/a/b",
        "chroot,system | /x | /sys/fs/cgroup/x /srv/root/sys/fs/cgroup/x",
        "part,system | /x | /sys/fs/cgroup/x",
        "part,system | /system.slice/a.service2 | /sys/fs/cgroup/system.slice/a.service2",
        "part | /system.slice/a.service/sub | /srv/part/sub",
        "part | /system.slice/a.service | /srv/part",
        "part | / | ''",
        "outside,system | /x | /sys/fs/cgroup/x",
        "outside,system | /../y | ''",
        "read-only,system | /x | /sys/fs/cgroup/x /cg/x",
        "system,cover | /x | ''",
        "blank | '/a b\\x/c' | '/run/my cg\\roups\tx/c'",
      })
  void cgroupIsFoundInTheMountsThatShowIt(String machine, Path cgroup, String folders) {
    String mounts = String.join("", Arrays.stream(machine.split(",")).map(this::text).toList());
    List<Path> found = Mounts.parse(mounts).foldersOfCgroup(cgroup);
    List<Path> wanted =
        folders.contains("my cg")
            ? List.of(Path.of(folders))
            : Arrays.stream(folders.split(" ")).filter(f -> !f.isEmpty()).map(Path::of).toList();
    assertEquals(wanted, found);
  }

  private String text(String name) {
    return switch (name) {
      case "system" -> SYSTEMD;
      case "hybrid" -> HYBRID;
      case "chroot" -> CHROOT;
      case "part" -> PART;
      case "outside" -> OUTSIDE;
      case "read-only" -> READ_ONLY;
      case "blank" -> BLANK;
      case "cover" -> COVER;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Test
  void laterMountOnOnePointHidesTheEarlier() {
    Mounts all =
        Mounts.parse(
            """
            31 1 259:2 / / rw,relatime - ext4 /dev/sda rw
            40 31 0:38 / /tmp rw,noexec - tmpfs tmpfs rw
            41 40 0:39 / /tmp rw shared:1 master:2 - tmpfs tmpfs rw""");
    assertEquals("ext4", all.holding(Path.of("/usr")).orElseThrow().type());
    assertEquals(List.of("rw"), all.holding(Path.of("/tmp/a")).orElseThrow().options());
    assertEquals(Optional.empty(), all.ofType("cgroup2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "0::/ | /",
        "0::/a:b/c d | /a:b/c d",
        "'12:pids:/x\n1:name=systemd:/y\n0::/z\n' | /z",
        "'12:pids:/x\n1:name=systemd:/y' | none"
      })
  void pathOfCgroupIsThatOfTheUnifiedHierarchy(String text, Path path) {
    assertEquals(Optional.ofNullable(path), Cgroup.path(text));
  }
}
