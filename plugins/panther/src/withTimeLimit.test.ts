import { withTimeLimit } from './withTimeLimit';

describe('withTimeLimit', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('gives what was answered in time', async () => {
    await expect(withTimeLimit(async () => 'answer')).resolves.toBe('answer');
  });

  it('aborts a call that takes too long', async () => {
    const signals = new Array<AbortSignal>();
    const outcome = withTimeLimit(signal => {
      signals.push(signal);
      return new Promise(() => {});
    }).catch(error => error);

    await jest.advanceTimersByTimeAsync(20_000);

    expect(await outcome).toEqual(
      new Error('there was no answer within 20 seconds'),
    );
    expect(signals[0]!.aborted).toBe(true);
  });

  it('gives up a call that takes no signal when it is cancelled', async () => {
    const controller = new AbortController();
    const left = new Error('nobody waits any more');
    const outcome = withTimeLimit(
      () => new Promise(() => {}),
      controller.signal,
    ).catch(error => error);

    controller.abort(left);

    expect(await outcome).toBe(left);
  });
});
