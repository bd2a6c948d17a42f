import { screen } from '@testing-library/react';
import { PantherApi } from 'backstage-plugin-panther-common';
import { createLogSources, createPageOf } from '../__fixtures__/logSources';
import { pantherLogSource } from '../formFields/pantherLogSource';
import { renderTemplateForm } from './renderTemplateForm';

/** Finds by text, as the backend does. */
const listLogSources: PantherApi['listLogSources'] = async query =>
  createPageOf(
    createLogSources().filter(
      ({ label, integrationId }) =>
        integrationId === query?.q ||
        label.toLowerCase().includes(query?.q?.toLowerCase() ?? ''),
    ),
  );

/**
 * Shows a form whose only field asks for a log source.
 *
 * @param options.formData - what a link to the form brings along
 * @param options.list - how the backend searches; it finds by text unless a test says otherwise
 */
export function renderLogSourceField(options: {
  fieldOptions?: { permittedTo?: string; type?: string };
  formData?: { logSource: string };
  list?: PantherApi['listLogSources'];
  getLogSource?: PantherApi['getLogSource'];
}) {
  return renderTemplateForm(pantherLogSource, {
    properties: {
      logSource: {
        type: 'string',
        'ui:field': 'PantherLogSource',
        'ui:options': options.fieldOptions ?? {},
      },
    },
    required: ['logSource'],
    formData: options.formData,
    pantherApi: {
      listLogSources: options.list ?? listLogSources,
      ...(options.getLogSource && { getLogSource: options.getLogSource }),
    },
  });
}

/** Finds the input that a log source is searched in. */
export async function findLogSourceInput() {
  // The component is of a time before inputs were comboboxes.
  return screen.findByRole('textbox', { name: /^Log source/ });
}

/** A log source that can be chosen in the list. */
export const edgeOption = { name: /^Edge load balancer logs Healthy/ };
