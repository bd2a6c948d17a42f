/**
 * `npm run rooms` prints the rooms of the backend plugin, the lowest first, and what
 * each of them imports. It fails when an import goes anywhere but down.
 */
const path = require('node:path');
const { readRooms } = require('../documentation/read-rooms');

const plugin = path.join(__dirname, '..', '..', 'plugins', 'panther-backend');
const { layers } = require(path.join(plugin, 'layers'));
const { rooms, mutualPairs, backArrows } = readRooms(
  path.join(plugin, 'src'),
  layers,
);

for (const [name, files, lines, imports] of [
  ['room', 'files', 'lines', 'imports'],
  ...rooms.map(room => [
    room.name,
    `${room.files}`,
    `${room.lines}`,
    room.imports.join(', '),
  ]),
]) {
  console.log(
    `${name.padEnd(18)} ${files.padStart(5)} ${lines.padStart(6)}  ${imports}`,
  );
}
console.log(`\nPairs of rooms that import each other: ${mutualPairs}`);
console.log(`Imports that do not go down: ${backArrows.length}`);
backArrows.forEach(arrow => console.log(`  ${arrow}`));
process.exitCode = backArrows.length > 0 ? 1 : 0;
