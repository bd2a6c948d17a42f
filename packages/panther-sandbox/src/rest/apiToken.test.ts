import { callSandbox } from '../__testUtils__/callers';

describe('the REST API of API tokens', () => {
  it('tells any token about itself, but not its value', async () => {
    const { status, body, text } = await callSandbox().readOnly.get(
      '/api-tokens/self',
    );

    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.any(String),
      name: 'Backstage read only',
      permissions: ['LogSourceRead'],
      allowedCIDRBlocks: [],
      createdAt: expect.any(String),
    });
    expect(text).not.toContain('sandbox-read-token');
  });
});
