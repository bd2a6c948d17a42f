/**
 * Runs stages one after the other, all of them even when one fails, and resolves
 * with their results in the same order. A stage that `mostlyWaits` runs beside the
 * next ones, up to one that `needsQuiet`; its output is printed in one piece when
 * no other stage prints.
 *
 * `run` begins a stage and resolves with its result. It is given the function that
 * takes the output where that does not go to the terminal.
 */
async function runStages(stages, run, print) {
  const results = [];
  const beside = [];

  async function waitForThoseBeside() {
    for (const { name, result, output } of beside.splice(0)) {
      print(formatHeading(name));
      await result;
      output.forEach(chunk => print(chunk));
    }
  }

  try {
    for (const stage of stages) {
      if (stage.needsQuiet) {
        await waitForThoseBeside();
      }
      if (stage.mostlyWaits && stages.length > 1) {
        const output = [];
        const result = run(stage, chunk => output.push(chunk));
        // Until it is waited for, below, nobody would seem to handle its error.
        result.catch(() => {});
        results.push(result);
        beside.push({ name: stage.name, result, output });
      } else {
        print(formatHeading(stage.name));
        results.push(await run(stage));
      }
    }
    await waitForThoseBeside();
    return await Promise.all(results);
  } finally {
    // Where one of them throws, the others still use what the caller takes away next.
    await Promise.allSettled(results);
  }
}

function formatHeading(name) {
  return `\n── ${name} ${'─'.repeat(70 - name.length)}\n\n`;
}

module.exports = { runStages };
