import { expect, Page, test } from '@playwright/test';
import {
  expectAccessible,
  orderFault,
  resetSandbox,
  visit,
  visitLogSources,
  waitForProblem,
} from './portal';

/** Of a test that waits for the backend to read Panther again. */
const PATIENT_TEST_MS = 150_000;

/** What the tab may take to say that something is wrong with Panther. */
const SAY_SO_MS = 5_000;

function row(page: Page, label: string) {
  return page.getByRole('row').filter({ hasText: label });
}

test.describe('the Log Sources tab', () => {
  test.beforeEach(resetSandbox);
  test.afterEach(resetSandbox);

  test("shows checkout-api's two S3 sources, live from Panther", async ({
    page,
  }) => {
    await visit(page, '/', 'Paula');
    await page.getByRole('link', { name: 'checkout-api', exact: true }).click();
    await page.getByRole('link', { name: 'Log Sources' }).click();

    const accessLogs = row(page, 'Checkout access logs');
    await expect(accessLogs).toContainText('Healthy');
    await expect(accessLogs).toContainText('acme-checkout-logs');
    await expect(accessLogs).toContainText('alb/: AWS.ALB');
    await expect(accessLogs).toContainText('except alb/healthcheck/');
    await expect(accessLogs.getByRole('time')).toHaveCount(3);

    const auditTrail = row(page, 'Checkout audit trail');
    await expect(auditTrail).toContainText('Unhealthy');
    await expect(auditTrail).toContainText('acme-checkout-audit');
    await expect(auditTrail).toContainText('audit/: AWS.CloudTrail');
    await expect(auditTrail.getByRole('time').last()).toContainText(
      'hours ago',
    );

    await expect(page.getByText('Acme Security, as of')).toBeVisible();
    await expectAccessible(page);
  });

  test('links a log source that is found by a search, and unlinks it', async ({
    page,
  }) => {
    await visitLogSources(page, 'web-storefront', 'Sam');
    await page.getByRole('button', { name: 'Link log source' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Search log sources').fill('edge load');
    await dialog.getByRole('radio', { name: /Edge load balancer/ }).check();
    await expect(dialog).toContainText(
      'panther.com/log-source-id: bcd45662-bab7-4f99-b69f-083a0212568d',
    );
    await expectAccessible(page, '[role=dialog]');
    await dialog.getByRole('button', { name: 'Link', exact: true }).click();

    const edge = row(page, 'Edge load balancer logs');
    await expect(edge).toContainText('Linked in the portal by Sam Reyes');
    await expectAccessible(page);

    await edge.getByRole('button', { name: /^Unlink/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Unlink', exact: true })
      .click();
    await expect(page.getByText('No log source is linked yet')).toBeVisible();
  });

  test('offers no link to who does not own the component', async ({ page }) => {
    await visitLogSources(page, 'web-storefront', 'Paula');
    await expect(page.getByText('No log source is linked yet')).toBeVisible();
    await expect(
      page.getByRole('button', { name: 'Link log source' }),
    ).toHaveCount(0);
  });

  test('keeps up with Panther', async ({ page }) => {
    await visitLogSources(page, 'checkout-api', 'Sam');
    const lastEvent = row(page, 'Checkout access logs')
      .getByRole('time')
      .last();
    const before = await lastEvent.getAttribute('datetime');
    await expect(async () => {
      await page.getByRole('button', { name: 'Reload' }).click();
      const now = await lastEvent.getAttribute('datetime');
      expect(now).not.toBe(before);
    }).toPass({ timeout: 45_000, intervals: [5_000] });
  });

  test('explains a link to a log source that is gone, and how to link another', async ({
    page,
  }) => {
    await visitLogSources(page, 'ledger', 'Paula');
    await expect(
      row(page, 'e08b4d63-1f7c-4a9e-8d25-6c3b9a5f2e17'),
    ).toContainText('Panther (Acme Security) has no log source with this id');
    await expect(page.getByText('panther.com/log-source-id: ')).toBeVisible();
    await expectAccessible(page);
  });

  test("finds billing-worker's log source by the bucket that it depends on", async ({
    page,
  }) => {
    await visitLogSources(page, 'billing-worker', 'Paula');
    const logs = row(page, 'Billing worker logs');
    await expect(logs).toContainText('Healthy');
    await expect(logs).toContainText('Linked by bucket acme-billing-logs');
    await expectAccessible(page);
  });

  test('shows how to make the first link', async ({ page }) => {
    await visitLogSources(page, 'web-storefront', 'Paula');
    await expect(
      page.getByRole('heading', { name: 'No log source is linked yet' }),
    ).toBeVisible();
    await expect(page.getByText('name: web-storefront')).toBeVisible();
    await expect(page.getByRole('table')).toHaveCount(0);
    await expectAccessible(page);
  });

  test('tells a guest that they are not permitted', async ({ page }) => {
    await visitLogSources(page, 'checkout-api', 'Guest');
    await expect(page.getByRole('alert')).toContainText(
      'panther.log-source.read',
    );
    await expect(page.getByText('Checkout access logs')).toHaveCount(0);
    await expectAccessible(page);
  });

  test('is readable in the dark', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await visitLogSources(page, 'checkout-api', 'Paula');
    await expect(row(page, 'Checkout audit trail')).toContainText('Unhealthy');
    await expectAccessible(page);
    await page.goto('/catalog/default/component/ledger/log-sources');
    await expect(
      page.getByText('has no log source with this id'),
    ).toBeVisible();
    await expectAccessible(page);
  });

  for (const { name, fault, sentence } of [
    {
      name: 'refuses the token',
      fault: { status: 401 },
      sentence: 'panther.apiToken',
    },
    {
      name: 'drops connections',
      fault: { drop: true },
      sentence: 'panther.apiUrl',
    },
    {
      name: 'hangs',
      fault: { delayMs: 60_000 },
      sentence: 'took too long to list the log sources',
    },
  ]) {
    test(`says so within 5 seconds when Panther ${name}, and the rest works`, async ({
      page,
    }) => {
      test.setTimeout(PATIENT_TEST_MS);
      await visit(page, '/catalog/default/component/checkout-api', 'Paula');
      const tab = page.getByRole('link', { name: 'Log Sources' });
      await tab.waitFor();
      await orderFault(fault);
      await waitForProblem(sentence);

      const startedAt = Date.now();
      await tab.click();
      await expect(page.getByText(sentence).first()).toBeVisible();
      expect(Date.now() - startedAt).toBeLessThan(SAY_SO_MS);
      await expectAccessible(page);

      await page
        .getByRole('link', { name: 'Catalog', exact: true })
        .first()
        .click();
      await expect(
        page.getByRole('link', { name: 'billing-worker', exact: true }),
      ).toBeVisible();
    });
  }
});
