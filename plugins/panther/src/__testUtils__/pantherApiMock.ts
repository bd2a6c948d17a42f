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
  previewNewS3Source: jest.fn(),
  createS3Source: jest.fn(),
  getS3Source: jest.fn(),
  previewS3SourceUpdate: jest.fn(),
  updateS3Source: jest.fn(),
  previewLogSourceDeletion: jest.fn(),
  deleteLogSource: jest.fn(),
  linkLogSource: jest.fn(),
  unlinkLogSource: jest.fn(),
}));
