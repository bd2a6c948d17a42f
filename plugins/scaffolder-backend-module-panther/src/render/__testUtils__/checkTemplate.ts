import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { PropertyType, ResourceProperties } from '@aws-cdk/service-spec-types';

const specification = loadAwsServiceSpecSync();

type Reference = { Ref: string } | { 'Fn::GetAtt': [string, string] };

interface Template {
  Resources: Record<
    string,
    { Type: string; Properties: Record<string, unknown> }
  >;
  Outputs?: Record<string, { Value: unknown }>;
}

/** Everything that is wrong with a template by the specification of AWS's own resources. */
export function checkTemplate(template: Template): string[] {
  return [
    ...Object.entries(template.Resources).flatMap(([name, resource]) => {
      const known = findResource(resource.Type);
      return known
        ? checkProperties(resource.Properties, known.properties, {
            path: name,
            template,
          })
        : [`${name}: no resource type ${resource.Type}`];
    }),
    ...Object.entries(template.Outputs ?? {}).flatMap(([name, { Value }]) =>
      isReference(Value) ? checkReference(Value, { path: name, template }) : [],
    ),
  ];
}

interface Place {
  path: string;
  template: Template;
}

function findResource(type: string) {
  return specification.lookup(
    'resource',
    'cloudFormationType',
    'equals',
    type,
  )[0];
}

function checkProperties(
  given: object,
  known: ResourceProperties,
  { path, template }: Place,
): string[] {
  return [
    ...Object.entries(known)
      .filter(([name, { required }]) => required && !(name in given))
      .map(([name]) => `${path}.${name}: missing`),
    ...Object.entries(given).flatMap(([name, value]) => {
      const property = known[name];
      const place = { path: `${path}.${name}`, template };
      return property
        ? checkValue(value, property.type, place)
        : [`${place.path}: no such property`];
    }),
  ];
}

function checkValue(
  value: unknown,
  type: PropertyType,
  place: Place,
): string[] {
  const { path, template } = place;
  if (isReference(value)) {
    return type.type === 'string'
      ? checkReference(value, place)
      : [`${path}: a reference where ${type.type} is wanted`];
  }
  switch (type.type) {
    case 'union': {
      const attempts = type.types.map(one => checkValue(value, one, place));
      return attempts.find(problems => !problems.length) ?? attempts.flat();
    }
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) =>
            checkValue(item, type.element, {
              path: `${path}.${index}`,
              template,
            }),
          )
        : [`${path}: no list`];
    case 'tag':
      return checkProperties(
        Object(value),
        {
          Key: { type: { type: 'string' }, required: true },
          Value: { type: { type: 'string' }, required: true },
        },
        place,
      );
    case 'ref':
      return checkProperties(
        Object(value),
        specification.get('typeDefinition', type.reference.$ref).properties,
        place,
      );
    case 'json':
      return typeof value === 'object' && value !== null
        ? []
        : [`${path}: no object`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${path}: no integer`];
    case 'string':
    case 'boolean':
    case 'number':
      // eslint-disable-next-line valid-typeof
      return typeof value === type.type ? [] : [`${path}: no ${type.type}`];
    default:
      return [`${path}: cannot be checked as ${type.type}`];
  }
}

function isReference(value: unknown): value is Reference {
  return (
    typeof value === 'object' &&
    value !== null &&
    ('Ref' in value || 'Fn::GetAtt' in value)
  );
}

function checkReference(reference: Reference, place: Place): string[] {
  const [name, attribute] =
    'Ref' in reference ? [reference.Ref] : reference['Fn::GetAtt'];
  const resource = place.template.Resources[name];
  const known = resource && findResource(resource.Type);
  if (!known) {
    return [`${place.path}: no resource ${name} to refer to`];
  }
  return !attribute || attribute in known.attributes
    ? []
    : [`${place.path}: ${resource.Type} has no attribute ${attribute}`];
}
