import { expect, Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';

const BACKEND = 'http://localhost:7007';
const SANDBOX = `${BACKEND}/api/panther-sandbox/_sandbox`;

/** The first page may have to wait for the development server to have built it. */
const FIRST_PAGE_MS = 45_000;

/**
 * Enough for the backend to read Panther again and to meet the fault: the demo's period, the
 * scheduler's pace and the time limit of a read, on a slow machine.
 */
const READ_AGAIN_MS = 60_000;

export type Person = 'Paula' | 'Sam' | 'Guest';

/** Goes to a page of the portal as somebody who is not signed in yet. */
export async function visit(page: Page, path: string, person: Person) {
  await page.goto(path);
  await page
    .getByRole('button', { name: `Sign in as ${person}` })
    .click({ timeout: FIRST_PAGE_MS });
}

export async function visitLogSources(
  page: Page,
  component: string,
  person: Person,
) {
  await visit(page, `/catalog/default/component/${component}`, person);
  await page.getByRole('link', { name: 'Log Sources' }).click();
}

/** Everything axe knows of, on the part of the page that is ours. */
export async function expectAccessible(page: Page, part = 'main') {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => ({
        html,
        failureSummary,
      })),
    })),
  ).toEqual([]);
}

/** Makes the sandbox answer every request like this until it is reset. */
export async function orderFault(fault: Record<string, unknown>) {
  await callSandbox('faults', { times: 1_000, ...fault });
}

export async function resetSandbox() {
  await callSandbox('reset', {});
}

/** Resolves when the backend has met what is wrong with Panther, and has a sentence for it. */
export async function waitForProblem(sentence: string) {
  await expect
    .poll(readProblems, { timeout: READ_AGAIN_MS, intervals: [500] })
    .toContainEqual(expect.stringContaining(sentence));
}

/** What the backend says is wrong with its instances of Panther, as Paula is told. */
async function readProblems(): Promise<(string | undefined)[]> {
  const { backstageIdentity } = await ask('/api/auth/demo/refresh', {
    'x-demo-person': 'paula',
  });
  const { items } = await ask('/api/panther/instances', {
    Authorization: `Bearer ${backstageIdentity.token}`,
  });
  return items.map(
    ({ freshness }: { freshness: { problem?: { message: string } } }) =>
      freshness.problem?.message,
  );
}

/** How the backend answers somebody's request. */
export async function statusFor(person: 'paula' | 'guest', path: string) {
  const { backstageIdentity } = await ask('/api/auth/demo/refresh', {
    'x-demo-person': person,
  });
  const response = await fetch(BACKEND + path, {
    headers: { Authorization: `Bearer ${backstageIdentity.token}` },
  });
  return response.status;
}

async function ask(path: string, headers: Record<string, string>) {
  const response = await fetch(BACKEND + path, { headers });
  expect(response.ok).toBe(true);
  return response.json();
}

async function callSandbox(route: string, body: Record<string, unknown>) {
  const response = await fetch(`${SANDBOX}/${route}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
}
