/**
 * Unpacks the Chromium of `@sparticuz/chromium` into the folder given:
 * `chromium`, its `fonts`, and the libraries that a bare machine lacks.
 * Processes that do so at once do not disturb each other.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const target = process.argv[2];
fs.mkdirSync(path.dirname(target), { recursive: true });
const staging = fs.mkdtempSync(`${target}.`);

// The package unpacks into the folder for temporary files, which it asks for
// when it is loaded.
process.env.TMPDIR = staging;
const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
const { default: chromium, inflate } = await import(pathToFileURL(entry));
try {
  await chromium.executablePath();
  await inflate(path.resolve(entry, '..', '..', 'bin', 'al2023.tar.br'));
  fs.writeFileSync(
    path.join(staging, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`,
  );
  fs.renameSync(staging, target);
} catch (error) {
  fs.rmSync(staging, { recursive: true, force: true });
  // Another process was first.
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') {
    throw error;
  }
}
