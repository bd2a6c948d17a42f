// Loaded into every program that the bootstrap runs in a group of its own: when
// the bootstrap is killed outright (SIGKILL), the group ends as well.
// As long as Playwright may need to end its browser and its server.
const GRACE_MS = 30_000;

// What this program forks has another parent, and would load this file too.
process.execArgv = process.execArgv.filter(
  (arg, index, all) => ![arg, all[index + 1]].includes(__filename),
);

process.once('disconnect', () => {
  const killGroup = () => process.kill(-process.pid, 'SIGKILL');
  process.once('exit', killGroup);
  setTimeout(killGroup, GRACE_MS).unref();
  // Not SIGTERM, on which Playwright dies without ending its server.
  process.kill(-process.pid, 'SIGINT');
});
process.channel?.unref();
