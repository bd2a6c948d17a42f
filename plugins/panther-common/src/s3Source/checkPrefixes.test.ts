import { prefixFindings } from '../__testUtils__/findings';

describe('checkS3Source', () => {
  describe('prefixes', () => {
    it.each([
      '',
      'alb',
      'alb/',
      'AWSLogs/111122223333/CloudTrail/eu-central-1/2026/file-0',
      'with blanks in it/',
      'Zugänge/日本/',
      'x'.repeat(1024),
      'ä'.repeat(512),
    ])('may have the prefix %p', prefix => {
      expect(prefixFindings({ prefix })).toEqual([]);
    });

    it('may lie within one another', () => {
      expect(
        prefixFindings({ prefix: '' }, { prefix: 'alb' }, { prefix: 'alb/' }),
      ).toEqual([]);
    });

    it('are one at least', () => {
      expect(prefixFindings()).toEqual([
        {
          field: 'prefixes',
          message:
            'At least one prefix is needed; an empty one stands for the whole bucket.',
        },
      ]);
    });

    it('are 500 at most', () => {
      const prefixes = Array.from({ length: 501 }, (_, index) => ({
        prefix: `${index}/`,
      }));
      expect(prefixFindings(...prefixes.slice(1))).toEqual([]);
      expect(prefixFindings(...prefixes)).toEqual([
        {
          field: 'prefixes',
          message:
            'There may be 500 prefixes at most; put some of these 501 together.',
        },
      ]);
    });

    it('are not there twice', () => {
      expect(
        prefixFindings(
          { prefix: 'alb/' },
          { prefix: '' },
          { prefix: 'alb/' },
          { prefix: '' },
        ),
      ).toEqual([
        {
          field: 'prefixes.2.prefix',
          message:
            "The prefix 'alb/' is there twice; put its log types together.",
        },
        {
          field: 'prefixes.3.prefix',
          message:
            'The whole bucket is there twice; put its log types together.',
        },
      ]);
    });

    it.each<[string, string, string]>([
      [
        'begins with a slash',
        '/alb/',
        "The prefix '/alb/' must not begin with a slash, as hardly any key of an S3 object does; leave it out.",
      ],
      [
        'has a wildcard',
        'alb/*/access',
        "The prefix 'alb/*/access' must not have a wildcard; whatever begins with a prefix is read anyway, and wildcards work in excluded prefixes only.",
      ],
      [
        'names the bucket too',
        's3://acme-checkout-logs/alb/',
        "The prefix 's3://acme-checkout-logs/alb/' names a bucket too; give only what comes after the bucket and its slash.",
      ],
      [
        'has a line break',
        'alb/\ns3/',
        "The prefix 'alb/\uFFFDs3/' has characters that cannot be seen, such as line breaks; type it anew.",
      ],
      [
        'is longer than a key can be',
        'x'.repeat(1025),
        `The prefix '${'x'.repeat(
          80,
        )}…' has 1025 bytes; shorten it, for keys of S3 objects have 1024 at most.`,
      ],
      [
        'has more bytes than a key can have',
        'ä'.repeat(513),
        `The prefix '${'ä'.repeat(
          80,
        )}…' has 1026 bytes; shorten it, for keys of S3 objects have 1024 at most.`,
      ],
    ])('have no prefix that %s', (_what, prefix, message) => {
      expect(prefixFindings({}, { prefix })).toEqual([
        { field: 'prefixes.1.prefix', message },
      ]);
    });

    it.each(['\u0000', '\t', '\u007f', '\u200b', '\ufeff', '\u2028', '\ud800'])(
      'have no prefix with the invisible %p',
      character => {
        expect(prefixFindings({ prefix: `alb${character}/` })).toEqual([
          {
            field: 'prefixes.0.prefix',
            message: expect.stringContaining('cannot be seen'),
          },
        ]);
      },
    );
  });

  describe('excluded prefixes', () => {
    it.each([
      'alb/healthcheck/',
      'alb/*/healthcheck',
      '*/healthcheck/',
      'al*healthcheck',
      'alb/**/x',
      's3/elsewhere/',
    ])('may be %p', excluded => {
      expect(
        prefixFindings({ prefix: 'alb/', excludedPrefixes: [excluded] }),
      ).toEqual([]);
    });

    it('are not empty', () => {
      expect(
        prefixFindings({ prefix: 'alb/', excludedPrefixes: ['alb/x', ''] }),
      ).toEqual([
        {
          field: 'prefixes.0.excludedPrefixes.1',
          message:
            'An excluded prefix must not be empty; fill it in or remove it.',
        },
      ]);
    });

    it('are not there twice under one prefix', () => {
      expect(
        prefixFindings(
          { prefix: '', excludedPrefixes: ['alb/x'] },
          { prefix: 'alb/', excludedPrefixes: ['alb/x', 'alb/y', 'alb/x'] },
        ),
      ).toEqual([
        {
          field: 'prefixes.1.excludedPrefixes.2',
          message: "'alb/x' is excluded twice; remove one of them.",
        },
      ]);
    });

    it.each(['alb/', 'al', '*', 'alb/*', '*b/', 'a*/**'])(
      'leave something of the prefix, unlike %p',
      excluded => {
        expect(
          prefixFindings({ prefix: 'alb/', excludedPrefixes: [excluded] }),
        ).toEqual([
          {
            field: 'prefixes.0.excludedPrefixes.0',
            message: `Excluding '${excluded}' leaves nothing of the prefix 'alb/'; exclude less, or remove the prefix.`,
          },
        ]);
      },
    );

    it('leave something of the bucket', () => {
      expect(prefixFindings({ excludedPrefixes: ['*'] })).toEqual([
        {
          field: 'prefixes.0.excludedPrefixes.0',
          message:
            "Excluding '*' leaves nothing of the bucket; exclude less, or remove the prefix.",
        },
      ]);
    });

    it.each<[string, string, string]>([
      [
        'have no line break',
        'alb/x\n',
        "The excluded prefix 'alb/x\uFFFD' has characters that cannot be seen, such as line breaks; type it anew.",
      ],
      [
        'are no longer than a key can be',
        `alb/${'ä'.repeat(511)}`,
        `The excluded prefix 'alb/${'ä'.repeat(
          76,
        )}…' has 1026 bytes; shorten it, for keys of S3 objects have 1024 at most.`,
      ],
    ])('%s', (_fact, excluded, message) => {
      expect(
        prefixFindings({ prefix: 'alb/', excludedPrefixes: [excluded] }),
      ).toEqual([{ field: 'prefixes.0.excludedPrefixes.0', message }]);
    });
  });
});
