import { ConfigReader } from '@backstage/config';
import { JsonValue } from '@backstage/types';
import { readRetention } from './readInstances';

function retentionOf(retention?: JsonValue) {
  return readRetention(new ConfigReader({ panther: { retention } }));
}

describe('readRetention', () => {
  it('is 90 days by default', () => {
    expect(retentionOf()).toEqual({ days: 90 });
  });

  it('can be another duration', () => {
    expect(retentionOf({ weeks: 2 })).toEqual({ weeks: 2 });
    expect(retentionOf('P1Y')).toEqual({ years: 1 });
  });

  it.each([['ninety'], [90], [{ days: 0 }]])('cannot be %j', retention => {
    expect(() => retentionOf(retention)).toThrow(
      'panther.retention must be a duration of at least a second',
    );
  });
});
