describe('Connections', () => {
  it('leaves undici to the first request, so that no start of a portal waits for it', async () => {
    const loaded = jest.fn();
    jest.doMock('undici', () => {
      loaded();
      return jest.requireActual('undici');
    });

    require('../plugin');

    expect(loaded).not.toHaveBeenCalled();
    const {
      Connections,
    }: typeof import('./Connections') = require('./Connections');
    await expect(
      new Connections({ connectMs: 1000 }).request('http://127.0.0.1:1', {
        method: 'GET',
      }),
    ).rejects.toThrow('ECONNREFUSED');
    expect(loaded).toHaveBeenCalled();
  });
});
