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
  createCheckoutApiAnswer,
  createLedgerGoneAnswer,
  createLedgerUnknownAnswer,
  createUnreadAnswer,
  createWebStorefrontAnswer,
} from '../src/__fixtures__/answers';
import {
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

const answers: Record<string, (now: Date) => EntityLogSources> = {
  [stringifyEntityRef(checkoutApi)]: createCheckoutApiAnswer,
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
                    ledger,
                    webStorefront,
                    unread,
                    mistyped,
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
