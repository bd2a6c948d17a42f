import { bucketAccessCases } from './__testUtils__/bucketAccessCases';
import { checkTemplate } from './__testUtils__/checkTemplate';
import { findUnformatted } from './__testUtils__/findUnformatted';
import { parseTerraform } from './__testUtils__/parseTerraform';
import { readTerraformAccess } from './__testUtils__/readTerraformAccess';
import { requiredAccess } from './__testUtils__/requiredAccess';
import { renderBucketAccessTerraform } from './renderBucketAccessTerraform';

describe.each(bucketAccessCases)(
  'the Terraform of the access to a bucket ($name)',
  example => {
    const files = renderBucketAccessTerraform(example.access);

    it('allows what Panther needs and nothing else', async () => {
      expect(await readTerraformAccess(files)).toEqual(requiredAccess(example));
    });

    it('refers only to resources that it has', async () => {
      const { resource } = await parseTerraform(files);
      const references = files.flatMap(({ content }) => [
        ...content.matchAll(/ = \[?(aws_\w+)\.(\w+)/g),
      ]);
      expect(references.length).toBeGreaterThan(0);
      for (const [, type = '', name = ''] of references) {
        expect(resource).toHaveProperty([type, name]);
      }
    });

    it('is formatted as terraform fmt would', () => {
      for (const { content } of files) {
        expect(findUnformatted(content)).toEqual([]);
      }
    });

    it('puts the notifications in a file of their own, for they come later', () => {
      expect(files.map(({ path }) => path)).toEqual(
        example.notifications === 'selfManaged'
          ? ['panther-iam-role.tf', 'panther-notifications.tf']
          : ['panther-iam-role.tf'],
      );
    });

    it('says what the policy of the KMS key must allow', () => {
      const comment = commentOf(files[0]?.content);
      const { partition } = example.access;
      const role = `arn:${partition}:iam::011122223333:role/PantherLogProcessingRole-acme-refund-logs`;
      const statement = `lets ${role} do kms:Decrypt and kms:DescribeKey, or one that lets arn:${partition}:iam::011122223333:root do both`;
      expect(comment.includes(statement)).toBe(example.encrypted);
    });
  },
);

describe.each(
  bucketAccessCases.filter(({ access }) => access.ownNotifications),
)('the Terraform of self-managed notifications ($name)', ({ access }) => {
  const notifications = renderBucketAccessTerraform(access).slice(1);

  it('says that the log source comes before the subscription', () => {
    expect(commentOf(notifications[0]?.content)).toContain(
      'Make the log source first. Panther confirms the subscription only while it has a log source for this AWS account',
    );
  });

  it('has a subscription that CloudFormation takes', async () => {
    const { resource } = await parseTerraform(notifications);
    const [stack] = resource.aws_cloudformation_stack.panther_subscription;
    expect(checkTemplate(stack.template_body)).toEqual([]);
  });
});

function commentOf(content = ''): string {
  return content
    .split('\n')
    .filter(line => line.startsWith('#'))
    .map(line => line.slice(2))
    .join(' ');
}
