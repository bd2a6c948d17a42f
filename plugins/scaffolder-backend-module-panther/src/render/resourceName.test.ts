import fc from 'fast-check';
import { checkResourceName, toResourceName } from './resourceName';

describe('toResourceName', () => {
  it.each([
    ['Refund logs', 'refund_logs'],
    ['ALB - eu', 'alb_eu'],
    ['2nd bucket', 's3_source_2nd_bucket'],
    ['--', 's3_source'],
  ])('makes of %j the name %s', (label, name) => {
    expect(toResourceName(label)).toBe(name);
  });

  it('makes a name that Terraform takes of any label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 32 }), label => {
        expect(checkResourceName(toResourceName(label))).toEqual([]);
      }),
    );
  });
});

describe('checkResourceName', () => {
  it.each(['1a', 'a b', 'a"b', 'a.b', 'a/../b', '', 'ä'])(
    'refuses %j, naming the field',
    resourceName => {
      expect(checkResourceName(resourceName)).toEqual([
        {
          field: 'resourceName',
          message: expect.stringContaining('must begin with a letter'),
        },
      ]);
    },
  );
});
