const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { renderActionPage } = require('./render-action-page');

const action = {
  id: 'panther:thing:make',
  description: 'Makes a thing.',
  supportsDryRun: true,
  schema: {
    input: {
      type: 'object',
      required: ['label'],
      properties: {
        label: { type: 'string', description: 'What it is called.' },
        wait: { type: 'number', title: 'Wait', minimum: 1, maximum: 9 },
        size: { enum: ['small', 'large'], title: 'Size', default: 'small' },
        rows: {
          type: 'array',
          title: 'Rows | <columns>',
          items: {
            type: 'object',
            required: ['prefix'],
            properties: { prefix: { type: 'string', title: 'Prefix' } },
          },
        },
      },
    },
  },
  examples: [{ description: 'Make one', example: 'steps: []\n' }],
};

describe('the page of an action', () => {
  const page = renderActionPage(action);

  it('says what the action does, and what of it a dry run does', () => {
    assert.match(page, /^# panther:thing:make$/m);
    assert.match(page, /^Makes a thing\.$/m);
    assert.match(page, /In a dry run, nothing is written/);
    assert.match(
      renderActionPage({ ...action, supportsDryRun: false }),
      /takes no part in a dry run/,
    );
  });

  it('has a row for every field, with what it takes and whether it is needed', () => {
    assert.match(
      page,
      /^\| `label` \| string \| yes \| What it is called \|$/m,
    );
    assert.match(
      page,
      /^\| `size` \| `small`, `large` \|  \| Size\. Default: `"small"` \|$/m,
    );
  });

  it('tells limits', () => {
    assert.match(page, /Wait\. At least 1\. At most 9 \|$/m);
  });

  it('goes into lists of objects', () => {
    assert.match(
      page,
      /^\| `rows` \| list of object \|  \| Rows \\\| \\<columns> \|$/m,
    );
    assert.match(
      page,
      /^\| `rows\[\]\.prefix` \| string \| yes \| Prefix \|$/m,
    );
  });

  it('says where there are no fields', () => {
    assert.match(page, /^## Output\n\nNone\.$/m);
  });

  it('shows the examples', () => {
    assert.match(page, /^### Make one\n\n```yaml\nsteps: \[\]\n```$/m);
  });
});
