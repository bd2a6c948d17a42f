import { Entity } from '@backstage/catalog-model';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntityLogSources, PantherApi } from 'backstage-plugin-panther-common';
import { createWebStorefrontAnswer } from '../__fixtures__/answers';
import { webStorefront } from '../__fixtures__/entities';
import { createLogSources, createPageOf } from '../__fixtures__/logSources';
import { renderEntityLogSources } from './renderEntityLogSources';

/** A log source that can be chosen in the dialog. */
export const edgeChoice = { name: /^Edge load balancer logs/ };

/**
 * Shows the tab on the page of an entity, and opens the dialog that links a log source to it.
 *
 * @param options.answer - what the tab shows
 */
export function openLinkDialog(
  options: {
    entity?: Entity;
    answer?: EntityLogSources;
    pantherApi?: Partial<PantherApi>;
  } = {},
) {
  return openLinkDialogAfter(
    async () => options.answer ?? createWebStorefrontAnswer(),
    options,
  );
}

/** Opens that dialog where the tab shows something else each time that it asks. */
export async function openLinkDialogAfter(
  getEntityLogSources: () => Promise<EntityLogSources>,
  options: { entity?: Entity; pantherApi?: Partial<PantherApi> } = {},
) {
  const user = userEvent.setup();
  const pantherApi = renderEntityLogSources(
    options.entity ?? webStorefront,
    getEntityLogSources,
    {
      pantherApi: {
        listLogSources: async () => createPageOf(createLogSources()),
        ...options.pantherApi,
      },
    },
  );
  await user.click(
    await screen.findByRole('button', { name: 'Link log source' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  return { user, dialog, pantherApi };
}
