package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.framework.Benchmarks;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.kernel.sys.Capabilities;
import org.hookbench.tool.cli.run.JmhOptions;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What {@code src/deploy} asks of HookBench exists, and its parts belong together. {@code
 * src/test/deploy.sh} runs it.
 */
class DeployTest {
  private static final Path PLAY = Path.of("src/deploy/ansible/fleet.yml");
  private static final Path MANIFESTS = Path.of("src/deploy/kubernetes/hookbench.yml");
  private static final Pattern JAVA = Pattern.compile("java -jar \\S+ ((?:[^\\n|]|\\|(?!\\|))*)");
  private static final Set<String> PARAMS =
      Arrays.stream(HookBenchmark.class.getFields())
          .filter(f -> f.isAnnotationPresent(Param.class))
          .map(java.lang.reflect.Field::getName)
          .collect(Collectors.toSet());

  private static List<JsonNode> documents(Path file) throws IOException {
    YAMLMapper mapper = new YAMLMapper();
    return mapper
        .readerFor(JsonNode.class)
        .<JsonNode>readValues(mapper.getFactory().createParser(file.toFile()))
        .readAll();
  }

  /** A command line with nothing that this HookBench does not know. */
  private static void requireKnown(String line) {
    requireKnown(List.of(line.replace("\"", "").strip().split("\\s+")));
  }

  private static void requireKnown(List<String> words) {
    List<String> rest = new ArrayList<>(words);
    CommandLine command =
        Commands.NAMES.contains(rest.get(0))
            ? Commands.line(false, List.of()).getSubcommands().get(rest.remove(0))
            : Commands.line(false, List.of()).getSubcommands().get(Commands.RUN);
    while (!rest.isEmpty() && command.getSubcommands().containsKey(rest.get(0))) {
      command = command.getSubcommands().get(rest.remove(0));
    }
    CommandSpec spec = command.getCommandSpec();
    boolean run = spec.name().equals(Commands.RUN);
    if (run) {
      JmhOptions.addTo(spec);
    }
    while (!rest.isEmpty()) {
      String word = rest.remove(0);
      if (word.equals("-p") && run) {
        requireParameter(rest.remove(0));
      } else if (word.startsWith("-Dhookbench.") && run) {
        String option = word.substring("-Dhookbench.".length()).replaceFirst("=.*", "");
        assertTrue(spec.optionsMap().containsKey("--" + option.replace('.', '-')), word);
      } else if (word.startsWith("-")) {
        boolean known = run && word.equals("--wait") || spec.optionsMap().containsKey(word);
        assertTrue(known, word + " of " + spec.name());
        if (spec.optionsMap().containsKey(word) && spec.optionsMap().get(word).arity().min() > 0) {
          rest.remove(0);
        }
      } else if (run && word.matches("\\w+")) {
        assertTrue(Benchmarks.workloads().containsKey(word), word);
      }
    }
  }

  private static void requireParameter(String given) {
    String name = given.replaceFirst("=.*", "");
    assertTrue(PARAMS.contains(name), given);
    if (name.equals("hook")) {
      for (String hook : given.replaceFirst(".*=", "").split(",")) {
        assertTrue(Hooks.named(hook).isPresent(), hook);
      }
    }
  }

  private static Stream<String> texts(JsonNode node) {
    return node.isTextual()
        ? Stream.of(node.textValue())
        : Stream.iterate(0, i -> i < node.size(), i -> i + 1)
            .flatMap(
                i ->
                    texts(
                        node.isArray()
                            ? node.get(i)
                            : node.properties().stream().toList().get(i).getValue()));
  }

  @Test
  void theCheckFindsWhatThereIsNot() {
    for (String wrong :
        List.of(
            "--sav run.json",
            "-p hok=tc",
            "-p hook=tcc",
            "-Dhookbench.tme=60s",
            "fleet report --frmat md DIR",
            "UdpPacket")) {
      assertThrows(AssertionError.class, () -> requireKnown(wrong), wrong);
    }
    requireKnown("--wait --save run.json -Dhookbench.time=60s -p hook=tc,xdpdrv -f 6 UdpPackets");
  }

  @Test
  void thePlayMeasuresCollectsAndReports() throws IOException {
    JsonNode plays = documents(PLAY).get(0);
    assertEquals(3, plays.size());
    JsonNode settings = plays.get(0).get("vars");
    // Jackson leaves an alias of YAML as the text that it is
    assertEquals("settings", plays.get(1).get("vars").textValue());
    assertEquals("settings", plays.get(2).get("vars").textValue());
    Matcher defaults =
        Pattern.compile("default\\('(.*)'\\)").matcher(settings.get("arguments").textValue());
    assertTrue(defaults.find());
    List<String> commands = texts(plays.get(1)).filter(t -> t.startsWith("java -jar")).toList();
    assertEquals(1, commands.size());
    Matcher measure = JAVA.matcher(commands.get(0));
    assertTrue(measure.find());
    requireKnown(measure.group(1).replace("{{ arguments }}", defaults.group(1)));
    int reports = 0;
    for (JsonNode task : plays.get(2).get("tasks")) {
      JsonNode command = task.path("ansible.builtin.command").path("argv");
      if (command.isArray()) {
        List<String> words = texts(command).toList();
        assertEquals(List.of("java", "-jar", "{{ jar }}"), words.subList(0, 3));
        requireKnown(words.subList(3, words.size()));
        reports++;
      }
    }
    assertEquals(2, reports);
  }

  @Test
  void everySettingOfThePlayIsInTheManual() throws IOException {
    String manual = java.nio.file.Files.readString(Path.of("docs/fleet.md"));
    Matcher names = Pattern.compile("hookbench_\\w+").matcher(java.nio.file.Files.readString(PLAY));
    while (names.find()) {
      assertTrue(manual.contains("`" + names.group() + "`"), names.group());
    }
  }

  @Test
  void theJobsPartsBelongTogether() throws IOException {
    List<JsonNode> all = documents(MANIFESTS);
    assertEquals(2, all.size());
    JsonNode service = all.get(0);
    JsonNode job = all.get(1).get("spec");
    JsonNode pod = job.at("/template/spec");
    String name = all.get(1).at("/metadata/name").textValue();
    assertEquals("None", service.at("/spec/clusterIP").textValue());
    assertEquals(service.at("/metadata/name"), pod.get("subdomain"));
    assertEquals(service.at("/spec/selector"), job.at("/template/metadata/labels"));
    assertEquals(
        job.at("/template/metadata/labels"),
        pod.at(
            "/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector/matchLabels"));
    assertEquals("Indexed", job.get("completionMode").textValue());
    assertEquals(2, job.get("completions").intValue());
    assertEquals(2, job.get("parallelism").intValue());
    assertEquals("0", job.at("/successPolicy/rules/0/succeededIndexes").textValue());
    JsonNode container = pod.at("/containers/0");
    String script = container.at("/args/0").textValue();
    assertTrue(
        script.contains(name + "-1." + service.at("/metadata/name").textValue()),
        "the peer's name");
    assertEquals(pod.at("/volumes/0/name"), container.at("/volumeMounts/0/name"));
    String folder = container.at("/volumeMounts/0/mountPath").textValue();
    assertTrue(script.contains(folder + "/peer.key"), folder);
    assertEquals(0400, pod.at("/volumes/0/secret/defaultMode").intValue());
    for (JsonNode variable : container.get("env")) {
      assertTrue(script.contains("$" + variable.get("name").textValue()), variable.toString());
    }
  }

  @Test
  void theJobHasTheCapabilitiesThatARunNeedsAndNoMore() throws IOException {
    JsonNode rights =
        documents(MANIFESTS).get(1).at("/spec/template/spec/containers/0/securityContext");
    assertFalse(rights.get("privileged").booleanValue());
    assertEquals("ALL", rights.at("/capabilities/drop/0").textValue());
    assertEquals(
        Arrays.stream(Capabilities.values())
            .filter(Capabilities::isNeeded)
            .map(c -> c.name().replaceFirst("CAP_", ""))
            .collect(Collectors.toSet()),
        texts(rights.at("/capabilities/add")).collect(Collectors.toSet()));
  }

  @Test
  void theJobsCommandLinesAreKnown() throws IOException {
    assumeTrue(
        Commands.NAMES.contains("peer") && PARAMS.contains("peer"), "this HookBench has no peers");
    JsonNode container = documents(MANIFESTS).get(1).at("/spec/template/spec/containers/0");
    String script = container.at("/args/0").textValue().replaceAll("\\\\\\n\\s*", "");
    Matcher lines =
        JAVA.matcher(script.replace("$WORKLOADS", container.at("/env/1/value").asText()));
    int found = 0;
    while (lines.find()) {
      requireKnown(lines.group(1));
      found++;
    }
    assertEquals(2, found);
  }
}
