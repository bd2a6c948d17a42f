/**
 * Fails a test that prints to the console. A test that expects output says so with a
 * spy in the method's place: `jest.spyOn(console, 'error').mockImplementation()`.
 * Every test starts without the spies of the one before it.
 */
const { format } = require('node:util');

const METHODS = ['debug', 'error', 'info', 'log', 'warn'];

/** What libraries print of themselves, whatever a test does. */
const UNAVOIDABLE = [
  // React 18.3 says so of the first button of Material UI 4.
  /^Warning: findDOMNode is deprecated/,
  // The CSS parser of jsdom fails at a rule in an @media block.
  /^Warning: \[JSS\] processedRuleToParse is not defined/,
  // The header of a page of the new frontend system, from @backstage/ui.
  /^<Focusable> child must have an interactive ARIA role\.$/,
  /^WARN: A component changed from uncontrolled to controlled\.$/,
];

const originals = METHODS.map(method => [method, console[method]]);
const printed = [];

function watchConsole() {
  for (const method of METHODS) {
    console[method] = function print(...args) {
      const message = format(...args);
      if (UNAVOIDABLE.some(pattern => pattern.test(message))) {
        return;
      }
      const call = new Error(message);
      call.name = `console.${method}`;
      // Leaves this function out, so that the first line is where it was called.
      Error.captureStackTrace(call, print);
      printed.push(call.stack);
    };
  }
}

function expectNothingPrinted() {
  const calls = printed.splice(0);
  if (calls.length > 0) {
    throw new Error(`Printed to the console:\n\n${calls.join('\n\n')}`);
  }
}

watchConsole();

afterEach(() => {
  watchConsole();
  expectNothingPrinted();
});

afterAll(() => {
  // What the file's own afterAll prints can fail no test any more; it is shown.
  for (const [method, original] of originals) {
    console[method] = original;
  }
  expectNothingPrinted();
});
