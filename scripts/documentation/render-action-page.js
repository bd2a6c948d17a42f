/**
 * The page of one scaffolder action, in Markdown, from its schemas and its examples.
 *
 * @param {{ id: string, description?: string, supportsDryRun?: boolean, examples?: { description: string, example: string }[], schema?: { input?: object, output?: object } }} action
 */
function renderActionPage(action) {
  return [
    '<!-- Written by npm run generate from the schema of the action. -->',
    `# ${action.id}`,
    action.description,
    action.supportsDryRun
      ? 'In a dry run, nothing is written to Panther.'
      : 'It takes no part in a dry run.',
    '## Input',
    renderFields(action.schema?.input, 'needed'),
    '## Output',
    renderFields(action.schema?.output, 'always there'),
    ...(action.examples ?? []).flatMap(({ description, example }, index) => [
      ...(index === 0 ? ['## Examples'] : []),
      `### ${description}`,
      `\`\`\`yaml\n${example.trim()}\n\`\`\``,
    ]),
    '',
  ].join('\n\n');
}

function renderFields(schema, required) {
  const fields = listFields(schema);
  if (!fields.length) {
    return 'None.';
  }
  return [
    `| field | type | ${required} | what it is |`,
    '| --- | --- | --- | --- |',
    ...fields.map(
      ({ name, type, needed, text }) =>
        `| \`${name}\` | ${type} | ${needed ? 'yes' : ''} | ${text} |`,
    ),
  ].join('\n');
}

/** Every field of an object, and of objects in it, by its path. */
function listFields(schema, path = '') {
  return Object.entries(schema?.properties ?? {}).flatMap(([key, field]) => {
    const name = `${path}${key}`;
    const items = field.type === 'array' ? field.items : undefined;
    return [
      {
        name,
        type: describeType(field),
        needed: (schema.required ?? []).includes(key),
        text: describeField(field),
      },
      ...listFields(field, `${name}.`),
      ...listFields(items, `${name}[].`),
    ];
  });
}

function describeType(field) {
  if (field.enum) {
    return field.enum.map(value => `\`${value}\``).join(', ');
  }
  if (field.type === 'array') {
    return `list of ${describeType(field.items)}`;
  }
  return Array.isArray(field.type) ? field.type.join(' or ') : field.type;
}

function describeField(field) {
  const sentences = [
    field.description ?? field.title,
    ...(field.minimum === undefined ? [] : [`At least ${field.minimum}`]),
    ...(field.maximum === undefined ? [] : [`At most ${field.maximum}`]),
    ...(field.default === undefined
      ? []
      : [`Default: \`${JSON.stringify(field.default)}\``]),
  ];
  return sentences
    .map(sentence => sentence.replace(/\s+/g, ' ').replace(/\.$/, ''))
    .join('. ')
    .replaceAll(/[|<]/g, '\\$&');
}

module.exports = { renderActionPage };
