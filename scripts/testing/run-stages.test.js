const assert = require('node:assert/strict');
const { beforeEach, describe, it } = require('node:test');
const { setImmediate: nextTurn } = require('node:timers/promises');
const { runStages } = require('./run-stages');

const replicas = { name: 'replicas', mostlyWaits: true };
const types = { name: 'types' };
const unit = { name: 'unit' };
const browser = { name: 'browser', needsQuiet: true };

describe('runStages', () => {
  let events;
  let ends;

  beforeEach(() => {
    events = [];
    ends = {};
  });

  /** Notes when a stage begins and ends; a test ends it, or lets it fail. */
  const run = ({ name }, onOutput) => {
    events.push(`${name} begins`);
    return new Promise((resolve, reject) => {
      ends[name] = {
        say: text => onOutput(text),
        succeed: () => {
          events.push(`${name} ends`);
          resolve(`result of ${name}`);
        },
        fail: error => {
          events.push(`${name} fails`);
          reject(error);
        },
      };
    });
  };
  const print = text => events.push(text.replaceAll(/[─\n]+/g, '').trim());

  /** Ends the stages in this order, each when everything else has come to rest. */
  async function endInTurn(...names) {
    for (const name of names) {
      await nextTurn();
      ends[name].succeed();
    }
    await nextTurn();
  }

  it('runs one after the other', async () => {
    const results = runStages([types, unit], run, print);
    await endInTurn('types', 'unit');

    assert.deepEqual(await results, ['result of types', 'result of unit']);
    assert.deepEqual(events, [
      ...['types', 'types begins', 'types ends'],
      ...['unit', 'unit begins', 'unit ends'],
    ]);
  });

  it('runs a stage that mostly waits beside the next ones, and prints its output after theirs', async () => {
    const results = runStages([replicas, types, unit], run, print);
    await nextTurn();
    ends.replicas.say('killed one');
    ends.replicas.say('took over');
    await endInTurn('types', 'replicas', 'unit');

    assert.deepEqual(await results, [
      'result of replicas',
      'result of types',
      'result of unit',
    ]);
    assert.deepEqual(events, [
      'replicas begins',
      ...['types', 'types begins', 'types ends'],
      ...['unit', 'unit begins', 'replicas ends', 'unit ends'],
      ...['replicas', 'killed one', 'took over'],
    ]);
  });

  it('begins a stage that needs quiet only when no other runs', async () => {
    const results = runStages([replicas, types, browser], run, print);
    await endInTurn('types', 'replicas', 'browser');

    assert.equal((await results).length, 3);
    assert.deepEqual(events, [
      'replicas begins',
      ...['types', 'types begins', 'types ends'],
      ...['replicas', 'replicas ends'],
      ...['browser', 'browser begins', 'browser ends'],
    ]);
  });

  it('lets a stage that mostly waits print as it goes when it is the only one', async () => {
    let outputGoesTo = 'nobody yet';
    await runStages(
      [replicas],
      async (_stage, onOutput) => {
        outputGoesTo = onOutput ?? 'the terminal';
      },
      print,
    );
    assert.equal(outputGoesTo, 'the terminal');
  });

  it('begins no other stage after one was stopped, and waits for those beside it', async () => {
    const results = runStages([replicas, types, unit], run, print);
    let isOver = false;
    const over = assert.rejects(results, /stopped/).then(() => (isOver = true));
    await nextTurn();
    ends.types.fail(new Error('stopped'));
    await nextTurn();
    assert.equal(isOver, false);

    ends.replicas.fail(new Error('stopped as well'));
    await over;
    assert.equal(events.includes('unit begins'), false);
  });

  it('throws what went wrong in a stage that runs beside others', async () => {
    const results = runStages([replicas, types], run, print);
    const over = assert.rejects(results, /went wrong/);
    await nextTurn();
    ends.replicas.fail(new Error('went wrong'));
    await endInTurn('types');
    await over;
    assert.ok(events.includes('types ends'));
  });
});
