import {
  CompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  EntityLogSources,
  LogSourceLink,
  LogSourceRef,
  stringifyLogSourceRef,
} from 'backstage-plugin-panther-common';
import { createLogSources } from '../src/__fixtures__/logSources';

/** The links that are made while the fixtures are looked at; they last until the page is loaded anew. */
export class PortalLinks {
  readonly #links = new Map<string, LogSourceLink[]>();

  link(entityRef: CompoundEntityRef, ref: LogSourceRef) {
    const logSourceRef = stringifyLogSourceRef(ref);
    this.unlink(entityRef, ref);
    this.#of(entityRef).push({
      logSourceRef,
      origin: 'portal',
      portalLink: {
        linkedBy: 'user:default/paula',
        linkedAt: new Date().toISOString(),
      },
      state: 'found',
      logSource: createLogSources(new Date()).find(
        logSource => logSource.ref === logSourceRef,
      ),
    });
  }

  unlink(entityRef: CompoundEntityRef, ref: LogSourceRef) {
    const logSourceRef = stringifyLogSourceRef(ref);
    this.#links.set(
      stringifyEntityRef(entityRef),
      this.#of(entityRef).filter(link => link.logSourceRef !== logSourceRef),
    );
  }

  addTo(answer: EntityLogSources): EntityLogSources {
    return {
      ...answer,
      links: [...answer.links, ...(this.#links.get(answer.entityRef) ?? [])],
    };
  }

  #of(entityRef: CompoundEntityRef): LogSourceLink[] {
    const key = stringifyEntityRef(entityRef);
    const links = this.#links.get(key) ?? [];
    this.#links.set(key, links);
    return links;
  }
}
