const fs = require('node:fs');
const path = require('node:path');

const RELATIVE_IMPORT = /\b(?:from|import)\s*\(?\s*'(\.[^']*)'/g;
/** What `roomOf` finds for a file in another folder, such as package.json. */
const OUTSIDE = '..';
const OF_TESTS = /\.test\.ts$|__testUtils__/;

/**
 * Reads the rooms of a folder of sources: its folders and the files at its root,
 * the lowest first by `layers`. A room that no layer names counts as the highest.
 * Tests are left out. `backArrows` are the imports that do not go down, such as
 * "links/claims.ts → writes".
 */
function readRooms(folder, layers) {
  const heightOf = name => {
    const layer = layers.findIndex(names => names.includes(name));
    return layer < 0 ? layers.length : layer;
  };
  const names = layers.flat();
  const rankOf = name =>
    names.includes(name) ? names.indexOf(name) : names.length;
  const byRank = (one, other) => rankOf(one) - rankOf(other);

  const rooms = new Map();
  const backArrows = new Set();
  for (const file of listSources(folder)) {
    const name = roomOf(folder, path.join(folder, file));
    const room = rooms.get(name) ?? { name, files: 0, lines: 0, imports: [] };
    rooms.set(name, room);
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    room.files += 1;
    room.lines += text.trimEnd().split('\n').length;
    for (const [, imported] of text.matchAll(RELATIVE_IMPORT)) {
      const other = roomOf(folder, path.join(folder, file, '..', imported));
      if (other === name || other === OUTSIDE) {
        continue;
      }
      if (!room.imports.includes(other)) {
        room.imports.push(other);
      }
      if (heightOf(other) >= heightOf(name)) {
        backArrows.add(`${file.replaceAll(path.sep, '/')} → ${other}`);
      }
    }
  }
  for (const room of rooms.values()) {
    room.imports.sort(byRank);
  }
  return {
    rooms: [...rooms.values()].sort((a, b) => byRank(a.name, b.name)),
    mutualPairs: countMutualPairs(rooms),
    backArrows: [...backArrows],
  };
}

function listSources(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter(file => file.endsWith('.ts') && !OF_TESTS.test(file))
    .sort();
}

/**
 * Finds the room of a file. A file at the root is a room of its own; an import
 * leaves its extension out.
 */
function roomOf(folder, file) {
  const [name] = path.relative(folder, file).split(path.sep);
  return fs.existsSync(path.join(folder, name)) ? name : `${name}.ts`;
}

function countMutualPairs(rooms) {
  const imports = (one, other) => rooms.get(one)?.imports.includes(other);
  const names = [...rooms.keys()];
  return names.flatMap((one, index) =>
    names
      .slice(index + 1)
      .filter(other => imports(one, other) && imports(other, one)),
  ).length;
}

module.exports = { readRooms };
