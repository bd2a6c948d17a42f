import JSZip from 'jszip';
import { RenderedFile } from '../types';

const START = 'data:application/zip;base64,';

/** The files in a ZIP archive that is in a URL. */
export async function readArchive(url: string): Promise<RenderedFile[]> {
  expect(url.startsWith(START)).toBe(true);
  const zip = await JSZip.loadAsync(url.slice(START.length), { base64: true });
  return Promise.all(
    Object.values(zip.files).map(async file => ({
      path: file.name,
      content: await file.async('string'),
    })),
  );
}
