import {
  checkoutAccessLogs,
  Prefix,
  toPrefix,
} from '../__testUtils__/checkoutAccessLogs';
import { warnAboutS3Source } from './warnAboutS3Source';

/** Gives the warnings about the prefixes of an S3 source, which have log types. */
function prefixWarnings(...prefixes: Partial<Prefix>[]) {
  const current = checkoutAccessLogs();
  return warnAboutS3Source(
    { ...current, prefixes: prefixes.map(toPrefix) },
    { current },
  );
}

describe('warnAboutS3Source', () => {
  describe('about prefixes', () => {
    it('tells which of two overlapping ones wins', () => {
      expect(
        prefixWarnings(
          { prefix: 'alb/internal/' },
          { prefix: 's3/' },
          { prefix: 'alb/' },
        ),
      ).toEqual([
        {
          field: 'prefixes.2.prefix',
          message:
            "'alb/' covers 'alb/internal/' too; Panther gives an object to the longest prefix that its key begins with, so only the log types of that one parse it.",
        },
      ]);
    });

    it('warns once for the whole bucket, however many there are besides', () => {
      expect(
        prefixWarnings(
          { prefix: 'a/' },
          { prefix: 'b/' },
          { prefix: 'c/' },
          { prefix: 'd/' },
          { prefix: 'e/' },
          {},
        ),
      ).toEqual([
        {
          field: 'prefixes.5.prefix',
          message:
            "The whole bucket covers 'a/', 'b/', 'c/' and 2 more too; Panther gives an object to the longest prefix that its key begins with, so only the log types of that one parse it.",
        },
      ]);
    });

    it('warns of overlaps in the middle of a name', () => {
      expect(
        prefixWarnings({ prefix: 'alb' }, { prefix: 'alb-internal/' }).map(
          ({ field }) => field,
        ),
      ).toEqual(['prefixes.0.prefix']);
    });

    it('does not take what is excluded for an overlap', () => {
      expect(
        prefixWarnings(
          { prefix: 'alb/', excludedPrefixes: ['alb/internal/'] },
          { prefix: 'alb/internal/' },
        ),
      ).toEqual([]);
    });

    it('warns of those that differ in the slash at the end only', () => {
      expect(prefixWarnings({ prefix: 'alb/' }, { prefix: 'alb' })).toEqual([
        {
          field: 'prefixes.1.prefix',
          message:
            "'alb' and 'alb/' differ in the slash at the end only, and the longer one wins for what begins with it; one of them may be enough.",
        },
      ]);
    });

    it('does not take a slash for the whole bucket', () => {
      expect(prefixWarnings({}, { prefix: '/' })).toEqual([
        {
          field: 'prefixes.0.prefix',
          message: expect.stringMatching(/^The whole bucket covers '\/' too;/),
        },
      ]);
    });

    it.each([' alb/', 'alb/ '])('warns of the blank around %p', prefix => {
      expect(prefixWarnings({ prefix })).toEqual([
        {
          field: 'prefixes.0.prefix',
          message: `'${prefix}' begins or ends with a blank, and only keys with that blank are read; remove it if they have none.`,
        },
      ]);
    });

    it('warns that nothing is parsed without a log type', () => {
      expect(
        prefixWarnings(
          { prefix: 'alb/' },
          { prefix: 's3/', logTypes: [] },
          { prefix: 'audit/', logTypes: [] },
        ),
      ).toEqual([
        {
          field: 'prefixes.1.logTypes',
          message:
            "Without a log type, Panther receives what begins with 's3/' and parses none of it; choose one now or later.",
        },
        {
          field: 'prefixes.2.logTypes',
          message:
            "Without a log type, Panther receives what begins with 'audit/' and parses none of it; choose one now or later.",
        },
      ]);
    });

    it('warns that nothing of the bucket is parsed without a log type', () => {
      expect(prefixWarnings({ logTypes: [] })).toEqual([
        {
          field: 'prefixes.0.logTypes',
          message:
            'Without a log type, Panther receives what is in the bucket and parses none of it; choose one now or later.',
        },
      ]);
    });

    it.each(['healthcheck/', 'elb/*/healthcheck', 'ALB/healthcheck/'])(
      'warns that excluding %p changes nothing',
      excluded => {
        expect(
          prefixWarnings({
            prefix: 'alb/',
            excludedPrefixes: ['alb/x', excluded],
          }),
        ).toEqual([
          {
            field: 'prefixes.0.excludedPrefixes.1',
            message: `'${excluded}' does not lie within 'alb/', so excluding it changes nothing; write it from the beginning of the key on, such as 'alb/${excluded}'.`,
          },
        ]);
      },
    );

    it('warns of an excluded prefix that begins with a slash', () => {
      expect(prefixWarnings({ excludedPrefixes: ['/healthcheck/'] })).toEqual([
        {
          field: 'prefixes.0.excludedPrefixes.0',
          message:
            "'/healthcheck/' begins with a slash, as hardly any key of an S3 object does; leave the slash out.",
        },
      ]);
    });

    it.each(['alb/healthcheck/', '*/healthcheck/', 'a*/healthcheck'])(
      'has nothing to say about excluding %p',
      excluded => {
        expect(
          prefixWarnings({ prefix: 'alb/', excludedPrefixes: [excluded] }),
        ).toEqual([]);
      },
    );
  });
});
