/**
 * Finds the browser for tests and screenshots. Used as
 * `chromium.launch(findBrowser())` or as Playwright's `launchOptions`.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('@playwright/test');

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];
const PLACES = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    process.env.PROGRAMFILES,
    process.env['PROGRAMFILES(X86)'],
    process.env.LOCALAPPDATA,
  ]
    .filter(Boolean)
    .map(base =>
      path.join(base, 'Google', 'Chrome', 'Application', 'chrome.exe'),
    ),
  linux: [
    '/usr/bin/chromium',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ],
};
const QUIET_ARGUMENTS = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * In this order: the one that PLAYWRIGHT_CHROMIUM_PATH names, a Chromium or
 * Chrome of the machine, Playwright's own download, and the Chromium that comes
 * as a package (Linux on x64 only), which is unpacked on first use.
 *
 * @returns {{ executablePath: string, args: string[], env: NodeJS.ProcessEnv }}
 */
function findBrowser() {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (named) {
    if (!fs.existsSync(named)) {
      throw new Error(
        `PLAYWRIGHT_CHROMIUM_PATH names ${named}, which does not exist.`,
      );
    }
    return browserAt(named);
  }
  const executablePath = findSystemBrowser() ?? findDownloadedBrowser();
  if (executablePath) {
    return browserAt(executablePath);
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    return unpackedBrowser();
  }
  throw new Error(
    'No Chromium was found: install Chrome or Chromium, or run "npm run yarn -- playwright install chromium", or name one in PLAYWRIGHT_CHROMIUM_PATH.',
  );
}

function browserAt(executablePath, variables = {}) {
  return {
    executablePath,
    args: QUIET_ARGUMENTS,
    env: { ...process.env, ...variables },
  };
}

function findSystemBrowser() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const onPath = COMMANDS.flatMap(command =>
    folders.map(folder => path.join(folder, command)),
  );
  return [...onPath, ...(PLACES[process.platform] ?? [])]
    .filter(file => fs.existsSync(file))
    .find(isBrowser);
}

// Ubuntu's chromium-browser, for one, may be a script that only tells how to
// install it. On Windows asking for the version opens a window.
function isBrowser(file) {
  if (process.platform === 'win32') {
    return true;
  }
  try {
    const version = execFileSync(file, ['--version'], {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /Chrom/.test(version);
  } catch {
    return false;
  }
}

function findDownloadedBrowser() {
  const file = chromium.executablePath();
  return fs.existsSync(file) ? file : undefined;
}

function unpackedBrowser() {
  const { version } = JSON.parse(
    fs.readFileSync(
      path.resolve(
        require.resolve('@sparticuz/chromium'),
        '../../package.json',
      ),
      'utf8',
    ),
  );
  const folder = path.resolve(__dirname, '..', '.cache', `chromium-${version}`);
  if (!fs.existsSync(folder)) {
    execFileSync(
      process.execPath,
      [path.join(__dirname, 'browser', 'unpack-chromium.mjs'), folder],
      { stdio: 'inherit' },
    );
  }
  return browserAt(path.join(folder, 'chromium'), {
    LD_LIBRARY_PATH: [
      path.join(folder, 'al2023', 'lib'),
      process.env.LD_LIBRARY_PATH,
    ]
      .filter(Boolean)
      .join(path.delimiter),
    FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
  });
}

module.exports = { findBrowser };
