import { readArguments } from './readArguments';

describe('the arguments of the command', () => {
  it('may all be left out', () => {
    expect(readArguments([])).toMatchObject({
      host: '127.0.0.1',
      port: 7010,
      token: 'sandbox-token',
      sources: undefined,
      latencyMs: 0,
    });
  });

  it('set up the sandbox', () => {
    const args =
      '--port 0 --host 0.0.0.0 --sources 10000 --token mine --latency 50';

    const read = readArguments(args.split(' '));

    expect(read).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      token: 'mine',
      sources: 10_000,
      latencyMs: 50,
    });
    expect(read.tokens?.map(({ token }) => token)).toEqual([
      'mine',
      'sandbox-read-token',
    ]);
  });

  it.each([
    [
      ['--port', 'http'],
      '--port must be a whole number from 0 to 65535, got "http".',
    ],
    [['--port', '65536'], '--port must be'],
    [['--sources', '-1'], '--sources'],
    [['--sources', '1.5'], '--sources must be'],
    [['--latency', 'long'], '--latency must be'],
    [['--token', ' '], '--token must not be empty.'],
    [['--colour'], '--colour'],
    [['stray'], 'stray'],
  ])('%p are refused in a sentence', (args, message) => {
    expect(() => readArguments(args)).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        message: expect.stringContaining(message),
      }),
    );
  });
});
