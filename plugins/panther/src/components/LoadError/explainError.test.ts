import { createResponseError } from '../../__testUtils__/createResponseError';
import { explainError } from './explainError';

describe('explainError', () => {
  it.each([
    [401, 'AuthenticationError', 'You are not signed in any more'],
    [403, 'NotAllowedError', 'You are not permitted to see log sources'],
    [404, 'NotFoundError', 'The portal does not find this component for you'],
    [400, 'InputError', 'The log sources could not be loaded'],
    [500, 'Error', 'The log sources could not be loaded'],
  ])('tells a refusal with %s %s by its title', async (status, name, title) => {
    const error = await createResponseError(status, { name, message: 'Why.' });
    expect(explainError(error).title).toBe(title);
  });

  it.each([403, 404, 400, 500])(
    "passes on the plugin's own sentence of a %s",
    async status => {
      const error = await createResponseError(status, {
        name: 'NotFoundError',
        message: 'Why.',
      });
      expect(explainError(error).message).toBe('Why.');
    },
  );

  it("does not show a gateway's page to the user", async () => {
    const error = await createResponseError(502, '<html>Bad gateway</html>');
    expect(explainError(error).message).toBe(
      'Request failed with 502 As the server says',
    );
  });

  it('takes a 404 of nobody, and a front page, for a plugin that is not installed', async () => {
    const title = 'The Panther backend plugin is not installed';
    expect(explainError(await createResponseError(404)).title).toBe(title);
    expect(
      explainError(new SyntaxError('Unexpected token < in JSON')).title,
    ).toBe(title);
  });

  it('says what went wrong on the way to the portal', () => {
    expect(explainError(new TypeError('Failed to fetch'))).toEqual({
      title: 'The log sources could not be loaded',
      message:
        "Asking the portal's backend failed: Failed to fetch. Check that you are online, then try again.",
    });
  });
});
