/**
 * A replica of the backend with what log sources need, as a program: it listens where its
 * configuration says, and ends with the process that started it.
 */
import { createBackend } from '@backstage/backend-defaults';

process.once('disconnect', () => process.exit());

const backend = createBackend();

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('backstage-plugin-panther-backend'));

backend.start();
