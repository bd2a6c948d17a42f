import { expect, Page, test } from '@playwright/test';
import {
  expectAccessible,
  resetSandbox,
  statusFor,
  visit,
  visitLogSources,
} from './portal';

/** A new log source of the sandbox gets its first event after 45 seconds. */
const FIRST_EVENT_MS = 90_000;

const WHOLE_TEMPLATE_MS = 240_000;

const ROLE = 'arn:aws:iam::111122223333:role/PantherLogProcessingRole-web';

function row(page: Page, label: string) {
  return page.getByRole('row').filter({ hasText: label });
}

async function goOn(page: Page, button: 'Next' | 'Review' | 'Create') {
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** Fills in everything but the IAM role, for a component that the form knows already. */
async function describeBucket(
  page: Page,
  { bucket, label }: { bucket: string; label: string },
) {
  await expect(page.getByLabel('Component')).toHaveValue(/checkout-api/);
  await expect(page.getByLabel('Acme Security')).toBeChecked();
  await goOn(page, 'Next');

  await page.getByLabel('AWS account').fill('111122223333');
  await page.getByLabel('Bucket').fill(bucket);
  await goOn(page, 'Next');

  await page.getByLabel('Label').fill(label);
  await page.getByLabel('Prefix', { exact: true }).fill('web/');
  await page.getByRole('textbox', { name: 'Log types' }).fill('AWS.ALB');
  await page.getByRole('option', { name: /^AWS\.ALB/ }).click();
  await expectAccessible(page, 'form');
  await goOn(page, 'Next');
}

test.describe('the templates', () => {
  test.beforeEach(resetSandbox);
  test.afterEach(resetSandbox);

  test('take a bucket from the form to its first event, then change and retire it', async ({
    page,
  }) => {
    test.setTimeout(WHOLE_TEMPLATE_MS);
    await visitLogSources(page, 'checkout-api', 'Paula');
    await page.getByRole('button', { name: 'Create log source' }).click();
    await describeBucket(page, {
      bucket: 'acme-checkout-web',
      label: 'Checkout web logs',
    });
    await page.getByLabel('ARN of the role').fill(ROLE);
    await goOn(page, 'Review');
    await goOn(page, 'Create');
    await expect(
      page.getByText("receives the events of 'Checkout web logs'").first(),
    ).toBeVisible({ timeout: FIRST_EVENT_MS });

    // A task tells of its log source, which guests may not see.
    const task = new URL(page.url()).pathname.split('/').at(-1);
    expect(await statusFor('paula', `/api/scaffolder/v2/tasks/${task}`)).toBe(
      200,
    );
    expect(await statusFor('guest', `/api/scaffolder/v2/tasks/${task}`)).toBe(
      403,
    );

    await page.getByRole('link', { name: 'See it on the component' }).click();
    const created = row(page, 'Checkout web logs');
    await expect(created).toContainText('Healthy');
    await expect(created).toContainText('Linked in the portal by Paula Ito');

    await page.goto('/create/templates/default/change-s3-source');
    await page.getByRole('textbox', { name: 'S3 log source' }).fill('web logs');
    await page.getByRole('option', { name: /Checkout web logs/ }).click();
    await expect(page.getByLabel('Prefix', { exact: true })).toHaveValue(
      'web/',
    );
    await page.getByLabel('Prefix', { exact: true }).fill('shop/');
    await expectAccessible(page, 'form');
    await goOn(page, 'Review');
    await goOn(page, 'Create');
    await expect(
      page.getByRole('listitem').filter({ hasText: "'shop/'" }).first(),
    ).toBeVisible();

    await page.goto('/create/templates/default/retire-log-source');
    await page.getByRole('textbox', { name: 'Log source' }).fill('web logs');
    await page.getByRole('option', { name: /Checkout web logs/ }).click();
    await expect(
      page.getByText('Linked to component:default/checkout-api.'),
    ).toBeVisible();
    await page.getByLabel('Delete it in Panther').check();
    await expectAccessible(page, 'form');
    await goOn(page, 'Review');
    await goOn(page, 'Create');
    await expect(page.getByText('is deleted.')).toBeVisible();

    await page.goto('/catalog/default/component/checkout-api/log-sources');
    await expect(created).toContainText('Gone');
  });

  test('write the IAM role, to be downloaded where there is no Git host', async ({
    page,
  }) => {
    test.setTimeout(WHOLE_TEMPLATE_MS);
    await visitLogSources(page, 'checkout-api', 'Paula');
    await page.getByRole('button', { name: 'Create log source' }).click();
    await describeBucket(page, {
      bucket: 'acme-checkout-app',
      label: 'Checkout app logs',
    });
    await page.getByLabel('The role with which Panther reads').click();
    await page.getByRole('option', { name: /Terraform/ }).click();
    await page.getByLabel('Name of the role').fill('checkout-app');
    await goOn(page, 'Review');
    await goOn(page, 'Create');

    await expect(
      page.getByText('resource "aws_iam_role"').first(),
    ).toBeVisible();
    await page
      .getByRole('link', { name: 'Go on once they are applied' })
      .click();
    await expect(page.getByLabel('Component')).toHaveValue(/checkout-api/);
    for (let pages = 0; pages < 3; pages++) {
      await goOn(page, 'Next');
    }
    await expect(page.getByLabel('ARN of the role')).toHaveValue(
      'arn:aws:iam::111122223333:role/PantherLogProcessingRole-checkout-app',
    );

    await page.goBack();
    // A click would wait for the page that a download never becomes.
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: 'Download the files of the IAM role' })
        .evaluate((link: HTMLAnchorElement) => link.click()),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
  });

  test('tell who is not permitted so in the form', async ({ page }) => {
    await visit(page, '/create/templates/default/retire-log-source', 'Guest');
    await page.getByRole('textbox', { name: 'Log source' }).click();
    await expect(page.getByRole('alert')).toContainText(
      'panther.log-source.read',
    );
  });
});
