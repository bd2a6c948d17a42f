const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { afterEach, beforeEach, describe, it } = require('node:test');
const { readRooms } = require('./read-rooms');

describe('readRooms', () => {
  let folder;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rooms-'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function write(file, ...lines) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, `${lines.join('\n')}\n`);
  }

  const layers = [['async.ts'], ['links'], ['views', 'writes'], ['plugin.ts']];

  it('tells the rooms, the lowest first, with their size and what they import', () => {
    write('plugin.ts', `import {`, `  Tab,`, `} from './views/Tab';`);
    write('views/Tab.ts', `import { claim } from '../links/deep/claim';`);
    write('views/rows.ts', `import { Tab } from './Tab';`);
    write('links/deep/claim.ts', `import { rest } from '../../async';`, '');
    write(
      'async.ts',
      `import { readFile } from 'node:fs';`,
      `import { version } from '../package.json';`,
    );

    assert.deepEqual(readRooms(folder, layers), {
      rooms: [
        { name: 'async.ts', files: 1, lines: 2, imports: [] },
        { name: 'links', files: 1, lines: 1, imports: ['async.ts'] },
        { name: 'views', files: 2, lines: 2, imports: ['links'] },
        { name: 'plugin.ts', files: 1, lines: 3, imports: ['views'] },
      ],
      mutualPairs: 0,
      backArrows: [],
    });
  });

  it('names the imports that go up or to a room beside', () => {
    write('links/claims.ts', `export { Tab } from '../views/Tab';`);
    write('views/Tab.ts', `import { claims } from '../links/claims';`);
    write('writes/Change.ts', `const tab = await import('../views/Tab');`);

    const { mutualPairs, backArrows } = readRooms(folder, layers);
    assert.equal(mutualPairs, 1);
    assert.deepEqual(backArrows, [
      'links/claims.ts → views',
      'writes/Change.ts → views',
    ]);
  });

  it('takes a room that no layer names for the highest', () => {
    write('notify/Mail.ts', `import { Tab } from '../views/Tab';`);
    write('views/Tab.ts', `import { Mail } from '../notify/Mail';`);

    const { rooms, backArrows } = readRooms(folder, layers);
    assert.deepEqual(
      rooms.map(({ name }) => name),
      ['views', 'notify'],
    );
    assert.deepEqual(backArrows, ['views/Tab.ts → notify']);
  });

  it('leaves tests out', () => {
    write('links/claims.ts', '');
    write('links/claims.test.ts', `import { Tab } from '../views/Tab';`);
    write('links/__testUtils__/set.ts', `import { Tab } from '../../views/T';`);

    const { rooms, backArrows } = readRooms(folder, layers);
    assert.deepEqual(
      rooms.map(({ name, files }) => [name, files]),
      [['links', 1]],
    );
    assert.deepEqual(backArrows, []);
  });
});
