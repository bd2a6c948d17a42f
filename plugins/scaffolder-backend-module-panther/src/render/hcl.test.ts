import fc from 'fast-check';
import { findUnformatted } from './__testUtils__/findUnformatted';
import { parseTerraform } from './__testUtils__/parseTerraform';
import { HclExpression, HclValue, renderHcl } from './hcl';

/** Texts made of what HCL gives a meaning to, and of anything else. */
const texts = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom(
        ...['$', '%', '{', '}', '"', '\\', '\n', '\r', '\t', '#', '/', '*'],
        ...['u', 'n', 'a', ' ', '~', '<<EOT', '\u0000', '\u202e', '\u2028'],
      ),
    }),
    fc.string({ unit: 'binary' }),
  )
  // Terraform composes characters.
  .map(text => text.normalize('NFC'));

function render(attributes: Record<string, HclValue>) {
  return renderHcl(['A comment.'], [{ type: 'locals', attributes }]);
}

async function parse(content: string) {
  const { locals } = await parseTerraform([{ path: 'a.tf', content }]);
  return locals[0];
}

describe('renderHcl', () => {
  it('writes any text as a literal that means that text', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async text => {
        expect(await parse(render({ text, list: [text] }))).toEqual({
          text,
          list: [text],
        });
      }),
      { numRuns: 500 },
    );
  });

  it('writes any text as a key of an object', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async key => {
        const content = render({ object: { [key]: true } });
        expect(await parse(content)).toEqual({ object: { [key]: true } });
      }),
      { numRuns: 200 },
    );
  });

  it('writes out characters that nobody would see', () => {
    expect(render({ text: 'a\u202eb\u{e0041}' })).toContain(
      'text = "a\\u202eb\\U000e0041"',
    );
  });

  it('keeps a text from being an interpolation or a directive', () => {
    expect(render({ text: '${a} %{b} $${c}' })).toContain(
      'text = "$${a} %%{b} $$${c}"',
    );
  });

  it('writes what is no text as it is', async () => {
    const attributes = {
      number: 3600,
      yes: true,
      none: [],
      nothing: {},
      reference: HclExpression.reference('aws_sns_topic.panther.arn'),
      call: HclExpression.call('jsonencode', { topic: ['a'] }),
    };
    expect(await parse(render(attributes))).toEqual({
      number: 3600,
      yes: true,
      none: [],
      nothing: {},
      reference: '${aws_sns_topic.panther.arn}',
      call: { topic: ['a'] },
    });
  });

  it('puts equals signs of neighbours under each other, and not across a value of several lines', () => {
    expect(
      renderHcl(
        ['One paragraph.', 'And another.'],
        [
          {
            comment: 'What it is.',
            type: 'resource',
            labels: ['a', 'b'],
            attributes: {
              id: 1,
              longer: true,
              object: { 'a:b': 'c', d: [] },
              last: 'e',
            },
            blocks: [{ type: 'topic', attributes: { events: [{ f: 'g' }] } }],
          },
        ],
      ),
    ).toBe(
      `# One paragraph.
#
# And another.

# What it is.
resource "a" "b" {
  id     = 1
  longer = true
  object = {
    "a:b" = "c"
    d     = []
  }
  last = "e"

  topic {
    events = [
      {
        f = "g"
      },
    ]
  }
}
`,
    );
  });

  it('formats any objects and lists as terraform fmt would', () => {
    const { value } = fc.letrec<{ value: HclValue }>(tie => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.integer(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('value')),
      ),
    }));
    fc.assert(
      fc.property(value, fc.string(), (first, second) => {
        expect(findUnformatted(render({ first, second, x: 1 }))).toEqual([]);
      }),
    );
  });
});

describe('findUnformatted', () => {
  it.each([
    ['a = 1\nbb = 2'],
    ['a  = 1'],
    ['  a = 1'],
    ['a {\nb = 1\n}'],
    ['a = [\n    1,\n]'],
    ['a=1'],
    ['a   = {\n  b = 1\n}\nlong = 2'],
    ['a = 1 '],
  ])('finds what is wrong in %j', text => {
    expect(findUnformatted(text)).not.toEqual([]);
  });
});
