import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, posix } from 'node:path';
import { RenderedFile } from './types';

/**
 * Writes files into the workspace of a task, over those that are there under their names.
 *
 * @returns the files with their paths in the workspace
 */
export async function writeFiles(
  workspacePath: string,
  options: { targetPath: string | undefined; files: RenderedFile[] },
): Promise<RenderedFile[]> {
  const placed = options.files.map(({ path, content }) => ({
    path: posix.join(options.targetPath || '.', path),
    content,
  }));
  for (const { path, content } of placed) {
    const place = findPlace(workspacePath, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
  }
  return placed;
}

function findPlace(workspacePath: string, path: string): string {
  try {
    return resolveSafeChildPath(workspacePath, path);
  } catch (error) {
    throw new InputError(
      'targetPath: The files must stay in the workspace of the task; give a path in it, such as infra/panther.',
      error,
    );
  }
}
