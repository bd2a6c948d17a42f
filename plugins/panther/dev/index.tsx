import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { EntityLogSources, PantherApi } from 'backstage-plugin-panther-common';
import pantherPlugin, { pantherApiRef } from '../src';
import {
  createBillingWorkerHiddenAnswer,
  createBillingWorkerUnmatchedAnswer,
  createCheckoutApiAnswer,
  createCheckoutApiPartlyHiddenAnswer,
  createLedgerGoneAnswer,
  createLedgerUnknownAnswer,
  createUnreadAnswer,
  createWebStorefrontAnswer,
} from '../src/__fixtures__/answers';
import {
  billingWorker,
  checkoutApi,
  commerce,
  ledger,
  webStorefront,
} from '../src/__fixtures__/entities';
import { createLogSources, createPageOf } from '../src/__fixtures__/logSources';
import { PortalLinks } from './PortalLinks';

/** One more component, to look at what the tab says before Panther could ever be read. */
const unread: Entity = {
  ...checkoutApi,
  metadata: { ...checkoutApi.metadata, name: 'unread' },
};

/** One more, whose annotation names what Panther has never had. */
const mistyped: Entity = {
  ...ledger,
  metadata: { ...ledger.metadata, name: 'mistyped' },
};

/** One more, for somebody who may not see all that it is linked to. */
const partlyHidden: Entity = {
  ...checkoutApi,
  metadata: { ...checkoutApi.metadata, name: 'partly-hidden' },
};

/** One more, for somebody who may not see what reads its bucket. */
const hidden: Entity = {
  ...billingWorker,
  metadata: { ...billingWorker.metadata, name: 'hidden' },
};

const answers: Record<string, (now: Date) => EntityLogSources> = {
  [stringifyEntityRef(checkoutApi)]: createCheckoutApiAnswer,
  [stringifyEntityRef(billingWorker)]: createBillingWorkerUnmatchedAnswer,
  [stringifyEntityRef(partlyHidden)]: createCheckoutApiPartlyHiddenAnswer,
  [stringifyEntityRef(hidden)]: createBillingWorkerHiddenAnswer,
  [stringifyEntityRef(ledger)]: createLedgerGoneAnswer,
  [stringifyEntityRef(mistyped)]: createLedgerUnknownAnswer,
  [stringifyEntityRef(webStorefront)]: createWebStorefrontAnswer,
  [stringifyEntityRef(unread)]: () =>
    createUnreadAnswer({
      code: 'tokenRefused',
      message:
        'Panther refuses the token in panther.instances[0].apiToken; put a valid one there.',
    }),
};

const portalLinks = new PortalLinks();

const fixturePantherApi: Pick<
  PantherApi,
  'getEntityLogSources' | 'listLogSources' | 'linkLogSource' | 'unlinkLogSource'
> = {
  async getEntityLogSources(entityRef) {
    const answer = answers[stringifyEntityRef(entityRef)];
    if (!answer) {
      throw new Error('this component has no fixture');
    }
    return portalLinks.addTo(answer(new Date()));
  },
  async listLogSources(query) {
    const q = query?.q?.toLocaleLowerCase('en') ?? '';
    return createPageOf(
      createLogSources(new Date()).filter(({ label }) =>
        label.toLocaleLowerCase('en').includes(q),
      ),
    );
  },
  async linkLogSource(entityRef, ref) {
    portalLinks.link(entityRef, ref);
  },
  async unlinkLogSource(entityRef, ref) {
    portalLinks.unlink(entityRef, ref);
  },
};

createDevApp({
  features: [
    catalogPlugin,
    pantherPlugin,
    createFrontendModule({
      pluginId: 'catalog',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define({
              api: catalogApiRef,
              deps: {},
              factory: () =>
                catalogApiMock({
                  entities: [
                    checkoutApi,
                    billingWorker,
                    ledger,
                    webStorefront,
                    unread,
                    mistyped,
                    partlyHidden,
                    hidden,
                    commerce,
                  ],
                }),
            }),
        }),
      ],
    }),
    // The portal's configuration may turn permissions on, and there is no backend here to ask.
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        ApiBlueprint.make({
          name: 'permission',
          params: define =>
            define({
              api: permissionApiRef,
              deps: {},
              factory: () => ({
                authorize: async () => ({ result: AuthorizeResult.ALLOW }),
              }),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'panther',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define({
              api: pantherApiRef,
              deps: {},
              factory: () => fixturePantherApi as PantherApi,
            }),
        }),
      ],
    }),
  ],
});
