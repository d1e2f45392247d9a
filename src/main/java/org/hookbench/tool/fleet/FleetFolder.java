package org.hookbench.tool.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hookbench.framework.evidence.MachineFacts;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.tool.compare.RefusedException;
import org.hookbench.tool.compare.RunFolder;
import org.hookbench.tool.compare.RunReader;

/**
 * The saved runs of a folder by machine. A file in it is of the machine that it names; what is
 * below a folder in it is of one machine, unless the runs there name several.
 *
 * @param newest of each machine the newest run, by the machine's name
 * @param notes one line each
 */
record FleetFolder(Map<String, Path> newest, List<String> notes) {
  private static final Comparator<Saved> BY_AGE =
      Comparator.comparingLong(Saved::startedMillis).thenComparing(Saved::file);

  /** A run: its file, the folder of the fleet's that it is below, and what it says of itself. */
  private record Saved(Path file, String folder, String host, long startedMillis, long seed) {
    String stem() {
      String name = String.valueOf(file.getFileName());
      return name.substring(0, name.length() - RunFolder.RUN.length());
    }
  }

  /** A machine's runs, its own name for itself if it has one, and what the folder calls it. */
  private record Group(Saved newest, int runs, String place) {
    String host() {
      return newest.host();
    }
  }

  /**
   * Reads every file that ends in {@code .json}.
   *
   * @throws RefusedException where it is no folder, holds no run, or one run twice
   * @throws IOException where a file can't be read; its message is the one line to print
   */
  static FleetFolder read(Path folder, RunReader reader) throws IOException, RefusedException {
    List<Saved> all = new ArrayList<>();
    for (Path file : RunFolder.files(folder)) {
      RunData run = reader.read(file);
      Path within = folder.relativize(file);
      all.add(
          new Saved(
              file,
              within.getNameCount() == 1 ? "" : within.getName(0).toString(),
              host(run),
              run.startedMillis(),
              run.design().seed()));
    }
    if (all.isEmpty()) {
      throw new RefusedException(folder + ": there is no saved run in it (*.json)");
    }
    refuseCopies(all);
    return named(folder, groups(all));
  }

  private static String host(RunData run) {
    String host = run.machine().getOrDefault(MachineFacts.HOST, "").strip();
    return host.equals("unknown") ? "" : host;
  }

  /** Two copies of a run would pass for two machines that agree. */
  private static void refuseCopies(List<Saved> all) throws RefusedException {
    Map<String, Saved> seen = new HashMap<>();
    for (Saved s : all) {
      Saved first = seen.putIfAbsent(RunFolder.identity(s.startedMillis(), s.seed()), s);
      if (first != null) {
        throw new RefusedException(first.file() + " and " + s.file() + ": are the same run");
      }
    }
  }

  private static List<Group> groups(List<Saved> all) {
    Map<String, List<Saved>> byFolder = new TreeMap<>();
    all.forEach(s -> byFolder.computeIfAbsent(s.folder(), f -> new ArrayList<>()).add(s));
    List<Group> groups = new ArrayList<>();
    byFolder.forEach(
        (folder, runs) -> {
          boolean ofOne =
              !folder.isEmpty()
                  && runs.stream().map(Saved::host).filter(h -> !h.isEmpty()).distinct().count()
                      <= 1;
          Map<String, List<Saved>> byHost = new LinkedHashMap<>();
          for (Saved s : runs) {
            String key = ofOne ? "" : s.host().isEmpty() ? "file " + s.stem() : s.host();
            byHost.computeIfAbsent(key, h -> new ArrayList<>()).add(s);
          }
          for (List<Saved> one : byHost.values()) {
            Saved newest = one.stream().max(BY_AGE).orElseThrow();
            String place =
                ofOne ? folder : folder.isEmpty() ? newest.stem() : folder + "/" + newest.stem();
            groups.add(new Group(newest, one.size(), place));
          }
        });
    return groups;
  }

  /** By its own name; by its place where it says none, or another says the same. */
  private static FleetFolder named(Path folder, List<Group> groups) {
    Map<String, Long> ofHost =
        groups.stream().collect(Collectors.groupingBy(Group::host, Collectors.counting()));
    Map<String, Long> ofPlace =
        groups.stream().collect(Collectors.groupingBy(Group::place, Collectors.counting()));
    Map<String, Path> newest = new TreeMap<>();
    List<String> notes = new ArrayList<>();
    for (Group g : groups) {
      boolean byHost = !g.host().isEmpty() && ofHost.getOrDefault(g.host(), 0L) == 1;
      String name = byHost ? g.host() : g.place();
      boolean taken =
          byHost
              ? !g.place().equals(name) && ofPlace.containsKey(name)
              : ofPlace.getOrDefault(name, 0L) > 1;
      if (taken || newest.containsKey(name)) {
        name = folder.relativize(g.newest().file()).toString();
      }
      newest.put(name, g.newest().file());
      if (g.runs() > 1) {
        notes.add(name + ": the newest of " + g.runs() + " runs, " + g.newest().file());
      }
    }
    return new FleetFolder(newest, notes);
  }
}
