import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
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

const fixturePantherApi: Pick<PantherApi, 'getEntityLogSources'> = {
  async getEntityLogSources(entityRef) {
    const answer = answers[stringifyEntityRef(entityRef)];
    if (!answer) {
      throw new Error('this component has no fixture');
    }
    return answer(new Date());
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
