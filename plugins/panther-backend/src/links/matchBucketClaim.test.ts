import { S3Mapping } from '../inventory/types';
import { matchBucketClaim } from './matchBucketClaim';

function mapping(
  integrationId: string,
  prefix?: string,
  ...excludedPrefixes: string[]
): S3Mapping {
  return {
    instance: 'default',
    integrationId,
    bucket: 'acme-logs',
    prefix,
    excludedPrefixes,
  };
}

function matchesOf(prefix: string, mappings: S3Mapping[]) {
  return matchBucketClaim({ bucket: 'acme-logs', prefix }, mappings).map(
    ({ instance, integrationId }) => `${instance}:${integrationId}`,
  );
}

describe('matchBucketClaim', () => {
  const fleet = [
    mapping('whole', ''),
    mapping('alb', 'alb/'),
    mapping('alb-eu', 'alb/eu/'),
    mapping('cdn', 'cdn/'),
    mapping('cdn-twin', 'cdn/'),
    mapping('without-prefix'),
  ];

  it.each([
    [
      'the whole bucket',
      '',
      ['whole', 'alb', 'alb-eu', 'cdn', 'cdn-twin', 'without-prefix'],
    ],
    ['just what one reads', 'alb/eu/', ['alb-eu']],
    ['a part of what several read', 'alb/eu/checkout/', ['alb-eu']],
    ['a part of what fewer read', 'alb/us/', ['alb']],
    ['what two read alike', 'cdn/', ['cdn', 'cdn-twin']],
    ['what nobody else reads', 'audit/', ['whole']],
    [
      'more than one reads, and just what another does',
      'alb/',
      ['alb', 'alb-eu'],
    ],
    ['a prefix without its slash', 'alb', ['whole', 'alb', 'alb-eu']],
  ])('finds for %s', (_, prefix, expected) => {
    expect(matchesOf(prefix, fleet)).toEqual(
      expected.map(id => `default:${id}`),
    );
  });

  it('finds none where all read something else', () => {
    expect(matchesOf('alb/', [mapping('cdn', 'cdn/')])).toEqual([]);
  });

  it.each([
    ['just what is excluded', 'alb/health/', 'alb/health/'],
    ['a part of what is excluded', 'alb/health/eu/', 'alb/health/'],
    ['what a wildcard stands for', 'alb/eu/health/', 'alb/*/health/'],
    ['what it stands for across slashes', 'alb/eu/1/health/', 'alb/*/health/'],
    ['what begins with nothing', 'alb/health/', 'alb/*health/'],
    ['what several wildcards stand for', 'alb/a/b/c/d', 'alb/*/b/*/d'],
    ['all of it', 'alb/eu/', '*'],
  ])('finds none that excludes %s', (_, prefix, excluded) => {
    expect(matchesOf(prefix, [mapping('alb', 'alb/', excluded)])).toEqual([]);
  });

  it.each([
    ['a part of it', 'alb/', 'alb/health/'],
    ['the beginning of its name', 'alb/health', 'alb/health/'],
    ['something else', 'alb/eu/', 'alb/us/'],
    ['something else by a wildcard', 'alb/eu/', 'alb/*/health/'],
    ['what comes in another order', 'alb/b/a/', 'alb/*a/b'],
    ['what is in another place', 'alb/eu/', 'eu/'],
    ['nothing', 'alb/eu/', ''],
    ['a part of the whole bucket', '', 'alb/health/'],
  ])('finds one that excludes %s', (_, prefix, excluded) => {
    expect(matchesOf(prefix, [mapping('alb', 'alb/', excluded)])).toEqual([
      'default:alb',
    ]);
  });

  it('finds the one with the longest prefix of those that do not exclude it', () => {
    expect(
      matchesOf('alb/eu/health/', [
        mapping('whole', ''),
        mapping('alb', 'alb/'),
        mapping('alb-eu', 'alb/eu/', 'alb/eu/health/'),
      ]),
    ).toEqual(['default:alb']);
  });

  it('finds none that excludes it by its longest prefix, whatever else that reads', () => {
    expect(
      matchesOf('alb/eu/health/', [
        mapping('alb', ''),
        mapping('alb', 'alb/', 'alb/*/health/'),
      ]),
    ).toEqual([]);
  });

  it('finds none that excludes all that it would read of a part', () => {
    expect(
      matchesOf('alb/', [
        mapping('alb-eu', 'alb/eu/', 'alb/'),
        mapping('alb-us', 'alb/us/', 'alb/eu/'),
      ]),
    ).toEqual(['default:alb-us']);
  });

  it('is not held up by exclusions of many wildcards', () => {
    const excluded = '*a'.repeat(5_000);
    const startedAt = performance.now();
    expect(
      matchesOf('a'.repeat(1_024), [mapping('alb', 'a', `${excluded}b`)]),
    ).toEqual(['default:alb']);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('keeps to the bucket', () => {
    expect(
      matchesOf('', [{ ...mapping('elsewhere', ''), bucket: 'acme-logs-2' }]),
    ).toEqual([]);
  });

  it('takes a log source once that reads several prefixes', () => {
    expect(matchesOf('', [mapping('a', 'x/'), mapping('a', 'y/')])).toEqual([
      'default:a',
    ]);
  });

  it('looks for the longest prefix in each instance', () => {
    expect(
      matchesOf('alb/eu/', [
        mapping('alb', 'alb/'),
        { ...mapping('whole', ''), instance: 'eu' },
      ]),
    ).toEqual(['default:alb', 'eu:whole']);
  });

  it('finds a hundred log sources at most', () => {
    const many = Array.from({ length: 101 }, (_, index) =>
      mapping(`source-${index}`, ''),
    );
    expect(matchesOf('', many)).toHaveLength(100);
  });
});
