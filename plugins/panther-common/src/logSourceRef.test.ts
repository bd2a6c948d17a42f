import { parseLogSourceRef, stringifyLogSourceRef } from './logSourceRef';

describe('parseLogSourceRef', () => {
  it.each([
    ['eu:3f6c', { instance: 'eu', integrationId: '3f6c' }],
    ['3f6c', { instance: 'default', integrationId: '3f6c' }],
    [' eu : 3f6c ', { instance: 'eu', integrationId: '3f6c' }],
    [':3f6c', { instance: 'default', integrationId: '3f6c' }],
    ['eu:a:b', { instance: 'eu', integrationId: 'a:b' }],
  ])('reads %j', (ref, expected) => {
    expect(parseLogSourceRef(ref)).toEqual(expected);
  });
});

describe('stringifyLogSourceRef', () => {
  it('always names the instance, so that equal refs are equal strings', () => {
    expect(stringifyLogSourceRef(parseLogSourceRef('3f6c'))).toBe(
      'default:3f6c',
    );
    expect(stringifyLogSourceRef(parseLogSourceRef('default:3f6c'))).toBe(
      'default:3f6c',
    );
  });
});
