/**
 * Writes a page for each scaffolder action into docs/actions. With `--check` it changes nothing and
 * fails when one is out of date. Needs to be run with the loader of TypeScript, as generate.js does.
 */
const fs = require('node:fs/promises');
const path = require('node:path');
const prettier = require('prettier');
const {
  createActions,
} = require('../../plugins/scaffolder-backend-module-panther/src/actions');
const { renderActionPage } = require('./render-action-page');

const FOLDER = path.join(__dirname, '..', '..', 'docs', 'actions');

async function main() {
  const pages = await renderPages();
  const old = await fs.readdir(FOLDER).catch(() => []);
  const check = process.argv.includes('--check');
  for (const name of new Set([...old, ...pages.keys()])) {
    const file = path.join(FOLDER, name);
    const page = pages.get(name);
    if (check) {
      const isSame = (await readText(file)) === page;
      if (!isSame) {
        console.error(
          `docs/actions/${name} is not what the schemas of the actions say: run npm run generate and commit the result.`,
        );
        process.exitCode = 1;
      }
    } else if (page === undefined) {
      await fs.rm(file);
    } else {
      await fs.mkdir(FOLDER, { recursive: true });
      await fs.writeFile(file, page);
    }
  }
}

/** By the name of the file, formatted as everything else is. */
async function renderPages() {
  const options = await prettier.resolveConfig(__filename);
  // What the actions call is of no matter here.
  const actions = createActions({ panther: {} });
  const format = text =>
    prettier.format(text, { ...options, parser: 'markdown' });
  return new Map([
    ...actions.map(action => [
      fileName(action),
      format(renderActionPage(action)),
    ]),
    ['README.md', format(renderIndex(actions))],
  ]);
}

function renderIndex(actions) {
  return [
    '<!-- Written by npm run generate. -->',
    '# Scaffolder actions',
    'How to use them is told in [Write your own template](../templates.md).',
    [
      '| action | what it does |',
      '| --- | --- |',
      ...actions.map(
        action =>
          `| [\`${action.id}\`](${fileName(action)}) | ${action.description} |`,
      ),
    ].join('\n'),
    '',
  ].join('\n\n');
}

function fileName({ id }) {
  return `${id.replaceAll(':', '-')}.md`;
}

async function readText(file) {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

main();
