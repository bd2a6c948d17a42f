import { FieldFinding, S3SourceInput } from '../types';

/** Both as Panther's Terraform provider enforces them. */
const LABEL = /^[0-9a-zA-Z -]*$/;
const LABEL_LENGTH = 32;

const SHAPES = {
  awsAccountId: {
    pattern: /^\d{12}$/,
    message: 'The AWS account id must be 12 digits, leading zeros included.',
  },
  bucket: {
    // Buckets of us-east-1 from before March 2018 have names that no new bucket may have.
    pattern: /^[A-Za-z0-9._-]{3,255}$/,
    message:
      'The bucket must be the name of an S3 bucket, such as acme-logs, without s3:// or arn: in front and without a path.',
  },
  logProcessingRole: {
    // Path and name as in https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html
    pattern:
      /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[!-~]{1,510}\/)?[\w+=,.@-]{1,64}$/,
    message:
      'The role must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/PantherLogProcessingRole-acme.',
  },
  kmsKey: {
    // The ids that AWS gives today have 36 characters at most.
    pattern:
      /^arn:aws[a-z-]*:kms:[a-z0-9-]{1,32}:\d{12}:key\/[0-9A-Za-z-]{1,256}$/,
    message:
      'The KMS key must be the ARN of a key and not of an alias, such as arn:aws:kms:us-east-1:123456789012:key/1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d; leave it empty for a bucket without KMS encryption.',
  },
} as const;

/** What is wrong with the fields that stand for themselves. */
export function checkFields(
  source: S3SourceInput,
  current: S3SourceInput | undefined,
): FieldFinding[] {
  return [
    ...checkLabel(source.label, current?.label),
    ...(current
      ? checkIdentity(source, current)
      : [
          ...checkShape('awsAccountId', source.awsAccountId),
          ...checkShape('bucket', source.bucket),
        ]),
    ...checkShape(
      'logProcessingRole',
      source.logProcessingRole,
      current?.logProcessingRole,
    ),
    ...(source.kmsKey
      ? checkShape('kmsKey', source.kmsKey, current?.kmsKey)
      : []),
  ];
}

export function checkLabel(label: string, current?: string): FieldFinding[] {
  const field = 'label';
  const trimmed = label.trim();
  if (!trimmed) {
    return [
      {
        field,
        message:
          'The label must not be empty; call the log source by what it reads.',
      },
    ];
  }
  if (label === current) {
    return [];
  }
  // Panther may cut blanks off, and the log source would not be found under its label.
  const findings: [boolean, string][] = [
    [
      label !== trimmed,
      'The label must not begin or end with a blank; remove it.',
    ],
    [
      !LABEL.test(trimmed),
      'The label may have letters from a to z, digits, spaces and hyphens only; replace what else it has.',
    ],
    [
      label.length > LABEL_LENGTH,
      `The label may have ${LABEL_LENGTH} characters at most; shorten this one, which has ${label.length}.`,
    ],
  ];
  return findings
    .filter(([applies]) => applies)
    .map(([, message]) => ({ field, message }));
}

/** Neither of Panther's APIs can change the account or the bucket of a log source. */
function checkIdentity(
  source: S3SourceInput,
  current: S3SourceInput,
): FieldFinding[] {
  return [
    ...(source.awsAccountId === current.awsAccountId
      ? []
      : [
          {
            field: 'awsAccountId',
            message: `This log source stays with the AWS account ${current.awsAccountId}; make a new one for another account.`,
          },
        ]),
    ...(source.bucket === current.bucket
      ? []
      : [
          {
            field: 'bucket',
            message: `This log source stays with the bucket ${current.bucket}; make a new one for another bucket.`,
          },
        ]),
  ];
}

export function checkShape(
  field: keyof typeof SHAPES,
  value: string,
  current?: string,
): FieldFinding[] {
  const { pattern, message } = SHAPES[field];
  if (pattern.test(value) || (value && value === current)) {
    return [];
  }
  const trimmed = value.trim();
  return [
    {
      field,
      message: pattern.test(trimmed)
        ? `There are blanks or line breaks around '${trimmed}'; remove them.`
        : message,
    },
  ];
}
