import { S3Mapping } from '../inventory/types';
import { matchBucketClaim } from './matchBucketClaim';

function mapping(integrationId: string, prefix?: string): S3Mapping {
  return { instance: 'default', integrationId, bucket: 'acme-logs', prefix };
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
