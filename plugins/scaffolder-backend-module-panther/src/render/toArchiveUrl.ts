import archiver from 'archiver';
import { buffer } from 'node:stream/consumers';
import { RenderedFile } from './types';

/** The earliest time that a ZIP file can name; with it, the same files give the same archive. */
const DATE = new Date('1980-01-01T00:00:00Z');

/** The files as a ZIP archive in a URL, which a browser downloads with no server to get it from. */
export async function toArchiveUrl(files: RenderedFile[]): Promise<string> {
  const archive = archiver('zip');
  for (const { path, content } of files) {
    archive.append(content, { name: path, date: DATE });
  }
  const [zip] = await Promise.all([buffer(archive), archive.finalize()]);
  return `data:application/zip;base64,${zip.toString('base64')}`;
}
