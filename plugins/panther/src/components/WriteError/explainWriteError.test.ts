import { createResponseError } from '../../__testUtils__/createResponseError';
import { explainWriteError } from './explainWriteError';

describe('explainWriteError', () => {
  it.each([403, 404, 409, 500, 503])(
    "passes on the plugin's own sentence of a %s",
    async status => {
      const error = await createResponseError(status, {
        name: 'ConflictError',
        message: 'Why.',
      });
      expect(explainWriteError(error)).toBe('Why.');
    },
  );

  it('says how to go on to somebody who is not signed in any more', async () => {
    const error = await createResponseError(401, {
      name: 'AuthenticationError',
      message: 'Invalid token',
    });
    expect(explainWriteError(error)).toMatch(/^You are not signed in any more/);
  });

  it("does not show a gateway's page, nor take it for a refusal", async () => {
    expect(
      explainWriteError(
        await createResponseError(502, '<html>Bad gateway</html>'),
      ),
    ).toBe(
      "Asking the portal's backend failed: Request failed with 502 As the server says. Whether it was done all the same is not known; trying again does no harm.",
    );
  });

  it('does not claim that nothing was done where there was no answer', () => {
    expect(explainWriteError(new TypeError('Failed to fetch'))).toBe(
      "Asking the portal's backend failed: Failed to fetch. Whether it was done all the same is not known; trying again does no harm.",
    );
  });
});
