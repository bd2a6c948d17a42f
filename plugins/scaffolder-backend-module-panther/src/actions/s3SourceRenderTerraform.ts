import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { checkS3Source } from 'backstage-plugin-panther-common';
import { checkTerraformText } from '../render/checkTerraformText';
import { failOnFindings } from '../render/failOnFindings';
import { renderedFilesFields, targetPathField } from '../render/renderFields';
import { renderS3SourceTerraform } from '../render/renderS3SourceTerraform';
import { checkResourceName, toResourceName } from '../render/resourceName';
import { toArchiveUrl } from '../render/toArchiveUrl';
import { writeFiles } from '../render/writeFiles';
import { describeField } from '../schema/describeField';
import { readS3Source } from '../schema/readS3Source';
import { s3SourceFields } from '../schema/s3SourceFields';
import { withTitles } from '../schema/withTitles';
import { examples } from './s3SourceRenderTerraform.examples';

/** Writes an S3 log source as Terraform; Panther is not asked. */
export function createS3SourceRenderTerraformAction() {
  return withTitles(
    createTemplateAction({
      id: 'panther:s3Source:renderTerraform',
      description:
        "Writes an S3 log source as a resource of Panther's Terraform provider, for teams that keep it there; nothing is made in Panther.",
      examples,
      supportsDryRun: true,
      schema: {
        input: {
          ...s3SourceFields,
          resourceName: z =>
            z
              .string()
              .describe(
                describeField({
                  title: 'Resource name',
                  description:
                    'Name of the resource in Terraform; made from the label where it is left out.',
                }),
              )
              .optional(),
          targetPath: targetPathField,
        },
        output: renderedFilesFields,
      },
      async handler(ctx) {
        const { source } = readS3Source(ctx.input);
        const resourceName =
          ctx.input.resourceName || toResourceName(source.label);
        failOnFindings([
          ...checkS3Source(source, {}),
          ...checkTerraformText(source),
          ...checkResourceName(resourceName),
        ]);
        const files = renderS3SourceTerraform({ resourceName, source });
        ctx.output(
          'files',
          await writeFiles(ctx.workspacePath, {
            targetPath: ctx.input.targetPath,
            files,
          }),
        );
        ctx.output('archiveUrl', await toArchiveUrl(files));
      },
    }),
  );
}
