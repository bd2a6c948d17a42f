import { acmeInstance } from '../__testUtils__/acmeInstance';
import { InstanceConfig } from '../config/InstanceConfig';
import { toFreshness } from './freshness';

function isStale(
  frequency: InstanceConfig['refresh']['frequency'],
  ageSeconds: number,
): boolean {
  const instance: InstanceConfig = {
    ...acmeInstance,
    refresh: { ...acmeInstance.refresh, frequency },
  };
  const succeededAt = new Date(Date.now() - ageSeconds * 1000).toISOString();
  return toFreshness(instance, { succeededAt }).stale;
}

describe('what is known of an instance', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is stale when a second period has gone by without a good read', () => {
    expect(isStale({ minutes: 5 }, 630)).toBe(false);
    expect(isStale({ minutes: 5 }, 631)).toBe(true);
  });

  it('is not stale because the scheduler cannot keep a short period', () => {
    expect(isStale({ seconds: 5 }, 40)).toBe(false);
    expect(isStale({ seconds: 5 }, 41)).toBe(true);
  });

  it('is stale when the last read failed, however young the one before is', () => {
    expect(
      toFreshness(acmeInstance, {
        succeededAt: new Date().toISOString(),
        problem: { code: 'unreachable', message: 'Panther is down.' },
      }),
    ).toMatchObject({ stale: true, problem: { message: 'Panther is down.' } });
  });

  it('is nothing, and stale, before the first read', () => {
    expect(toFreshness(acmeInstance, {})).toEqual({
      instance: 'default',
      title: 'Acme Security',
      consoleUrl: acmeInstance.consoleUrl,
      asOf: undefined,
      stale: true,
      problem: {
        code: 'notReadYet',
        message:
          'Panther (Acme Security) has not been read yet; its log sources show up here once it has.',
      },
    });
  });
});
