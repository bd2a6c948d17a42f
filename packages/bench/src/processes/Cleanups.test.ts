import { Cleanups } from './Cleanups';

describe('Cleanups', () => {
  it('undoes the last thing first, and everything although something fails', async () => {
    const undone = new Array<string>();
    const cleanups = new Cleanups();
    cleanups.add(async () => undone.push('first'));
    cleanups.add(async () => {
      throw new Error('stuck');
    });
    cleanups.stopping({
      stop: async () => {
        undone.push('last');
      },
    });

    await expect(cleanups.run()).rejects.toThrow('stuck');
    expect(undone).toEqual(['last', 'first']);
  });

  it('undoes nothing twice', async () => {
    const step = jest.fn(async () => {});
    const cleanups = new Cleanups();
    cleanups.add(step);
    await cleanups.run();
    await cleanups.run();

    expect(step).toHaveBeenCalledTimes(1);
  });
});
