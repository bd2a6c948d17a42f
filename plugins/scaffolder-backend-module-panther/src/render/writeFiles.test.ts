import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFile } from 'node:fs/promises';
import { writeFiles } from './writeFiles';

describe('writeFiles', () => {
  const directory = createMockDirectory();
  const files = [{ path: 'role.tf', content: '# a\n' }];

  beforeEach(() => {
    directory.setContent({ 'secret.tf': 'outside', workspace: {} });
  });

  const write = (targetPath?: string) =>
    writeFiles(directory.resolve('workspace'), { targetPath, files });

  it.each([
    [undefined, 'role.tf'],
    ['', 'role.tf'],
    ['.', 'role.tf'],
    ['infra/panther', 'infra/panther/role.tf'],
    ['./infra/../infra/', 'infra/role.tf'],
  ])('puts the files for the target path %j at %s', async (target, path) => {
    expect(await write(target)).toEqual([{ path, content: '# a\n' }]);
    expect(await readFile(directory.resolve('workspace', path), 'utf8')).toBe(
      '# a\n',
    );
  });

  it('replaces a file that is there, as when a step runs again', async () => {
    await write();
    await writeFiles(directory.resolve('workspace'), {
      targetPath: '.',
      files: [{ path: 'role.tf', content: '# b\n' }],
    });
    expect(
      directory.content({ path: 'workspace', shouldReadAsText: true }),
    ).toEqual({
      'role.tf': '# b\n',
    });
  });

  it.each(['..', '../workspace-2', '/etc', 'infra/../..'])(
    'refuses the target path %j, which leaves the workspace',
    async targetPath => {
      await expect(write(targetPath)).rejects.toThrow(
        'targetPath: The files must stay in the workspace of the task',
      );
      expect(directory.content({ shouldReadAsText: true })).toEqual({
        'secret.tf': 'outside',
        workspace: {},
      });
    },
  );

  it('refuses to write through a link that leaves the workspace', async () => {
    directory.setContent({
      outside: {},
      workspace: {
        infra: ctx => ctx.symlink('../outside'),
        'role.tf': ctx => ctx.symlink('../secret.tf'),
      },
      'secret.tf': 'outside',
    });
    await expect(write('infra')).rejects.toThrow('targetPath');
    await expect(write()).rejects.toThrow('targetPath');
    expect(directory.content({ path: 'outside' })).toEqual({});
    expect(await readFile(directory.resolve('secret.tf'), 'utf8')).toBe(
      'outside',
    );
  });
});
