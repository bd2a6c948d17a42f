import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { JsonObject, JsonValue } from '@backstage/types';
import { screen } from '@testing-library/react';
import userEvent, { UserEvent } from '@testing-library/user-event';
import { PantherApi } from 'backstage-plugin-panther-common';
import { FieldDefinition } from '../formFields/types';
import { pantherApiMock } from './pantherApiMock';

/**
 * Shows the form of a software template with one page, in the scaffolder's own stepper.
 *
 * @param options.properties - the parameters of the template
 * @param options.formData - what a link to the form brings along
 */
export function renderTemplateForm<Value, Options>(
  field: FieldDefinition<Value, Options>,
  options: {
    properties: JsonObject;
    required?: string[];
    formData?: Record<string, JsonValue>;
    pantherApi?: Partial<PantherApi>;
  },
): {
  user: UserEvent;
  pantherApi: ReturnType<typeof pantherApiMock>;
  /** Ends the page of the form, goes through the review, and gives what was submitted. */
  submit: () => Promise<Record<string, JsonValue>>;
} {
  const user = userEvent.setup();
  const pantherApi = pantherApiMock(options.pantherApi);
  const onCreate = jest.fn(async (_values: Record<string, JsonValue>) => {});
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'Send logs to Panther',
        steps: [
          {
            title: 'Log source',
            schema: {
              type: 'object',
              required: options.required ?? [],
              properties: options.properties,
            },
          },
        ],
      }}
      extensions={[{ ...field, schema: field.schema.schema }]}
      initialState={options.formData ?? {}}
      onCreate={onCreate}
    />,
    { apis: [pantherApi] },
  );
  return {
    user,
    pantherApi,
    submit: async () => {
      await user.click(screen.getByRole('button', { name: 'Review' }));
      await user.click(await screen.findByRole('button', { name: 'Create' }));
      return onCreate.mock.calls[0]![0];
    },
  };
}
