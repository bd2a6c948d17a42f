import { wrapText } from './wrapText';

/** A value of HCL: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md */
export type HclValue =
  | string
  | number
  | boolean
  | HclExpression
  | HclValue[]
  | { [key: string]: HclValue };

/** A reference, or a function of one argument. */
export class HclExpression {
  private constructor(readonly text: string, readonly argument?: HclValue) {}

  static reference(text: string): HclExpression {
    return new HclExpression(text);
  }

  static call(functionName: string, argument: HclValue): HclExpression {
    return new HclExpression(functionName, argument);
  }
}

/** A block such as a resource: attributes, then blocks. */
export interface HclBlock {
  type: string;
  labels?: string[];
  attributes: Record<string, HclValue>;
  blocks?: HclBlock[];
  /** A paragraph above the block. */
  comment?: string;
}

const INDENT = '  ';

/** Blocks as text that `terraform fmt` leaves as it is, under a comment of some paragraphs. */
export function renderHcl(paragraphs: string[], blocks: HclBlock[]): string {
  const header = paragraphs.map(renderComment).join('\n#\n');
  return `${[header, ...blocks.map(renderBlock)].join('\n\n')}\n`;
}

function renderBlock(block: HclBlock): string {
  const { type, labels = [], attributes, blocks = [], comment } = block;
  const body = [
    ...(Object.keys(attributes).length ? [renderAttributes(attributes)] : []),
    ...blocks.map(renderBlock),
  ].join('\n\n');
  return [
    ...(comment ? [renderComment(comment)] : []),
    `${[type, ...labels.map(quote)].join(' ')} {`,
    indent(body),
    '}',
  ].join('\n');
}

/**
 * Puts the equals signs of neighbours under each other. A value of several lines stands apart:
 * https://developer.hashicorp.com/terraform/language/style
 */
function renderAttributes(attributes: Record<string, HclValue>): string {
  const lines = Object.entries(attributes).map(
    ([key, value]) => [renderKey(key), renderValue(value)] as const,
  );
  return lines
    .map(([key, value], index) => {
      if (isLong(value)) {
        return `${key} = ${value}`;
      }
      const width = Math.max(
        ...neighbours(lines, index).map(([neighbour]) => neighbour.length),
      );
      return `${key.padEnd(width)} = ${value}`;
    })
    .join('\n');
}

/** The lines around one, itself included, up to the next value of several lines. */
function neighbours<TLine extends readonly [string, string]>(
  lines: TLine[],
  index: number,
): TLine[] {
  const start = lines.findLastIndex(
    ([, value], at) => at < index && isLong(value),
  );
  const end = lines.findIndex(([, value], at) => at > index && isLong(value));
  return lines.slice(start + 1, end === -1 ? undefined : end);
}

function isLong(value: string): boolean {
  return value.includes('\n');
}

function renderValue(value: HclValue): string {
  if (typeof value === 'string') {
    return quote(value);
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  if (value instanceof HclExpression) {
    return value.argument === undefined
      ? value.text
      : `${value.text}(${renderValue(value.argument)})`;
  }
  return Array.isArray(value) ? renderList(value) : renderObject(value);
}

function renderList(values: HclValue[]): string {
  const rendered = values.map(renderValue);
  return rendered.some(isLong)
    ? `[\n${indent(rendered.map(item => `${item},`).join('\n'))}\n]`
    : `[${rendered.join(', ')}]`;
}

function renderObject(value: Record<string, HclValue>): string {
  return Object.keys(value).length
    ? `{\n${indent(renderAttributes(value))}\n}`
    : '{}';
}

function renderKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : quote(key);
}

/**
 * A text as a literal: nothing in it is taken for an interpolation or a directive, and what nobody
 * would see in a review is written out.
 */
function quote(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/[$%](?=\{)/g, '$&$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, toEscape);
  return `"${escaped}"`;
}

function toEscape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4
    ? `\\U${code.padStart(8, '0')}`
    : `\\u${code.padStart(4, '0')}`;
}

function renderComment(paragraph: string): string {
  return wrapText(paragraph)
    .map(line => `# ${line}`)
    .join('\n');
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, INDENT);
}
