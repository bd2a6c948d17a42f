import { InventoryReport } from '../observability/PantherMetrics';
import { InventoryStore } from './InventoryStore';

/** What is measured of the inventory of some instances; nobody sees a log source in it. */
export function reportInventory(
  store: InventoryStore,
  instances: { id: string }[],
): Promise<InventoryReport[]> {
  return Promise.all(
    instances.map(async ({ id }) => {
      const [{ succeededAt }, statusCounts] = await Promise.all([
        store.getRead(id),
        store.countByStatus(id, 'all'),
      ]);
      return { instance: id, asOf: succeededAt, statusCounts };
    }),
  );
}
