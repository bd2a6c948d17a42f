import { parse } from '@cdktf/hcl2json';
import { RenderedFile } from '../types';

/** A body of HCL: attributes by their names, and blocks by type and labels in lists. */
// The parser knows no more of what is in it either.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type HclBody = Record<string, any>;

const CALL = /^\$\{jsonencode\(([^]*)\)\}$/;

/**
 * Files as HashiCorp's own parser reads them, all together as Terraform does. Literals are texts, and
 * `jsonencode` is what it encodes; references stay `${…}`.
 */
export async function parseTerraform(files: RenderedFile[]): Promise<HclBody> {
  const text = files.map(({ content }) => content).join('\n');
  return evaluate(await parse('rendered.tf', text)) as Promise<HclBody>;
}

async function evaluate(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) {
    return Promise.all(value.map(evaluate));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(async ([key, content]) => [
      unescape(key),
      await evaluate(content),
    ]);
    return Object.fromEntries(await Promise.all(entries));
  }
  if (typeof value !== 'string') {
    return value;
  }
  const argument = CALL.exec(value)?.[1];
  return argument === undefined
    ? unescape(value)
    : (
        (await parseTerraform([
          { path: '', content: `argument = ${argument}` },
        ])) as HclBody
      ).argument;
}

/** The parser's output is Terraform's JSON, in which texts are templates still. */
function unescape(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}
