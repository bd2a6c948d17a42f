import { checkTerraformText } from './checkTerraformText';

describe('checkTerraformText', () => {
  const decomposed = 'cafe\u0301/';
  const source = {
    awsAccountId: '111122223333',
    bucket: 'acme-refund-logs',
    label: 'Refund logs',
    logProcessingRole: 'arn:aws:iam::111122223333:role/PantherRefunds',
    logStreamType: 'Auto',
    managedBucketNotifications: true,
  };

  it('finds texts that Terraform would change', () => {
    const prefixes = [
      { prefix: 'a/', logTypes: [], excludedPrefixes: [] },
      {
        prefix: decomposed,
        logTypes: ['AWS.ALB', decomposed],
        excludedPrefixes: [decomposed],
      },
    ];
    expect(
      checkTerraformText({ ...source, prefixes }).map(({ field }) => field),
    ).toEqual([
      'prefixes.1.prefix',
      'prefixes.1.logTypes.1',
      'prefixes.1.excludedPrefixes.0',
    ]);
  });

  it('takes the same letters where they are composed', () => {
    const prefixes = [
      { prefix: 'caf\u00e9/', logTypes: [], excludedPrefixes: [] },
    ];
    expect(checkTerraformText({ ...source, prefixes })).toEqual([]);
  });
});
