import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';
import { startScaffolder, Template } from './startScaffolder';

/** The scaffolder with each of these examples of actions as a template of one step. */
export async function startExamples(
  examples: TemplateExample[],
  options?: Parameters<typeof startScaffolder>[1],
) {
  const templates = examples.map(({ example }): [string, Template] => {
    const { steps }: Template = yaml.parse(example);
    const output = { of: `\${{ steps['${steps[0]?.id}'].output }}` };
    return [nameOf(example), { steps, output }];
  });
  const scaffolder = await startScaffolder(
    Object.fromEntries(templates),
    options,
  );
  return {
    ...scaffolder,
    /** Resolves to what the step gives. Rejects with the task's log where the task fails. */
    async run({ example }: TemplateExample) {
      const id = await scaffolder.start(nameOf(example));
      const { status, output, log } = await scaffolder.untilEnd(id);
      if (status !== 'completed') {
        throw new Error(log.map(({ message }) => message).join('\n'));
      }
      return output.of;
    },
    dryRun: ({ example }: TemplateExample) =>
      scaffolder.dryRun(nameOf(example)),
  };

  function nameOf(example: string): string {
    return `example-${examples.findIndex(it => it.example === example)}`;
  }
}
