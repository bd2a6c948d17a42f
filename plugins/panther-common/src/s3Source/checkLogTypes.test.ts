import {
  checkoutAccessLogs,
  toPrefix,
} from '../__testUtils__/checkoutAccessLogs';
import { logTypes, prefixFindings } from '../__testUtils__/findings';
import { checkS3Source } from './checkS3Source';

describe('checkS3Source', () => {
  describe('log types', () => {
    it('may be none', () => {
      expect(prefixFindings({ logTypes: [] })).toEqual([]);
    });

    it('may be the same under two prefixes', () => {
      expect(
        prefixFindings(
          { prefix: 'alb/', logTypes: ['AWS.ALB'] },
          { prefix: 'alb-old/', logTypes: ['AWS.ALB'] },
        ),
      ).toEqual([]);
    });

    it('are in the tenant', () => {
      expect(
        prefixFindings({}, { prefix: 'a', logTypes: ['AWS.ALB', 'AWS.Elb'] }),
      ).toEqual([
        {
          field: 'prefixes.1.logTypes.1',
          message:
            "Panther has no log type 'AWS.Elb'; choose one of those it has, or make it there first.",
        },
      ]);
    });

    it.each(['aws.alb', 'AWS.Alb', ' AWS.ALB '])(
      'are spelt as in the tenant, unlike %p',
      logType => {
        expect(prefixFindings({ logTypes: [logType] })).toEqual([
          {
            field: 'prefixes.0.logTypes.0',
            message: `Panther writes the log type '${logType}' as 'AWS.ALB'; write it that way.`,
          },
        ]);
      },
    );

    it('may differ in the case of letters only, where they do in the tenant', () => {
      const names = ['Custom.Worker', 'Custom.worker'];
      expect(
        checkS3Source(
          checkoutAccessLogs({ prefixes: [toPrefix({ logTypes: names })] }),
          { logTypes: names },
        ),
      ).toEqual([]);
    });

    it('are not there twice under one prefix', () => {
      expect(
        prefixFindings({ logTypes: ['AWS.ALB', 'AWS.CloudTrail', 'AWS.ALB'] }),
      ).toEqual([
        {
          field: 'prefixes.0.logTypes.2',
          message: "The log type 'AWS.ALB' is there twice; remove one of them.",
        },
      ]);
    });

    it.each(['', ' '])('are not empty, as %p is', logType => {
      const finding = {
        field: 'prefixes.0.logTypes.0',
        message: 'A log type must not be empty; choose one or remove it.',
      };
      const source = checkoutAccessLogs({
        prefixes: [toPrefix({ logTypes: [logType] })],
      });
      expect(checkS3Source(source, { logTypes })).toEqual([finding]);
      expect(checkS3Source(source, {})).toEqual([finding]);
    });

    it('are taken as they are where those of the tenant are not known', () => {
      expect(
        checkS3Source(
          checkoutAccessLogs({
            prefixes: [toPrefix({ logTypes: ['Custom.Worker'] })],
          }),
          {},
        ),
      ).toEqual([]);
    });

    it('have nothing invisible even where those of the tenant are not known', () => {
      expect(
        checkS3Source(
          checkoutAccessLogs({
            prefixes: [toPrefix({ logTypes: ['AWS.ALB\u0000'] })],
          }),
          {},
        ),
      ).toEqual([
        {
          field: 'prefixes.0.logTypes.0',
          message:
            "Panther has no log type 'AWS.ALB\uFFFD'; choose one of those it has, or make it there first.",
        },
      ]);
    });

    it('do not exist in a tenant that has none', () => {
      expect(
        checkS3Source(checkoutAccessLogs(), { logTypes: [] }).map(
          ({ field }) => field,
        ),
      ).toEqual(['prefixes.0.logTypes.0', 'prefixes.1.logTypes.0']);
    });
  });
});
