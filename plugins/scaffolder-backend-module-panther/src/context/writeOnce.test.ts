import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { PantherApi } from 'backstage-plugin-panther-common';
import { writeOnce } from './writeOnce';

describe('writing once', () => {
  it('says that a write whose answer was lost may have been done, and how to find out', async () => {
    const context = createMockActionContext({ input: {} });
    await expect(
      writeOnce(
        { ...context, checkpoint: async ({ fn }) => fn() },
        {
          // Nothing is asked of it.
          panther: { getClient: () => ({} as PantherApi) },
          actionId: 'panther:thing:make',
          write: () => Promise.reject(new TypeError('terminated')),
          keep: () => ({}),
        },
      ),
    ).rejects.toThrow(
      /did not answer: terminated\. .*may have been done all the same; retry this step/,
    );
  });
});
