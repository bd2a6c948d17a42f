import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { loadConfigSchema } from '@backstage/config-loader';
import { JsonObject } from '@backstage/types';
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRepositories, Repositories } from './createRepositories';

const PACKAGES = [
  'bench',
  'backstage-plugin-panther-backend',
  'backstage-plugin-panther-common',
  'backstage-plugin-panther-node',
];

/**
 * Compiles our packages file by file, as published packages are, so that what is measured does not
 * spend time and memory on compiling TypeScript. Their other files are found where they are.
 *
 * @returns the folder of this package's modules, the repositories that use the packages, and the folder
 *   to remove at the end.
 */
export async function buildPackages(): Promise<{
  modules: string;
  repositories: Repositories;
  folder: string;
}> {
  const folder = resolvePackagePath('bench', 'dist');
  // A run that was interrupted left it behind.
  await rm(folder, { recursive: true, force: true });
  for (const name of PACKAGES) {
    await buildPackage(name, join(folder, 'node_modules', name));
  }
  return {
    modules: join(folder, 'node_modules', 'bench', 'dist'),
    repositories: await createRepositories(folder),
    folder,
  };
}

async function buildPackage(name: string, target: string): Promise<void> {
  const source = resolvePackagePath(name);
  const files = await readdir(join(source, 'src'), { recursive: true });
  await build({
    entryPoints: files
      .filter(file => /\.ts$/.test(file) && !/\.test\.ts$|__\w+__/.test(file))
      .map(file => join(source, 'src', file)),
    outbase: join(source, 'src'),
    outdir: join(target, 'dist'),
    format: 'cjs',
    platform: 'node',
    // Imports of files without their extension only work as `require`.
    supported: { 'dynamic-import': false },
  });
  const packageJson = await readFile(join(source, 'package.json'), 'utf8');
  const { version, dependencies, devDependencies } = JSON.parse(packageJson);
  await writeFile(
    join(target, 'package.json'),
    JSON.stringify({
      name,
      version,
      dependencies,
      devDependencies,
      main: 'dist/index.js',
      configSchema: await compileConfigSchema(join(source, 'package.json')),
    }),
  );
  // Dependencies of this package alone, of another version than everybody else's.
  const own = join(source, 'node_modules');
  if (existsSync(own)) {
    await symlink(own, join(target, 'node_modules'));
  }
}

/** As Backstage's CLI does for a package that is published; undefined where there is none. */
async function compileConfigSchema(
  packagePath: string,
): Promise<JsonObject | undefined> {
  const schema = await loadConfigSchema({
    dependencies: [],
    packagePaths: [packagePath],
    excludePackageDependencies: true,
  });
  // The type of what is serialised says only that it is JSON.
  const { schemas } = schema.serialize() as {
    schemas: Array<{ value: JsonObject }>;
  };
  return schemas[0]?.value;
}
