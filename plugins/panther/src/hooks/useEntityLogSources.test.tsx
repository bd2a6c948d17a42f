import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import { EntityLogSources, PantherApi } from 'backstage-plugin-panther-common';
import { PropsWithChildren } from 'react';
import {
  createCheckoutApiAnswer,
  createLedgerGoneAnswer,
} from '../__fixtures__/answers';
import { createResponseError } from '../__testUtils__/createResponseError';
import { pantherApiMock } from '../__testUtils__/pantherApiMock';
import { useEntityLogSources } from './useEntityLogSources';

const HALF_A_MINUTE = 30_000;

function renderReading(
  getEntityLogSources: PantherApi['getEntityLogSources'] = async () =>
    createCheckoutApiAnswer(),
) {
  const pantherApi = pantherApiMock({ getEntityLogSources });
  const hook = renderHook(({ entityRef }) => useEntityLogSources(entityRef), {
    initialProps: { entityRef: 'component:default/checkout-api' },
    wrapper: ({ children }: PropsWithChildren<{}>) => (
      <TestApiProvider apis={[pantherApi]}>{children}</TestApiProvider>
    ),
  });
  return { ...hook, asked: pantherApi.getEntityLogSources };
}

/** An API whose every request waits for the test, unless it is aborted. */
function createHeldApi() {
  const requests = new Array<{
    signal: AbortSignal;
    answer(answer: EntityLogSources): void;
  }>();
  const getEntityLogSources: PantherApi['getEntityLogSources'] = (
    _ref,
    options,
  ) =>
    new Promise((resolve, reject) => {
      const signal = options!.signal!;
      signal.addEventListener('abort', () => reject(signal.reason));
      requests.push({ signal, answer: resolve });
    });
  return { requests, getEntityLogSources };
}

async function pass(milliseconds: number) {
  // React starts and stops timers only between two acts.
  for (const step of [0, milliseconds, 0]) {
    await act(() => jest.advanceTimersByTimeAsync(step));
  }
}

describe('useEntityLogSources', () => {
  let visibility: DocumentVisibilityState;

  async function show(state: DocumentVisibilityState) {
    visibility = state;
    await act(async () => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
  }

  beforeEach(() => {
    jest.useFakeTimers();
    visibility = 'visible';
    jest
      .spyOn(document, 'visibilityState', 'get')
      .mockImplementation(() => visibility);
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('reads again half a minute after each answer', async () => {
    const { asked } = renderReading();
    await pass(0);
    expect(asked).toHaveBeenCalledTimes(1);

    await pass(HALF_A_MINUTE - 1);
    expect(asked).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(asked).toHaveBeenCalledTimes(2);
    await pass(HALF_A_MINUTE);
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('keeps the last answer while it reads again', async () => {
    const { requests, getEntityLogSources } = createHeldApi();
    const { result } = renderReading(getEntityLogSources);
    requests[0]!.answer(createCheckoutApiAnswer());
    await pass(HALF_A_MINUTE);

    expect(requests).toHaveLength(2);
    expect(result.current.answer).toEqual(createCheckoutApiAnswer());
    expect(result.current.reloading).toBe(false);

    requests[1]!.answer(createLedgerGoneAnswer());
    await pass(0);
    expect(result.current.answer).toEqual(createLedgerGoneAnswer());
  });

  it('does not read while the browser tab is hidden, and at once when it comes back late', async () => {
    const { asked } = renderReading();
    await pass(10_000);
    await show('hidden');
    await pass(10 * HALF_A_MINUTE);
    expect(asked).toHaveBeenCalledTimes(1);

    await show('visible');
    await pass(0);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('waits for the rest of the half minute when the browser tab comes back early', async () => {
    const { asked } = renderReading();
    await pass(0);
    await show('hidden');
    await pass(10_000);
    await show('visible');

    await pass(HALF_A_MINUTE - 10_001);
    expect(asked).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('reloads when told to, and says so', async () => {
    const { requests, getEntityLogSources } = createHeldApi();
    const { result } = renderReading(getEntityLogSources);
    requests[0]!.answer(createCheckoutApiAnswer());
    await pass(0);

    act(() => result.current.reload());
    expect(requests).toHaveLength(2);
    expect(result.current).toMatchObject({
      reloading: true,
      answer: createCheckoutApiAnswer(),
    });

    requests[1]!.answer(createCheckoutApiAnswer());
    await pass(0);
    expect(result.current.reloading).toBe(false);
  });

  it('aborts the request under way when the tab is left', () => {
    const { requests, getEntityLogSources } = createHeldApi();
    const { unmount } = renderReading(getEntityLogSources);
    expect(requests[0]!.signal.aborted).toBe(false);

    unmount();

    expect(requests[0]!.signal.aborted).toBe(true);
  });

  it('aborts the request under way, and drops its answer, when a newer one starts', async () => {
    const { requests, getEntityLogSources } = createHeldApi();
    const { result } = renderReading(getEntityLogSources);

    act(() => result.current.reload());
    await pass(0);
    expect(requests[0]!.signal.aborted).toBe(true);
    expect(result.current.error).toBeUndefined();
    expect(result.current.reloading).toBe(true);

    requests[1]!.answer(createCheckoutApiAnswer());
    await pass(0);
    expect(result.current.answer).toEqual(createCheckoutApiAnswer());
  });

  it('gives up on a portal that hangs', async () => {
    const { result } = renderReading(createHeldApi().getEntityLogSources);

    await pass(20_000);

    expect(result.current.error?.message).toBe(
      'there was no answer within 20 seconds',
    );
  });

  it('keeps the last answer beside the error of a later request, and tries on', async () => {
    const answers = [
      async () => createCheckoutApiAnswer(),
      async () => {
        throw new TypeError('Failed to fetch');
      },
      async () => createLedgerGoneAnswer(),
    ];
    const { result } = renderReading(() => answers.shift()!());
    await pass(HALF_A_MINUTE);

    expect(result.current.error?.message).toBe('Failed to fetch');
    expect(result.current.answer).toEqual(createCheckoutApiAnswer());

    await pass(HALF_A_MINUTE);
    expect(result.current.error).toBeUndefined();
    expect(result.current.answer).toEqual(createLedgerGoneAnswer());
  });

  it.each([401, 403, 404])(
    'forgets what the user may no longer see after a %s',
    async status => {
      const refusal = await createResponseError(status, {
        name: 'Refused',
        message: 'No.',
      });
      const answers = [
        async () => createCheckoutApiAnswer(),
        async () => {
          throw refusal;
        },
      ];
      const { result } = renderReading(() => answers.shift()!());
      await pass(HALF_A_MINUTE);

      expect(result.current.error).toBe(refusal);
      expect(result.current.answer).toBeUndefined();
    },
  );
});
