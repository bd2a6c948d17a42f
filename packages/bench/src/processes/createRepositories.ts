import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dependencies } from '../../package.json';

/** The folders of two repositories. */
export interface Repositories {
  withPanther: string;
  withoutPanther: string;
}

/**
 * Makes a repository with the plugin and one without, for a backend to be started in: Backstage
 * reads the configuration's schemas from the packages that the repository depends on. In ours, it
 * would compile TypeScript that adopters never get, and in both cases.
 */
export async function createRepositories(
  folder: string,
): Promise<Repositories> {
  const names = Object.keys(dependencies);
  const backstage = names.filter(name => name.startsWith('@backstage/'));
  return {
    withPanther: await createRepository(join(folder, 'with-panther'), [
      ...backstage,
      'backstage-plugin-panther-backend',
    ]),
    withoutPanther: await createRepository(
      join(folder, 'without-panther'),
      backstage,
    ),
  };
}

async function createRepository(
  folder: string,
  packages: string[],
): Promise<string> {
  const backend = join(folder, 'backend');
  await mkdir(backend, { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  await symlink(backend, join(folder, 'node_modules', 'portal-backend'));
  await writePackage(folder, { name: 'portal', workspaces: ['backend'] });
  await writePackage(backend, {
    name: 'portal-backend',
    dependencies: Object.fromEntries(packages.map(name => [name, '*'])),
  });
  return folder;
}

async function writePackage(folder: string, content: object): Promise<void> {
  await writeFile(join(folder, 'package.json'), JSON.stringify(content));
}
