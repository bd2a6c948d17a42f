import { JsonObject } from '@backstage/types';
import { createActions } from '.';

const actions = createActions({
  panther: {
    getClient() {
      throw new Error('Nobody is to be asked');
    },
  },
});

/** Every field of a schema, those within others included, by its path. */
function fieldsOf(schema: JsonObject, path: string): [string, JsonObject][] {
  const { properties = {}, items } = schema as {
    properties?: Record<string, JsonObject>;
    items?: JsonObject;
  };
  return [
    ...Object.entries(properties).flatMap(
      ([name, field]): [string, JsonObject][] => [
        [`${path}.${name}`, field],
        ...fieldsOf(field, `${path}.${name}`),
      ],
    ),
    ...(items ? fieldsOf(items, `${path}[]`) : []),
  ];
}

describe.each(actions.map(action => [action.id, action] as const))(
  '%s',
  (_id, { id, description, examples, schema, supportsDryRun }) => {
    const fields = [
      ...fieldsOf(schema?.input as JsonObject, 'input'),
      ...fieldsOf(schema?.output as JsonObject, 'output'),
    ];

    it('is named provider, entity and verb in camel case', () => {
      expect(id).toMatch(/^panther:[a-z][a-zA-Z0-9]*:[a-z][a-zA-Z]*$/);
    });

    it('says what it does, shows how, and can be tried', () => {
      expect(description).toMatch(/\.$/);
      expect(examples?.length).toBeGreaterThan(0);
      expect(supportsDryRun).toBe(true);
    });

    it.each(fields)('has a title and a description for %s', (_path, field) => {
      expect(field).toMatchObject({
        title: expect.stringMatching(/^[A-Z][^{]*[^.]$/),
        description: expect.stringMatching(/^[A-Z*][^{]*\.$/),
      });
    });

    it('takes no field that it does not know', () => {
      expect(schema?.input).toMatchObject({ additionalProperties: false });
    });
  },
);

describe('the actions', () => {
  it('have an instance with a default wherever they have one', () => {
    for (const { schema } of actions) {
      const { properties, required } = schema?.input as {
        properties: Record<string, JsonObject>;
        required: string[];
      };
      expect(required).not.toContain('instance');
      expect([undefined, 'default']).toContain(properties.instance?.default);
    }
  });
});
