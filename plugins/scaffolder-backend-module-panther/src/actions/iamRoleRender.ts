import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { DEFAULT_INSTANCE } from 'backstage-plugin-panther-common';
import { ActionOptions } from '../context/types';
import { getRoleArn } from '../render/arns';
import { checkBucketAccess } from '../render/checkBucketAccess';
import { failOnFindings } from '../render/failOnFindings';
import { findPantherAccount } from '../render/findPantherAccount';
import { iamRoleFields, renderedRoleFields } from '../render/iamRoleFields';
import {
  readBucketAccessWish,
  toBucketAccess,
} from '../render/readBucketAccess';
import { renderBucketAccessCloudFormation } from '../render/renderBucketAccessCloudFormation';
import { renderBucketAccessTerraform } from '../render/renderBucketAccessTerraform';
import { toArchiveUrl } from '../render/toArchiveUrl';
import { writeFiles } from '../render/writeFiles';
import { withTitles } from '../schema/withTitles';
import { examples } from './iamRoleRender.examples';

/** Writes what AWS needs so that Panther can read a bucket; nothing of it is applied. */
export function createIamRoleRenderAction({ panther }: ActionOptions) {
  return withTitles(
    createTemplateAction({
      id: 'panther:iamRole:render',
      description:
        'Writes the IAM role with which Panther reads an S3 bucket, and the notifications of the bucket where they are not left to Panther, as Terraform or CloudFormation.',
      examples,
      supportsDryRun: true,
      schema: { input: iamRoleFields, output: renderedRoleFields },
      async handler(ctx) {
        const { format, instance, targetPath } = ctx.input;
        const wish = readBucketAccessWish(ctx.input);
        failOnFindings(checkBucketAccess(wish));
        const access = toBucketAccess(
          wish,
          wish.pantherAwsAccountId ??
            (await findPantherAccount(ctx, {
              panther,
              instance: instance || DEFAULT_INSTANCE,
            })),
        );
        const files =
          format === 'terraform'
            ? renderBucketAccessTerraform(access)
            : renderBucketAccessCloudFormation(access);
        ctx.output('roleArn', getRoleArn(access));
        ctx.output('roleName', access.roleName);
        ctx.output(
          'files',
          await writeFiles(ctx.workspacePath, { targetPath, files }),
        );
        ctx.output('archiveUrl', await toArchiveUrl(files));
      },
    }),
  );
}
