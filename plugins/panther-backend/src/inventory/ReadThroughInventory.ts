import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { Instance } from 'backstage-plugin-panther-common';
import { InstanceConfig } from '../config/InstanceConfig';
import { TenantClient } from '../tenant/TenantClient';
import { InstanceReader } from './InstanceReader';
import { Inventory, InventoryAnswer } from './Inventory';

/** Serves views from a list that is read from Panther when a view asks, and kept for seconds. */
export class ReadThroughInventory implements Inventory {
  readonly #readers: Map<string, InstanceReader>;

  static create(options: {
    instances: InstanceConfig[];
    logger: LoggerService;
    lifecycle: LifecycleService;
  }): ReadThroughInventory {
    const { instances, logger, lifecycle } = options;
    const readers = instances.map(instance => {
      const client = TenantClient.fromConfig(instance, { logger });
      lifecycle.addShutdownHook(() => client.close());
      return InstanceReader.create({ instance, client, logger });
    });
    return new ReadThroughInventory(readers);
  }

  private constructor(readers: InstanceReader[]) {
    this.#readers = new Map(
      readers.map(reader => [reader.instance.id, reader]),
    );
  }

  instanceIds(): string[] {
    return [...this.#readers.keys()];
  }

  async findLogSources(
    instance: string,
    integrationIds: string[],
  ): Promise<InventoryAnswer> {
    const reader = this.#readers.get(instance);
    if (!reader) {
      throw new NotFoundError(
        `No Panther instance is called '${instance}'; configured are ${this.instanceIds().join(
          ', ',
        )}.`,
      );
    }
    return reader.findLogSources(integrationIds);
  }

  async listInstances(): Promise<Instance[]> {
    return Promise.all(
      [...this.#readers.values()].map(reader => reader.describe()),
    );
  }
}
