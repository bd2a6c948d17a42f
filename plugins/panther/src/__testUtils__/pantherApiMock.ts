import { createApiMock } from '@backstage/frontend-test-utils';
import { pantherApiRef } from '../api';

/** Answers as the Panther backend plugin would. */
export const pantherApiMock = createApiMock(pantherApiRef, () => ({
  getEntityLogSources: jest.fn(),
  listLogSources: jest.fn(),
  getLogSource: jest.fn(),
  getLogSourceHistory: jest.fn(),
  listLogTypes: jest.fn(),
  refreshInstance: jest.fn(),
  listInstances: jest.fn(),
}));
