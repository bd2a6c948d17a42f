import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import { LogSourcePage, PantherApi } from 'backstage-plugin-panther-common';
import { PropsWithChildren } from 'react';
import {
  createEdgeLoadBalancerLogs,
  createLogSources,
  createPageOf,
} from '../__fixtures__/logSources';
import { createResponseError } from '../__testUtils__/createResponseError';
import { pantherApiMock } from '../__testUtils__/pantherApiMock';
import { useLogSourceSearch } from './useLogSourceSearch';

/** An API whose every request waits for the test, unless it is aborted. */
function createHeldApi() {
  const requests = new Array<{
    q: string | undefined;
    signal: AbortSignal;
    answer(page: LogSourcePage): void;
    refuse(error: Error): void;
  }>();
  const listLogSources: PantherApi['listLogSources'] = (query, options) =>
    new Promise((resolve, reject) => {
      const signal = options!.signal!;
      signal.addEventListener('abort', () => reject(signal.reason));
      requests.push({ q: query?.q, signal, answer: resolve, refuse: reject });
    });
  return { requests, listLogSources };
}

function renderSearch() {
  const { requests, listLogSources } = createHeldApi();
  const pantherApi = pantherApiMock({ listLogSources });
  const hook = renderHook(({ text }) => useLogSourceSearch(text, {}), {
    initialProps: { text: '' },
    wrapper: ({ children }: PropsWithChildren<{}>) => (
      <TestApiProvider apis={[pantherApi]}>{children}</TestApiProvider>
    ),
  });
  return { ...hook, requests, type: (text: string) => hook.rerender({ text }) };
}

async function pass(milliseconds: number) {
  // React starts and stops timers only between two acts.
  for (const step of [0, milliseconds, 0]) {
    await act(() => jest.advanceTimersByTimeAsync(step));
  }
}

describe('useLogSourceSearch', () => {
  const edge = createPageOf([createEdgeLoadBalancerLogs()]);

  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('begins with every log source, without waiting', async () => {
    const { result, requests } = renderSearch();
    expect(result.current).toMatchObject({ searching: true });
    await pass(0);

    expect(requests.map(({ q }) => q)).toEqual([undefined]);
    requests[0]!.answer(createPageOf(createLogSources()));
    await pass(0);
    expect(result.current).toMatchObject({
      page: createPageOf(createLogSources()),
      searching: false,
    });
  });

  it('waits for a pause in the typing, and asks once', async () => {
    const { requests, type } = renderSearch();
    await pass(0);

    type('e');
    await pass(200);
    type('ed');
    await pass(200);
    type(' edge ');
    await pass(299);
    expect(requests).toHaveLength(1);

    await pass(1);
    expect(requests.map(({ q }) => q)).toEqual([undefined, 'edge']);
  });

  it('does not ask again for a blank', async () => {
    const { requests, type } = renderSearch();
    await pass(0);

    type('edge');
    await pass(300);
    type('edge ');
    await pass(300);
    expect(requests).toHaveLength(2);
  });

  it('aborts a request at the first letter that makes another, and drops its answer', async () => {
    const { result, requests, type } = renderSearch();
    await pass(0);
    expect(requests[0]!.signal.aborted).toBe(false);

    type('e');
    expect(requests[0]!.signal.aborted).toBe(true);
    requests[0]!.answer(createPageOf(createLogSources()));
    await pass(0);
    expect(result.current).toMatchObject({ page: undefined, searching: true });

    await pass(300);
    requests[1]!.answer(edge);
    await pass(0);
    expect(result.current).toMatchObject({ page: edge, searching: false });
  });

  it('aborts the request under way when it is left', async () => {
    const { requests, unmount } = renderSearch();
    await pass(0);

    unmount();

    expect(requests[0]!.signal.aborted).toBe(true);
  });

  it('keeps what was found last until there is something newer', async () => {
    const { result, requests, type } = renderSearch();
    await pass(0);
    requests[0]!.answer(createPageOf(createLogSources()));
    await pass(0);

    type('edge');
    await pass(300);
    expect(result.current).toMatchObject({
      page: createPageOf(createLogSources()),
      searching: true,
    });
  });

  it('shows nothing old beside an error, and searches again when told to', async () => {
    const { result, requests, type } = renderSearch();
    await pass(0);
    requests[0]!.answer(createPageOf(createLogSources()));
    type('edge');
    await pass(300);
    const error = await createResponseError(503, {
      name: 'ServiceUnavailableError',
      message: 'Why.',
    });
    requests[1]!.refuse(error);
    await pass(0);
    expect(result.current).toEqual({
      error,
      searching: false,
      searchAgain: expect.any(Function),
    });

    act(() => result.current.searchAgain());
    expect(result.current.error).toBeUndefined();
    await pass(300);
    requests[2]!.answer(edge);
    await pass(0);
    expect(result.current).toMatchObject({ page: edge, searching: false });
  });

  it('gives up on a portal that hangs', async () => {
    const { result } = renderSearch();

    await pass(0);
    await pass(20_000);

    expect(result.current.error?.message).toBe(
      'there was no answer within 20 seconds',
    );
  });
});
